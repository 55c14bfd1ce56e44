// SPDX-License-Identifier: MIT
#pragma once

#include "density/engine.hpp"

namespace harmspot::density
{

/// Bandwidths of up to so many cells are better added cell by cell than by bands.
inline constexpr double kWidestSplat = 14;

/// The quartic by bands of four lines: see quartic_bands.hpp. Tasks are blocks of rows as wide as the grid.
void quartic_band_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                          const TileLoops& loops, Raster<double>& raster);

} // namespace harmspot::density
