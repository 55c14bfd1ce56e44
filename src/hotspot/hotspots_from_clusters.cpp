// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/rank.hpp"

#include "geo/geos.hpp"

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

/// Places of one cluster, in their own order.
struct Gathered {
    std::vector<std::uint32_t> places;
    std::vector<double> membership;  ///< empty when the method does not tell
    std::vector<std::uint32_t> firm; ///< those that the hull is drawn round
};

std::vector<Gathered> gathered(const Clusters& clusters, std::span<const std::uint32_t> view_place,
                               double least_membership)
{
    std::vector<Gathered> all(static_cast<std::size_t>(std::max(0, clusters.count)));
    const bool graded = !clusters.membership.empty();
    for (std::size_t i = 0; i < clusters.label.size(); ++i) {
        if (clusters.label[i] < 0) {
            continue;
        }
        auto& cluster = all[static_cast<std::size_t>(clusters.label[i])];
        cluster.places.push_back(view_place[i]);
        if (graded) {
            cluster.membership.push_back(clusters.membership[i]);
        }
        if (!graded || clusters.membership[i] >= least_membership) {
            cluster.firm.push_back(view_place[i]);
        }
    }
    return all;
}

struct Hull {
    MultiPolygon whole;
    MultiPolygon inside; ///< the part in the scope
};

Hull hull_of(const std::vector<std::uint32_t>& places, const Places& positions, const HotspotRules& rules,
             const ShapeIndex& scope)
{
    std::vector<Point> points;
    points.reserve(places.size());
    for (const std::uint32_t place : places) {
        points.push_back({positions.x[place], positions.y[place]});
    }
    Hull hull;
    if (!points.empty()) {
        hull.whole = geos::buffered_hull(points, rules.hull_ratio, rules.hull_buffer_m);
        hull.inside = clip_whole(hull.whole, scope);
        std::erase_if(hull.inside, [](const Polygon& polygon) { return area(polygon) < kDustM2; });
    }
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
void add_members(Hotspot& hotspot, const Gathered& cluster, const std::map<std::uint32_t, std::uint64_t>& incidents_of)
{
    std::uint64_t incidents = 0;
    double membership = 0;
    for (std::size_t i = 0; i < cluster.places.size(); ++i) {
        const auto found = incidents_of.find(cluster.places[i]);
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
    const auto found = gathered(clusters, view_place, rules.hull_membership);
    std::vector<Hull> hulls(found.size());
    parallel_for(context.threads, found.size(),
                 [&](std::size_t i) { hulls[i] = hull_of(found[i].firm, *context.places, rules, shape); });

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
        draft->hotspot.cluster = static_cast<std::int32_t>(i);
        add_members(draft->hotspot, found[i], incidents_of);
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
