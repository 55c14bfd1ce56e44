// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/method.hpp"

#include <vector>

namespace harmspot
{

/// Mean over incidents of the distance in metres to the 1st, 2nd, … `most`-th nearest other incident; infinity
/// from where there are no so many others. One on the same place is at distance 0.
[[nodiscard]] std::vector<double> mean_nearest_distances_m(const PlacesView& places, std::uint32_t most,
                                                           unsigned threads);

/// How the mean distance to the nearest other incident compares with complete randomness.
struct ClarkEvans {
    double mean_m = 0;           ///< observed
    double expected_m = 0;       ///< under complete randomness, borders ignored
    double standard_error_m = 0; ///< of the mean under complete randomness
    double naive = 0;            ///< observed over expected; biased upwards by the border
    double donnelly = 0;         ///< observed over what Donnelly (1978) expects in a rectangle
};

/// Clark & Evans (1954) with Donnelly's correction, which holds for a rectangle only: the perimeter of a
/// coastline depends on how finely it is drawn, so there is no function for other shapes. It describes; crime
/// is never spread at random, so it proves nothing.
/// \throws InputError with fewer than two incidents, or when one lies outside the window or it has no area
[[nodiscard]] ClarkEvans clark_evans(const PlacesView& places, const Box& window, unsigned threads);

/// The distance to the k-th incident, incidents sorted by it.
struct KDistanceCurve {
    std::vector<double> quantile_m; ///< at 0, 1/40, 2/40, …, 1 of the incidents (type 1)
    double knee_m = 0;              ///< where it begins to rise steeply
};

/// The curve from which Ester et al. (1996) read eps off, and its knee by Kneedle's rule (Satopaa et al. 2011):
/// with both axes stretched to [0, 1], the incident whose distance lies farthest below the diagonal (ties: the
/// nearer). The farthest twentieth of the incidents is left out first, since one farm would else decide.
/// `k` counts the incident itself; k beyond the number of incidents counts as all of them.
[[nodiscard]] KDistanceCurve k_distance_curve(const PlacesView& places, std::uint32_t k, unsigned threads);

/// For each place, the distance in metres within which places of `weight` in all lie, its own counted.
/// Infinity where there is less in all.
[[nodiscard]] std::vector<double> weight_distance_m(const PlacesView& places, double weight, unsigned threads);

} // namespace harmspot
