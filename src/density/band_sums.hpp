// SPDX-License-Identifier: MIT
#pragma once

// The sums of a band, and how they become values of the raster: see quartic_bands.hpp.

#include "density/band_strip.hpp"
#include "density/block_groups.hpp"
#include "density/quartic_polynomial.hpp"

#include <cstring>

namespace harmspot::density
{
namespace
{

/// Where a band keeps its things in the strip's scratch.
struct Band {
    const BandStrip& strip;
    double* sums; ///< of the first line, column 0 of the strip
    std::size_t sum_stride;
    double* events; ///< `kPolynomialDoubles` a column, and
    double* pairs;  ///< the ninth coefficient and how many discs are being summed
    double middle;  ///< of the strip in cells: where t is 0
    double equator; ///< of the block of rows: where v is 0
    double per_h;
    double first; ///< line, in cells south of the grid's edge
    double step;  ///< from line to line
    double shift; ///< where in its cell a column is sampled, from the centre
};

inline Band lay_out_band(const BandStrip& strip)
{
    const std::size_t stride = band_sum_cols(strip.cols, strip.west_room, strip.east_room);
    double* events = strip.scratch + kBandLines * stride;
    double* pairs = events + event_cols(strip.cols) * kPolynomialDoubles;
    return {strip,
            strip.scratch + strip.west_room,
            stride,
            events,
            pairs,
            0.5 * static_cast<double>(strip.cols),
            0.5 * static_cast<double>(strip.row_begin + strip.row_end),
            1 / strip.bandwidth,
            0,
            0,
            0};
}

/// Adds to all lines the values of `kLanes` columns from `col` on, where the sums count anything.
inline void add_values(const Band& band, std::size_t col, const QuarticPolynomial& sum, Lanes counted)
{
    const double first_t = (static_cast<double>(col) + 0.5 + band.shift - band.middle) * band.per_h;
    const Lanes t = fused(load(kLaneNumbers), all(band.per_h), all(first_t));
    Lanes in_v[5];
    powers_of_v(sum, t, in_v);
    for (std::size_t line = 0; line < kBandLines; ++line) {
        const Lanes v = all((band.first + band.step * static_cast<double>(line) - band.equator) * band.per_h);
        double* at = band.sums + line * band.sum_stride + col;
        store(at, load(at) + where_less(all(0), counted, larger(value_at(in_v, v), all(0)), all(0)));
    }
}

/// A group of columns where nothing begins or ends: one polynomial for all.
inline void add_one_polynomial(const Band& band, std::size_t col, const double* eight, const double* pair)
{
    QuarticPolynomial sum;
    for (std::size_t k = 0; k < 8; ++k) {
        sum.c[k] = all(eight[k]);
    }
    sum.c[8] = all(pair[0]);
    for (std::size_t i = 0; i < kColumnGroup; i += kLanes) {
        add_values(band, col + i, sum, all(pair[1]));
    }
}

/// The sums' state after each column of a group.
struct GroupSums {
    alignas(64) double eights[kColumnGroup][8];
    alignas(64) double pairs[kColumnGroup][2];
};

/// Runs along a group, clearing its events. `at` begins with the state after the group before.
inline void run_along_group(double* events, double* event_pairs, GroupSums& at)
{
    Lanes running[kEventVectors];
    for (std::size_t k = 0; k < kEventVectors; ++k) {
        running[k] = load(at.eights[kColumnGroup - 1] + k * kLanes);
    }
    Pair pair = load_pair(at.pairs[kColumnGroup - 1]);
    const double none[2] = {};
    for (std::size_t i = 0; i < kColumnGroup; ++i) {
        for (std::size_t k = 0; k < kEventVectors; ++k) {
            double* event = events + i * kPolynomialDoubles + k * kLanes;
            running[k] = running[k] + load(event);
            store(event, all(0));
            store(at.eights[i] + k * kLanes, running[k]);
        }
        double* event_pair = event_pairs + i * kPolynomialPairDoubles;
        pair = pair + load_pair(event_pair);
        std::memcpy(event_pair, none, sizeof none);
        store_pair(at.pairs[i], pair);
    }
}

/// Runs along the band, adds every column's values to the sums of its lines, and clears the events.
inline void run_along_band(const Band& band)
{
    GroupSums at;
    std::memset(&at, 0, sizeof at);
    const double* last = at.eights[kColumnGroup - 1];
    double* last_pair = at.pairs[kColumnGroup - 1];
    for (std::size_t col = 0; col < band.strip.cols; col += kColumnGroup) {
        double* events = band.events + col * kPolynomialDoubles;
        if (no_events(events)) {
            if (last_pair[1] > 0) {
                add_one_polynomial(band, col, last, last_pair);
            }
            continue;
        }
        run_along_group(events, band.pairs + col * kPolynomialPairDoubles, at);
        for (std::size_t i = 0; i < kColumnGroup; i += kLanes) {
            Lanes eights[8];
            QuarticPolynomial sum;
            Lanes count;
            split_eights(at.eights[i], eights);
            split_pairs(at.pairs[i], sum.c[8], count);
            for (std::size_t k = 0; k < 8; ++k) {
                sum.c[k] = eights[k];
            }
            add_values(band, col + i, sum, count);
        }
        if (!(last_pair[1] > 0)) {
            std::memset(&at, 0, sizeof at); // what is left is rounding
        }
    }
    // Events at the strip's end, and those that count nowhere, are past the last group.
    const std::size_t end = (band.strip.cols + kColumnGroup - 1) / kColumnGroup * kColumnGroup;
    const std::size_t rest = event_cols(band.strip.cols) - end;
    std::memset(band.events + end * kPolynomialDoubles, 0, rest * kPolynomialDoubles * sizeof(double));
    std::memset(band.pairs + end * kPolynomialPairDoubles, 0, rest * kPolynomialPairDoubles * sizeof(double));
}

/// Moves a line of sums to the raster and clears it.
/// \param fresh the column from which on nothing has been written yet
inline void flush_line(const Band& band, double* sums, double* out, std::ptrdiff_t fresh)
{
    const BandStrip& strip = band.strip;
    const auto step = static_cast<std::ptrdiff_t>(kLanes);
    const auto end = static_cast<std::ptrdiff_t>(strip.cols + strip.east_cols);
    const Lanes scale = all(strip.scale);
    std::ptrdiff_t col = -static_cast<std::ptrdiff_t>(strip.west_cols);
    for (; col + step <= fresh; col += step) {
        store(out + col, fused(load(sums + col), scale, load(out + col)));
        store(sums + col, all(0));
    }
    for (; col < fresh; ++col) {
        out[col] += sums[col] * strip.scale;
        sums[col] = 0;
    }
    for (; col + step <= end; col += step) {
        store(out + col, load(sums + col) * scale);
        store(sums + col, all(0));
    }
    for (; col < end; ++col) {
        out[col] = sums[col] * strip.scale;
        sums[col] = 0;
    }
    const auto west_room = static_cast<std::ptrdiff_t>(strip.west_room);
    const auto east_end = static_cast<std::ptrdiff_t>(band.sum_stride - strip.west_room);
    std::memset(sums - west_room, 0, (strip.west_room - strip.west_cols) * sizeof(double));
    std::memset(sums + end, 0, static_cast<std::size_t>(east_end - end) * sizeof(double));
}

inline void flush_band(const Band& band, std::size_t row)
{
    const BandStrip& strip = band.strip;
    const bool rows = strip.samples.count == 1;
    const auto end = static_cast<std::ptrdiff_t>(strip.cols + strip.east_cols);
    for (std::size_t line = 0; line < kBandLines; ++line) {
        double* sums = band.sums + line * band.sum_stride;
        const std::size_t to = row + (rows ? line : 0);
        if (to < strip.row_end) {
            flush_line(band, sums, strip.out + (to - strip.row_begin) * strip.stride,
                       rows || line == 0 ? strip.fresh : end);
        } else {
            std::memset(sums - strip.west_room, 0, band.sum_stride * sizeof(double));
        }
    }
}

/// Writes rows [begin, end), which no place reaches.
inline void write_nothing(const BandStrip& strip, std::size_t begin, std::size_t end)
{
    const auto cols = static_cast<std::ptrdiff_t>(strip.cols + strip.east_cols) - strip.fresh;
    for (std::size_t row = begin; row < end && row < strip.row_end; ++row) {
        std::memset(strip.out + static_cast<std::ptrdiff_t>((row - strip.row_begin) * strip.stride) + strip.fresh, 0,
                    static_cast<std::size_t>(cols) * sizeof(double));
    }
}

} // namespace
} // namespace harmspot::density
