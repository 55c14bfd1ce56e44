// SPDX-License-Identifier: MIT
#include "run/product_info.hpp"

#include "run/cell_areas.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace
{

/// What every product of the count version says: its properties have the names of the harm version's.
constexpr const char* kCountVersion =
    "Weighted by count: every incident weighs 1, so harm here is a number of incidents, as harm_unit says. The same id "
    "in the version weighted by harm is the same spot; its outline may differ.";

/// What every product of rates says. {0} = what rates are per, {1} = the file they came from
constexpr const char* kRates =
    "Tested as rates per {0}, taken from {1}: a hot place has more than its {0} explain, not "
    "the most. Whoever works, shops or goes out there but is not one of them is not counted.";

/// What the method itself says of its result.
void add_method_statements(const RunConfig& config, const RunData& data, const Job& job, const Detection& detection,
                           ProductInfo& info)
{
    const auto add = [&info](const std::string& why) {
        if (!why.empty()) {
            info.statements.push_back(why);
        }
    };
    if (const auto* surface = std::get_if<Surface>(&detection)) {
        add(surface->why);
    } else if (const auto* map = std::get_if<RiskMap>(&detection)) {
        add(map->why);
    } else if (const auto* cells = std::get_if<SignificantCells>(&detection)) {
        add(cells->why);
        if (!cells->at_risk.empty()) {
            const auto& per = data.at_risk[rate_denominator(config, config.hotspots[job.entry].params).value()];
            info.at_risk_unit = per.unit;
            add(fmt::format(kRates, per.unit, per.path));
        }
    }
}

} // namespace

ProductInfo product_info(const RunConfig& config, const RunData& data, const Job& job, const PlannedOutput& plan,
                         const Detection& detection)
{
    const auto& theme = config.themes[job.theme];
    ProductInfo info;
    info.title = config.title;
    info.theme = theme.name;
    info.theme_title = theme.title;
    info.entry = plan.entry;
    info.method = plan.method;
    info.version = plan.version;
    info.harm_unit = job.version == Version::count ? "incidents" : data.table.unit;
    info.area_layer = plan.area_layer;
    info.area = plan.area;
    info.harm_equals_count = data.totals[job.theme].harm_equals_count;
    if (!theme.proxy.empty()) {
        info.statements.push_back(theme.proxy);
    }
    if (job.version == Version::count) {
        info.statements.emplace_back(kCountVersion);
    }
    add_method_statements(config, data, job, detection, info);
    return info;
}

void note_detection(const Detection& detection, const HotspotList& list, WrittenOutput& written)
{
    if (const auto* surface = std::get_if<Surface>(&detection)) {
        written.level_unit = surface->unit;
        written.chosen = surface->chosen;
        written.bandwidth_curve = surface->bandwidth_curve;
        written.why = surface->why;
    } else if (const auto* clusters = std::get_if<Clusters>(&detection)) {
        written.chosen = clusters->chosen;
        written.k_distance_m = clusters->k_distance_m;
    } else if (const auto* cells = std::get_if<SignificantCells>(&detection)) {
        written.chosen = cells->chosen;
        written.whole_map = cells->whole_map;
        written.why = cells->why;
    } else if (const auto* map = std::get_if<RiskMap>(&detection)) {
        written.level_unit = "p_value";
        written.chosen = map->chosen;
        written.bandwidth_curve = map->bandwidth_curve;
        written.why = map->why;
        written.dropped_as_chance = list.dropped_as_chance;
    }
}

} // namespace harmspot
