// SPDX-License-Identifier: MIT
#pragma once

// The loops over a tile, in terms of `Lanes`. Include after one lanes_*.hpp, in one file for each instruction
// set; everything is in an unnamed namespace because each such file has its own version of it.

#include "density/tile.hpp"

namespace harmspot::density
{
namespace
{

/// Rims are drawn in by this share of the reach, so that a place whose distance equals the reach up to
/// rounding never counts. The kernel there is under 1e-25 of its peak.
constexpr double kRimShare = 1e-13;

/// 0, 1, 2, … for `load`.
alignas(64) constexpr double kLaneNumbers[kColumnGroup] = {0, 1, 2, 3, 4, 5, 6, 7};

struct PlaceRange {
    std::size_t begin;
    std::size_t end;
};

/// Index into `Tile::row_start` of the row that holds `south`, a position in cells.
inline std::size_t row_bin(const Tile& tile, double south)
{
    const double from_first = south + static_cast<double>(tile.rows_north);
    if (from_first < 0) {
        return 0;
    }
    const double last = static_cast<double>(tile.bins - 1);
    return static_cast<std::size_t>(from_first < last ? from_first : last);
}

/// The places of one row, which may lie outside the grid.
inline PlaceRange places_of_row(const Tile& tile, std::int64_t row)
{
    const std::int64_t bin = row + static_cast<std::int64_t>(tile.rows_north);
    if (bin < 0 || bin >= static_cast<std::int64_t>(tile.bins)) {
        return {0, 0};
    }
    return {tile.row_start[bin], tile.row_start[bin + 1]};
}

/// The places that may lie within reach of a line at `south`.
inline PlaceRange places_near(const Tile& tile, double south)
{
    return {tile.row_start[row_bin(tile, south - tile.reach)], tile.row_start[row_bin(tile, south + tile.reach) + 1]};
}

/// The columns [begin, end) of a line that `kLanes` places reach.
struct Spans {
    Lanes east;
    Lanes weight;
    Lanes square; ///< reach² less the squared distance to the line, in cells²
    Lanes dy;     ///< to the line, in cells
    std::int32_t begin[kLanes];
    std::int32_t end[kLanes];
};

/// \param shift where in its cell a column is sampled, in cells from the centre
/// \param nowhere what both ends become where a place reaches no column
inline void find_spans(const Tile& tile, std::size_t at, std::size_t stop, double south, double shift, Lanes nowhere,
                       Spans& spans)
{
    const Lanes none = all(0);
    spans.dy = all(south) - load(tile.south + at);
    spans.square = fused_negative(spans.dy, spans.dy, all(tile.reach * tile.reach * (1 - kRimShare)));
    spans.east = load(tile.east + at) - all(shift);
    spans.weight = load(tile.weight + at);
    const Lanes half = root(larger(spans.square, none));
    const Lanes middle = spans.east + all(0.5);
    const Lanes begin = whole(larger(middle - half, none));
    // Places from `stop` on belong to other rows: their spans end before they begin.
    const Lanes last = where_less(load(kLaneNumbers), all(static_cast<double>(stop - at)),
                                  all(static_cast<double>(tile.cols)), all(-1));
    const Lanes end = whole(smaller(larger(middle + half, none), last));
    const Lanes reaching_begin = where_less(begin, end, begin, nowhere);
    const Lanes reaching_end = where_less(begin, end, end, nowhere);
    store_whole(spans.begin, where_less(none, spans.square, reaching_begin, nowhere));
    store_whole(spans.end, where_less(none, spans.square, reaching_end, nowhere));
}

/// Moves a row of sums to the raster and clears it.
inline void write_row(const Tile& tile, double* sums, double* out)
{
    std::size_t col = 0;
    for (; col + kLanes <= tile.cols; col += kLanes) {
        store(out + col, larger(load(sums + col), all(0)) * all(tile.scale));
        store(sums + col, all(0));
    }
    for (; col < tile.cols; ++col) {
        out[col] = sums[col] > 0 ? sums[col] * tile.scale : 0;
        sums[col] = 0;
    }
}

/// Fills the tile's rows; `line(near, south, shift, sums)` adds the places `near` at the points of a line.
template <class Line>
inline void each_row(const Tile& tile, Line&& line)
{
    double* sums = tile.scratch;
    for (std::size_t row = tile.row_begin; row < tile.row_end; ++row) {
        double* out = tile.out + (row - tile.row_begin) * tile.stride;
        for (std::size_t i = 0; i < tile.samples.count; ++i) {
            const double south = static_cast<double>(row) + 0.5 + tile.samples.at[i];
            const PlaceRange near = places_near(tile, south);
            for (std::size_t j = 0; j < tile.samples.count && near.begin < near.end; ++j) {
                line(near, south, tile.samples.at[j], sums);
            }
        }
        write_row(tile, sums, out);
    }
}

} // namespace
} // namespace harmspot::density
