// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "harmspot/config.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

// tables/hour_profile.csv

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// Incidents and harm by "hotspot id" and "weekday hour", of one theme's rows weighted by harm.
using HoursHeld = std::map<std::string, std::pair<double, double>>;

std::map<std::string, HoursHeld> profiles(const std::string& table, const std::string& theme)
{
    std::map<std::string, HoursHeld> all;
    std::istringstream lines(table);
    std::string line;
    std::getline(lines, line);
    REQUIRE_THAT(line, Contains("theme,entry,version,hotspot,weekday,hour,incidents,harm"));
    while (std::getline(lines, line)) {
        std::vector<std::string> fields;
        std::istringstream stream(line);
        for (std::string field; std::getline(stream, field, ',');) {
            fields.push_back(field);
        }
        REQUIRE(fields.size() == 8);
        if (fields[0] == theme && fields[2] == "harm") {
            CHECK(all[fields[3]]
                      .emplace(fields[4] + " " + fields[5], std::pair{std::stod(fields[6]), std::stod(fields[7])})
                      .second);
        }
    }
    return all;
}

/// 30 incidents on one spot, with what `when` gives for the columns earliest and latest.
std::string one_spot(const ScratchFolder& scratch, const std::string& when, const std::vector<std::string>& set = {})
{
    const auto write = [&](const std::string& name, const std::string& text) {
        std::ofstream(scratch.path() + "/" + name, std::ios::binary) << text;
    };
    write("areas.geojson", R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "features": [
{"type": "Feature", "properties": {"name": "West"}, "geometry": {"type": "Polygon", "coordinates": [[[420000, 560000], [430000, 560000], [430000, 570000], [420000, 570000], [420000, 560000]]]}}]})");
    std::string rows = "ref,code,earliest,latest,easting,northing\n";
    for (int i = 0; i < 30; ++i) {
        rows += "r" + std::to_string(i) + ",8N," + when + "," + std::to_string(425000 + 40 * (i % 5)) + "," +
                std::to_string(565000 + 40 * (i % 3)) + "\n";
    }
    write("incidents.csv", rows);
    write("harm.csv", "code,weight,unit,source,vintage\n8N,10,days,invented,2024\n");
    CommandLineConfig command_line;
    command_line.out = scratch.path() + "/out";
    command_line.set = set;
    const auto config = parse_config(R"([incidents]
files = ["incidents.csv"]
[incidents.columns]
id = "ref"
code = "code"
earliest = "earliest"
latest = "latest"
easting = "easting"
northing = "northing"
[[areas]]
layer = "command"
file = "areas.geojson"
name = "name"
[harm]
table = "harm.csv"
[[theme]]
name = "violence"
match = { all = [] }
[[hotspots]]
method = "kde"
bandwidth_m = 300
cell_m = 50
area_share = 0.2
[output]
surfaces = false
geopackage = false
)",
                                     scratch.path() + "/config.toml", command_line);
    RunOptions options;
    options.out = config.output.folder;
    static_cast<void>(run(config, options, {}));
    const auto files = files_in(scratch.path() + "/out");
    const auto found = files.find("tables/hour_profile.csv");
    return found == files.end() ? std::string("(none)") : found->second;
}

} // namespace

TEST_CASE("a span over midnight is shared out over its four hours, harm with it", "[hours]")
{
    const ScratchFolder scratch;
    const auto all = profiles(one_spot(scratch, "2024-03-01 22:00,2024-03-02 01:59"), "violence"); // a Friday
    REQUIRE(all.size() == 1);
    const HoursHeld expected{{"Fri 22", {7.5, 75}}, {"Fri 23", {7.5, 75}}, {"Sat 0", {7.5, 75}}, {"Sat 1", {7.5, 75}}};
    CHECK(all.begin()->second == expected);
}

TEST_CASE("exact times stay in their hour", "[hours]")
{
    const ScratchFolder scratch;
    const auto all = profiles(one_spot(scratch, "2024-03-03 23:59,2024-03-03 23:59"), "violence");
    REQUIRE(all.size() == 1);
    CHECK(all.begin()->second == HoursHeld{{"Sun 23", {30, 300}}});
}

TEST_CASE("dates without times, and the public profile, leave the table of hours out", "[hours]")
{
    const ScratchFolder dates;
    CHECK(one_spot(dates, "2024-03-01,2024-03-02") == "(none)");
    const ScratchFolder open;
    CHECK(one_spot(open, "2024-03-01 22:00,2024-03-02 01:59", {"publish.profile=public"}) == "(none)");
    const SampleRun months("police-uk");
    static_cast<void>(months.run("out"));
    CHECK(!months.files("out").contains("tables/hour_profile.csv"));
}

TEST_CASE("on the sample a hotspot's hours add up to its timed incidents, and lie in its peak window", "[hours]")
{
    const SampleRun sample("force", 20000);
    static_cast<void>(sample.run("out"));
    const auto files = sample.files("out");
    std::size_t told = 0;
    const auto manifest = sample.json("out/manifest.json");
    for (const auto& theme : manifest["themes"]) {
        const auto name = theme["name"].get<std::string>();
        const auto all = profiles(files.at("tables/hour_profile.csv"), name);
        for (const auto& [path, bytes] : files) {
            if (!path.starts_with(name + "/") || !path.ends_with("_hotspots.geojson") ||
                path.ends_with("_count_hotspots.geojson")) {
                continue;
            }
            const auto layer = nlohmann::json::parse(bytes);
            for (const auto& feature : layer["features"]) {
                const auto& properties = feature["properties"];
                const auto id = properties["id"].get<std::string>();
                INFO(path << " " << id);
                REQUIRE(properties.contains("timed_incidents") == all.contains(id));
                if (!all.contains(id)) {
                    continue;
                }
                double incidents = 0;
                double harm = 0;
                for (const auto& [hour, held] : all.at(id)) {
                    incidents += held.first;
                    harm += held.second;
                }
                CHECK(incidents == Approx(properties["timed_incidents"].get<double>()).epsilon(1e-4));
                CHECK(harm <= properties["harm"].get<double>() * (1 + 1e-4));
                ++told;
            }
        }
    }
    CHECK(told > 5);
}
