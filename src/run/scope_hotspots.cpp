// SPDX-License-Identifier: MIT
#include "run/scope_hotspots.hpp"

namespace harmspot
{

HotspotContext hotspot_context(const RunConfig& config, const RunOptions& options, const RunData& data,
                               const RunData& incidents, const Job& job)
{
    const auto& entry = config.hotspots[job.entry];
    HotspotContext context;
    context.places = &incidents.read.incidents.places;
    context.locations = &incidents.read.incidents.locations;
    context.offences = &incidents.read.incidents.offences;
    context.location_types = &incidents.read.incidents.location_types;
    context.layers = &data.layers;
    context.area_of_place = &incidents.area_of_place;
    context.theme = config.themes[job.theme].name;
    context.entry = entry.name;
    context.method = entry.method;
    context.epsg = data.read.incidents.epsg;
    context.threads = options.threads;
    context.locations_are_map_points = config.incidents.format == "police-uk";
    return context;
}

HotspotList scope_hotspots(const RunConfig& config, const RunOptions& options, const RunData& data,
                           const RunData& incidents, const Job& job, const Found& found, const HotspotRules& rules,
                           const Scope& scope)
{
    const auto context = hotspot_context(config, options, data, incidents, job);
    if (const auto* surface = std::get_if<Surface>(&found.detection)) {
        return hotspots_from_surface(*surface, found.rows, rules, scope, context);
    }
    if (const auto* cells = std::get_if<SignificantCells>(&found.detection)) {
        return hotspots_from_cells(*cells, found.rows, rules, scope, context);
    }
    if (const auto* map = std::get_if<RiskMap>(&found.detection)) {
        return hotspots_from_risk(*map, found.rows, rules, scope, context);
    }
    return hotspots_from_clusters(std::get<Clusters>(found.detection), found.places.place, found.rows, rules, scope,
                                  context);
}

} // namespace harmspot
