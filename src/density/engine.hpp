// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <array>
#include <cstddef>

namespace harmspot::density
{

/// Points per axis at which a cell is sampled when its value is a mean.
inline constexpr std::size_t kSubCells = 4;

/// Where along a cell's side its samples lie, as shares of the side from its centre.
struct CellSamples {
    std::array<double, kSubCells> at{};
    std::size_t count = 1;
};

/// One sample at the centre, or the centres of 4 × 4 sub-cells.
[[nodiscard]] constexpr CellSamples cell_samples(bool average)
{
    CellSamples samples;
    if (average) {
        samples.count = kSubCells;
        for (std::size_t i = 0; i < kSubCells; ++i) {
            samples.at[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(kSubCells) - 0.5;
        }
    }
    return samples;
}

/// What the unit-peak sum Σ w k(u), k(0) = 1, is multiplied by to become weight per km².
[[nodiscard]] double peak_per_km2(const KdeParams& params);

/// The plain sum over every pair of cell and place, in place order: the reference.
void direct_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                    Raster<double>& raster);

} // namespace harmspot::density
