// SPDX-License-Identifier: MIT
#include "density/engine.hpp"
#include "density/strips.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Up to this bandwidth in cells adding spans cell by cell is as fast as the sweep, and more accurate.
constexpr double kWidestSplat = 20;
static_assert(2 * kWidestSplat + 1 <= kWidestSplatCells);
/// Rows of a tile: enough to repay setting up its scratch, few enough to keep many threads busy.
constexpr std::size_t kTileRows = 64;

TileLoops loops_of(SimdPath path)
{
#if defined(__x86_64__)
    if (path == SimdPath::avx512 && simd_available(path)) {
        return avx512_loops();
    }
    if (path == SimdPath::avx2 && simd_available(path)) {
        return avx2_loops();
    }
#endif
    static_cast<void>(path);
    return plain_loops();
}

struct Choice {
    TileLoop loop = nullptr;
    std::size_t strip_cols = 0;
};

/// The loop for a kernel and bandwidth, and the strips it likes: narrow ones keep the sweep's rounding and
/// its rows small, wide ones mean fewer copies.
Choice choose(const KdeParams& params, const TileLoops& loops)
{
    constexpr std::size_t kSplatCols = 512;
    constexpr std::size_t kMostCols = 1U << 20U;
    constexpr double kSweepWidth = 4; // of a strip, in bandwidths
    const double reach = params.reach_m() / params.cell_m;
    const auto widths = static_cast<std::size_t>(std::min(kSweepWidth * reach + 1, static_cast<double>(kMostCols)));
    if (params.kernel == Kernel::quartic && reach > kWidestSplat) {
        return {loops.quartic_sweep, widths};
    }
    const auto loop = params.kernel == Kernel::quartic ? loops.quartic_splat : loops.gaussian_splat;
    return {loop, std::max(kSplatCols, widths)};
}

void clear(const Tile& tile)
{
    for (std::size_t row = tile.row_begin; row < tile.row_end; ++row) {
        std::fill_n(tile.out + (row - tile.row_begin) * tile.stride, tile.cols, 0.0);
    }
}

} // namespace

CellSamples cell_samples(bool average)
{
    CellSamples samples;
    if (average) {
        samples.count = kSubCells;
        for (std::size_t i = 0; i < kSubCells; ++i) {
            samples.at[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(kSubCells) - 0.5;
        }
    }
    return samples;
}

void tiled_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                   Raster<double>& raster)
{
    const Grid& grid = raster.grid;
    const Choice choice = choose(params, loops_of(context.simd));
    const StripPlan plan = plan_strips(grid, choice.strip_cols, params.reach_m() / grid.cell_m);
    const Strips strips(places, grid, plan, context.threads);
    const auto samples = cell_samples(params.averages());
    const double scale = peak_per_km2(params) / static_cast<double>(samples.count * samples.count);
    const std::size_t blocks = (grid.rows + kTileRows - 1) / kTileRows;
    TaskProgress progress(context.progress, blocks * plan.count);
    parallel_for(context.threads, blocks * plan.count, [&](std::size_t index) {
        const std::size_t strip = index % plan.count;
        Tile tile = strips.tile_of(strip);
        tile.row_begin = index / plan.count * kTileRows;
        tile.row_end = std::min(grid.rows, tile.row_begin + kTileRows);
        tile.out = raster.values.data() + tile.row_begin * grid.cols + strip * plan.cols;
        tile.stride = grid.cols;
        if (strips.any_near(strip, tile.row_begin, tile.row_end)) {
            tile.bandwidth = params.bandwidth_m / grid.cell_m;
            tile.scale = scale;
            tile.samples = samples;
            Cells<double> scratch(scratch_doubles(tile.cols), 0.0);
            tile.scratch = scratch.data();
            choice.loop(tile);
        } else {
            clear(tile);
        }
        progress.one_done();
    });
}

} // namespace harmspot::density
