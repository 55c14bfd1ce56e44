// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/read.hpp"
#include "layer_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

AreaConfig named(const TestFolder& folder, const std::string& text)
{
    AreaConfig config;
    config.layer = "command";
    config.file = folder.file("a.geojson", text);
    config.file_as_written = "a.geojson";
    config.name = "name";
    return config;
}

std::string problem_of(const AreaConfig& config)
{
    try {
        static_cast<void>(read_areas(config, 27700));
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

std::string all(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) {
        text += line + "\n";
    }
    return text;
}

std::string two(const std::string& first, const std::string& second)
{
    return collection(feature(first, square(0, 0)) + "," + feature(second, square(1, 0)), kInMetres);
}

} // namespace

TEST_CASE("an unknown attribute is told with those there are", "[read_areas]")
{
    const TestFolder folder;
    auto config = named(folder, two(R"({"LAD":"A","code":1})", R"({"LAD":"B","code":2})"));
    CHECK(problem_of(config) == "a.geojson: has no attribute 'name'; its attributes are: LAD, code");
    config.name = "LADD";
    CHECK_THAT(problem_of(config), Contains("did you mean 'LAD'?"));
    config.name = "LAD";
    config.group_attribute = "codes";
    CHECK_THAT(problem_of(config), Contains("has no attribute 'codes'; did you mean 'code'?"));
}

TEST_CASE("a group table must name every area of the file once and nothing else", "[read_areas]")
{
    const TestFolder folder;
    auto config = named(folder, two(R"({"name":"Gateshead"})", R"({"name":"Newcastle"})"));
    config.group = {{"Central", {"Gateshead", "Newcaslte"}}, {"South", {"Gateshead"}}};
    const auto problem = problem_of(config);
    CHECK_THAT(problem, Contains("no area is named 'Newcaslte'; did you mean 'Newcastle'?"));
    CHECK_THAT(problem, Contains("'Gateshead' is in both 'Central' and 'South'"));
    CHECK_THAT(problem, Contains("1 names of the file are in no group: 'Newcastle'"));
}

TEST_CASE("repeated and blank names are merged aloud", "[read_areas]")
{
    const TestFolder folder;
    const auto text =
        collection(feature(R"({"name":"A"})", square(0, 0)) + "," + feature(R"({"name":"A"})", square(1, 0)) + "," +
                       feature(R"({"name":" "})", square(2, 0)) + "," + feature(R"({"name":null})", square(4, 0)),
                   kInMetres);
    const auto layer = read_areas(named(folder, text), 27700);
    REQUIRE(layer.areas.size() == 2);
    CHECK(layer.areas[0].name == "(no name)");
    CHECK(area(layer.areas[0].shape) == 2e6);
    CHECK(layer.areas[1].name == "A");
    CHECK(area(layer.areas[1].shape) == 2e6);
    CHECK_THAT(all(layer.warnings), Contains("2 shapes have no name; they are reported together as (no name)"));
    CHECK_THAT(all(layer.warnings), Contains("2 shapes are named 'A'; they were merged into one area"));
}

TEST_CASE("names that tables keep for themselves are refused", "[read_areas]")
{
    const TestFolder folder;
    const auto text = two("{\"name\":\"(outside)\"}", "{\"name\":\"B\"}");
    CHECK_THAT(problem_of(named(folder, text)), Contains("an area is named '(outside)'"));
}

TEST_CASE("a crossing outline is repaired and told by name", "[read_areas]")
{
    // A bow tie: two triangles of 0.25 km2 that meet in the middle.
    const TestFolder folder;
    const auto text =
        collection(feature(R"({"name":"Bow tie"})",
                           polygon("[400000,560000],[401000,561000],[401000,560000],[400000,561000],[400000,560000]")),
                   kInMetres);
    const auto layer = read_areas(named(folder, text), 27700);
    CHECK(area(layer.areas.front().shape) == Approx(5e5));
    REQUIRE(layer.warnings.size() == 1);
    CHECK_THAT(layer.warnings.front(), Contains("were repaired") && Contains("(1): 'Bow tie'"));
}

