// SPDX-License-Identifier: MIT
#pragma once

// Gaussian kernel: every place adds its span of a row cell by cell. Along a row, values `kLanes` apart are
// in a ratio that itself changes by a constant factor, so that one exponential serves a whole span.

#include "density/exponential.hpp"

namespace harmspot::density
{
namespace
{

/// How many columns one exponential serves: rounding in the ratios grows with the square of their number, and
/// below one cell of bandwidth the ratios would overflow.
inline std::int32_t columns_per_exponential(double bandwidth_cells)
{
    constexpr std::int32_t kVectors = 64;
    constexpr auto kColumns = static_cast<std::int32_t>(kLanes);
    return bandwidth_cells < 1 ? kColumns : kVectors * kColumns;
}

/// Adds w exp(−(dx² + dy²) / 2h²) to the columns [begin, end), and nothing past the rim.
inline void add_gaussian_span(double bandwidth, double* sums, const Spans& spans, std::size_t i)
{
    constexpr auto kColumns = static_cast<std::int32_t>(kLanes);
    constexpr auto kStep = static_cast<double>(kLanes);
    const double per = -0.5 / (bandwidth * bandwidth);
    const Lanes rim2 = all(spans.square[i]);
    const Lanes weight = all(spans.weight[i]);
    const Lanes dy2 = all(spans.dy[i] * spans.dy[i]);
    const Lanes ratio_step = bounded_exponential(all(2 * kStep * kStep * per));
    const std::int32_t block = columns_per_exponential(bandwidth);
    for (std::int32_t from = spans.begin[i]; from < spans.end[i]; from += block) {
        const std::int32_t to = from + block < spans.end[i] ? from + block : spans.end[i];
        Lanes dx = all(static_cast<double>(from) + 0.5 - spans.east[i]) + load(kLaneNumbers);
        Lanes value = weight * bounded_exponential(fused(dx, dx, dy2) * all(per));
        Lanes ratio = bounded_exponential((dx + dx + all(kStep)) * all(kStep * per));
        for (std::int32_t col = from; col < to; col += kColumns) {
            store(sums + col, load(sums + col) + where_less(dx * dx, rim2, value, all(0)));
            value = value * ratio;
            ratio = ratio * ratio_step;
            dx = dx + all(kStep);
        }
    }
}

void gaussian_splat(const Tile& tile)
{
    each_row(tile, [&tile](PlaceRange near, double south, double shift, double* sums) {
        Spans spans;
        for (std::size_t at = near.begin; at < near.end; at += kLanes) {
            find_spans(tile, at, near.end, south, shift, all(0), spans);
            for (std::size_t i = 0; i < kLanes; ++i) {
                add_gaussian_span(tile.bandwidth, sums, spans, i);
            }
        }
    });
}

} // namespace
} // namespace harmspot::density
