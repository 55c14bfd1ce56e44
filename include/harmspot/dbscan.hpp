// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot
{

struct DbscanParams {
    double eps_m = 200;               ///< closed ball: neighbours are d ≤ eps
    std::uint32_t min_incidents = 10; ///< in the ball, the place's own counted
    double min_weight = 0;            ///< in the ball
    std::uint32_t min_places = 2;     ///< distinct places in the ball
};

/// Density clusters of places (Ester et al. 1996), weighted.
///
/// A place is core when its closed ball holds at least `min_weight` of weight, `min_incidents` incidents
/// and `min_places` places. Core places within eps of each other share a cluster; any other place joins
/// the cluster of its nearest core within eps (ties: the core that comes first by (x, y)), else is noise.
/// Clusters are numbered by their first place. Neither threads nor row order changes anything.
[[nodiscard]] Clusters dbscan(const PlacesView& places, const DbscanParams& params, const MethodContext& context);

/// `eps_m = "auto"`: the 20th percentile over incidents of the distance to the 10th nearest incident,
/// itself counted; at least 1 m. Type-1 quantile (the smallest value with at least 20 % at or below it).
[[nodiscard]] double automatic_eps_m(const PlacesView& places, unsigned threads);

/// `min_incidents = "auto"`, the same rule turned round: the greatest number that the closest-packed fifth of
/// the incidents have within `eps_m`, themselves counted; at least 10. It grows with the data, so that one
/// eps serves a rare theme and a common one, a month and a year.
[[nodiscard]] std::uint32_t automatic_min_incidents(const PlacesView& places, double eps_m, unsigned threads);

/// For each place, the distance in metres within which `k` incidents lie, its own counted (the first is
/// at distance 0). Infinity where there are fewer than k incidents in all.
[[nodiscard]] std::vector<double> kth_incident_distance_m(const PlacesView& places, std::uint32_t k, unsigned threads);

} // namespace harmspot
