// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/bandwidth.hpp"

#include <cstddef>

namespace harmspot::density
{

/// Berman & Diggle (1989) after Diggle (1985): the bandwidth of least mean square error if incidents follow a random
/// intensity (a Cox process), from Ripley's K of the places without edge correction.
///
/// M(h) = (1/λ − 2 K(h))/(πh²) + (πh²)⁻² ∫ φ(s) dK(s), φ(s) the common area of two discs of radius h at distance s:
/// the error in units of λ², less a constant, of the uniform kernel of radius h, whose standard deviation is h/2. M is
/// least where K has just gone up, so it is taken at distances between places. Discs of up to half the smaller of a
/// quarter of the study area's side and √(1000/(πλ)), as spatstat does, over 10 octaves.
/// \param stride K is counted at every so many-th place, against all
/// \return the bandwidth, the curve from wide to narrow, and whether the narrowest is best
[[nodiscard]] BandwidthChoice berman_diggle(const PlacesView& places, double study_area_m2, std::size_t stride,
                                            unsigned threads, const Progress* progress);

} // namespace harmspot::density
