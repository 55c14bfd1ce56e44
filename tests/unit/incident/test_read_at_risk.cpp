// SPDX-License-Identifier: MIT
#include "incident_files.hpp"

#include "harmspot/error.hpp"
#include "harmspot/read.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

/// Two wards side by side.
AreaLayer wards()
{
    AreaLayer layer;
    layer.name = "ward";
    layer.areas = {{"East", "east", {}}, {"West", "west", {}}};
    return layer;
}

DenominatorConfig points(const std::string& file)
{
    DenominatorConfig config;
    config.file = config.file_as_written = file;
    config.title = "households";
    config.easting = "e";
    config.northing = "n";
    config.weight = "households";
    return config;
}

DenominatorConfig by_ward(const std::string& file)
{
    DenominatorConfig config;
    config.file = config.file_as_written = file;
    config.title = "residents";
    config.area_layer = "ward";
    config.area = "ward name";
    config.weight = "residents";
    return config;
}

} // namespace

TEST_CASE("amounts by point, of any delimiter and with thousands commas", "[denominator]")
{
    const ScratchFolder folder;
    const auto path =
        folder.write("a.csv", "e;n;households\n425000;564000;12\n\"425,100\";564100;\"1,200\"\n425200;564200;0\n");
    const auto read = read_at_risk(points(path), nullptr, 27700);
    CHECK(read.rows == 3);
    CHECK(read.x == std::vector<double>{425000, 425100}); // nothing is at risk at the third
    CHECK(read.y == std::vector<double>{564000, 564100});
    CHECK(read.amount == std::vector<double>{12, 1200});
    CHECK(read.total == 1212);
    CHECK(read.warnings.empty());
    CHECK(read.sha256.size() == 64);
    CHECK(read.layer.empty());
}

TEST_CASE("without a column of amounts every row is one, and degrees are projected", "[denominator]")
{
    const ScratchFolder folder;
    const auto path = folder.write("a.csv", "lon,lat\n-1.61,54.97\n-1.62,54.98\n-1.62,95\n");
    auto config = points(path);
    config.weight = config.easting = config.northing = "";
    config.longitude = "lon";
    config.latitude = "lat";
    const auto read = read_at_risk(config, nullptr, 27700);
    CHECK(read.total == 2);
    CHECK(read.x[0] == Approx(425065).margin(10));
    CHECK(read.y[0] == Approx(564000).margin(10));
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], Catch::Contains("1 of 3 rows left out: their position") && Catch::Contains("line 4"));
    CHECK(read.left_out == 1);
}

TEST_CASE("the points of a GIS layer", "[denominator]")
{
    const ScratchFolder folder;
    const auto path = folder.write("homes.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"households":7},"geometry":{"type":"Point","coordinates":[-1.61,54.97]}},
{"type":"Feature","properties":{"households":5},"geometry":{"type":"Point","coordinates":[-1.62,54.98]}}]})");
    auto config = points(path);
    config.easting = config.northing = "";
    const auto read = read_at_risk(config, nullptr, 27700);
    CHECK(read.total == 12);
    REQUIRE(read.x.size() == 2);
    CHECK(read.x[0] == Approx(425065).margin(10));
}

TEST_CASE("amounts by area join the layer by name, and add up", "[denominator]")
{
    const ScratchFolder folder;
    const auto path = folder.write("a.csv", "ward name,residents\nWest,100\nEast,200\nWest,50\nSouth,10\n");
    const auto layer = wards();
    const auto read = read_at_risk(by_ward(path), &layer, 27700);
    CHECK(read.of_area == std::vector<double>{200, 150});
    CHECK(read.total == 350);
    CHECK(read.layer == "ward");
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], Catch::Contains("layer 'ward' has no area called 'South' (first on line 5)"));
}

TEST_CASE("areas without a row are told", "[denominator]")
{
    const ScratchFolder folder;
    const auto layer = wards();
    const auto read = read_at_risk(by_ward(folder.write("a.csv", "ward name,residents\nWest,100\n")), &layer, 27700);
    CHECK(read.of_area == std::vector<double>{0, 100});
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], Catch::Contains("1 of 2 areas of the layer 'ward' have no row"));
}

TEST_CASE("bad amounts cost their rows; a table of nothing is refused", "[denominator]")
{
    const ScratchFolder folder;
    const auto some =
        folder.write("a.csv", "e,n,households\n425000,564000,-3\n425000,564000,many\n425000,564000,4\n425000\n");
    const auto read = read_at_risk(points(some), nullptr, 27700);
    CHECK(read.total == 4);
    CHECK(read.left_out == 3);
    REQUIRE(read.warnings.size() == 2);
    CHECK_THAT(read.warnings[0], Catch::Contains("too few columns"));
    CHECK_THAT(read.warnings[1],
               Catch::Contains("2 of 4 rows left out: households '-3' is no number of 0 or more (first on line 2)"));
    const auto none = folder.write("b.csv", "e,n,households\n425000,564000,0\n");
    CHECK_THROWS_WITH(read_at_risk(points(none), nullptr, 27700),
                      Catch::Contains("none of its 1 rows puts any households on the map"));
    const auto empty = folder.write("c.csv", "e,n,households\n");
    CHECK_THROWS_AS(read_at_risk(points(empty), nullptr, 27700), InputError);
    const auto other = folder.write("d.csv", "e,n,household\n1,2,3\n");
    CHECK_THROWS_WITH(read_at_risk(points(other), nullptr, 27700), Catch::Contains("did you mean 'household'?"));
    auto nowhere = points(some);
    nowhere.easting = nowhere.northing = "";
    CHECK_THROWS_WITH(read_at_risk(nowhere, nullptr, 27700),
                      Catch::Contains("name its columns of easting and northing"));
    CHECK_THROWS_AS(read_at_risk(points(folder.path("absent.csv")), nullptr, 27700), InputError);
}
