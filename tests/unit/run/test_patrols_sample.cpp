// SPDX-License-Identifier: MIT
#include "patrols_run.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <map>
#include <tuple>

using namespace harmspot;

namespace
{

/// Minutes after 18:00 on the 6th.
int minute_of(const std::string& start)
{
    const int day = std::atoi(start.substr(8, 2).c_str());
    return (day - 6) * 1440 + 60 * std::atoi(start.substr(11, 2).c_str()) + std::atoi(start.substr(14, 2).c_str()) -
           18 * 60;
}

} // namespace

TEST_CASE("the shipped config plans a night for every command of the sample", "[patrols]")
{
    const SampleRun sample("force", 20'000);
    CommandLineConfig command_line;
    command_line.incidents = {sample.path("sample/incidents.csv")};
    command_line.out = sample.path("out");
    command_line.set = {"hotspots.kde.cell_m=100", "output.surfaces=false"};
    const auto config = read_config(source_dir() + "/configs/patrols.toml", command_line);
    RunOptions options;
    options.out = config.output.folder;
    static_cast<void>(run(config, options, {}));

    // Written in the rota, as a person would check it: nobody is late, nobody is back too soon, nobody works too long.
    std::map<std::pair<std::string, int>, int> free_at;
    std::map<std::string, std::vector<int>> starts_at;
    const auto visits = sample.json("out/plan/patrols_visits.geojson");
    CHECK(visits["features"].size() > 60);
    for (const auto& visit : visits["features"]) {
        const auto& properties = visit["properties"];
        const int start = minute_of(properties["start"]);
        CHECK(minute_of(properties["end"]) == start + 15);
        CHECK(start >= 0);
        CHECK(start + 15 <= 480);
        auto& free = free_at[{properties["command"], properties["unit"]}];
        CHECK(start >= free + properties["travel_min"].get<int>());
        free = start + 15;
        for (const int other : starts_at[properties["place_id"]]) {
            CHECK(std::abs(other - start) >= 120);
        }
        starts_at[properties["place_id"]].push_back(start);
    }
    CHECK(free_at.size() == 8); // three units in two commands, two in the third
    const auto manifest = sample.json("out/manifest.json");
    CHECK(manifest["patrols"]["hours_known"] == true);
    CHECK(manifest["patrols"]["left_out"]["domestic"] > 100);
    CHECK(manifest["patrols"]["left_out"]["dwellings"] > 10);
    for (const auto& area : manifest["patrols"]["areas"]) {
        const double reached = area["reached_share_of_places"];
        const double at_most = area["reached_share_at_most"];
        INFO(area["area"] << " " << reached << " of at most " << at_most);
        CHECK(reached > 0.3);
        CHECK(reached <= at_most);
        CHECK(reached > 0.55 * at_most);
    }
    for (const std::string pack : {"central", "northern", "southern"}) {
        const auto own = sample.json("out/packs/command/" + pack + "/patrols_visits.geojson");
        CHECK(own["features"].size() > 10);
    }
}

TEST_CASE("open data makes a demonstration, and every product says so", "[patrols]")
{
    const SampleRun sample("police-uk", 4000);
    CommandLineConfig command_line;
    command_line.incidents = {sample.path("sample/*-street.csv")};
    command_line.out = sample.path("out");
    command_line.set = {"hotspots.kde.cell_m=100", "output.surfaces=false", "output.geopackage=false",
                        "output.map=false"};
    const std::string shipped = source_dir() + "/configs/police_uk.toml";
    const auto toml = bytes_of(shipped) + "\n[patrols]\nunits = 2\nthemes = [\"asb\"]\n";
    const auto config = parse_config(toml, shipped, command_line);
    RunOptions options;
    options.out = config.output.folder;
    static_cast<void>(run(config, options, {}));
    std::size_t products = 0;
    for (const auto& [path, bytes] : sample.files("out")) {
        if (path.find("patrols") != std::string::npos && !path.ends_with(".csv")) {
            ++products;
            INFO(path);
            CHECK(bytes.find("Demonstration: locations are snapped") != std::string::npos);
            CHECK(bytes.find("spread evenly over the shift") != std::string::npos);
        }
    }
    CHECK(products >= 12);
}
