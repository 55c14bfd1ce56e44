// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>

namespace harmspot
{

/// Holes smaller than this, or narrower on average, are no holes but gaps between borders that do not quite
/// meet.
inline constexpr double kSliverM2 = 1;
inline constexpr double kSliverWidthM = 0.1;
/// Borders closer than this are one border.
inline constexpr double kSnapM = 0.001;

/// Fills sliver holes and says how many there were.
std::size_t fill_slivers(MultiPolygon& shape);

} // namespace harmspot
