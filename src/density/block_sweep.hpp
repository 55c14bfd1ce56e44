// SPDX-License-Identifier: MIT
#pragma once

// Kernels (1 − u²)^degree: 0 uniform, 1 Epanechnikov, 3 triweight; and the cone 1 − u. (2, the quartic, has an
// sweep of its own, by bands of four lines: see quartic_bands.hpp.) Columns that a block of source
// cells covers in part, its rims, are summed place by place. Columns that it covers whole hold one polynomial
// in the column's position t: its coefficients are added to a difference row where the whole cover begins and
// taken off where it ends, and running sums along the row give every column's polynomial. The cost is per
// place and row, not per cell, and nothing near a rim, where values are tiny, ever cancels.
// After the sweep line of SLAM (Chan et al. 2022), with weights, other degrees, and sums that start afresh in
// every strip and wherever no block is left, so that rounding cannot build up.

#include "density/block_groups.hpp"

namespace harmspot::density
{
namespace
{

/// The shape that is no power of 1 − u²: all rim.
constexpr std::size_t kCone = 4;

/// Of the polynomial that stands for a shape.
constexpr std::size_t degree_of(std::size_t shape)
{
    return shape == kCone ? 0 : shape;
}

/// Which power of the bandwidth a rim's sum is in.
constexpr std::size_t unit_power(std::size_t shape)
{
    return shape == kCone ? 1 : 2 * shape;
}

/// Columns of room on both sides of a row of sums: rims outside the strip go there.
constexpr std::int32_t kMargin = 8;

/// A line of sample points as a row of places sees it.
struct Line {
    alignas(64) double columns[kRimLanes]; ///< of the first rim chunk, relative to the block's first
    double away;                           ///< from the middle of the places' row, in cells
    RowCover cover;
};
static_assert(sizeof(Line) == 16 * sizeof(double));

/// Where the sweep keeps its things in a tile's scratch, for `kRowsAtOnce` rows.
struct Sweep {
    double* sums;   ///< of rims, a row after the other
    double* events; ///< difference rows, `kEventDoubles` a column
    double* powers; ///< of t, lying as events do
    Line* lines;    ///< [i]: a row i − `same_row` rows south of the places'
    std::int64_t same_row;
    double* row_start; ///< room for where each row's blocks begin
    std::size_t sums_stride;
    std::size_t events_stride;
    Scaled scaled;
    double reach;
    double reach2;   ///< cells²
    double rim_unit; ///< what a rim's sum is multiplied by to be of peak 1
};

inline Sweep lay_out(const Tile& tile, std::size_t unit_power)
{
    const std::size_t padded = padded_cols(tile.cols);
    Sweep sweep{};
    sweep.sums_stride = padded;
    sweep.events_stride = padded * kEventDoubles;
    sweep.sums = tile.scratch + kMargin;
    sweep.events = tile.scratch + kRowsAtOnce * padded;
    sweep.powers = sweep.events + kRowsAtOnce * sweep.events_stride;
    sweep.lines = reinterpret_cast<Line*>(sweep.powers + sweep.events_stride);
    sweep.same_row = static_cast<std::int64_t>(rows_felt(tile.reach) / 2);
    sweep.row_start = reinterpret_cast<double*>(sweep.lines + 2 * sweep.same_row);
    sweep.scaled = {0.5 * static_cast<double>(tile.cols), 1 / tile.bandwidth};
    sweep.reach = tile.reach;
    sweep.reach2 = tile.reach * tile.reach * (1 - kRimShare);
    sweep.rim_unit = 1;
    for (std::size_t i = 0; i < unit_power; ++i) {
        sweep.rim_unit *= sweep.scaled.per_h;
    }
    return sweep;
}

inline void fill_powers(const Sweep& sweep, std::size_t cols, std::size_t degree, double shift)
{
    for (std::size_t col = 0; col < cols; ++col) {
        const double t = (static_cast<double>(col) + 0.5 + shift - sweep.scaled.middle) * sweep.scaled.per_h;
        double* at = sweep.powers + col * kEventDoubles;
        double power = 1;
        for (std::size_t i = 0; i < kEventDoubles; ++i) {
            at[i] = i <= 2 * degree ? power : 0;
            power *= t;
        }
    }
}

inline void fill_lines(const Tile& tile, const Sweep& sweep, double south, double east, bool rims_only)
{
    for (std::int64_t i = 0; i < 2 * sweep.same_row; ++i) {
        Line& line = sweep.lines[i];
        const std::int64_t rows = i - sweep.same_row;
        line.away = static_cast<double>(rows) + south;
        line.cover = cover_of(tile.reach, static_cast<std::int32_t>(rows), south, east, rims_only);
        rim_columns(line.cover, 0, east, line.columns);
    }
}

/// A place's part of a rim: w (reach² − dx² − dy²)^degree, or for the cone w (reach − d); 0 from the rim on.
template <std::size_t shape>
inline Lanes kernel_at(Lanes dx, Lanes dy2, const Sweep& sweep, Lanes weight)
{
    if constexpr (shape == kCone) {
        const Lanes d2 = fused(dx, dx, dy2);
        const Lanes rise = weight * (all(sweep.reach) - root(d2));
        return where_less(d2, all(sweep.reach2), larger(rise, all(0)), all(0));
    } else if constexpr (shape == 0) {
        return where_less(fused(dx, dx, dy2), all(sweep.reach2), weight, all(0));
    } else {
        const Lanes inside = larger(fused_negative(dx, dx, all(sweep.reach2) - dy2), all(0));
        Lanes value = weight * inside;
        for (std::size_t i = 1; i < shape; ++i) {
            value = value * inside;
        }
        return value;
    }
}

inline std::int32_t clamped(std::int32_t col, std::int32_t low, std::int32_t high)
{
    return col < low ? low : col > high ? high : col;
}

/// Adds a rim chunk's two halves to a row of sums. Those outside the strip go to its margins.
inline void add_rim(const Tile& tile, const Sweep& sweep, double* sums, std::int32_t left, std::int32_t right,
                    const Lanes (&rim)[kRimLanes / kLanes])
{
    const auto cols = static_cast<std::int32_t>(tile.cols);
    add_halves(sums + clamped(left, -kRimCells, cols), sums + clamped(right, -kRimCells, cols), rim,
               all(sweep.rim_unit));
}

/// Sums one rim chunk of a block on one line.
template <std::size_t shape>
inline void add_chunk(const Tile& tile, const Sweep& sweep, const Block<degree_of(shape)>& block, double row_middle,
                      const Line& line, const double* columns, std::int32_t chunk, double* sums)
{
    Lanes rim[kRimLanes / kLanes];
    for (auto& lanes : rim) {
        lanes = all(0);
    }
    const auto col = static_cast<double>(block.col);
    for (std::size_t i = block.begin; i < block.end; ++i) {
        const Lanes dy = all(line.away - (tile.south[i] - row_middle));
        const Lanes dy2 = dy * dy;
        const Lanes east = all(tile.east[i] - col);
        const Lanes weight = all(tile.weight[i]);
        for (std::size_t k = 0; k < kRimLanes / kLanes; ++k) {
            const Lanes dx = load(columns + k * kLanes) - east;
            rim[k] = rim[k] + kernel_at<shape>(dx, dy2, sweep, weight);
        }
    }
    const std::int32_t step = kRimCells * chunk;
    const std::int32_t first = static_cast<std::int32_t>(block.col) + step;
    add_rim(tile, sweep, sums, first + line.cover.left, first + line.cover.right, rim);
}

/// The rims of a block on `kRowsAtOnce` lines that all have one chunk: the usual case, places read once.
template <std::size_t shape>
inline void add_narrow_rims(const Tile& tile, const Sweep& sweep, const Block<degree_of(shape)>& block,
                            double row_middle, const Line* lines)
{
    Lanes rim[kRowsAtOnce][kRimLanes / kLanes];
    for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
        for (std::size_t k = 0; k < kRimLanes / kLanes; ++k) {
            rim[row][k] = all(0);
        }
    }
    const auto col = static_cast<double>(block.col);
    for (std::size_t i = block.begin; i < block.end; ++i) {
        const Lanes south = all(tile.south[i] - row_middle);
        const Lanes east = all(tile.east[i] - col);
        const Lanes weight = all(tile.weight[i]);
        for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
            const Lanes dy = all(lines[row].away) - south;
            const Lanes dy2 = dy * dy;
            for (std::size_t k = 0; k < kRimLanes / kLanes; ++k) {
                const Lanes dx = load(lines[row].columns + k * kLanes) - east;
                rim[row][k] = rim[row][k] + kernel_at<shape>(dx, dy2, sweep, weight);
            }
        }
    }
    for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
        const auto first = static_cast<std::int32_t>(block.col);
        add_rim(tile, sweep, sweep.sums + row * sweep.sums_stride, first + lines[row].cover.left,
                first + lines[row].cover.right, rim[row]);
    }
}

