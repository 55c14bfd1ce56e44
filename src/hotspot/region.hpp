// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/clip.hpp"
#include "hotspot/lattice.hpp"

#include <optional>
#include <vector>

namespace harmspot
{

/// Where a surface reaches a level, as polygons.
struct Region {
    double level = 0;
    MultiPolygon polygons;     ///< the contour, whole
    std::vector<Piece> pieces; ///< what of it lies in the scope
    double area_m2 = 0;        ///< of the pieces
};

[[nodiscard]] Region region_at(double level, const Lattice& lattice, const ShapeIndex& scope, unsigned threads);

/// Share of an area budget that a region may leave over.
inline constexpr double kBudgetTolerance = 1e-3;

/// The region whose pieces cover the budget, within `kBudgetTolerance` below it and never above. Where many
/// cells tie, or the surface above 0 is smaller than the budget, as much as the budget has room for.
/// Nothing when the surface is 0 throughout the scope or the budget is not positive.
[[nodiscard]] std::optional<Region> region_of_area(double budget_m2, const Lattice& lattice, const ShapeIndex& scope,
                                                   unsigned threads);

} // namespace harmspot
