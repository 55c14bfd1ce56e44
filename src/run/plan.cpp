// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "output/file_names.hpp"
#include "run/briefings.hpp"
#include "run/hub_products.hpp"
#include "run/map_pages.hpp"

#include "harmspot/output.hpp"
#include "harmspot/style_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace harmspot
{

namespace
{

/// "kde" or, for the version weighted by 1, "kde_count".
std::string versioned(const HotspotEntry& entry, Version version)
{
    return version == Version::harm ? entry.name : entry.name + "_count";
}

PlannedOutput output_of(const RunConfig& config, const Job& job, std::string path, std::string kind)
{
    PlannedOutput output{std::move(path), std::move(kind)};
    output.theme = config.themes[job.theme].name;
    output.entry = config.hotspots[job.entry].name;
    output.method = config.hotspots[job.entry].method;
    output.version = std::string(version_text(job.version));
    return output;
}

/// Whether re-runs of an entry give a map of how often cells were hot: densities and squares do.
bool has_stability_map(const HotspotEntry& entry)
{
    const auto makes = find_method(entry.method)->makes;
    const auto cells = entry.params.find("cells");
    return makes == Makes::surface ||
           (makes == Makes::cells && cells != entry.params.end() && cells->second == ParamValue(std::string("square")));
}

/// What a kind of file is called that is made for the whole force and for each pack.
struct InEachFolder {
    const char* kind;
    std::string (*path_of)(const PlannedOutput& hotspots);
};

/// One of each for the whole force and one in each pack's folder.
void add_in_each_folder(const std::vector<InEachFolder>& files, std::vector<PlannedOutput>& outputs)
{
    std::map<std::string, PlannedOutput> made;
    for (const auto& output : outputs) {
        for (const auto& file : files) {
            if (output.kind == "hotspots") {
                PlannedOutput one{file.path_of(output), file.kind};
                one.area_layer = output.area_layer;
                one.area = output.area;
                made.emplace(one.path, one);
            }
        }
    }
    for (auto& [path, one] : made) {
        outputs.push_back(std::move(one));
    }
}

/// The style files beside layers and surfaces.
void add_styles(std::vector<PlannedOutput>& outputs)
{
    const auto count = outputs.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (const auto& output : style_outputs(outputs[i])) {
            outputs.push_back(output);
        }
    }
}

/// \throws ConfigError when a path is one that programs on Windows may not open
void refuse_long_paths(const std::vector<PlannedOutput>& outputs)
{
    for (const auto& output : outputs) {
        if (output.path.size() > kMaxOutputPath) {
            throw ConfigError(
                fmt::format("{}: would be a path of {} characters, and one over {} characters may not open "
                            "on Windows; shorten the name of the theme, of the [[hotspots]] entry or of "
                            "the area layer",
                            output.path, output.path.size(), kMaxOutputPath));
        }
    }
}

bool runs_for(const HotspotEntry& entry, const std::string& theme)
{
    return entry.themes.empty() || std::find(entry.themes.begin(), entry.themes.end(), theme) != entry.themes.end();
}

} // namespace

std::vector<Job> plan_jobs(const RunConfig& config, const RunData& data)
{
    std::vector<Job> jobs;
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        for (std::size_t entry = 0; entry < config.hotspots.size(); ++entry) {
            if (!runs_for(config.hotspots[entry], config.themes[theme].name)) {
                continue;
            }
            jobs.push_back({theme, entry, Version::harm});
            if (!data.totals[theme].harm_equals_count) {
                jobs.push_back({theme, entry, Version::count});
            }
        }
    }
    return jobs;
}

PlannedOutput hotspots_output(const RunConfig& config, const Job& job)
{
    const auto name = versioned(config.hotspots[job.entry], job.version);
    return output_of(config, job, config.themes[job.theme].name + "/" + name + "_hotspots.geojson", "hotspots");
}

PlannedOutput surface_output(const RunConfig& config, const Job& job)
{
    const auto name = versioned(config.hotspots[job.entry], job.version);
    return output_of(config, job, config.themes[job.theme].name + "/" + name + "_surface.tif", "surface");
}

PlannedOutput stability_output(const RunConfig& config, const Job& job)
{
    const auto name = versioned(config.hotspots[job.entry], job.version);
    return output_of(config, job, config.themes[job.theme].name + "/" + name + "_stability.tif", "stability");
}