/// Adds the block's polynomial on one line where its cover is whole.
template <std::size_t degree>
inline void add_whole(const Tile& tile, const Block<degree>& block, const Line& line, double v, double* events)
{
    const auto cols = static_cast<std::int32_t>(tile.cols);
    const auto col = static_cast<std::int32_t>(block.col);
    const std::int32_t begin = clamped(col + line.cover.inside, 0, cols);
    const std::int32_t end = clamped(col + line.cover.right, 0, cols);
    if (begin >= end) {
        return;
    }
    double* from = events + static_cast<std::size_t>(begin) * kEventDoubles;
    double* to = events + static_cast<std::size_t>(end) * kEventDoubles;
    constexpr std::size_t kRows = Polynomial<degree>::kRows;
    for (std::size_t k = 0; k < kEventVectors; ++k) {
        Lanes event = load(block.sum.at[kRows - 1] + k * kLanes);
        for (std::size_t power = kRows - 1; power > 0; --power) {
            event = fused(event, all(v), load(block.sum.at[power - 1] + k * kLanes));
        }
        store(from + k * kLanes, load(from + k * kLanes) + event);
        store(to + k * kLanes, load(to + k * kLanes) - event);
    }
}

/// Adds what one row of places gives the lines.
template <std::size_t shape>
inline void add_source_row(const Tile& tile, const Sweep& sweep, const Block<degree_of(shape)>* block,
                           const Block<degree_of(shape)>* end, double row_middle, const Line* lines, double shift)
{
    bool narrow = true;
    for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
        narrow = narrow && lines[row].cover.chunks == 1;
    }
    for (; block != end; ++block) {
        if (narrow) {
            add_narrow_rims<shape>(tile, sweep, *block, row_middle, lines);
        }
        for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
            const Line& line = lines[row];
            for (std::int32_t chunk = 0; !narrow && chunk < line.cover.chunks; ++chunk) {
                alignas(64) double columns[kRimLanes];
                rim_columns(line.cover, chunk, shift, columns);
                add_chunk<shape>(tile, sweep, *block, row_middle, line, columns, chunk,
                                 sweep.sums + row * sweep.sums_stride);
            }
            add_whole<degree_of(shape)>(tile, *block, line, line.away * sweep.scaled.per_h,
                                        sweep.events + row * sweep.events_stride);
        }
    }
}

