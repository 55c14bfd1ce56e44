// SPDX-License-Identifier: MIT
#include "run/positions.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

constexpr std::uint64_t kLeastCount = 5;

MultiPolygon square(double west, double south, double side_m)
{
    return {{{{west, south},
              {west + side_m, south},
              {west + side_m, south + side_m},
              {west, south + side_m},
              {west, south}},
             {}}};
}

/// One square of 10 km west of Newcastle, and incidents at `places`, several on each.
RunData data_with(const Places& places, std::uint32_t on_each)
{
    RunData data;
    auto& layer = data.layers.emplace_back();
    layer.name = "command";
    layer.areas.push_back({"West", "west", square(410000, 560000, 10000)});
    data.study = study_area_of(layer);
    data.read.incidents.places = places;
    for (std::uint32_t place = 0; place < places.size(); ++place) {
        data.read.incidents.place.insert(data.read.incidents.place.end(), on_each, place);
    }
    data.read.report.coordinates.located = data.read.incidents.place.size();
    data.area_of_place.push_back(assign_areas(places, layer, 1));
    for (const auto area : data.area_of_place.front()) {
        data.in_study.push_back(area != kOutside ? 1 : 0);
    }
    return data;
}

} // namespace

TEST_CASE("incidents outside that would be inside when swapped are counted as swapped", "[positions]")
{
    // Inside; swapped; far away in any order.
    const auto data = data_with({{415000, 565000, 200000}, {565000, 415000, 100000}}, 3);
    const auto report = outside_report({}, data, 1);
    REQUIRE(report.outside_layer.size() == 1);
    CHECK(report.outside_layer[0] == 6);
    CHECK(report.inside_if_swapped == 3);
    CHECK(report.inside_if_turned == 0);
    CHECK(outside_warnings(report, {}) ==
          std::vector<std::string>{"Outside the study area, 3 incidents would lie in it with easting and northing "
                                   "swapped. Swap them in the export; nothing was changed here."});
}

TEST_CASE("incidents that would be inside with the longitude's sign turned are counted as turned", "[positions]")
{
    // Longitude 2 degrees west is the grid's central meridian; the square lies at about 1.77 degrees west, so the
    // same latitude at 1.77 degrees east is some 226 km further east.
    const auto data = data_with({{415000, 641600}, {565000, 571500}}, 2);
    const auto report = outside_report({}, data, 1);
    CHECK(report.inside_if_swapped == 0);
    CHECK(report.inside_if_turned == 2);
    const auto warnings = outside_warnings(report, {});
    REQUIRE(warnings.size() == 1);
    CHECK(warnings.front().find("2 incidents would lie in it with the other sign before the longitude") !=
          std::string::npos);
}

TEST_CASE("nothing outside, nothing said", "[positions]")
{
    auto data = data_with({{415000, 416000}, {565000, 566000}}, 2);
    data.outside = outside_report({}, data, 1);
    CHECK(data.outside.outside_layer == std::vector<std::uint64_t>{0});
    CHECK(outside_warnings(data.outside, {}).empty());
    CHECK(outside_notes(data, {}).empty());
}

TEST_CASE("how many lie outside a layer is said, but not to the public when they are few", "[positions]")
{
    auto data = data_with({{415000, 300000}, {565000, 300000}}, 2);
    data.outside = outside_report({}, data, 1);
    CHECK(outside_notes(data, {}) ==
          std::vector<std::string>{"In no area of the layer command: 2 incidents of 4 with coordinates"});
    PublishRules rules;
    rules.profile = Profile::public_;
    rules.least_count = kLeastCount;
    CHECK(outside_notes(data, rules) ==
          std::vector<std::string>{"In no area of the layer command: under 5 incidents of 4 with coordinates"});
}

TEST_CASE("layers of different CRS are named in one sentence", "[positions]")
{
    std::vector<AreaLayer> layers(2);
    layers[0].name = "command";
    layers[0].epsg = 27700;
    layers[1].name = "authority";
    layers[1].epsg = 27700;
    CHECK(mixed_crs_note(layers, 27700).empty());
    layers[1].epsg = 4326;
    CHECK(mixed_crs_note(layers, 27700) ==
          "The layers of areas come in different coordinate reference systems: command EPSG:27700, authority "
          "EPSG:4326. All were brought to EPSG:27700.");
}

TEST_CASE("gaps between areas are told with their size, the largest first", "[positions]")
{
    AreaLayer layer;
    layer.path = "areas.gpkg";
    layer.areas.push_back({"Ring", "ring", square(400000, 560000, 10000)});
    CHECK(gap_warnings(layer, study_area_of(layer), 27700).empty());
    layer.areas[0].shape[0].holes = {square(401000, 561000, 100)[0].outer, square(405000, 565000, 2000)[0].outer};
    CHECK(
        gap_warnings(layer, study_area_of(layer), 3857) ==
        std::vector<std::string>{"areas.gpkg: 2 gaps between its areas, 4.0 km2 in all, an incident in which is in no "
                                 "area: 4.0 km2 near 405000, 565000; 1.00 ha near 401000, 561000. Is that a lake, or "
                                 "is an area missing?"});
}
