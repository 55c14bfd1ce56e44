// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/hex_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace harmspot
{

struct Area;

/// The areas of a layer as cells: one cell each, in the layer's order. Refers to the layer.
struct AreaShapes {
    std::span<const Area> areas;
};

/// What cells look like: squares, hexagons, or the areas of a layer.
using CellShapes = std::variant<Grid, HexGrid, AreaShapes>;

[[nodiscard]] std::size_t cell_count(const CellShapes& shapes);

/// Outline of one cell. Hexagons that share a side have its two corners in common to the last bit, so that
/// their union leaves no sliver. \pre cell < cell_count(shapes)
[[nodiscard]] MultiPolygon cell_outline(const CellShapes& shapes, std::size_t cell);

/// Cells that share a side with `cell`, ascending; for areas none, as each is a place of its own.
[[nodiscard]] std::vector<std::size_t> side_neighbours(const CellShapes& shapes, std::size_t cell);

/// A layer of areas, prepared to be the cells of a test.
struct CellAreas {
    std::span<const Area> areas;
    std::vector<std::uint16_t> of_place; ///< per place looked at: its area, or `kOutside`
    std::vector<std::uint8_t> analysed;  ///< per area: 1 = tested, 0 = it does not exist here
    std::vector<double> at_risk;         ///< per area; empty without a denominator
};

/// What incidents are counted per: dwellings, residents, vehicles. Points, each with its amount.
struct PointsAtRisk {
    std::span<const double> x; ///< metres, analysis CRS, finite
    std::span<const double> y;
    std::span<const double> amount; ///< finite, not negative
};

} // namespace harmspot
