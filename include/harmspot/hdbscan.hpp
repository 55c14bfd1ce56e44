// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <cstdint>
#include <limits>

namespace harmspot
{

/// Which of nested clusters are kept.
enum class ClusterSelection : std::uint8_t {
    excess_of_mass, ///< those that hold together longest; large ones where density rises gently
    leaf            ///< the innermost, each round one peak
};

struct HdbscanParams {
    std::uint32_t core_incidents = 10; ///< within a place's core distance, its own counted
    double core_weight = 0;            ///< within a place's core distance, its own counted
    std::uint32_t min_incidents = 20;  ///< in a cluster; at least 2 keeps one incident from being one
    double min_weight = 0;             ///< in a cluster
    double floor_m = 25;               ///< places nearer than this are no nearer; greater than 0
    double tie_m = 0.3;                ///< distances that differ by no more are one: twice what 5 cm of jitter can do.
                                       ///< Places that half of it can join by steps are one map point
    ClusterSelection selection = ClusterSelection::excess_of_mass;
    /// No cluster's box is longer than this on its longer side: one that is begins only at the density from which on
    /// what is left of it fits, and gives way to those within it when it parts before that.
    double max_extent_m = std::numeric_limits<double>::infinity();
};

/// Hierarchical density clusters of places, weighted (HDBSCAN*: Campello, Moulavi & Sander 2013; McInnes &
/// Healy 2017).
///
/// A place's core distance is the least that holds `core_incidents` incidents and `core_weight` of weight;
/// two places are as far apart as the greatest of their distance, their core distances and the floor. As
/// the distance shrinks, what hangs together falls apart; parts that hold `min_incidents` and `min_weight`
/// are clusters, and of nested ones `selection` says which are kept. All parts that come
/// about at one distance, give or take `tie_m`, do so at once, so ties have no order; what then comes off as too small,
/// but lies at that distance from a new cluster, goes with the one it is nearest to (ties: the place that comes first
/// by (x, y)). The whole is never a cluster.
///
/// A weight that is a whole number counts like as many incidents of weight 1, save for `core_incidents`
/// and `min_incidents`. Clusters are numbered by their first place. Neither threads nor row order changes
/// anything.
///
/// `stability` of a cluster is the sum over its members of weight × (1/d at which the member leaves - 1/d at
/// which the cluster appears), d in metres; incidents instead of weight when all weights are 0. `membership`
/// of a place is the cluster's least d over the d at which the place leaves.
/// \throws ConfigError when a parameter is out of range
[[nodiscard]] Clusters hdbscan(const PlacesView& places, const HdbscanParams& params, const MethodContext& context);

/// Spacing of the map points that incidents were moved to, in whole metres, 0 when they were not. Places
/// within 1 m of each other, by steps, are one point; when at least half of the incidents share theirs with
/// another, the data are snapped and the spacing is the tenth percentile over points of the distance to the
/// nearest other: that of a town's streets, which is finer than a country lane's.
[[nodiscard]] double snap_spacing_m(const PlacesView& places, unsigned threads);

/// `floor_m = "auto"`: the spacing of snap points, at least 25 m.
[[nodiscard]] double automatic_floor_m(double snap_spacing_m);

} // namespace harmspot
