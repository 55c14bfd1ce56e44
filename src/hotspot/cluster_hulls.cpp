// SPDX-License-Identifier: MIT
#include "hotspot/cluster_hulls.hpp"

#include "geo/geos.hpp"

#include <algorithm>

namespace harmspot
{

std::vector<ClusterMembers> members_of(const Clusters& clusters, double least_membership)
{
    std::vector<ClusterMembers> all(static_cast<std::size_t>(std::max(0, clusters.count)));
    const bool graded = !clusters.membership.empty();
    for (std::uint32_t i = 0; i < clusters.label.size(); ++i) {
        if (clusters.label[i] < 0) {
            continue;
        }
        auto& cluster = all[static_cast<std::size_t>(clusters.label[i])];
        cluster.places.push_back(i);
        if (graded) {
            cluster.membership.push_back(clusters.membership[i]);
        }
        if (!graded || clusters.membership[i] >= least_membership) {
            cluster.firm.push_back(i);
        }
    }
    return all;
}

MultiPolygon hull_round(std::span<const Point> points, const HotspotRules& rules)
{
    return points.empty() ? MultiPolygon{} : geos::buffered_hull(points, rules.hull_ratio, rules.hull_buffer_m);
}

std::vector<std::vector<std::uint32_t>> footprints(const Clusters& clusters, std::span<const double> x,
                                                   std::span<const double> y, const HotspotRules& rules)
{
    std::vector<std::vector<std::uint32_t>> all;
    for (const auto& cluster : members_of(clusters, rules.hull_membership)) {
        std::vector<Point> points;
        for (const auto place : cluster.firm) {
            points.push_back({x[place], y[place]});
        }
        const auto hull = hull_round(points, rules);
        const Box box = bounds(hull);
        auto& inside = all.emplace_back();
        const auto first = std::lower_bound(x.begin(), x.end(), box.min_x) - x.begin();
        for (auto i = static_cast<std::size_t>(first); i < x.size() && x[i] <= box.max_x; ++i) {
            if (box.contains({x[i], y[i]}) && side_of(hull, {x[i], y[i]}) != Side::outside) {
                inside.push_back(static_cast<std::uint32_t>(i));
            }
        }
    }
    return all;
}

} // namespace harmspot
