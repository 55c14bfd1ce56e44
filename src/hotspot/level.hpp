// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/lattice.hpp"

#include "harmspot/geometry.hpp"

#include <optional>

namespace harmspot
{

/// The level at which `contour`'s region covers `budget_m2` inside `shape`, found by bisection. Squares of
/// the lattice that the shape's border crosses count by the share of them that lies inside.
///
/// Where many cells tie, no level need meet the budget: then it is the least level above the tie. When
/// all of the surface above 0 covers less than the budget, it is the least value above 0. Nothing when
/// the surface is 0 throughout the shape or the budget is not positive.
[[nodiscard]] std::optional<double> level_of_area(const Lattice& lattice, const MultiPolygon& shape, double budget_m2,
                                                  unsigned threads);

/// The highest level such that cells at or above it hold at least `share` of the surface's mass inside
/// `shape`; cells on the border count by the share of them that lies inside. Nothing when there is no mass.
[[nodiscard]] std::optional<double> level_of_mass(const Lattice& lattice, const MultiPolygon& shape, double share,
                                                  unsigned threads);

} // namespace harmspot
