// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hotspot.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace harmspot
{

/// Places of one cluster, in their own order, as numbers into `Clusters::label`.
struct ClusterMembers {
    std::vector<std::uint32_t> places;
    std::vector<double> membership;  ///< empty when the method does not tell
    std::vector<std::uint32_t> firm; ///< those that the hull is drawn round
};

[[nodiscard]] std::vector<ClusterMembers> members_of(const Clusters& clusters, double least_membership);

/// The outline of a cluster whose firm members lie at `points`, not clipped to anything.
[[nodiscard]] MultiPolygon hull_round(std::span<const Point> points, const HotspotRules& rules);

/// Per cluster, which places lie inside or on its outline, ascending: the cluster's own and any others.
/// \param x of the places that `clusters` labels, in (x, y) order, like `y`
[[nodiscard]] std::vector<std::vector<std::uint32_t>> footprints(const Clusters& clusters, std::span<const double> x,
                                                                 std::span<const double> y, const HotspotRules& rules);

} // namespace harmspot
