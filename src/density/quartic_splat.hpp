// SPDX-License-Identifier: MIT
#pragma once

// Quartic kernel, narrow bandwidths: every place adds its span of a row cell by cell. Accurate to a few
// roundings in every cell.

#include "density/tile_loops.hpp"

namespace harmspot::density
{
namespace
{

/// Adds w ((R² − dy²) − dx²)² to columns [begin, end), and nothing past the rim.
inline void add_quartic_span(double* sums, std::int32_t begin, std::int32_t end, double east, double square,
                             double weight)
{
    const Lanes none = all(0);
    const Lanes step = all(static_cast<double>(kLanes));
    const Lanes rise = all(square);
    const Lanes w = all(weight);
    Lanes dx = all(static_cast<double>(begin) + 0.5 - east) + load(kLaneNumbers);
    for (std::int32_t col = begin; col < end; col += static_cast<std::int32_t>(kLanes)) {
        const Lanes inside = larger(fused_negative(dx, dx, rise), none);
        store(sums + col, fused(w * inside, inside, load(sums + col)));
        dx = dx + step;
    }
}

/// Σ w (R² − d²)², in cells⁴.
void quartic_splat(const Tile& tile)
{
    Tile of_peak_1 = tile;
    const double r2 = tile.bandwidth * tile.bandwidth;
    of_peak_1.scale = tile.scale / r2 / r2;
    each_row(of_peak_1, [&tile](PlaceRange near, double south, double shift, double* sums) {
        each_span(tile, near, south, shift, [sums](const Spans& spans, std::size_t i) {
            add_quartic_span(sums, spans.begin[i], spans.end[i], spans.east[i], spans.square[i], spans.weight[i]);
        });
    });
}

} // namespace
} // namespace harmspot::density
