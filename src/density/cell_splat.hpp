// SPDX-License-Identifier: MIT
#pragma once

// Quartic kernel, narrow bandwidths, cell of places by cell of places. Where all places of a cell reach, their kernels
// add up to one polynomial of degree 4, whatever their number; only the cells that some of them reach and some do not,
// about eight times the bandwidth of them, are summed place by place. A cell with few places adds each one's whole disc
// instead. Rows of sums go round in a ring: a row is done when the last row of places that it can feel is.
// Positions count from the middle of the places' cell, so that nothing cancels.

#include "density/cell_reach.hpp"
#include "density/quartic_polynomial.hpp"
#include "density/tile_loops.hpp"

namespace harmspot::density
{
namespace
{

/// A cell with fewer places adds each one's disc.
constexpr std::size_t kFewPlaces = 4;
/// Places that are prepared together.
constexpr std::size_t kPlaceBatch = 64;
/// Rows of a window, at most, and cells that places of one cell reach in part.
constexpr std::size_t kMostWindowRows = kWidestSplatCells;
constexpr std::size_t kMostRimCells = 8 * kWidestSplatCells;

/// Rows of sums, in a ring.
struct SumRows {
    double* sums; ///< of a row, its column 0
    std::size_t stride;
    std::size_t rows;
    double* rim; ///< a window of zeros, for what falls on rims

