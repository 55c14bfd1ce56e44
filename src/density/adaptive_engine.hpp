// SPDX-License-Identifier: MIT
#pragma once

#include "density/adaptive_tile.hpp"
#include "density/area_share.hpp"
#include "harmspot/adaptive.hpp"

#include <span>
#include <vector>

namespace harmspot::density
{

[[nodiscard]] AdaptiveLoops adaptive_loops_of(SimdPath path);

/// Σ_j w_j k(d_ij/h) at each place, itself included, with k(0) = 1; 0 beyond the kernel's reach.
[[nodiscard]] std::vector<double> sums_at_places(const PlacesView& places, std::span<const double> weight,
                                                 Kernel kernel, double bandwidth_m, const MethodContext& context);

/// How a bandwidth follows from what is wanted.
struct BandwidthLaw {
    double scale = 0; ///< abramson: the bandwidth in metres where the pilot is 1 incident per m²
    double least_m = 0;
    double most_m = 0;

    [[nodiscard]] double limited(double wanted_m) const;
    /// Abramson's, for the pilot's incidents per m²; the widest where there are none.
    [[nodiscard]] double at_pilot(double per_m2) const;
};

struct ChosenBandwidths {
    AdaptiveBandwidths bandwidths{};
    BandwidthLaw law{};
    std::vector<double> pilot_weight{}; ///< abramson: what each place's incidents weigh in the pilot
};

/// \param share for a pilot with edge correction; null = none is made
[[nodiscard]] ChosenBandwidths choose_bandwidths(const PlacesView& places, const KdeParams& params,
                                                 const AdaptiveParams& adaptive, const AreaShare* share,
                                                 const MethodContext& context);

/// The distance of each point to its `neighbours`-th nearest place; to the farthest where there are fewer.
[[nodiscard]] std::vector<double> nearest_places_m(const PlacesView& places, std::span<const Point> points,
                                                   std::uint32_t neighbours, const MethodContext& context);

/// What the uniform edge correction multiplies cells of W by: one over the share inside W of the bump that Abramson's
/// rule would lay on an incident at the cell's centre. 0 outside W.
[[nodiscard]] Raster<double> abramson_edge_factors(const PlacesView& places, const Raster<std::uint8_t>& inside,
                                                   const KdeParams& params, const AdaptiveParams& adaptive,
                                                   const AreaShare& share, const ChosenBandwidths& chosen,
                                                   const MethodContext& context);

/// \throws ConfigError for a bandwidth that is not finite or not positive, naming the place
void require_bandwidths(const PlacesView& places, std::span<const double> bandwidths_m);

} // namespace harmspot::density
