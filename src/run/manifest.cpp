// SPDX-License-Identifier: MIT
#include "run/manifest.hpp"

#include "harmspot/parallel.hpp"
#include "harmspot/version.hpp"

#include "geo/platform.hpp"
#include "geo/sha256.hpp"
#include "run/manifest_parts.hpp"
#include "run/run_record.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace harmspot
{

namespace
{

using Json = nlohmann::ordered_json;

Json to_json(const ParamValues& values)
{
    Json json = Json::object();
    for (const auto& [name, value] : values) {
        std::visit([&json, &name = name](const auto& held) { json[name] = held; }, value);
    }
    return json;
}

Json program_json(const RunOptions& options)
{
    Json program = {{"name", "harmspot"}, {"version", kVersion}};
    Json libraries = Json::object();
    for (const auto& [name, version] : library_versions()) {
        libraries[name] = version;
    }
    program["libraries"] = libraries;
    program["simd"] = simd_text(options.simd);
    return program;
}

/// A count, or "*" where the public may not see one so small.
Json count_json(const PublishRules& rules, std::uint64_t count)
{
    return rules.withholds() && count > 0 && count < rules.least_count ? Json("*") : Json(count);
}

Json inputs_json(const PublishRules& rules, const RowReport& report)
{
    Json inputs = Json::array();
    for (const auto& input : report.inputs) {
        Json rejected = Json::object();
        for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
            if (input.rejected[reason] > 0) {
                rejected[std::string(reject_reason_text(static_cast<RejectReason>(reason)))] =
                    count_json(rules, input.rejected[reason]);
            }
        }
        inputs.push_back({{"path", input.path},
                          {"sha256", input.sha256},
                          {"kind", input.kind},
                          {"encoding", input.encoding},
                          {"delimiter", input.delimiter},
                          {"rows", input.rows},
                          {"used", input.used},
                          {"rejected", rejected}});
    }
    return inputs;
}

Json areas_json(const RunData& data)
{
    Json areas = Json::array();
    for (const auto& layer : data.layers) {
        Json names = Json::array();
        for (const auto& one : layer.areas) {
            names.push_back({{"name", one.name}, {"km2", area(one.shape) / 1e6}});
        }
        areas.push_back({{"layer", layer.name},
                         {"path", layer.path},
                         {"sha256", layer.sha256},
                         {"epsg", layer.epsg},
                         {"areas", names}});
    }
    return areas;
}

Json harm_json(const PublishRules& rules, const RunData& data)
{
    Json unmatched = Json::array();
    for (const auto& code : data.harm.unmatched) {
        unmatched.push_back({{"code", code.code}, {"incidents", count_json(rules, code.incidents)}});
    }
    return {{"table", data.table.path},    {"sha256", data.table.sha256},   {"unit", data.table.unit},
            {"source", data.table.source}, {"vintage", data.table.vintage}, {"joined_by", data.harm.joined_by},
            {"unmatched", unmatched}};
}

Json coordinates_json(const RunData& data)
{
    const auto& report = data.read.report.coordinates;
    const auto& rules = data.rules;
    Json left_out = Json::object();
    for (std::size_t fault = 0; fault < kCoordinateFaults; ++fault) {
        if (report.faults[fault].rows > 0) {
            left_out[std::string(coordinate_fault_text(static_cast<CoordinateFault>(fault)))] =
                count_json(rules, report.faults[fault].rows);
        }
    }
    Json crowded = Json::array();
    for (const auto& [place, incidents] : report.crowded) {
        // For the public, an exact point may be one household.
        const double step = rules.withholds() ? 100 : 1;
        const auto& places = data.read.incidents.places;
        crowded.push_back({{"x", std::floor(places.x[place] / step) * step},
                           {"y", std::floor(places.y[place] / step) * step},
                           {"incidents", count_json(rules, incidents)}});
    }
    Json outside = Json::object();
    for (std::size_t i = 0; i < data.layers.size(); ++i) {
        outside[data.layers[i].name] = count_json(rules, data.outside.outside_layer[i]);
    }
    return {{"located", count_json(rules, report.located)},
            {"missing", count_json(rules, report.missing)},
            {"left_out", left_out},
            {"distinct_places", report.distinct_places},
            {"sharing_a_place", count_json(rules, report.sharing)},
            {"largest_stack", count_json(rules, report.largest_stack)},
            {"crowded", crowded},
            {"outside", outside},
            {"inside_if_swapped", count_json(rules, data.outside.inside_if_swapped)},
            {"inside_if_sign_turned", count_json(rules, data.outside.inside_if_turned)}};
}

Json months_json(const PublishRules& rules, const std::vector<MonthState>& months)
{
    Json json = Json::array();
    for (const auto& month : months) {
        Json entry = {{"month", month_text(month.month)}, {"rows", count_json(rules, month.rows)}};
        for (const auto& [key, holds] : {std::pair{"missing", month.missing}, std::pair{"stray", month.stray},
                                         std::pair{"provisional", month.provisional}}) {
            if (holds) {
                entry[key] = true;
            }
        }
        for (const auto& low : month.low) {
            entry["low"].push_back({{"of", low.offence.empty() ? "all rows" : low.offence},
                                    {"rows", count_json(rules, low.rows)},
                                    {"usual", low.usual}});
        }
        json.push_back(entry);
    }
    return json;
}

/// What decided which rows count, in words.
Json row_rules_json(const IncidentsConfig& incidents)
{
    return {{"dates", date_statement(incidents)}, {"duplicates", duplicates_statement(incidents)}};
}

Json themes_json(const RunConfig& config, const RunData& data)
{
    Json themes = Json::array();
    for (std::size_t i = 0; i < config.themes.size(); ++i) {
        const auto& theme = config.themes[i];
        const auto& totals = data.totals[i];
        themes.push_back({{"name", theme.name},
                          {"title", theme.title},
                          {"proxy", theme.proxy},
                          {"incidents", count_json(config.publish, totals.incidents)},
                          {"harm", totals.harm},
                          {"harm_equals_count", totals.harm_equals_count},
                          {"no_coordinates", count_json(config.publish, totals.no_coordinates)},
                          {"outside", count_json(config.publish, totals.outside)}});
    }
    return themes;
}

Json denominators_json(const RunConfig& config, const RunData& data)
{
    Json json = Json::array();
    for (std::size_t i = 0; i < data.denominators.size(); ++i) {
        const auto& one = data.denominators[i];
        json.push_back({{"name", config.denominators[i].name},
                        {"title", config.denominators[i].title},
                        {"path", config.denominators[i].file_as_written},
                        {"sha256", one.read.sha256},
                        {"rows", one.read.rows},
                        {"unusable", one.read.unusable},
                        {"weightless", one.read.weightless},
                        {"points", one.read.points.size()},
                        {"weight_inside", one.weight_inside},
                        {"weight_outside", one.weight_outside}});
    }
    return json;
}

void add_if(Json& json, const char* key, const std::string& value)
{
    if (!value.empty()) {
        json[key] = value;
    }
}

/// How many re-runs of which kind, what they changed to, and why there were none of a kind.
Json reruns_json(const RerunReport& report)
{
    Json json = Json::object();
    for (std::size_t i = 0; i < kRerunFactors; ++i) {
        const auto factor = static_cast<RerunFactor>(i);
        Json entry = {{"runs", report.runs[i]}};
        if (report.runs[i] == 0) {
            entry["left_out"] = report.left_out[i];
        } else if (factor == RerunFactor::bandwidth) {
            entry["bandwidths_m"] = report.bandwidths_m;
        } else if (factor == RerunFactor::cell) {
            entry["cells_m"] = report.cells_m;
        } else if (factor == RerunFactor::harm_table) {
            entry["harm_tables"] = report.harm_tables;
        }
        json[std::string(rerun_factor_text(factor))] = std::move(entry);
    }
    return json;
}

Json question_json(const QuestionReport& question)
{
    Json json = {{"test", question.test}};
    if (!question.not_applicable.empty()) {
        json["not_applicable"] = question.not_applicable;
        return json;
    }
    json["significant_hotspots"] = question.significant;
    if (question.excess_to_beat) {
        json["excess_to_beat"] = *question.excess_to_beat;
    }
    return json;
}

Json significance_json(const SignificanceReport& report)
{
    return {{"draws", report.draws},
            {"p_at_most", kSignificantP},
            {"incidents", question_json(report.incidents)},
            {"harm", question_json(report.harm)}};
}

Json output_json(const PublishRules& rules, const WrittenOutput& written)
{
    Json output = {{"path", written.plan.path}, {"kind", written.plan.kind}};
    add_if(output, "theme", written.plan.theme);
    add_if(output, "entry", written.plan.entry);
    add_if(output, "method", written.plan.method);
    add_if(output, "version", written.plan.version);
    add_if(output, "area_layer", written.plan.area_layer);
    add_if(output, "area", written.plan.area);
    output["features"] = written.features;
    if (written.level) {
        output["level"] = *written.level;
        output["level_unit"] = written.level_unit;
    }
    if (written.plan.kind == "hotspots") {
        output["dropped"] = {{"too_small", count_json(rules, written.dropped_small_area)},
                             {"too_few_incidents", count_json(rules, written.dropped_few_incidents)},
                             {"too_few_places", count_json(rules, written.dropped_few_places)}};
        if (written.dropped_as_chance) {
            output["dropped"]["chance"] = count_json(rules, *written.dropped_as_chance);
        }
    }
    if (written.withheld.features + written.withheld.cells > 0) {
        output["withheld"] = {{"features", written.withheld.features}, {"cells", written.withheld.cells}};
    }
    if (!written.chosen.empty()) {
        output["chosen"] = to_json(written.chosen);
        add_if(output, "chosen_because", written.why);
        for (const auto& [metres, score] : written.bandwidth_curve) {
            output["bandwidth_curve"].push_back({{"bandwidth_m", metres}, {"score", score}});
        }
    }
    if (!written.whole_map.empty()) {
        output["whole_map"] = to_json(written.whole_map);
    }
    if (!written.k_distance_m.empty()) {
        output["k_distance_m"] = written.k_distance_m;
    }
    if (written.mass && written.weight) {
        output["mass"] = *written.mass;
        output["weight"] = *written.weight;
        output["cell_rule"] = written.cell_rule;
    }
    if (written.reruns) {
        output["reruns"] = reruns_json(*written.reruns);
    }
    if (written.significance) {
        output["significance"] = significance_json(*written.significance);
    }
    output["sha256"] = written.sha256;
    return output;
}

/// The published table, one object a row; what does not apply is absent.
Json concentration_json(const Table& table)
{
    Json json = Json::array();
    for (const auto& row : table.rows) {
        Json entry = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::visit(
                [&](const auto& cell) {
                    if (Json(cell) != Json("")) {
                        entry[table.columns[i].name] = cell;
                    }
                },
                row[i]);
        }
        json.push_back(entry);
    }
    return json;
}

