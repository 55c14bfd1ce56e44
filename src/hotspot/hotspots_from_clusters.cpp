// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"
#include "hotspot/cluster_hulls.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/rank.hpp"

#include "harmspot/hotspot.hpp"
#include "harmspot/parallel.hpp"

#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

struct Hull {
    MultiPolygon whole;
    MultiPolygon inside; ///< the part in the scope
};

Hull hull_of(const ClusterMembers& cluster, std::span<const std::uint32_t> view_place, const Places& positions,
             const HotspotRules& rules, const ShapeIndex& scope)
{
    std::vector<Point> points;
    points.reserve(cluster.firm.size());
    for (const std::uint32_t i : cluster.firm) {
        points.push_back({positions.x[view_place[i]], positions.y[view_place[i]]});
    }
    Hull hull;
    if (points.empty()) {
        return hull;
    }
    hull.whole = hull_round(points, rules);
    hull.inside = clip_whole(hull.whole, scope);
    std::erase_if(hull.inside, [](const Polygon& polygon) { return area(polygon) < kDustM2; });
    return hull;
}

/// The scope's incidents on each place; places without any are not in it.
std::map<std::uint32_t, std::uint64_t> incidents_by_place(const ScopeRows& rows)
{
    std::map<std::uint32_t, std::uint64_t> incidents;
    for (const auto& site : rows.sites()) {
        incidents[site.place] = site.incidents();
    }
    return incidents;
}

/// How many of the scope's incidents the cluster holds, and how firmly on average.
void add_members(Hotspot& hotspot, const ClusterMembers& cluster, std::span<const std::uint32_t> view_place,
                 const std::map<std::uint32_t, std::uint64_t>& incidents_of)
{
    std::uint64_t incidents = 0;
    double membership = 0;
    for (std::size_t i = 0; i < cluster.places.size(); ++i) {
        const auto found = incidents_of.find(view_place[cluster.places[i]]);
        const auto here = found == incidents_of.end() ? 0 : found->second;
        incidents += here;
        membership += cluster.membership.empty() ? 0 : static_cast<double>(here) * cluster.membership[i];
    }
    hotspot.cluster_incidents = incidents;
    if (!cluster.membership.empty() && incidents > 0) {
        hotspot.membership = membership / static_cast<double>(incidents);
    }
}

} // namespace

HotspotList hotspots_from_clusters(const Clusters& clusters, std::span<const std::uint32_t> view_place,
                                   const ThemeRows& rows, const HotspotRules& rules, const Scope& scope,
                                   const HotspotContext& context)
{
    const ShapeIndex shape(*scope.shape);
    const ScopeRows scope_rows(rows, scope, shape, context);
    const Describer describer(scope_rows, rows, context);
    const Neighbours neighbours(scope, context);
    const auto incidents_of = incidents_by_place(scope_rows);
    const auto found = members_of(clusters, rules.hull_membership);
    std::vector<Hull> hulls(found.size());
    parallel_for(context.threads, found.size(),
                 [&](std::size_t i) { hulls[i] = hull_of(found[i], view_place, *context.places, rules, shape); });

    HotspotList list;
    list.incidents_in_scope = scope_rows.incidents();
    list.harm_in_scope = scope_rows.harm();
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < hulls.size(); ++i) {
        if (hulls[i].inside.empty()) {
            continue;
        }
        list.region_km2 += area(hulls[i].inside) / 1e6;
        auto draft = describer.describe_if_kept(std::move(hulls[i].inside), rules, list);
        if (!draft) {
            continue;
        }
        draft->hotspot.cluster = static_cast<std::uint32_t>(i);
        add_members(draft->hotspot, found[i], view_place, incidents_of);
        if (!clusters.stability.empty()) {
            draft->hotspot.cluster_stability = clusters.stability[i];
        }
        for (auto& beyond : neighbours.beyond(hulls[i].whole)) {
            draft->hotspot.continues_into.push_back(std::move(beyond.name));
        }
        drafts.push_back(std::move(*draft));
    }
    list.hotspots = ranked(std::move(drafts), {}, context);
    return list;
}

} // namespace harmspot
