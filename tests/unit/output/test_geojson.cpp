// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace harmspot;

namespace
{

HotspotList one_spot(const MultiPolygon& shape)
{
    Hotspot h;
    h.id = "asb-kde-NZ245643";
    h.shape = shape;
    h.rank = 1;
    h.incidents = 12;
    h.effective_incidents = 10;
    h.harm = 18.2;
    h.distinct_places = 4;
    h.area_km2 = 0.5;
    HotspotList list;
    list.hotspots = {h};
    return list;
}

ProductInfo info()
{
    ProductInfo product;
    product.title = "Monthly";
    product.theme = "asb";
    product.theme_title = "ASB";
    return product;
}

std::string written(const PublishableLayer& layer)
{
    const Scratch scratch;
    write_geojson(scratch / "kde_hotspots.geojson", layer);
    return bytes_of(scratch / "kde_hotspots.geojson");
}

AreaLayer areas_of(const std::vector<MultiPolygon>& shapes)
{
    AreaLayer layer;
    layer.name = "command";
    for (const auto& shape : shapes) {
        layer.areas.push_back({"A", "a", shape});
    }
    return layer;
}

/// In longitude and latitude to begin with, so that expected coordinates can be written down.
nlohmann::json published(const MultiPolygon& lon_lat, const PublishRules& rules)
{
    return nlohmann::json::parse(written(publish_areas(areas_of({lon_lat}), 4326, {}, rules)));
}

} // namespace

TEST_CASE("a small layer, to the byte", "[geojson]")
{
    PublishRules rules;
    rules.statements = {"Say this."};
    // Clockwise on purpose: the right-hand rule turns it round.
    const MultiPolygon shape{{{{-1.5, 55}, {-1.5, 55.25}, {-1.25, 55.25}, {-1.25, 55}, {-1.5, 55}}, {}}};
    CHECK(written(publish(one_spot(shape), {}, 4326, info(), rules)) ==
          "{\n"
          "\"type\":\"FeatureCollection\",\n"
          "\"name\":\"asb_kde_hotspots\",\n"
          "\"title\":\"Monthly: ASB\",\n"
          "\"marking\":\"OFFICIAL-SENSITIVE\",\n"
          "\"statements\":[\"Say this.\"],\n"
          "\"bbox\":[-1.5,55,-1.25,55.25],\n"
          "\"features\":[\n"
          "{\"type\":\"Feature\",\"id\":\"asb-kde-NZ245643\",\"bbox\":[-1.5,55,-1.25,55.25],"
          "\"properties\":{\"id\":\"asb-kde-NZ245643\",\"rank\":1,\"theme\":\"asb\",\"place_share\":0,"
          "\"incidents\":12,\"harm\":18.2,\"harm_share\":0,\"area_km2\":0.5,\"incidents_per_km2\":24,"
          "\"harm_per_km2\":36.4,\"distinct_places\":4,\"effective_incidents\":10,\"top_incident_share\":0,"
          "\"outline\":\"hotspot\"},"
          "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
          "[[[-1.5,55],[-1.25,55],[-1.25,55.25],[-1.5,55.25],[-1.5,55]]]}}\n"
          "]\n}\n");
}

TEST_CASE("a layer without features is a collection without bbox", "[geojson]")
{
    const auto json = nlohmann::json::parse(written(publish(HotspotList{}, {}, 27700, info(), {})));
    CHECK(json["features"].empty());
    CHECK_FALSE(json.contains("bbox"));
    CHECK_FALSE(json.contains("crs"));
    CHECK(json["marking"] == "OFFICIAL-SENSITIVE");
}

TEST_CASE("several parts are a MultiPolygon and holes turn clockwise", "[geojson]")
{
    MultiPolygon shape = square(0, 50, 1);
    shape[0].holes = {{{0.25, 50.25}, {0.75, 50.25}, {0.75, 50.75}, {0.25, 50.75}, {0.25, 50.25}}};
    shape.push_back(square(2, 50, 0.5)[0]);
    const auto geometry = published(shape, {})["features"][0]["geometry"];
    CHECK(geometry["type"] == "MultiPolygon");
    CHECK(geometry["coordinates"].size() == 2);
    CHECK(geometry["coordinates"][0].size() == 2);
    CHECK(geometry["coordinates"][0][1].dump() == "[[0.25,50.25],[0.25,50.75],[0.75,50.75],[0.75,50.25],[0.25,50.25]]");
}

TEST_CASE("coordinates have seven decimals, four for the public", "[geojson]")
{
    const auto shape = square(-1.123456789, 54.987654321, 0.01);
    CHECK(published(shape, {})["features"][0]["geometry"]["coordinates"][0][0].dump() == "[-1.1234568,54.9876543]");
    PublishRules rules;
    rules.profile = Profile::public_;
    CHECK(published(shape, rules)["features"][0]["geometry"]["coordinates"][0][0].dump() == "[-1.1235,54.9877]");
}

TEST_CASE("a shape that rounding would spoil is repaired, and one that it ends has no geometry", "[geojson]")
{
    PublishRules rules;
    rules.profile = Profile::public_;
    // Two halves joined by a neck 0.00002 degrees wide, which 4 decimals close to a line.
    const MultiPolygon dumbbell{{{{0, 50},
                                  {0.01, 50},
                                  {0.01, 50.00501},
                                  {0.02, 50.00501},
                                  {0.02, 50},
                                  {0.03, 50},
                                  {0.03, 50.01},
                                  {0.02, 50.01},
                                  {0.02, 50.00503},
                                  {0.01, 50.00503},
                                  {0.01, 50.01},
                                  {0, 50.01},
                                  {0, 50}},
                                 {}}};
    const auto two = published(dumbbell, rules)["features"][0]["geometry"];
    CHECK(two["type"] == "MultiPolygon");
    CHECK(two["coordinates"].size() == 2);
    const auto none = published(square(0.00001, 50.00001, 0.00002), rules);
    CHECK(none["features"].size() == 1);
    CHECK(none["features"][0]["geometry"].is_null());
    CHECK_FALSE(none["features"][0].contains("bbox"));
}

TEST_CASE("hostile names stay inside their strings", "[geojson]")
{
    AreaLayer layer = areas_of({});
    layer.name = "com</script>mand\"";
    for (const auto& name : hostile_names()) {
        layer.areas.push_back({name, "slug", square(0, 50, 1)});
    }
    ProductInfo product;
    product.title = "=cmd()</script>";
    PublishRules rules;
    rules.marking = "\"}]</script>";
    const auto text = written(publish_areas(layer, 4326, product, rules));
    CHECK(text.find_first_of("<>&\r") == std::string::npos);
    const auto json = nlohmann::json::parse(text);
    REQUIRE(json["features"].size() == hostile_names().size());
    CHECK(json["features"][0]["properties"]["name"] == hostile_names()[0]);
    CHECK(json["features"][2]["properties"]["name"] == hostile_names()[2]);
    CHECK(json["marking"] == rules.marking);
}

TEST_CASE("a shape outside its CRS is an error that names the file", "[geojson]")
{
    const Scratch scratch;
    const auto layer = publish_areas(areas_of({square(1e30, 1e30, 1e29)}), 27700, {}, {});
    CHECK_THROWS_WITH(write_geojson(scratch / "a.geojson", layer), Catch::StartsWith(scratch / "a.geojson"));
    CHECK_FALSE(std::filesystem::exists(scratch / "a.geojson"));
}
