// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"
#include "harmspot/harm.hpp"
#include "source_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

RunConfig shipped(const std::string& name)
{
    return read_config(source_dir() + "/configs/" + name, {});
}

std::set<std::string> theme_names(const RunConfig& config)
{
    std::set<std::string> names;
    for (const auto& theme : config.themes) {
        names.insert(theme.name);
    }
    return names;
}

} // namespace

TEST_CASE("the shipped configs are right, and what they name is shipped", "[configs]")
{
    for (const std::string name : {"force_export.toml", "police_uk.toml"}) {
        CAPTURE(name);
        const auto config = shipped(name);
        REQUIRE(config.areas.size() == 2);
        CHECK(config.areas[0].layer == "command");
        CHECK(config.areas[0].pack);
        for (const auto& area : config.areas) {
            CHECK(std::filesystem::is_regular_file(area.file));
        }
        CHECK(std::filesystem::is_regular_file(config.harm.table));
        CHECK(config.harm.unmatched.kind == UnmatchedPolicy::Kind::error);
        REQUIRE(config.hotspots.size() == 2);
        CHECK(config.hotspots[0].name == "kde");
        CHECK(config.hotspots[1].name == "dbscan");
    }
}

TEST_CASE("the config of relative risk holds themes against the rest and against people", "[configs]")
{
    const auto config = shipped("relative_risk.toml");
    REQUIRE(config.hotspots.size() == 2);
    CHECK(std::get<std::string>(config.hotspots[0].params.at("against")) == "rest");
    CHECK(std::get<std::string>(config.hotspots[1].params.at("against")) == "residents");
    REQUIRE(config.denominators.size() == 1);
    CHECK(std::filesystem::is_regular_file(config.denominators[0].file));
    for (const auto& theme : config.themes) {
        CHECK(theme.proxy.find("stand") != std::string::npos);
    }
}

TEST_CASE("the force's config has the force's themes and maps the sample's columns", "[configs]")
{
    const auto config = shipped("force_export.toml");
    CHECK(theme_names(config) == std::set<std::string>{"burglary", "knife_crime", "substance_violence", "asb",
                                                       "public_place_violence", "night_time_economy"});
    CHECK(std::filesystem::is_regular_file(config.incidents.code_map));
    CHECK(config.incidents.columns.flags.size() == 3);
    for (const auto& theme : config.themes) {
        CHECK(theme.proxy.empty());
    }
}

TEST_CASE("every theme on open data says what stands in for what", "[configs]")
{
    const auto config = shipped("police_uk.toml");
    CHECK(theme_names(config) == std::set<std::string>{"burglary", "knife_crime", "substance_violence", "asb"});
    for (const auto& theme : config.themes) {
        CAPTURE(theme.name);
        const std::string ending = "(open-data proxy)";
        REQUIRE(theme.title.size() > ending.size());
        CHECK(theme.title.substr(theme.title.size() - ending.size()) == ending);
        CHECK(theme.proxy.find("stand") != std::string::npos);
    }
}
