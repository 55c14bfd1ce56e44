// SPDX-License-Identifier: MIT
#include "run/check_files.hpp"

#include "harmspot/read.hpp"
#include "harmspot/run.hpp"

#include "geo/crs.hpp"
#include "incident/text.hpp"
#include "incident/words.hpp"
#include "run/init_areas.hpp"
#include "run/init_export.hpp"
#include "run/stopwatch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace harmspot
{

namespace
{

std::string columns_text(const init::Guesses& guesses)
{
    std::string known;
    for (const auto& [key, header] : guesses) {
        known += fmt::format("{}{} = {}", known.empty() ? "" : ", ", key, shown(header));
    }
    return known.empty() ? "none by its name" : known;
}

void describe_layer(const std::string& path, RunSummary& summary)
{
    const auto attributes = init::area_attributes(path);
    std::string names;
    for (const auto& attribute : attributes.all) {
        names += (names.empty() ? "" : ", ") + attribute;
    }
    summary.lines.push_back(
        fmt::format("{}: boundaries; attributes {}; areas are named by {}", path, names.empty() ? "none" : names,
                    attributes.best.empty() ? "none of them: no attribute differs in every area" : attributes.best));
    if (attributes.best.empty()) {
        return;
    }
    AreaConfig config;
    config.layer = "area";
    config.file = path;
    config.file_as_written = path;
    config.name = attributes.best;
    const auto layer = read_areas(config, kBritishNationalGrid);
    const auto study = study_area_of(layer);
    summary.lines.push_back(fmt::format("{}: {}, EPSG:{} in the file, {:.1f} km2 together", path,
                                        counted(layer.areas.size(), "area", "areas"), layer.epsg, study.area_km2));
    summary.warnings.insert(summary.warnings.end(), layer.warnings.begin(), layer.warnings.end());
    const auto gaps = gap_warnings(layer, study, kBritishNationalGrid);
    summary.warnings.insert(summary.warnings.end(), gaps.begin(), gaps.end());
}

/// "Its middle is near …": why the CRS is thought to be what it is.
std::string crs_text(const RunConfig& config, bool is_layer, const RowReport& report)
{
    if (is_layer) {
        return fmt::format("Positions are the layer's own points, in EPSG:{}, as the file says.",
                           report.crs.source_epsg);
    }
    if (config.incidents.format == "police-uk" || !config.incidents.columns.longitude.empty()) {
        return "Positions are longitude and latitude (WGS 84), by the names of their columns.";
    }
    if (!config.incidents.columns.grid_reference.empty()) {
        return "Positions are Ordnance Survey grid references (British National Grid).";
    }
    return report.coordinates.located > 0
               ? "Positions are taken for British National Grid (EPSG:27700), where they fit."
               : "No position fits British National Grid (EPSG:27700); see the warnings.";
}

void describe_inputs(const RowReport& report, RunSummary& summary)
{
    for (const auto& input : report.inputs) {
        summary.rows += input.rows;
        summary.used += input.used;
        std::string left_out;
        for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
            if (input.rejected[reason] > 0) {
                left_out += fmt::format("{}{} {}", left_out.empty() ? "" : ", ", thousands(input.rejected[reason]),
                                        reject_reason_text(static_cast<RejectReason>(reason)));
            }
        }
        summary.lines.push_back(fmt::format("{}: incidents; {}, {}; {}, {} usable{}", input.path, input.encoding,
                                            input.delimiter, counted(input.rows, "row", "rows"), thousands(input.used),
                                            left_out.empty() ? "" : " (" + left_out + ")"));
    }
    summary.rejected = summary.rows - summary.used;
}

void describe_tables(const std::vector<std::string>& paths, const RunOptions& options, const Progress& progress,
                     Stopwatch& watch, RunSummary& summary)
{
    const auto first = init::look_at_export(paths.front());
    const auto& config = first.config;
    summary.lines.push_back(
        fmt::format("{}: {}; recognised: {}", paths.front(), counted(first.header.size(), "column", "columns"),
                    first.police_uk ? "a street file of data.police.uk" : columns_text(first.guesses)));
    const auto unknown = init::still_unknown(first);
    if (!unknown.empty()) {
        summary.warnings.insert(summary.warnings.end(), unknown.begin(), unknown.end());
        summary.lines.emplace_back("Rows were not read. Name the columns in a config: harmspot explain incidents");
        return;
    }
    const auto read = read_incidents(paths, paths, config, options.threads, progress);
    watch.lap("read", read.incidents.size());
    describe_inputs(read.report, summary);
    const auto incidents = describe_incidents(read.incidents);
    summary.lines.insert(summary.lines.end(), incidents.begin(), incidents.end());
    summary.lines.push_back(crs_text(config, first.is_layer, read.report));
    const auto& found = read.report.coordinates;
    summary.lines.push_back(fmt::format("With coordinates: {} of {}, on {}; the fullest holds {}",
                                        thousands(found.located), counted(read.incidents.size(), "row", "rows"),
                                        counted(found.distinct_places, "point", "points"),
                                        thousands(found.largest_stack)));
    summary.lines.insert(summary.lines.end(), read.report.notes.begin(), read.report.notes.end());
    summary.warnings.insert(summary.warnings.end(), read.report.warnings.begin(), read.report.warnings.end());
    summary.lines.push_back(fmt::format("Next: harmspot init {} --areas BOUNDARIES > config.toml", paths.front()));
}

} // namespace

bool named_like_a_layer(const std::string& path)
{
    const auto dot = path.find_last_of('.');
    std::string ending = dot == std::string::npos ? std::string() : path.substr(dot + 1);
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto* known : {"geojson", "json", "gpkg", "shp", "fgb", "tab", "kml"}) {
        if (ending == known) {
            return true;
        }
    }
    return false;
}

RunSummary check_files(const std::vector<std::string>& files, const RunOptions& options, const Progress& progress)
{
    Stopwatch watch;
    RunSummary summary;
    std::vector<std::string> tables;
    for (const auto& path : expand_files(files)) {
        if (named_like_a_layer(path) && !init::holds_points(path)) {
            describe_layer(path, summary);
        } else {
            tables.push_back(path);
        }
    }
    if (!tables.empty()) {
        describe_tables(tables, options, progress, watch, summary);
    }
    for (const auto& warning : summary.warnings) {
        progress.warn(warning);
    }
    summary.data_problems = summary.rejected > 0 || !summary.warnings.empty();
    summary.timings = watch.stages();
    return summary;
}

} // namespace harmspot