PlannedOutput risk_output(const RunConfig& config, const Job& job, RiskLayer layer)
{
    const auto name = versioned(config.hotspots[job.entry], job.version);
    return output_of(config, job,
                     config.themes[job.theme].name + "/" + name +
                         (layer == RiskLayer::log_ratio ? "_log_ratio.tif" : "_p_value.tif"),
                     "surface");
}

PlannedOutput pack_output(const RunConfig& config, const Job& job, const AreaLayer& layer, const Area& area)
{
    const auto name = versioned(config.hotspots[job.entry], job.version);
    auto output = output_of(config, job,
                            "packs/" + layer.name + "/" + area.slug + "/" + config.themes[job.theme].name + "_" + name +
                                "_hotspots.geojson",
                            "hotspots");
    output.area_layer = layer.name;
    output.area = area.name;
    return output;
}

std::string geopackage_path(const PlannedOutput& hotspots)
{
    return hotspots.area_layer.empty() ? "harmspot.gpkg"
                                       : hotspots.path.substr(0, hotspots.path.rfind('/')) + "/hotspots.gpkg";
}

std::string hotspots_table_path(const PlannedOutput& output)
{
    return output.area_layer.empty() ? "tables/hotspots.csv"
                                     : output.path.substr(0, output.path.rfind('/')) + "/hotspots.csv";
}

std::vector<PlannedOutput> style_outputs(const PlannedOutput& output)
{
    std::vector<PlannedOutput> styles;
    if (output.kind == "hotspots" || output.kind == "surface" || output.kind == "stability") {
        for (const auto& path : style_paths(output.path)) {
            styles.push_back(output);
            styles.back().path = path;
            styles.back().kind = "style";
        }
    }
    return styles;
}

std::vector<PlannedOutput> plan_outputs(const RunConfig& config, const RunData& data)
{
    std::vector<PlannedOutput> outputs;
    for (const auto& job : plan_jobs(config, data)) {
        const auto* method = find_method(config.hotspots[job.entry].method);
        outputs.push_back(hotspots_output(config, job));
        if (method->makes == Makes::surface && config.output.surfaces) {
            outputs.push_back(surface_output(config, job));
        }
        if (config.stability.enabled && has_stability_map(config.hotspots[job.entry]) && config.output.surfaces) {
            outputs.push_back(stability_output(config, job));
        }
        if (method->makes == Makes::risk_map && config.output.surfaces) {
            outputs.push_back(risk_output(config, job, RiskLayer::log_ratio));
            outputs.push_back(risk_output(config, job, RiskLayer::p_value));
        }
        for (const auto& layer : data.layers) {
            if (!layer.pack) {
                continue;
            }
            for (const auto& area : layer.areas) {
                outputs.push_back(pack_output(config, job, layer, area));
            }
        }
    }
    add_styles(outputs);
    add_in_each_folder(
        {{"table", hotspots_table_path},
         {"table_metadata",
          [](const PlannedOutput& hotspots) { return csv_metadata_path(hotspots_table_path(hotspots)); }}},
        outputs);
    std::vector<InEachFolder> pages;
    if (config.output.map) {
        pages.push_back({"map_page", map_page_path});
    }
    if (config.output.briefing) {
        pages.push_back(
            {"briefing", [](const PlannedOutput& hotspots) { return briefing_path(map_page_path(hotspots)); }});
    }
    add_in_each_folder(pages, outputs);
    for (const auto& plan : config.hubs) {
        const auto files = hub_outputs(plan);
        outputs.insert(outputs.end(), files.begin(), files.end());
    }
    if (config.output.geopackage) {
        add_in_each_folder({{"geopackage", geopackage_path}}, outputs);
    }
    std::vector<std::string> tables{"tables/concentration.csv", "tables/geocoding.csv", "tables/incidents.csv",
                                    "tables/reconcile.csv"};
    if (config.change && config.period) {
        tables.insert(tables.begin(), "tables/changes.csv");
    }
    if (config.decisions.given() && !config.publish.withholds()) {
        tables.insert(tables.end() - 1, "tables/left_out.csv");
    }
    if (!config.publish.withholds()) {
        tables.emplace_back("rejects.csv");
    }
    for (const auto& table : tables) {
        outputs.push_back({table, "table"});
        outputs.push_back({csv_metadata_path(table), "table_metadata"});
    }
    refuse_long_paths(outputs);
    return outputs;
}

} // namespace harmspot
