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

/// A block: the places [begin, end) of the tile's strip, and the sum of their kernels; v is 0 in the middle of
/// the block's row.
template <std::size_t degree>
struct Block {
    Polynomial<degree> sum;
    std::size_t begin;
    std::size_t end;
    std::int64_t col; ///< its first column; west of the strip it is negative
};

template <std::size_t degree>
inline void sum_block(const Tile& tile, double row_middle, const Scaled& scaled, Block<degree>& block)
{
    block.sum = {};
    for (std::size_t i = block.begin; i < block.end; ++i) {
        add_kernel<degree>((tile.east[i] - scaled.middle) * scaled.per_h, (tile.south[i] - row_middle) * scaled.per_h,
                           tile.weight[i], block.sum);
    }
    block.sum.at[0][kCountAt] = 1;
}

/// The blocks of a tile, row by row of places.
template <std::size_t degree>
struct Blocks {
    static_assert(sizeof(Block<degree>) <= kBlockDoubles * sizeof(double));
    Block<degree>* block;
    std::size_t* row_start; ///< of the row of places `first_row`, and those after it
    std::int64_t first_row;
};

/// Gathers a row's places, which are in order of `east`, from the block `at` on.
/// \returns one past the last block made
template <std::size_t degree>
inline std::size_t gather_row(const Tile& tile, std::int64_t row, const Scaled& scaled, Block<degree>* block,
                              std::size_t at)
{
    const PlaceRange places = places_of_row(tile, row);
    for (std::size_t i = places.begin; i < places.end; ++at) {
        const std::int32_t col = floor_of(tile.east[i] * (1.0 / kBlockCols)) * kBlockCols;
        const auto limit = static_cast<double>(col + kBlockCols);
        block[at].begin = i;
        while (i < places.end && tile.east[i] < limit) {
            ++i;
        }
        block[at].end = i;
        block[at].col = col;
        sum_block<degree>(tile, static_cast<double>(row) + 0.5, scaled, block[at]);
    }
    return at;
}

/// Gathers all places that the tile can feel. `row_start` has room for them.
template <std::size_t degree>
inline Blocks<degree> gather_blocks(const Tile& tile, const Scaled& scaled, double* row_start)
{
    const auto reach = static_cast<std::int64_t>(tile.reach) + 1;
    const auto first = static_cast<std::int64_t>(tile.row_begin) - reach;
    const auto end = static_cast<std::int64_t>(tile.row_end) + reach;
    Blocks<degree> blocks{reinterpret_cast<Block<degree>*>(tile.blocks), reinterpret_cast<std::size_t*>(row_start),
                          first};
    std::size_t at = 0;
    blocks.row_start[0] = 0;
    for (std::int64_t row = first; row < end; ++row) {
        at = gather_row<degree>(tile, row, scaled, blocks.block, at);
        blocks.row_start[row - first + 1] = at;
    }
    return blocks;
}

} // namespace
} // namespace harmspot::density