    [[nodiscard]] double* row(std::int64_t at) const
    {
        // Rows of places begin north of the grid.
        const auto ring = static_cast<std::int64_t>(rows);
        return sums + static_cast<std::size_t>((at % ring + ring) % ring) * stride;
    }
};

/// Places of one cell, in cells from its centre.
struct CellPlaces {
    alignas(64) double east[kPlaceBatch];
    alignas(64) double south[kPlaceBatch];
    alignas(64) double weight[kPlaceBatch]; ///< 0 past the last, up to a multiple of `kLanes`
    alignas(64) double rise[kPlaceBatch];   ///< reach² less the squared distance from the centre
};

/// Where the window of one row of places lies, and what a place needs of the tile.
struct CellTarget {
    const CellReach& reach;
    double* rows[kMostWindowRows]; ///< of the window, column 0 of the strip
    double* rim;
    double reach2;
    double middle; ///< of the places' row, in cells
};

inline void prepare_places(const Tile& tile, const CellTarget& target, PlaceRange range, double cell_middle,
                           CellPlaces& places)
{
    for (std::size_t i = 0; range.begin + i < range.end; i += kLanes) {
        const std::size_t at = range.begin + i;
        const Lanes left = all(static_cast<double>(range.end - at));
        const Lanes east = load(tile.east + at) - all(cell_middle);
        const Lanes south = load(tile.south + at) - all(target.middle);
        store(places.east + i, where_less(load(kLaneNumbers), left, east, all(0)));
        store(places.south + i, where_less(load(kLaneNumbers), left, south, all(0)));
        store(places.weight + i, where_less(load(kLaneNumbers), left, load(tile.weight + at), all(0)));
        store(places.rise + i, fused_negative(east, east, fused_negative(south, south, all(target.reach2))));
    }
}

inline double sum_of_lanes(Lanes lanes)
{
    alignas(64) double each[kLanes];
    store(each, lanes);
    double sum = 0;
    for (const double one : each) {
        sum += one;
    }
    return sum;
}

/// Adds places' polynomials to `sum`, a lane for each.
inline void add_polynomials(const CellPlaces& places, std::size_t count, double reach2, QuarticPolynomial& sum)
{
    for (std::size_t i = 0; i < count; i += kLanes) {
        const QuarticPolynomial each =
            quartic_polynomial(load(places.east + i), load(places.south + i), load(places.weight + i), all(reach2));
        for (std::size_t k = 0; k < kQuarticSums; ++k) {
            sum.c[k] = sum.c[k] + each.c[k];
        }
    }
}

/// Adds places' kernels on the rim's cells.
inline void add_to_rim(const CellReach& reach, const CellPlaces& places, std::size_t count, double* rim)
{
    for (std::size_t cell = 0; cell < reach.rim_cells; cell += kLanes) {
        const Lanes x = load(reach.rim_x + cell);
        const Lanes y = load(reach.rim_y + cell);
        const Lanes square = load(reach.rim_square + cell);
        Lanes sum = load(rim + cell);
        for (std::size_t i = 0; i < count; ++i) {
            const Lanes away = fused(x, all(places.east[i]), all(places.rise[i]) - square);
            const Lanes inside = larger(fused(y, all(places.south[i]), away), all(0));
            sum = fused(inside * all(places.weight[i]), inside, sum);
        }
        store(rim + cell, sum);
    }
}

/// Adds the polynomial where it stands for all places, and the rim, to the rows of sums.
inline void add_window(const CellTarget& target, const QuarticPolynomial& sum, std::int64_t first_col)
{
    const CellReach& reach = target.reach;
    QuarticPolynomial whole;
    for (std::size_t k = 0; k < kQuarticSums; ++k) {
        whole.c[k] = all(sum_of_lanes(sum.c[k]));
    }
    for (std::size_t col = 0; col < reach.stride; col += kLanes) {
        Lanes in_v[5];
        powers_of_v(whole, load(reach.x + col), in_v);
        for (std::size_t row = 0; row < reach.rows; ++row) {
            const Lanes value = larger(value_at(in_v, all(reach.y[row])), all(0));
            const std::size_t at = row * reach.stride + col;
            double* to = target.rows[row] + first_col + static_cast<std::int64_t>(col);
            store(to, fused(value, load(reach.whole + at), load(to) + load(target.rim + at)));
        }
    }
}

/// The places [range) of one cell, many of them.
inline void add_many(const Tile& tile, const CellTarget& target, PlaceRange range, std::int64_t col)
{
    const CellReach& reach = target.reach;
    const double cell_middle = static_cast<double>(col) + 0.5;
    alignas(64) double rim[kMostRimCells];
    for (std::size_t cell = 0; cell < reach.rim_cells; cell += kLanes) {
        store(rim + cell, all(0));
    }
    QuarticPolynomial sum;
    for (auto& lanes : sum.c) {
        lanes = all(0);
    }
    CellPlaces places;
    for (std::size_t at = range.begin; at < range.end; at += kPlaceBatch) {
        const PlaceRange batch{at, range.end - at < kPlaceBatch ? range.end : at + kPlaceBatch};
        prepare_places(tile, target, batch, cell_middle, places);
        add_polynomials(places, batch.end - batch.begin, tile.bandwidth * tile.bandwidth, sum);
        add_to_rim(reach, places, batch.end - batch.begin, rim);
    }
    for (std::size_t cell = 0; cell < reach.rim_cells; ++cell) {
        target.rim[reach.rim_index[cell]] = rim[cell];
    }
    add_window(target, sum, col + reach.first_col);
}

/// A place's whole disc.
inline void add_disc(const Tile& tile, const CellTarget& target, std::size_t at, std::int64_t col)
{
    const CellReach& reach = target.reach;
    const Lanes east = all(tile.east[at] - (static_cast<double>(col) + 0.5));
    const Lanes south = all(tile.south[at] - target.middle);
    const Lanes weight = all(tile.weight[at]);
    alignas(64) double rise[kMostWindowRows];
    for (std::size_t row = 0; row < reach.rows; row += kLanes) {
        const Lanes away = load(reach.y + row) - south;
        store(rise + row, fused_negative(away, away, all(target.reach2)));
    }
    for (std::size_t i = 0; i < reach.stride; i += kLanes) {
        const Lanes away = load(reach.x + i) - east;
        const Lanes square = away * away;
        const std::int64_t first = col + reach.first_col + static_cast<std::int64_t>(i);
        for (std::size_t row = 0; row < reach.rows; ++row) {
            const Lanes inside = larger(all(rise[row]) - square, all(0));
            double* to = target.rows[row] + first;
            store(to, fused(inside * weight, inside, load(to)));
        }
    }
}

/// Adds the places of one row, in order of `east`.
inline void add_places(const Tile& tile, const CellTarget& target, PlaceRange range)
{
    const double bias = static_cast<double>(static_cast<std::int64_t>(tile.reach) + 2);
    const auto col_of = [&](std::size_t at) {
        return static_cast<std::int64_t>(tile.east[at] + bias) - static_cast<std::int64_t>(bias);
    };
    std::size_t at = range.begin;
    while (at < range.end) {
        const std::int64_t col = col_of(at);
        const double end_of_cell = static_cast<double>(col + 1);
        std::size_t end = at + 1;
        while (end < range.end && tile.east[end] < end_of_cell) {
            ++end;
        }
        if (end - at < kFewPlaces) {
            for (; at < end; ++at) {
                add_disc(tile, target, at, col);
            }
        } else {
            add_many(tile, target, {at, end}, col);
            at = end;
        }
    }
}

/// Adds one row of places at one sample point of each cell.
inline void add_row(const Tile& tile, const SumRows& sums, std::int64_t row, const CellReach& reach)
{
    CellTarget target{reach, {}, sums.rim, tile.reach * tile.reach * (1 - kRimShare), static_cast<double>(row) + 0.5};
    for (std::size_t i = 0; i < reach.rows; ++i) {
        target.rows[i] = sums.row(row + reach.first_row + static_cast<std::int64_t>(i));
    }
    for (std::size_t i = 0; i < reach.rows * reach.stride; i += kLanes) {
        store(sums.rim + i, all(0));
    }
    add_places(tile, target, places_of_row(tile, row));
}

inline SumRows lay_out_sums(const Tile& tile)
{
    const std::size_t stride = cell_sum_stride(tile.cols, tile.reach);
    const std::size_t west = 2 * static_cast<std::size_t>(tile.reach) + kColumnGroup;
    const std::size_t rows = 2 * static_cast<std::size_t>(tile.reach) + 4;
    return {tile.scratch + west, stride, rows, tile.scratch + rows * stride};
}

/// Σ w (R² − d²)², in cells⁴.
void cell_splat(const Tile& tile)
{
    Tile of_peak_1 = tile;
    const double r2 = tile.bandwidth * tile.bandwidth;
    of_peak_1.scale = tile.scale / r2 / r2;
    const SumRows sums = lay_out_sums(tile);
    const auto felt = static_cast<std::int64_t>(tile.reach) + 1;
    const auto begin = static_cast<std::int64_t>(tile.row_begin);
    const auto end = static_cast<std::int64_t>(tile.row_end);
    const std::size_t west = 2 * static_cast<std::size_t>(tile.reach) + kColumnGroup;
    for (std::int64_t row = begin - felt; row < end + felt; ++row) {
        const PlaceRange range = places_of_row(tile, row);
        for (std::size_t i = 0; range.begin < range.end && i < tile.samples.count * tile.samples.count; ++i) {
            add_row(tile, sums, row, tile.reaches[i]);
        }
        // Rows of places farther south are not felt here.
        const std::int64_t done = row - felt;
        double* line = sums.row(done);
        if (done >= begin && done < end) {
            write_row(of_peak_1, line, tile.out + static_cast<std::size_t>(done - begin) * tile.stride);
        }
        for (std::size_t i = 0; i < sums.stride; i += kLanes) {
            store(line - west + i, all(0));
        }
    }
}

} // namespace
} // namespace harmspot::density
