// SPDX-License-Identifier: MIT
#pragma once

// Quartic kernel, wide bandwidths: an event sweep. On one row a place is the polynomial
// w (a − (t − u)²)², degree 4 in the column's position t, on its span of columns and nothing elsewhere. Its
// coefficients are added to a difference row where the span begins and taken off where it ends; running
// sums along the row then give every column's polynomial. The cost is per place and row, not per cell.
// After the sweep line of SLAM (Chan et al. 2022), with weights, degree 4, and sums that start afresh in
// every strip and wherever no place is left, so that rounding cannot build up.

#include "density/block_groups.hpp"

namespace harmspot::density
{
namespace
{

/// Where the sweep keeps its things in a tile's scratch.
struct SweepRow {
    double* sums;   ///< per column
    double* events; ///< the difference row, `kEventDoubles` per column
    double* powers; ///< of t, lying as events do
    double middle;  ///< of the strip in cells: where t is 0
    double per_h;   ///< cells to bandwidths
    double nowhere; ///< first of the columns past the last that hold what counts nowhere
};

inline SweepRow lay_out_row(const Tile& tile)
{
    const std::size_t padded = padded_cols(tile.cols);
    return {tile.scratch,
            tile.scratch + padded,
            tile.scratch + padded * (1 + kEventDoubles),
            0.5 * static_cast<double>(tile.cols),
            1 / tile.bandwidth,
            static_cast<double>(padded - kColumnGroup)};
}

inline void fill_event_powers(const SweepRow& row, std::size_t cols)
{
    for (std::size_t col = 0; col < cols; ++col) {
        const double t = (static_cast<double>(col) + 0.5 - row.middle) * row.per_h;
        double* at = row.powers + col * kEventDoubles;
        const double t2 = t * t;
        at[0] = 1;
        at[1] = t;
        at[2] = t2;
        at[3] = t2 * t;
        at[4] = t2 * t2;
        at[5] = 0;
        at[6] = 1;
        at[7] = 0;
    }
}

/// Rims are drawn in by this share of the reach squared, so that a cell past the rim never counts though
/// `rough_root` is off by up to 1e-8. What is lost of the kernel there is under its square, 1e-14 of the peak.
constexpr double kSweepRimShare = 1e-7;

/// As `find_spans`, for rims where the kernel is next to nothing; columns as indices of events.
inline void find_soft_spans(const Tile& tile, std::size_t at, std::size_t stop, double south, double shift,
                            Lanes nowhere, Spans& spans)
{
    const Lanes none = all(0);
    const double reach2 = tile.reach * tile.reach;
    spans.dy = all(south) - load(tile.south + at);
    spans.square = fused_negative(spans.dy, spans.dy, all(reach2));
    spans.east = load(tile.east + at) - all(shift);
    spans.weight = load(tile.weight + at);
    // Where the line is out of reach this is 0, and the span is empty.
    const Lanes half = rough_root(larger(spans.square - all(kSweepRimShare * reach2), none));
    const Lanes middle = spans.east + all(0.5);
    const Lanes cols = all(static_cast<double>(tile.cols));
    const Lanes begin = whole(larger(middle - half, none));
    Lanes end = whole(larger(smaller(middle + half, cols), none));
    if (stop - at < kLanes) {
        // Places from `stop` on belong to other rows.
        end = where_less(load(kLaneNumbers), all(static_cast<double>(stop - at)), end, none);
    }
    const Lanes each = all(kEventDoubles);
    store_whole(spans.begin, where_less(begin, end, begin, nowhere) * each);
    store_whole(spans.end, where_less(begin, end, end, nowhere) * each);
}

/// Coefficients of w (q + 2ut − t²)², q = a − u², as events.
inline void events_of(const Spans& spans, const SweepRow& row, Event (&events)[kLanes])
{
    const Lanes per_h = all(row.per_h);
    const Lanes u = (spans.east - all(row.middle)) * per_h;
    const Lanes a = spans.square * per_h * per_h;
    const Lanes w = spans.weight;
    const Lanes q = fused_negative(u, u, a);
    const Lanes wq = w * q;
    const Lanes wu4 = all(4) * w * u;
    const Lanes c2 = fused(wu4, u, all(-2) * wq);
    to_events(wq * q, wu4 * q, c2, all(0) - wu4, w, events);
}

inline void add_event(double* events, const Event& event, std::int32_t begin, std::int32_t end)
{
    double* from = events + static_cast<std::uint32_t>(begin);
    store_event(from, load_event(from) + event);
    double* to = events + static_cast<std::uint32_t>(end);
    store_event(to, load_event(to) - event);
}

/// Adds the events of the places `near` on one line. Places that do not reach it go to columns that nobody
/// reads, one for each lane: cheaper than a branch that the processor cannot foresee.
inline void add_events(const Tile& tile, PlaceRange near, double south, double shift, const SweepRow& row)
{
    const Lanes nowhere = all(row.nowhere) + load(kLaneNumbers);
    Spans spans;
    for (std::size_t at = near.begin; at < near.end; at += kLanes) {
        find_soft_spans(tile, at, near.end, south, shift, nowhere, spans);
        Event events[kLanes];
        events_of(spans, row, events);
        for (std::size_t i = 0; i < kLanes; ++i) {
            add_event(row.events, events[i], spans.begin[i], spans.end[i]);
        }
    }
}

/// Adds the polynomial `sum` at a group of columns that holds no event.
inline void add_polynomial(const double* sum, double* sums, double first_t, double t_step)
{
    for (std::size_t i = 0; i < kColumnGroup; i += kLanes) {
        const Lanes t = fused(load(kLaneNumbers + i), all(t_step), all(first_t));
        Lanes value = all(sum[4]);
        for (std::size_t power = 4; power > 0; --power) {
            value = fused(value, t, all(sum[power - 1]));
        }
        store(sums + i, load(sums + i) + larger(value, all(0)));
    }
}

/// Runs along the row, adds every column's value to the sums, and clears the events.
inline void run_along_row(const Tile& tile, const SweepRow& row)
{
    alignas(64) double sum[kEventDoubles] = {};
    for (std::size_t col = 0; col < tile.cols; col += kColumnGroup) {
        double* group = row.events + col * kEventDoubles;
        if (no_events(group)) {
            if (sum[kEventCountAt] > 0) {
                const double first_t = (static_cast<double>(col) + 0.5 - row.middle) * row.per_h;
                add_polynomial(sum, row.sums + col, first_t, row.per_h);
            }
            continue;
        }
        Event running = load_event(sum);
        for (std::size_t i = 0; i < kColumnGroup; i += kLanes) {
            Event each[kLanes];
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                double* at = group + (i + lane) * kEventDoubles;
                running = running + load_event(at);
                store_event(at, no_event());
                each[lane] = running;
            }
            const Lanes value = values_of(each, row.powers + (col + i) * kEventDoubles);
            store(row.sums + col + i, load(row.sums + col + i) + larger(value, all(0)));
        }
        store_event(sum, running);
        if (!(sum[kEventCountAt] > 0)) {
            store_event(sum, no_event()); // what is left is rounding
        }
    }
}

/// Events at the strip's end lie past the last group when the strip fills it.
inline void clear_end(const Tile& tile, const SweepRow& row)
{
    store_event(row.events + tile.cols * kEventDoubles, no_event());
}

void quartic_sweep(const Tile& tile)
{
    const SweepRow row = lay_out_row(tile);
    fill_event_powers(row, tile.cols);
    each_row(tile, [&tile, &row](PlaceRange near, double south, double shift, double*) {
        add_events(tile, near, south, shift, row);
        run_along_row(tile, row);
        clear_end(tile, row);
    });
}

} // namespace
} // namespace harmspot::density