/// Runs along a row: adds every column's polynomial to its sum and clears the events.
inline void run_along(const Tile& tile, const Sweep& sweep, std::size_t row)
{
    double* events = sweep.events + row * sweep.events_stride;
    double* sums = sweep.sums + row * sweep.sums_stride;
    Lanes running[kEventVectors];
    for (auto& lanes : running) {
        lanes = all(0);
    }
    bool any = false;
    for (std::size_t col = 0; col < tile.cols; col += kColumnGroup) {
        double* group = events + col * kEventDoubles;
        if (!any && no_events(group)) {
            continue;
        }
        for (std::size_t i = 0; i < kColumnGroup; i += kLanes) {
            Lanes each[kLanes][kEventVectors];
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                for (std::size_t k = 0; k < kEventVectors; ++k) {
                    double* at = group + (i + lane) * kEventDoubles + k * kLanes;
                    running[k] = running[k] + load(at);
                    store(at, all(0));
                    each[lane][k] = running[k];
                }
            }
            const Lanes value = larger(values_of(each, sweep.powers + (col + i) * kEventDoubles), all(0));
            store(sums + col + i, load(sums + col + i) + value);
        }
        alignas(64) double last[kLanes];
        store(last, running[kEventVectors - 1]);
        any = last[kLanes - 1] > 0;
        if (!any) {
            for (auto& lanes : running) {
                lanes = all(0); // what is left is rounding
            }
        }
    }
    // Events at the strip's end lie past the last group when the strip fills it.
    for (std::size_t k = 0; k < kEventVectors; ++k) {
        store(events + tile.cols * kEventDoubles + k * kLanes, all(0));
    }
}

