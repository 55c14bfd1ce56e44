// SPDX-License-Identifier: MIT
#pragma once

// Which columns a block of source cells covers on a row so many rows away: whole, in part, or not at all. It
// depends on the distance in rows alone, so one table serves a whole tile and no square root is left in the
// loop over places.

#include "density/tile_loops.hpp"

namespace harmspot::density
{
namespace
{

/// Columns at the left and at the right rim that are summed together.
constexpr std::int32_t kRimCells = 4;
/// Doubles of a rim: `kRimCells` to the left, then as many to the right.
constexpr std::size_t kRimLanes = 2 * kRimCells;
/// By this many cells the columns covered in part are taken more widely than they are, against rounding.
constexpr double kRimSlackCells = 1e-7;

/// Columns relative to the block's first. Rims are `kRimCells` times `chunks` columns on either side, and every
/// place of the block reaches every column between them.
struct RowCover {
    std::int32_t left;   ///< first column of the left rim
    std::int32_t right;  ///< first column of the right rim: the end of what is covered whole
    std::int32_t inside; ///< first column covered whole; `right` when there is none
    std::int32_t chunks; ///< 0: out of reach
};

inline double root_of(double a)
{
    return a > 0 ? __builtin_sqrt(a) : 0;
}

inline std::int32_t floor_of(double a)
{
    const auto towards_0 = static_cast<std::int32_t>(a);
    return static_cast<double>(towards_0) > a ? towards_0 - 1 : towards_0;
}

/// \param reach in cells
/// \param rows from the block's row to the line's row, positive to the south
/// \param south where in its cell the line lies, from the centre
/// \param east where in its cell a column is sampled, from the centre
/// \param rims_only nothing is to be counted as covered whole
inline RowCover cover_of(double reach, std::int32_t rows, double south, double east, bool rims_only)
{
    // The block's row holds places from 0.5 cells north to 0.5 south of its middle.
    const double middle = static_cast<double>(rows) + south;
    const double away = middle < 0 ? -middle : middle;
    const double nearest = away > 0.5 ? away - 0.5 : 0;
    const double r2 = reach * reach;
    if (nearest >= reach) {
        return {0, 0, 0, 0};
    }
    const double most = root_of(r2 - nearest * nearest) + kRimSlackCells;
    const double least = root_of(r2 - (away + 0.5) * (away + 0.5)) - kRimSlackCells;
    const double centre = 0.5 + east;
    const std::int32_t first = floor_of(-most - centre) + 1;
    const std::int32_t end = floor_of(static_cast<double>(kBlockCols) + most - centre) + 1;
    const std::int32_t inside = -floor_of(-(static_cast<double>(kBlockCols) - least - centre));
    const std::int32_t inside_end = floor_of(least - centre) + 1;
    const std::int32_t left_width = inside - first;
    const std::int32_t right_width = end - inside_end;
    const std::int32_t width = left_width > right_width ? left_width : right_width;
    const std::int32_t chunks = (width + kRimCells - 1) / kRimCells;
    if (!rims_only && first + kRimCells * chunks < end - kRimCells * chunks) {
        return {first, end - kRimCells * chunks, first + kRimCells * chunks, chunks};
    }
    const std::int32_t all_chunks = (end - first + 2 * kRimCells - 1) / (2 * kRimCells);
    const std::int32_t half = first + kRimCells * all_chunks;
    return {first, half, half, all_chunks};
}

/// Columns of a rim chunk, sampled at `east`, relative to the block's first.
inline void rim_columns(const RowCover& cover, std::int32_t chunk, double east, double* columns)
{
    for (std::int32_t i = 0; i < kRimCells; ++i) {
        const std::int32_t step = chunk * kRimCells + i;
        columns[i] = static_cast<double>(cover.left + step) + 0.5 + east;
        columns[kRimCells + i] = static_cast<double>(cover.right + step) + 0.5 + east;
    }
}

} // namespace
} // namespace harmspot::density
