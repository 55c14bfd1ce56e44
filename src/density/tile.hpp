// SPDX-License-Identifier: MIT
#pragma once

// What the numeric loops see. Included by files compiled for one instruction set each, so nothing here may
// bring in code that the linker could share between them: no templates of the standard library.

#include <cstddef>
#include <cstdint>

namespace harmspot::density
{

/// Points per axis at which a cell is sampled when its value is a mean.
inline constexpr std::size_t kSubCells = 4;

/// Where along a cell's side its samples lie, as shares of the side from its centre.
struct CellSamples {
    double at[kSubCells] = {};
    std::size_t count = 1;
};

/// Loops may read this many places past the last one.
inline constexpr std::size_t kPlacePadding = 8;
/// Strips are this many columns wide or a multiple, and rows of scratch have room for one more.
inline constexpr std::size_t kColumnGroup = 8;

/// The quartic splat takes kernels up to this many cells across.
inline constexpr std::size_t kWidestSplatCells = 48;
/// Loops take up to this many rows together.
inline constexpr std::size_t kMostRowsAtOnce = 8;

struct CellReach;

/// A block of rows of one strip of columns, and the places of that strip ordered by row.
struct Tile {
    const double* east;           ///< of the strip's west edge, in cells
    const double* south;          ///< of the grid's north edge, in cells
    const double* weight;         ///< above 0
    const std::size_t* row_start; ///< of the rows `rows_north` north of the grid to as many south of it, then the end
    std::size_t rows_north;
    std::size_t bins;      ///< rows in `row_start`
    std::size_t cols;      ///< of the strip inside the grid
    std::size_t row_begin; ///< the tile's rows
    std::size_t row_end;
    double* out;        ///< cell (row_begin, first column of the strip)
    std::size_t stride; ///< cells from one row to the next
    double bandwidth;   ///< in cells
    double reach;       ///< in cells
    bool rims_only;     ///< sum cell by cell, for kernels few cells wide
    double scale;       ///< of the sum with peak 1, samples summed
    CellSamples samples;
    const CellReach* reaches; ///< of the quartic, at each sample point of a cell, row by row
    double* blocks;           ///< room for `most_blocks` of `kBlockDoubles`, aligned to 64 bytes
    double* scratch;          ///< `scratch_doubles(rows, cols, reach)` zeros, aligned to 64 bytes
};

// The functions are static so that each file keeps its own copy: a shared one might have been compiled for
// instructions that this machine lacks.

/// Columns of scratch, a multiple of `kColumnGroup`, with room for what falls just outside the strip.
[[nodiscard]] static constexpr std::size_t padded_cols(std::size_t cols)
{
    return (cols + kColumnGroup - 1) / kColumnGroup * kColumnGroup + kWidestSplatCells + 3 * kColumnGroup;
}

/// Rows of places that a row can feel, with some to spare.
[[nodiscard]] static constexpr std::size_t rows_felt(double reach)
{
    return 2 * static_cast<std::size_t>(reach) + 4 * kMostRowsAtOnce;
}

/// Doubles of scratch that any of the loops needs for a tile of `rows` × `cols` cells.
[[nodiscard]] static constexpr std::size_t scratch_doubles(std::size_t rows, std::size_t cols, double reach)
{
    constexpr std::size_t kEventDoubles = 8;
    constexpr std::size_t kCoverDoubles = 16;
    return padded_cols(cols) * (kMostRowsAtOnce * (1 + kEventDoubles) + kEventDoubles) +
           rows_felt(reach) * kCoverDoubles + rows + rows_felt(reach);
}

/// Places are gathered into blocks of one row and this many columns.
inline constexpr std::int32_t kBlockCols = 2;
/// What a block takes: its places, and a polynomial of up to 7 rows of 8 coefficients.
inline constexpr std::size_t kBlockDoubles = 64;

/// The most blocks that a row's places, in order of `east`, can make.
[[nodiscard]] static constexpr std::size_t most_blocks(std::size_t places, std::size_t cols, double reach)
{
    const std::size_t most = (cols + 2 * static_cast<std::size_t>(reach)) / static_cast<std::size_t>(kBlockCols) + 4;
    return places < most ? places : most;
}

struct BandStrip;
struct GaussianSpread;
struct GaussianWeights;
struct BandProduct;

using TileLoop = void (*)(const Tile&);

/// The loops of one instruction set.
struct TileLoops {
    TileLoop uniform; ///< this and the next three by block sweep
    TileLoop epanechnikov;
    TileLoop triweight;
    TileLoop cone;
    void (*quartic_bands)(const BandStrip&); ///< for wide kernels
    TileLoop quartic_cells;                  ///< for narrow kernels
    TileLoop gaussian_splat;                 ///< cell by cell: for few places and narrow kernels
    void (*gaussian_spread)(const GaussianSpread&);
    void (*gaussian_weights)(const GaussianWeights&);
    void (*band_product)(const BandProduct&);
};

[[nodiscard]] TileLoops plain_loops();
#if defined(__x86_64__)
[[nodiscard]] TileLoops avx2_loops();
[[nodiscard]] TileLoops avx512_loops();
#endif

} // namespace harmspot::density
