// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"

#include "harmspot/error.hpp"

#include "geo/crs.hpp"
#include "geo/platform.hpp"
#include "run/config_build.hpp"
#include "run/config_check.hpp"
#include "run/config_override.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace harmspot
{

namespace
{

/// A config is written by hand: more than this is some other file.
constexpr std::size_t kLargestConfig = 1 << 20;

/// In place of the default title where every incident weighs 1.
constexpr const char* kCountTitle = "Incident hotspots";

void check_police_uk_bandwidths(const RunConfig& config, config::Node& document, config::Building& building)
{
    if (config.incidents.format != "police-uk") {
        return;
    }
    for (const auto* node : config::entries_of(document, "hotspots")) {
        const config::Fields fields(node);
        for (const auto* key : {"bandwidth_m", "least_bandwidth_m", "most_bandwidth_m"}) {
            if (!fields.written(key) || fields.valid(key) == nullptr ||
                fields.valid(key)->as<std::string>() != nullptr || fields.number(key) >= kLeastPoliceUkBandwidthM) {
                continue;
            }
            building.problems.add(
                fields.at(key),
                fmt::format("{} = {} is under {}, too fine for data.police.uk: it moves every incident to the "
                            "nearest of a fixed set of map points, and a finer map would show those points, not where "
                            "crime is. Use 300, or leave it out",
                            key, fields.number(key), kLeastPoliceUkBandwidthM));
        }
    }
}

RunConfig build(config::Node& document, config::Building& building)
{
    using namespace config;
    const Fields top(&document);
    RunConfig config;
    config.title = top.text("title");
    config.epsg = build_crs(top, kBritishNationalGrid, true, building);
    config.seed = static_cast<std::uint64_t>(top.whole("seed"));
    config.period = build_period(document, building);
    config.incidents = build_incidents(document, building);
    config.areas = build_areas(document, building);
    if (const auto* mask = top.valid("mask")) {
        config.mask = building.resolved(*mask);
        config.mask_as_written = *mask->as<std::string>();
    }
    config.harm = build_harm(document, building);
    if (config.harm.table == "count" && !top.written("title")) {
        config.title = kCountTitle;
        document.set("title", Node{config.title, kTop, true});
    }
    config.themes = build_themes(document, config.incidents, building);
    config.denominators = build_denominators(document, config.areas, building);
    config.hotspots = build_hotspots(document, config.themes, config.denominators, building);
    check_cells(config, document, building);
    check_police_uk_bandwidths(config, document, building);
    config.stability = build_stability(document, building);
    config.persistence = build_persistence(document, config.period, building);
    config.context = build_context(document, building);
    const Fields decisions(document.find("decisions"));
    if (const auto* file = decisions.valid("file")) {
        config.decisions = {building.resolved(*file), *file->as<std::string>()};
    }
    config.change = config::Fields(document.find("change")).flag("enabled");
    config.hubs = build_hubs(document, config.themes, config.areas, !config.hotspots.empty(), building);
    config.patrols = build_patrols(document, config, building);
    config.publish = build_publish(document, config.incidents, building);
    const Fields output(document.find("output"));
    if (const auto* folder = output.valid("folder")) {
        config.output.folder = building.resolved(*folder);
    }
    config.output.surfaces = output.flag("surfaces");
    config.output.map = output.flag("map");
    config.output.briefing = output.flag("briefing");
    config.output.geopackage = output.flag("geopackage");
    if (const auto* node = document.find("output")) {
        config.output.postgis = build_output_postgis(*node, building);
    }
    return config;
}

} // namespace

RunConfig read_config(const std::string& path, const CommandLineConfig& command_line)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw ConfigError(path + ": no such file; check its name and folder, or make a config with harmspot init");
    }
    if (status.type() == std::filesystem::file_type::directory) {
        throw ConfigError(path + ": is a folder; name the config in it");
    }
    const platform::MappedFile file(path, path);
    return parse_config(file.bytes(), path, command_line);
}

RunConfig parse_config(std::string_view toml, const std::string& path, const CommandLineConfig& command_line)
{
    using namespace config;
    if (toml.size() > kLargestConfig) {
        throw ConfigError(
            fmt::format("{}: is {} bytes long, which no config is; is it a data file?", path, toml.size()));
    }
    Problems problems(path);
    auto document = parse_tree(toml, problems);
    problems.throw_if_any();
    apply_command_line(document, command_line, problems);
    check_document(document, problems);
    Building building{problems, std::filesystem::path(path).parent_path().string()};
    auto config = build(document, building);
    problems.throw_if_any();
    config.path = path;
    config.resolved_json = document_json(document);
    return config;
}

} // namespace harmspot
