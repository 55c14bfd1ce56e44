// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "harmspot/publish.hpp"

#include "config_text.hpp"
#include "source_dir.hpp"

#include "harmspot/read.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace harmspot;

namespace
{

/// Every property of every feature in the GeoJSON files of a run, the area layers' own names left out.
std::set<std::string> written_properties(const Files& files, const RunConfig& config)
{
    std::set<std::string> names;
    for (const auto& [path, bytes] : files) {
        if (!path.ends_with(".geojson")) {
            continue;
        }
        const auto layer = nlohmann::json::parse(bytes);
        for (const auto& feature : layer["features"]) {
            for (const auto& [name, value] : feature["properties"].items()) {
                names.insert(name);
            }
        }
    }
    for (const auto& area : config.areas) {
        names.erase(area.layer);
    }
    return names;
}

std::set<std::string> explained_properties()
{
    std::set<std::string> names;
    for (const auto& spec : property_specs()) {
        CHECK(names.emplace(spec.name).second);
    }
    return names;
}

/// A run of the shipped config by every kind of method, with the outline that only some ask for, looked for again in
/// re-runs and in the half year before.
std::set<std::string> properties_of_run(const SampleRun& sample, const std::string& out, const std::string& set)
{
    CommandLineConfig command_line;
    command_line.incidents = {sample.path("sample/incidents.csv")};
    command_line.out = sample.path(out);
    command_line.set = {"hotspots.kde.cell_m=100",
                        "hotspots.kde.quarter_outline=true",
                        "output.surfaces=false",
                        "output.geopackage=false",
                        "period.from=2026-05-01",
                        "persistence.periods=1",
                        "hotspots.kde.significance=true",
                        "hotspots.kde.significance_draws=19",
                        "hotspots.dbscan.significance=false",
                        set};
    const std::string shipped = source_dir() + "/configs/force_export.toml";
    auto toml = bytes_of(shipped);
    toml.append("\n[[hotspots]]\nmethod = \"hdbscan\"\n\n[[hotspots]]\nmethod = \"gi_star\"\n");
    const auto table = bytes_of(source_dir() + "/configs/harm/sample.csv");
    const auto other = sample.path(out + "-harm.csv");
    std::ofstream(other, std::ios::binary) << with(table, "\n8L,10,", "\n8L,999,");
    toml.append("\n[stability]\nenabled = true\ndraws = 2\nharm_tables = [\"" + other + "\"]\n");
    toml.append("\n[[hotspots]]\nmethod = \"relative_risk\"\ncell_m = 200\ndraws = 99\nmost_p_adjusted = "
                "1\nleast_incidents = 1\nleast_places = 1\nleast_area_ha = 0\n");
    std::ofstream residents(sample.path(out + "-residents.csv"));
    residents << "name,residents\n";
    for (const auto& area : read_areas(sample.config("names").areas.at(1), 27700).areas) {
        residents << '"' << area.name << "\",100000\n";
    }
    residents.close();
    toml.append("\n[[denominator]]\nname = \"residents\"\nweight = \"residents\"\narea_layer = \"authority\"\n"
                "area = \"name\"\nfile = \"" +
                sample.path(out + "-residents.csv") +
                "\"\n\n[[hotspots]]\nname = \"rates\"\nmethod = \"gi_star\"\ncells = \"authority\"\nvalues = \"rate\"\n"
                "per = \"residents\"\ncorrection = \"none\"\nalpha = 0.5\n");
    const auto decisions = sample.path(out + "-decisions.csv");
    std::ofstream(decisions) << "place,action,reason,initials,date\nNZ 24 64,note,seen,AB,2026-11-02\n";
    toml.append("\n[decisions]\nfile = \"" + decisions + "\"\n");
    toml.append("\n[[hubs]]\nname = \"next\"\nserves = \"anyone\"\ncandidates = \"hub_sites.csv\"\n");
    toml.append("[[hubs.existing]]\nname = \"Gateshead\"\neasting = 425500\nnorthing = 563000\n");
    toml.append("\n[patrols]\nunits = 2\nthemes = [\"public_place_violence\", \"night_time_economy\"]\n");
    const auto config = parse_config(toml, shipped, command_line);
    RunOptions options;
    options.out = config.output.folder;
    static_cast<void>(run(config, options, {}));
    return written_properties(sample.files(out), config);
}

} // namespace

TEST_CASE("explain fields tells of every property that is written, and of no other", "[run][explain]")
{
    const SampleRun sample("force", 20000);
    const auto explained = explained_properties();
    auto written = properties_of_run(sample, "internal", "publish.profile=internal");
    written.merge(properties_of_run(sample, "counted", "harm.table=count"));
    for (const auto& name : properties_of_run(sample, "public", "publish.profile=public")) {
        INFO(name);
        CHECK(written.contains(name)); // the public profile takes away and adds nothing
    }
    // Written in GeoPackages alone: area outlines.
    AreaLayer layer;
    layer.name = "command";
    layer.areas.push_back({"West", "west", {{{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}}, {}}}});
    const auto outlines = publish_areas(layer, 27700, {}, {});
    for (const auto& [name, value] : outlines.features().front().properties) {
        written.insert(name);
    }
    // Asks for more than the year that the sample has: test_changes.cpp meets it.
    written.insert("incidents_same_period_last_year");
    CHECK(written == explained);
}

TEST_CASE("no layer of areas may be called like a property", "[config]")
{
    for (const auto& spec : property_specs()) {
        CAPTURE(spec.name);
        const auto at = kSmallest.find("command");
        std::string toml(kSmallest, 0, at);
        toml += spec.name;
        toml.append(kSmallest, at + std::string_view("command").size());
        const auto problems = problems_of(toml);
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().find("is already a property of every hotspot") != std::string::npos);
    }
}