TEST_CASE("overlapping areas are told with the size, and who gets the incidents", "[read_areas]")
{
    const TestFolder folder;
    const auto text = collection(
        feature(R"({"name":"B"})", square(0, 0)) + "," +
            feature(R"({"name":"A"})",
                    polygon("[400900,560000],[402000,560000],[402000,561000],[400900,561000],[400900,560000]")),
        kInMetres);
    const auto layer = read_areas(named(folder, text), 27700);
    CHECK(layer.warnings == std::vector<std::string>{
                                "a.geojson: 'A' and 'B' overlap by 100000 m2; an incident there counts in 'A' only"});
}

TEST_CASE("shapes without a polygon are left out aloud; nothing but those is an error", "[read_areas]")
{
    const TestFolder folder;
    const std::string point = R"({"type":"Point","coordinates":[400000,560000]})";
    const auto some =
        collection(feature(R"({"name":"A"})", square(0, 0)) + "," + feature(R"({"name":"Station"})", point) + "," +
                       feature(R"({"name":"Nowhere"})", "null"),
                   kInMetres);
    CHECK_THAT(all(read_areas(named(folder, some), 27700).warnings),
               Contains("left out") && Contains("(2): 'Station', 'Nowhere'"));
    const auto none = collection(feature(R"({"name":"Station"})", point), kInMetres);
    CHECK_THAT(problem_of(named(folder, none)), Contains("polygons; areas must be polygons"));
    CHECK_THAT(problem_of(named(folder, collection(""))), Contains("a.geojson: "));
    CHECK_THAT(problem_of(named(folder, "")), Contains("a.geojson: "));
    CHECK_THAT(problem_of(named(folder, two(R"({"name":"A"})", R"({"name":"B"})").substr(0, 300))),
               Contains("a.geojson: "));
}

TEST_CASE("outlines that enclose nothing are left out", "[read_areas]")
{
    const TestFolder folder;
    const auto text = collection(
        feature(R"({"name":"A"})", square(0, 0)) + "," +
            feature(R"({"name":"Line"})", polygon("[400000,560000],[401000,560000],[400000,560000]")) + "," +
            feature(R"({"name":"Flat"})", polygon("[400000,560000],[401000,560000],[402000,560000],[400000,560000]")) +
            "," +
            feature(R"({"name":"Dot"})", polygon("[400000,560000],[400000,560000],[400000,560000],[400000,560000]")),
        kInMetres);
    const auto layer = read_areas(named(folder, text), 27700);
    CHECK(layer.areas.size() == 1);
    CHECK_THAT(all(layer.warnings), Contains("left out") && Contains("(3): 'Line', 'Flat', 'Dot'"));
}

TEST_CASE("coordinates of another CRS than stated are refused with the cure", "[read_areas]")
{
    const TestFolder folder;
    const auto metres_as_degrees = collection(feature(R"({"name":"A"})", square(0, 0)));
    CHECK_THAT(problem_of(named(folder, metres_as_degrees)),
               Contains("'A' cannot be drawn in EPSG:27700") && Contains("crs = \"EPSG:27700\""));
    const auto swapped = collection(
        feature(R"({"name":"A"})", polygon("[54.96,-1.62],[54.98,-1.62],[54.98,-1.60],[54.96,-1.60],[54.96,-1.62]")));
    CHECK_THAT(problem_of(named(folder, swapped)), Contains("Put longitude before latitude"));
}

TEST_CASE("hostile names stay harmless in messages and become safe slugs", "[read_areas]")
{
    const TestFolder folder;
    const auto layer =
        read_areas(named(folder, two(R"({"name":"../../etc/\u001b[31mpasswd"})", R"({"name":"CON"})")), 27700);
    for (const auto& area : layer.areas) {
        CHECK(area.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
        CHECK(area.slug != "con");
    }
    auto config = named(folder, two(R"({"name":"\u001b[31mred"})", R"({"name":"B"})"));
    config.group = {{"All", {"B"}}};
    CHECK_THAT(problem_of(config), Contains("'?[31mred'") && !Contains("\x1b"));
}

TEST_CASE("files that are no layers are refused", "[read_areas]")
{
    const TestFolder folder;
    auto config = named(folder, R"(<OGRVRTDataSource><OGRVRTLayer name="a"></OGRVRTLayer></OGRVRTDataSource>)");
    CHECK_THAT(problem_of(config), Contains("a.geojson: is not a layer that can be read"));
    config.file = folder.path("missing.shp");
    CHECK_THAT(problem_of(config), Contains("no such file"));
    CHECK_THROWS_AS(read_mask(folder.path("missing.shp"), "missing.shp", 27700), InputError);
}
