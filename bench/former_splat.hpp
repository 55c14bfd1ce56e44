// SPDX-License-Identifier: MIT
#pragma once

// How the quartic was summed for narrow bandwidths before cell_splat.hpp: every place adds its span of a row cell by
// cell. Accurate to a few roundings in every cell. All spans are taken as long as the longest, 2R + 1 cells, because a
// branch that the processor cannot foresee costs more than the cells outside the disc, which max(0, …) keeps at 0.

#include "density/tile_loops.hpp"

namespace harmspot::density
{
namespace
{

/// Adds w max(0, square − dx²)² to `vectors` × `kLanes` columns; dx is that of the first.
template <std::size_t vectors>
inline void add_quartic_span(double* sums, double first_dx, double square, double weight)
{
    const Lanes none = all(0);
    const Lanes rise = all(square);
    const Lanes w = all(weight);
    const Lanes first = all(first_dx) + load(kLaneNumbers);
    for (std::size_t i = 0; i < vectors; ++i) {
        const Lanes dx = first + all(static_cast<double>(i * kLanes));
        const Lanes inside = larger(fused_negative(dx, dx, rise), none);
        double* at = sums + i * kLanes;
        store(at, fused(w * inside, inside, load(at)));
    }
}

template <std::size_t vectors>
void add_quartic_line(const Tile& tile, PlaceRange near, double south, double shift, double* sums)
{
    alignas(64) double first_dx[kLanes];
    alignas(64) double square[kLanes];
    std::int32_t begin[kLanes];
    const Lanes none = all(0);
    const Lanes last = all(static_cast<double>(tile.cols));
    const Lanes reach2 = all(tile.reach * tile.reach * (1 - kRimShare));
    for (std::size_t at = near.begin; at < near.end; at += kLanes) {
        const Lanes dy = all(south) - load(tile.south + at);
        const Lanes squares = fused_negative(dy, dy, reach2);
        const Lanes middle = load(tile.east + at) + all(0.5 - shift);
        const Lanes begins = smaller(larger(middle - all(tile.reach), none), last);
        store_whole(begin, begins);
        store(square, squares);
        store(first_dx, whole(begins) + all(1) - middle);
        unsigned reaching = less_bits(none, squares);
        if (near.end - at < kLanes) {
            reaching &= (1U << (near.end - at)) - 1;
        }
        for (; reaching != 0; reaching &= reaching - 1) {
            const auto i = static_cast<std::size_t>(__builtin_ctz(reaching));
            add_quartic_span<vectors>(sums + begin[i], first_dx[i], square[i], tile.weight[at + i]);
        }
    }
}

/// Σ w (R² − d²)², in cells⁴.
template <std::size_t vectors>
void quartic_splat_of(const Tile& tile)
{
    Tile of_peak_1 = tile;
    const double r2 = tile.bandwidth * tile.bandwidth;
    of_peak_1.scale = tile.scale / r2 / r2;
    each_row(of_peak_1, [&tile](PlaceRange near, double south, double shift, double* sums) {
        add_quartic_line<vectors>(tile, near, south, shift, sums);
    });
}

/// The loop for spans of at least `cells` cells.
template <std::size_t vectors = 1>
TileLoop splat_of_width(std::size_t cells)
{
    if constexpr (vectors * kLanes < kWidestSplatCells) {
        if (vectors * kLanes < cells) {
            return splat_of_width<vectors + 1>(cells);
        }
    }
    return &quartic_splat_of<vectors>;
}

void quartic_splat(const Tile& tile)
{
    splat_of_width(static_cast<std::size_t>(2 * tile.reach) + 1)(tile);
}

} // namespace
} // namespace harmspot::density
