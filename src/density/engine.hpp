// SPDX-License-Identifier: MIT
#pragma once

#include "density/tile.hpp"
#include "harmspot/kde.hpp"

namespace harmspot::density
{

/// One sample at the centre, or the centres of 4 × 4 sub-cells.
[[nodiscard]] CellSamples cell_samples(bool average);

/// What the unit-peak sum Σ w k(u), k(0) = 1, is multiplied by to become weight per km².
[[nodiscard]] double peak_per_km2(const KdeParams& params);

/// The plain sum over every pair of cell and place, in place order: the reference.
void direct_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                    Raster<double>& raster);

/// The same sum by tiles. Quartic: |error| <= 1e-9 of the value + 1e-12 of the peak of all weight within
/// six bandwidths. Same bytes whatever the number of threads.
void tiled_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                   Raster<double>& raster);

} // namespace harmspot::density
