// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot
{

struct NnhParams {
    double distance_m = 200;          ///< incidents nearer than this are neighbours
    std::uint32_t min_incidents = 10; ///< in a cluster
    double min_weight = 0;            ///< in a cluster
    std::uint32_t order = 1;          ///< 1 = clusters of places, 2 = clusters of those, 3 = clusters of these
    std::uint32_t min_clusters = 2;   ///< of the order below, in a cluster of a higher order
    double t = 1.645;                 ///< for the distance of higher orders, see `nnh_distance_m`
    double area_m2 = 0;               ///< likewise
};

/// The distance under which two of `points` on `area_m2` are nearer than chance has it: the lower bound of the
/// mean distance to the nearest neighbour under complete randomness, 0.5 √(A/N) - t · 0.26136 / √(N²/A) (Clark &
/// Evans 1954); t = 1.645 leaves one in twenty below it. 0 without points.
[[nodiscard]] double nnh_distance_m(double points, double area_m2, double t);

/// Nearest-neighbour hierarchical clusters by CrimeStat's rule (Levine 2013, ch. 7), weighted.
///
/// The place with most incidents nearer than `distance_m`, its own counted (ties: the first by (x, y)), is the
/// seed of a cluster, which takes all that are nearer to it than that and not taken yet. It is kept when it holds
/// `min_incidents` and `min_weight`; so on with the place that had the next most. A higher order does the same
/// with the mean centres of the clusters of the order below, each one point, at the distance that their number
/// and `area_m2` give; what is in no cluster of the order asked for is noise. Clusters are numbered by their first
/// place. Neither threads nor row order changes anything.
/// \throws ConfigError when a parameter is out of range
[[nodiscard]] Clusters nnh(const PlacesView& places, const NnhParams& params, const MethodContext& context);

} // namespace harmspot