/// What each [[hubs]] plan found, and the files it read.
Json hubs_json(const RunConfig& config, const std::vector<HubsReport>& reports)
{
    Json json = Json::array();
    for (std::size_t k = 0; k < reports.size(); ++k) {
        const auto& report = reports[k];
        Json entry = {{"name", report.name},     {"model", report.model},         {"status", report.status},
                      {"gap", report.gap},       {"objective", report.objective}, {"bound", report.bound},
                      {"solver", report.solver}, {"demand_unit", report.unit},    {"redraws", report.draws},
                      {"inputs", Json::array()}, {"open", Json::array()},         {"statements", report.statements}};
        for (const auto& file : files_of(config.hubs[k])) {
            entry["inputs"].push_back({{"path", file.as_written}, {"sha256", sha256_of_file(file.path)}});
        }
        for (const auto& site : report.sites) {
            if (site.role != HubRole::candidate) {
                entry["open"].push_back({{"name", site.name}, {"role", hub_role_text(site.role)}});
            }
        }
        json.push_back(std::move(entry));
    }
    return json;
}

} // namespace

std::string manifest_json(const RunConfig& config, const RunOptions& options, const RunData& data,
                          const History& history, const Decisions& decisions, const Products& products,
                          const std::vector<std::string>& warnings)
{
    const auto& report = data.read.report;
    Json manifest;
    manifest["program"] = program_json(options);
    manifest["run_id"] = run_record(config, data).run_id;
    manifest["title"] = config.title;
    manifest["marking"] = config.publish.marking;
    manifest["profile"] = profile_text(config.publish.profile);
    manifest["statements"] = data.rules.statements;
    manifest["config"] = Json::parse(config.resolved_json);
    manifest["inputs"] = inputs_json(config.publish, report);
    manifest["row_rules"] = row_rules_json(config.incidents);
    manifest["areas"] = areas_json(data);
    manifest["crs"] = {{"source_epsg", report.crs.source_epsg},
                       {"target_epsg", report.crs.target_epsg},
                       {"operation", report.crs.operation},
                       {"accuracy_m", report.crs.accuracy_m},
                       {"grid_used", report.crs.grid_used}};
    manifest["coordinates"] = coordinates_json(data);
    manifest["harm"] = harm_json(config.publish, data);
    for (const auto& read : data.at_risk) {
        if (read.rows > 0) {
            manifest["at_risk"].push_back({{"path", read.path},
                                           {"sha256", read.sha256},
                                           {"unit", read.unit},
                                           {"area_layer", read.layer},
                                           {"rows", read.rows},
                                           {"left_out", read.left_out},
                                           {"total", read.total}});
        }
    }
    manifest["months"] = months_json(config.publish, data.months);
    manifest["themes"] = themes_json(config, data);
    if (!data.denominators.empty()) {
        manifest["denominators"] = denominators_json(config, data);
    }
    manifest["concentration"] = concentration_json(products.concentration);
    manifest["study_area_km2"] = data.study.area_km2;
    manifest["searchable_km2"] = data.searchable_km2;
    if (config.persistence.periods > 0) {
        manifest["persistence"] = persistence_json(config, history);
    }
    if (config.decisions.given()) {
        manifest["decisions"] = decisions_json(config.publish, decisions);
    }
    manifest["seed"] = config.seed;
    manifest["outputs"] = Json::array();
    for (const auto& written : products.written) {
        manifest["outputs"].push_back(output_json(config.publish, written));
    }
    if (!products.hubs.empty()) {
        manifest["hubs"] = hubs_json(config, products.hubs);
    }
    manifest["warnings"] = warnings;
    return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string timings_json(const Stopwatch& watch, unsigned threads)
{
    Json stages = Json::array();
    for (const auto& stage : watch.stages()) {
        stages.push_back({{"stage", stage.stage},
                          {"seconds", stage.seconds},
                          {"rows", stage.rows},
                          {"peak_memory_bytes", stage.peak_memory_bytes}});
    }
    const Json timings = {{"threads", threads == 0 ? machine_threads() : threads},
                          {"stages", stages},
                          {"total_seconds", watch.total_seconds()},
                          {"peak_memory_bytes", platform::peak_memory_bytes()}};
    return timings.dump(2) + "\n";
}

} // namespace harmspot
