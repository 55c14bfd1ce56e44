// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/hex_grid.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace harmspot
{

/// Cells [first, last] of the row `row` further down, counted from the cell itself.
struct LatticeRun {
    int row = 0;
    int first = 0;
    int last = 0;
};

/// Cells in rows whose neighbours follow from where they lie, so that none is ever listed. Every neighbour
/// weighs 1.
struct Lattice {
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<std::uint8_t> in; ///< row by row; 1 = the cell is analysed, 0 = it does not exist
    /// The neighbourhood of a cell in an even and in an odd row, the cell itself included. Runs of one
    /// neighbourhood have rows of their own, ascending.
    std::array<std::vector<LatticeRun>, 2> runs;
};

/// Square cells: `queen` = the eight that touch, `rook` = the four that share a side.
enum class Contiguity : std::uint8_t { queen, rook };

/// \param in one per cell of `grid`; empty = all cells are analysed
/// \throws ConfigError when `in` is of another size
[[nodiscard]] Lattice square_lattice(const Grid& grid, Contiguity contiguity, std::vector<std::uint8_t> in = {});
/// CellNeighbours are the cells whose centres lie within `band_m`, d ≤ band_m.
/// \throws ConfigError as above, and for a band that is not finite or not above 0, or over 10,000 cells
[[nodiscard]] Lattice square_lattice(const Grid& grid, double band_m, std::vector<std::uint8_t> in = {});

/// The six hexagons that share a side.
[[nodiscard]] Lattice hex_lattice(const HexGrid& grid, std::vector<std::uint8_t> in = {});
/// CellNeighbours are the hexagons whose centres lie within `band_m`, as above.
[[nodiscard]] Lattice hex_lattice(const HexGrid& grid, double band_m, std::vector<std::uint8_t> in = {});

/// Any other neighbours, as lists: for areas and points. Compressed rows: the neighbours of cell i are
/// entries [first[i], first[i + 1]), ascending, never i itself.
struct Weights {
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> neighbour;
    std::vector<double> weight; ///< above 0, finite

    [[nodiscard]] std::size_t size() const noexcept { return first.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> neighbours_of(std::size_t i) const
    {
        return std::span(neighbour).subspan(first[i], first[i + 1] - first[i]);
    }
    [[nodiscard]] std::span<const double> weights_of(std::size_t i) const
    {
        return std::span(weight).subspan(first[i], first[i + 1] - first[i]);
    }
};

/// Weights of 1 from lists of neighbours, in any order, repeats and the cell itself dropped.
/// \throws InputError for a number that is no cell
[[nodiscard]] Weights weights_from(const std::vector<std::vector<std::uint32_t>>& neighbours);

/// The `k` nearest points of each, ties to the point given first; n - 1 where there are no k others.
/// Not symmetric. \throws ConfigError for k = 0 or a coordinate that is not finite
[[nodiscard]] Weights k_nearest_weights(std::span<const double> x, std::span<const double> y, std::size_t k,
                                        unsigned threads = 0);

/// Points within `band_m` of each other, d ≤ band_m.
/// \throws ConfigError for a band that is not finite or not above 0, or a coordinate that is not finite
[[nodiscard]] Weights distance_band_weights(std::span<const double> x, std::span<const double> y, double band_m);

/// Each row divided by its sum; islands stay as they are.
[[nodiscard]] Weights row_standardised(Weights weights);

/// Vertices of two borders that round to the same multiple of this many metres are one.
inline constexpr double kBorderSnapM = 0.01;

/// Areas that touch: `queen` when they share a corner, `rook` when they share a stretch of border. Two
/// vertices are the same when they round to the same multiple of `snap_m`; borders must have their vertices in
/// common, as those of one published boundary set do. An area that shares none is an island.
/// \param names of the areas, for messages; empty = they are numbered
/// \throws InputError when two areas overlap by more than 1 m² (names both)
[[nodiscard]] Weights contiguity_weights(std::span<const MultiPolygon> areas, Contiguity contiguity,
                                         double snap_m = kBorderSnapM, std::span<const std::string> names = {});

/// Who neighbours whom.
using CellNeighbours = std::variant<Lattice, Weights>;

} // namespace harmspot
