// SPDX-License-Identifier: MIT
#include "run/hub_products.hpp"

#include "incident/words.hpp"
#include "run/hub_report.hpp"
#include "run/plan_writer.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace
{

/// "Hubs vru: open near Shields Road, NZ 272 646; within reach 34.1 % → 41.0 % (proven)".
std::string line_of(const HubsReport& report)
{
    std::string names;
    for (const auto& site : report.sites) {
        if (site.role == HubRole::chosen) {
            names += (names.empty() ? "" : "; ") + site.name;
        }
    }
    const bool hidden = report.before.withheld || report.after.withheld;
    return fmt::format(
        "Hubs {}: {}{} ({})", report.name, names.empty() ? "no new hub" : "open " + names,
        hidden || !(report.all.demand > 0) ? ""
                                           : fmt::format("; within reach {:.1f} % before, {:.1f} % after",
                                                         100 * report.before.demand / report.all.demand,
                                                         100 * report.after.demand / report.all.demand),
        report.status == "proven" ? report.status : fmt::format("{}, gap {:.2g} %", report.status, 100 * report.gap));
}

/// "plan_fourth_hubs" and so on, as the files are called.
void add_to_package(const HubsConfig& plan, PublishedHubs&& published, Products& products)
{
    const auto add = [&](const char* what, PublishableLayer&& layer, LayerLook look) {
        products.layers.push_back({fmt::format("plan_{}_{}", plan.name, what), std::move(layer), look});
    };
    add("hubs", std::move(published.hubs), LayerLook::hub_sites);
    add("catchments", std::move(published.catchments), LayerLook::hub_catchments);
    add("gaps", std::move(published.gaps), LayerLook::hub_gaps);
}

} // namespace

std::vector<PlannedOutput> hub_outputs(const HubsConfig& plan)
{
    const auto paths = hubs_paths(plan.name);
    std::vector<PlannedOutput> outputs;
    const auto add = [&](const std::string& path, const char* kind) {
        PlannedOutput output{path, kind};
        output.entry = plan.name;
        output.method = siting_model_text(plan.model);
        outputs.push_back(std::move(output));
    };
    add(paths.hubs, "hubs");
    add(paths.catchments, "hub_catchments");
    add(paths.gaps, "hub_gaps");
    for (const auto& table : paths.tables) {
        add(table, "table");
        add(csv_metadata_path(table), "table_metadata");
    }
    add(paths.paper, "hubs_paper");
    return outputs;
}

void make_hub_products(const RunConfig& config, const RunOptions& options, const RunData& data, OutputFolder& folder,
                       const Progress& progress, Stopwatch& watch, Products& products)
{
    for (const auto& plan : config.hubs) {
        progress.at(fmt::format("Siting hubs: {}", plan.name), 0);
        const auto inputs = hub_inputs(config, plan, data, products.spots, options.threads);
        for (const auto& warning : inputs.warnings) {
            progress.warn(warning);
        }
        auto report = hub_report(plan, data, inputs, options.threads);
        watch.lap("hubs: " + plan.name, inputs.units.demand.size());
        ProductInfo info;
        info.title = config.title;
        info.entry = plan.name;
        info.theme_title = plan.title;
        auto published = publish(std::move(report), config.epsg, info, data.rules);
        PlanWriter writer(hub_outputs(plan), folder, products);
        writer.layer(published.hubs);
        writer.layer(published.catchments);
        writer.layer(published.gaps);
        for (const auto& [path, table] : published.tables) {
            writer.table(table);
        }
        writer.paper(published.paper);
        products.lines.push_back(line_of(published.paper.report()));
        products.hubs.push_back(published.paper.report());
        if (config.output.geopackage) {
            add_to_package(plan, std::move(published), products);
        }
        watch.lap("write", 0);
        progress.at(fmt::format("Siting hubs: {}", plan.name), 1);
    }
}

} // namespace harmspot
