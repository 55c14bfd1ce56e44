// SPDX-License-Identifier: MIT
#include "run/patrol_products.hpp"

#include "incident/words.hpp"
#include "run/patrol_report.hpp"
#include "run/plan_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

namespace
{

constexpr const char* kAreasTable = "plan/patrols_areas.csv";
constexpr const char* kDosageTable = "tables/patrol_dosage.csv";

void write_plan(const PublishedPatrols& plan, PlanWriter& writer)
{
    writer.layer(plan.places);
    if (plan.visits && plan.routes && plan.rota) {
        writer.layer(*plan.visits);
        writer.layer(*plan.routes);
        writer.table(*plan.rota);
    }
}

/// The layer whose areas get a pack with their part of the plan; null when there is none.
const AreaLayer* pack_layer(const RunConfig& config, const RunData& data)
{
    const auto found = std::find_if(data.layers.begin(), data.layers.end(), [&](const AreaLayer& layer) {
        return layer.name == config.patrols->area_layer && layer.pack;
    });
    return found == data.layers.end() ? nullptr : &*found;
}

std::string percent(double part, double whole)
{
    return fmt::format("{:.0f} %", whole > 0 ? 100 * part / whole : 0.0);
}

/// "Patrols: Central, 3 units: 24 places with 41 % of harm, 52 visits; within two hours of a visit 63 % of …".
std::vector<std::string> lines_of(const PatrolsReport& report, const PublishRules& rules)
{
    std::vector<std::string> lines;
    const auto left_out = report.domestic + report.dwellings;
    const auto told = [&](std::uint64_t count) {
        return rules.withholds() && count > 0 && count < rules.least_count ? fmt::format("under {}", rules.least_count)
                                                                           : thousands(count);
    };
    lines.push_back(fmt::format("Patrols: {} of {} incidents left out as domestic or in dwellings", told(left_out),
                                told(report.incidents_of_themes)));
    for (std::size_t a = 0; a < report.areas.size(); ++a) {
        const auto& area = report.areas[a];
        if (area.units.empty()) {
            continue;
        }
        const auto places = std::count_if(report.places.begin(), report.places.end(),
                                          [&](const PatrolPlaceReport& place) { return place.area == a; });
        const auto visits = std::count_if(report.visits.begin(), report.visits.end(),
                                          [&](const PatrolVisitReport& visit) { return visit.area == a; });
        lines.push_back(fmt::format(
            "Patrols{}: {} unit{}, {} visits to {} places that hold {} of {}; reached {} of what is expected there in "
            "the "
            "shift, at most {} could be",
            area.name.empty() ? "" : ", " + area.name, area.units.size(), area.units.size() == 1 ? "" : "s", visits,
            places, percent(area.harm_in_places, area.harm), report.unit == "incidents" ? "incidents" : "harm",
            percent(static_cast<double>(area.reached), static_cast<double>(area.expected_in_places)),
            percent(static_cast<double>(area.at_most), static_cast<double>(area.expected_in_places))));
    }
    return lines;
}

void warn_of(const PatrolInputs& inputs, const Progress& progress)
{
    for (const auto& warning : inputs.warnings) {
        progress.warn(warning);
    }
}

} // namespace

std::vector<NamedFile> files_of(const PatrolsConfig& plan)
{
    std::vector<NamedFile> files;
    if (plan.excluded_file.given()) {
        files.push_back(plan.excluded_file);
    }
    const auto logs = log_files(plan);
    files.insert(files.end(), logs.begin(), logs.end());
    return files;
}

std::vector<PlannedOutput> patrol_outputs(const RunConfig& config, const RunData& data)
{
    std::vector<PlannedOutput> outputs;
    if (!config.patrols) {
        return outputs;
    }
    const auto add_table = [&](const std::string& path, const std::string& layer, const std::string& area) {
        for (const auto& [name, kind] : {std::pair{path, "table"}, {csv_metadata_path(path), "table_metadata"}}) {
            PlannedOutput output{name, kind};
            output.area_layer = layer;
            output.area = area;
            outputs.push_back(std::move(output));
        }
    };
    const auto add_plan = [&](const std::string& folder, const std::string& layer, const std::string& area) {
        const auto add = [&](const char* name, const char* kind) {
            PlannedOutput output{folder + name, kind};
            output.area_layer = layer;
            output.area = area;
            outputs.push_back(std::move(output));
        };
        add("patrols.geojson", "patrol_places");
        if (!config.publish.withholds()) {
            add("patrols_visits.geojson", "patrol_visits");
            add("patrols_routes.geojson", "patrol_routes");
            add_table(folder + "patrols_visits.csv", layer, area);
        }
    };
    add_plan("plan/", "", "");
    add_table(kAreasTable, "", "");
    if (const auto* layer = pack_layer(config, data)) {
        for (const auto& area : layer->areas) {
            add_plan("packs/" + layer->name + "/" + area.slug + "/", layer->name, area.name);
        }
    }
    if (!config.patrols->logs.empty() && !config.publish.withholds()) {
        add_table(kDosageTable, "", "");
    }
    return outputs;
}

std::string check_patrols(const RunConfig& config, const RunData& data, const Progress& progress)
{
    const auto inputs = patrol_inputs(config, data);
    warn_of(inputs, progress);
    static_cast<void>(log_files(*config.patrols));
    return fmt::format("Patrols: {} incidents count, {} are left out as domestic or in dwellings; {} places at most",
                       thousands(inputs.rows.size()), thousands(inputs.domestic + inputs.dwellings),
                       inputs.rules.places);
}

void make_patrol_products(const RunConfig& config, const RunData& data, OutputFolder& folder, const Progress& progress,
                          Stopwatch& watch, Products& products)
{
    if (!config.patrols) {
        return;
    }
    progress.at("Planning patrols", 0);
    const auto inputs = patrol_inputs(config, data);
    warn_of(inputs, progress);
    auto report = patrol_report(config, data, inputs);
    if (!config.patrols->logs.empty() && !data.rules.withholds()) {
        report.dosage = patrol_dosage(*config.patrols, config.epsg, report);
        for (const auto& file : report.dosage->files) {
            if (file.unusable > 0) {
                progress.warn(fmt::format("{}: {} of {} fixes have no time or position that can be read; they do not "
                                          "count.",
                                          file.path, file.unusable, file.fixes + file.unusable));
            }
        }
    }
    watch.lap("patrols", inputs.rows.size());
    ProductInfo info;
    info.title = config.title;
    info.theme_title = "patrols";
    info.harm_unit = report.unit;
    PlanWriter writer(patrol_outputs(config, data), folder, products);
    write_plan(publish(report, std::nullopt, config.epsg, info, data.rules), writer);
    writer.table(publish_patrol_areas(report, writer.next_path(), data.rules));
    if (const auto* layer = pack_layer(config, data)) {
        for (std::size_t a = 0; a < layer->areas.size(); ++a) {
            auto own = info;
            own.area_layer = layer->name;
            own.area = layer->areas[a].name;
            write_plan(publish(report, a, config.epsg, own, data.rules), writer);
        }
    }
    if (report.dosage) {
        writer.table(publish_patrol_dosage(report, writer.next_path(), data.rules));
    }
    const auto lines = lines_of(report, data.rules);
    products.lines.insert(products.lines.end(), lines.begin(), lines.end());
    products.patrols = std::move(report);
    watch.lap("write", 0);
    progress.at("Planning patrols", 1);
}

} // namespace harmspot