/// Adds to the sums of rows [first, first + kRowsAtOnce) what all places give one sample point of each cell.
template <std::size_t shape>
inline void add_sample(const Tile& tile, const Sweep& sweep, const Blocks<degree_of(shape)>& blocks, std::size_t first,
                       double east)
{
    const auto top = static_cast<std::int64_t>(first);
    const auto reach = static_cast<std::int64_t>(tile.reach) + 1;
    const auto bottom = static_cast<std::int64_t>(tile.row_end) + reach;
    auto end = top + static_cast<std::int64_t>(kRowsAtOnce) + reach;
    end = end < bottom ? end : bottom;
    for (std::int64_t source = top - reach; source < end; ++source) {
        const std::size_t* start = blocks.row_start + (source - blocks.first_row);
        if (start[0] < start[1]) {
            add_source_row<shape>(tile, sweep, blocks.block + start[0], blocks.block + start[1],
                                  static_cast<double>(source) + 0.5, sweep.lines + (top - source + sweep.same_row),
                                  east);
        }
    }
}

/// Moves rows of sums to the raster and clears them, margins and all.
inline void write_rows(const Tile& tile, const Sweep& sweep, std::size_t first)
{
    for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
        double* sums = sweep.sums + row * sweep.sums_stride;
        if (first + row < tile.row_end) {
            write_row(tile, sums, tile.out + (first + row - tile.row_begin) * tile.stride);
        }
    }
    for (std::size_t i = 0; i < kRowsAtOnce * sweep.sums_stride; i += kLanes) {
        store(tile.scratch + i, all(0));
    }
}

template <std::size_t shape>
void block_sweep(const Tile& tile)
{
    const Sweep sweep = lay_out(tile, unit_power(shape));
    const auto blocks = gather_blocks<degree_of(shape)>(tile, sweep.scaled, sweep.row_start);
    for (std::size_t first = tile.row_begin; first < tile.row_end; first += kRowsAtOnce) {
        for (std::size_t i = 0; i < tile.samples.count; ++i) {
            for (std::size_t j = 0; j < tile.samples.count; ++j) {
                if (tile.samples.count > 1 || first == tile.row_begin) {
                    fill_powers(sweep, tile.cols, degree_of(shape), tile.samples.at[j]);
                    fill_lines(tile, sweep, tile.samples.at[i], tile.samples.at[j], shape == kCone || tile.rims_only);
                }
                add_sample<shape>(tile, sweep, blocks, first, tile.samples.at[j]);
                for (std::size_t row = 0; row < kRowsAtOnce; ++row) {
                    run_along(tile, sweep, row);
                }
            }
        }
        write_rows(tile, sweep, first);
    }
}

} // namespace
} // namespace harmspot::density
