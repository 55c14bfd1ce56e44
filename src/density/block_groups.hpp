// SPDX-License-Identifier: MIT
#pragma once

// The places of one tile gathered into blocks of `kBlockCols` columns of one row, each with the sum of its
// places' kernels written as one polynomial.

#include "density/block_rows.hpp"

namespace harmspot::density
{
namespace
{

constexpr std::size_t kEventDoubles = 8; ///< t^0 … t^6, then how many blocks are being summed
constexpr std::size_t kEventVectors = kEventDoubles / kLanes;
constexpr std::size_t kCountAt = kEventDoubles - 1;

/// How a position in cells becomes the polynomials' t and v.
struct Scaled {
    double middle; ///< of the strip in cells: where t is 0
    double per_h;  ///< cells to bandwidths
};

/// Σ w (1 − (t − u)² − (v − d)²)^degree as coefficients [power of v][power of t].
template <std::size_t degree>
struct Polynomial {
    static constexpr std::size_t kRows = 2 * degree + 1;
    alignas(64) double at[kRows][kEventDoubles];
};

/// `to` += w (s + 2u t + 2d v − t² − v²)^degree, s = 1 − u² − d².
template <std::size_t degree>
inline void add_kernel(double u, double d, double weight, Polynomial<degree>& to)
{
    const double s = 1 - u * u - d * d;
    if constexpr (degree == 0) {
        to.at[0][0] += weight;
    } else if constexpr (degree == 1) {
        to.at[0][0] += weight * s;
        to.at[0][1] += 2 * weight * u;
        to.at[0][2] -= weight;
        to.at[1][0] += 2 * weight * d;
        to.at[2][0] -= weight;
    } else {
        Polynomial<degree - 1> less{};
        add_kernel<degree - 1>(u, d, weight, less);
        for (std::size_t v = 0; v + 2 < Polynomial<degree>::kRows; ++v) {
            for (std::size_t t = 0; t + 2 < Polynomial<degree>::kRows - v; ++t) {
                const double c = less.at[v][t];
                to.at[v][t] += s * c;
                to.at[v][t + 1] += 2 * u * c;
                to.at[v + 1][t] += 2 * d * c;
                to.at[v][t + 2] -= c;
                to.at[v + 2][t] -= c;
            }
        }
    }
}

/// A block: places [begin, end) of the tile's strip.
struct Block {
    std::size_t begin;
    std::size_t end;
    std::int32_t col; ///< its first column; west of the strip it is negative
};

/// The block that begins with the place `at`. Places of a row in order of `east` make the fewest blocks.
inline Block next_block(const Tile& tile, std::size_t at, std::size_t stop)
{
    const std::int32_t number = floor_of(tile.east[at] * (1.0 / kBlockCols));
    const std::int32_t col = number * kBlockCols;
    const auto begin = static_cast<double>(col);
    const auto limit = static_cast<double>(col + kBlockCols);
    std::size_t end = at + 1;
    while (end < stop && tile.east[end] >= begin && tile.east[end] < limit) {
        ++end;
    }
    return {at, end, col};
}

/// The sum of a block's kernels; v is 0 in the middle of the block's row.
template <std::size_t degree>
inline void sum_block(const Tile& tile, const Block& block, double row_middle, const Scaled& scaled,
                      Polynomial<degree>& sum)
{
    sum = {};
    for (std::size_t i = block.begin; i < block.end; ++i) {
        add_kernel<degree>((tile.east[i] - scaled.middle) * scaled.per_h, (tile.south[i] - row_middle) * scaled.per_h,
                           tile.weight[i], sum);
    }
    sum.at[0][kCountAt] = 1;
}

} // namespace
} // namespace harmspot::density
