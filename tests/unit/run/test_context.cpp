// SPDX-License-Identifier: MIT
#include "small_force.hpp"

#include "harmspot/error.hpp"

#include <functional>

using namespace harmspot;

namespace
{

constexpr const char* kSection = "[[context]]\nkind = \"road\"\nfile = \"roads.geojson\"\nname = \"n\"\n";

std::string feature(const std::string& name, const std::string& geometry)
{
    return R"({"type":"Feature","properties":{"n":")" + name + R"("},"geometry":)" + geometry + "}";
}

std::string line(double x0, double y0, double x1, double y1)
{
    return fmt::format(R"({{"type":"LineString","coordinates":[[{},{}],[{},{}]]}})", x0, y0, x1, y1);
}

std::string layer(const std::vector<std::string>& features)
{
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)"
           R"("features":[)" +
           fmt::format("{}", fmt::join(features, ",")) + "]}";
}

/// Streets through "home" in the west and "new" in the east, and one a kilometre from either.
void write_roads(const SmallForce& force)
{
    force.write("roads.geojson", layer({feature("West Lane", line(423500, 564000, 424500, 564000)),
                                        feature("East Lane </script><script>", line(425800, 563500, 426300, 563500)),
                                        feature("Far Lane", line(423050, 564950, 424900, 564950))}));
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string problem_of(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

nlohmann::json data_of(const std::string& page)
{
    const std::string open = "id=\"data\">";
    const auto from = page.find(open) + open.size();
    return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
}

} // namespace

TEST_CASE("pages show streets near hotspots, cut 300 m from them, and no others", "[context]")
{
    const SmallForce force;
    write_roads(force);
    force.run(force.config(kSection), "out");
    const auto page = bytes_of(force.path("out/index.html"));
    const auto data = data_of(page);
    const auto& context = data["context"];
    REQUIRE(context.size() == 2);
    CHECK(context[0]["name"] == "West Lane");
    CHECK(context[0]["kind"] == "road");
    CHECK(context[1]["name"] == "East Lane </script><script>");
    CHECK_FALSE(contains(page, "East Lane </script>"));
    CHECK_FALSE(contains(page, "Far Lane"));
    // From 423500 on, but no farther from the hotspot round 424020 than 300 m.
    const auto& west = context[0]["lines"][0];
    const auto left = west[0].get<double>();
    CHECK(left > 423500);
    CHECK(left < 424000 - 300);
    CHECK(west[1] == 564000);
    CHECK(contains(bytes_of(force.path("out/briefing.html")), "class=\"ctx road\""));
}

TEST_CASE("a pack shows nothing of what lies beyond its own area", "[context]")
{
    const SmallForce force;
    force.write("roads.geojson", layer({feature("West Lane", line(423500, 564000, 424500, 564000)),
                                        feature("Border Road", line(424500, 563500, 426500, 563500)),
                                        feature("Beyond", line(424800, 563000, 424800, 565000))}));
    force.run(force.config(kSection), "out");
    const auto east = bytes_of(force.path("out/packs/command/east/index.html"));
    CHECK_FALSE(contains(east, "West Lane"));
    CHECK_FALSE(contains(east, "Beyond"));
    REQUIRE(contains(east, "Border Road"));
    const auto data = data_of(east);
    CHECK(data["context"][0]["lines"][0][0].get<double>() >= 425000);
}

TEST_CASE("water and names of places are drawn too", "[context]")
{
    const SmallForce force;
    write_roads(force);
    force.write(
        "water.geojson",
        layer({feature(
            "Burn",
            R"({"type":"Polygon","coordinates":[[[423000,563990],[425000,563990],[425000,564010],[423000,564010],[423000,563990]]]})")}));
    force.write("places.geojson", layer({feature("Home Town", R"({"type":"Point","coordinates":[424010,564050]})"),
                                         feature("Far Town", R"({"type":"Point","coordinates":[423100,564900]})")}));
    force.run(force.config("[[context]]\nkind = \"water\"\nfile = \"water.geojson\"\n"
                           "[[context]]\nkind = \"place\"\nfile = \"places.geojson\"\nname = \"n\"\n"),
              "out");
    const auto data = data_of(bytes_of(force.path("out/index.html")));
    REQUIRE(data["context"].size() == 2);
    CHECK(data["context"][0]["shape"].size() == 1);
    CHECK(data["context"][0]["name"] == "");
    CHECK(data["context"][1]["name"] == "Home Town");
    const auto briefing = bytes_of(force.path("out/briefing.html"));
    CHECK(contains(briefing, ">Home Town</text>"));
    CHECK_FALSE(contains(briefing, "Far Town"));
}

TEST_CASE("a context layer that cannot serve stops the run before anything is written", "[context]")
{
    const SmallForce force;
    const auto problem = [&](const std::string& section) {
        return problem_of([&] { force.run(force.config(section), "bad"); });
    };
    CHECK(contains(problem(kSection), "roads.geojson"));
    write_roads(force);
    CHECK(contains(problem("[[context]]\nkind = \"road\"\nfile = \"roads.geojson\"\nname = \"title\"\n"),
                   "roads.geojson: has no attribute 'title'"));
    CHECK(contains(problem("[[context]]\nkind = \"road\"\nfile = \"roads.geojson\"\nlayer = \"x\"\n"),
                   "has no layer 'x'"));
    CHECK(contains(problem("[[context]]\nkind = \"place\"\nfile = \"roads.geojson\"\n"), "needs 'name'"));
    CHECK(contains(problem("[[context]]\nkind = \"street\"\nfile = \"roads.geojson\"\n"), "road"));
    force.write("roads.geojson", layer({feature("Elsewhere", line(523500, 164000, 524500, 164000))}));
    CHECK(contains(problem(kSection), "has nothing in or near the study area"));
    CHECK_FALSE(std::filesystem::exists(force.path("bad")));
}
