// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"
#include "harmspot/neighbours.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace harmspot::significance
{

inline constexpr std::size_t kNoCell = std::numeric_limits<std::size_t>::max();

/// The cells that an entry asks for.
struct CellLayout {
    CellShapes shapes;
    std::vector<std::uint8_t> in;      ///< per cell: 1 = analysed
    std::vector<std::size_t> of_place; ///< per place: its cell, analysed or not, or kNoCell
    std::vector<double> at_risk;       ///< per cell; empty where totals are tested
};

/// Squares, hexagons or the areas of `context.cell_areas`, as the key `cells` says.
///
/// Squares and hexagons are analysed when at least half of them lies in the searchable area, measured by its 25 m
/// squares: what lies beyond it is sea, moor and fields, against which every town is significant. With
/// `context.within` their centre must also lie in that area. Where rates are tested, cells with nothing at risk
/// are not analysed.
/// \throws ConfigError when the layer of areas or the denominator was not handed in
[[nodiscard]] CellLayout cell_layout(const PlacesView& places, const ParamValues& values, const MethodContext& context);

/// Who neighbours whom, and which cell each of those is: all cells for lattices, those analysed for lists.
struct Adjacency {
    CellNeighbours neighbours;
    std::vector<std::size_t> cell;
};

/// \throws InputError when neighbours go by shared borders and areas overlap by more than 1 m² (names both)
[[nodiscard]] Adjacency adjacency(const CellLayout& layout, const ParamValues& values, unsigned threads);

} // namespace harmspot::significance
