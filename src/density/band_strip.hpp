// SPDX-License-Identifier: MIT
#pragma once

// What the quartic's band loops see. Included by files compiled for one instruction set each: see tile.hpp.

#include "density/tile.hpp"

namespace harmspot::density
{

/// Lines of sample points that are summed together: four rows of cells, or the four of one row's sub-cells.
inline constexpr std::size_t kBandLines = 4;
static_assert(kBandLines == kSubCells);

/// Places of a strip ordered by row: the fields of `Tile`.
struct BandPlaces {
    const double* east;
    const double* south;
    const double* weight;
    const std::size_t* row_start;
};

/// Rows of places [begin, end), relative to a band's first row, that a band treats alike.
struct BandRun {
    std::int32_t begin;
    std::int32_t end;
    /// Of `kRimCells` columns on either side, in which the rims of their discs lie, for each line. Lines farther from
    /// the places have no more of them than nearer ones, and the farthest has none.
    std::int32_t chunks[kBandLines];
    std::int32_t most_chunks;
    bool whole; ///< some reach all lines of the band
};

/// One strip of columns in a block of rows.
///
/// `homes` are the places on the strip. All that they give is added, to the columns beside the strip too.
/// `guests` lie on other strips, which add their rims; here their discs' insides are added.
struct BandStrip {
    BandPlaces homes;
    BandPlaces guests;
    std::size_t rows_north; ///< as in `Tile`
    std::size_t bins;
    const BandRun* runs;
    std::size_t run_count;
    std::size_t cols;
    std::size_t west_cols; ///< columns beside the strip that the grid has and places of it reach
    std::size_t east_cols;
    std::size_t west_room; ///< columns beside the strip in which sums may fall; multiples of `kColumnGroup`
    std::size_t east_room;
    std::size_t row_begin; ///< the block's rows
    std::size_t row_end;
    std::ptrdiff_t fresh; ///< column from which on nothing has been written yet; what lies west of it is added to
    double* out;          ///< cell (row_begin, first column of the strip)
    std::size_t stride;   ///< cells from one row to the next
    double bandwidth;     ///< in cells
    double scale;         ///< of the sum with peak 1, samples summed
    CellSamples samples;
    double* polynomials; ///< room for `band_polynomial_doubles(places)`, aligned to 64 bytes
    double* scratch;     ///< `band_scratch_doubles(…)` zeros, aligned to 64 bytes; they are zeros again at the end
};

/// What the polynomial of a disc's inside takes: see quartic_bands.hpp.
inline constexpr std::size_t kPolynomialDoubles = 8;
inline constexpr std::size_t kPolynomialPairDoubles = 2;

[[nodiscard]] static constexpr std::size_t band_polynomial_doubles(std::size_t places)
{
    return (places + kPlacePadding) * (kPolynomialDoubles + kPolynomialPairDoubles);
}

/// Columns of events: those of the strip, the end of the last, and eight that nobody reads.
[[nodiscard]] static constexpr std::size_t event_cols(std::size_t cols)
{
    return (cols + 1 + 2 * kColumnGroup - 1) / kColumnGroup * kColumnGroup + kColumnGroup;
}

/// Columns of sums, strip and rooms; a little more, so that the lines do not meet in the cache.
[[nodiscard]] static constexpr std::size_t band_sum_cols(std::size_t cols, std::size_t west_room, std::size_t east_room)
{
    return west_room + (cols + kColumnGroup - 1) / kColumnGroup * kColumnGroup + east_room + kColumnGroup;
}

[[nodiscard]] static constexpr std::size_t band_scratch_doubles(std::size_t cols, std::size_t west_room,
                                                                std::size_t east_room)
{
    return kBandLines * band_sum_cols(cols, west_room, east_room) +
           event_cols(cols) * (kPolynomialDoubles + kPolynomialPairDoubles);
}

} // namespace harmspot::density
