// SPDX-License-Identifier: MIT
#pragma once

// Which cells the places of one cell reach: all of them, some or none. Included by files compiled for one instruction
// set each: see tile.hpp.

#include "density/tile.hpp"

#include <cstdint>

namespace harmspot::density
{

/// The cells round a cell that a place of it may reach, at one sample point of each, in rows of `stride` cells.
///
/// Lists of numbers end at a multiple of `kColumnGroup`, with zeros, or places that are out of reach.
struct CellReach {
    std::int32_t first_col; ///< of the window, relative to the cell
    std::int32_t first_row;
    std::size_t rows;
    std::size_t stride;
    std::size_t rim_cells;
    const double* x;     ///< `stride`: from the cell's centre to each column's sample points
    const double* y;     ///< `rows`: and to each row's
    const double* whole; ///< `rows` × `stride`: 1 where every place of the cell reaches, else 0
    const double* rim_x; ///< `rim_cells`: twice the position of those that only some places reach,
    const double* rim_y;
    const double* rim_square;       ///< its square
    const std::uint32_t* rim_index; ///< and where in the window they are
};

/// Doubles that the sums of a strip `cols` wide take, and what a group of places is added up in.
[[nodiscard]] static constexpr std::size_t cell_sum_stride(std::size_t cols, double reach)
{
    return (cols + 4 * static_cast<std::size_t>(reach) + 4 * kColumnGroup + kColumnGroup - 1) / kColumnGroup *
           kColumnGroup;
}

[[nodiscard]] static constexpr std::size_t cell_splat_doubles(std::size_t cols, double reach)
{
    const std::size_t most = 2 * static_cast<std::size_t>(reach) + 4;
    return most * (cell_sum_stride(cols, reach) + most + kColumnGroup);
}

} // namespace harmspot::density
