// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/lattice.hpp"

#include "harmspot/geometry.hpp"

namespace harmspot
{

/// The region where the surface is at or above `level`, by marching squares over the cell centres.
///
/// Lorensen & Cline 1987 in two dimensions: linear along the lattice's edges, ambiguous squares settled
/// by the mean of their corners. Polygons are valid, outer rings counter-clockwise, holes clockwise, and
/// in an order (and with first points) that depend on nothing but the values. Empty unless `level` > 0.
[[nodiscard]] MultiPolygon contour(const Lattice& lattice, double level, unsigned threads);

/// Share of the square between four neighbouring nodes that `contour` puts inside.
[[nodiscard]] double region_share(double nw, double ne, double se, double sw, double level);

} // namespace harmspot
