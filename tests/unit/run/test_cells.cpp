// SPDX-License-Identifier: MIT
// Runs whose cells are hexagons or areas, with totals and rates.
#include "run_folder.hpp"

#include "harmspot/read.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

std::vector<std::string> entry(const std::string& lines)
{
    return {"hotspots=[{method=\"gi_star\", least_incidents=2, least_places=1, " + lines + "}]",
            "output.surfaces=false", "output.geopackage=false"};
}

} // namespace

TEST_CASE("a run on hexagons writes outlines made of hexagons", "[run][cells]")
{
    const SampleRun sample;
    sample.run("out", entry("cells=\"hexagon\", cell_m=500, correction=\"none\""));
    const auto manifest = sample.json("out/manifest.json");
    std::size_t found = 0;
    for (const auto& output : manifest["outputs"]) {
        if (output["kind"] != "hotspots" || output.contains("area")) {
            continue;
        }
        CHECK(output["whole_map"]["morans_i"].is_number());
        CHECK(output["whole_map"]["general_g_p_value"].is_number());
        CHECK(output["chosen"]["analysed_cells"] > 100);
        const auto layer = sample.json("out/" + output["path"].get<std::string>());
        for (const auto& feature : layer["features"]) {
            ++found;
            CHECK(feature["properties"]["p_value"].get<double>() <= feature["properties"]["p_adjusted"].get<double>());
        }
    }
    CHECK(found > 0);
}

TEST_CASE("a run on a layer's areas, as totals and as rates of a table joined by name", "[run][cells]")
{
    const SampleRun sample;
    const auto authorities = sample.config("names").areas.at(1);
    REQUIRE(authorities.layer == "authority");
    {
        std::ofstream file(sample.path("residents.csv"));
        file << "name,residents\n";
        for (const auto& area : read_areas(authorities, 27700).areas) {
            file << '"' << area.name << "\",100000\n";
        }
    }
    auto set = entry("cells=\"authority\", values=\"rate\", per=\"residents\", correction=\"none\", alpha=0.5");
    set.push_back("denominator=[{name=\"residents\", file=\"" + sample.path("residents.csv") +
                  "\", weight=\"residents\", area_layer=\"authority\", area=\"name\"}]");
    sample.run("out", set);
    const auto manifest = sample.json("out/manifest.json");
    CHECK(manifest["at_risk"][0]["unit"] == "residents");
    CHECK(manifest["at_risk"][0]["total"] == 600'000);
    std::size_t found = 0;
    for (const auto& output : manifest["outputs"]) {
        if (output["kind"] != "hotspots" || output.contains("area")) {
            continue;
        }
        CHECK(output["chosen"]["analysed_cells"] == 6);
        const auto layer = sample.json("out/" + output["path"].get<std::string>());
        CHECK(layer["statements"].dump().find("Tested as rates per residents") != std::string::npos);
        for (const auto& feature : layer["features"]) {
            const auto& properties = feature["properties"];
            ++found;
            CHECK(properties["at_risk"] == 100'000);
            CHECK(properties["at_risk_unit"] == "residents");
            CHECK(properties["incidents_per_1000"].get<double>() ==
                  Approx(properties["incidents"].get<double>() / 100).epsilon(1e-5));
        }
    }
    CHECK(found > 0);
}

TEST_CASE("points at risk that lie elsewhere stop the run", "[run][cells]")
{
    const SampleRun sample;
    std::ofstream(sample.path("homes.csv")) << "e,n\n100000,100000\n";
    auto set = entry("values=\"rate\", per=\"homes\"");
    set.push_back("denominator=[{name=\"homes\", file=\"" + sample.path("homes.csv") +
                  "\", easting=\"e\", northing=\"n\"}]");
    CHECK_THROWS_WITH(sample.run("out", set), Catch::Contains("lies in the study area"));
}
