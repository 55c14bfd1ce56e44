// SPDX-License-Identifier: MIT
#include "density/engine.hpp"
#include "density/strips.hpp"
#include "density/workspace.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Up to this many cells, kernels are summed cell by cell.
constexpr double kNarrowReach = 12;
/// Rows and columns of a tile: so many reaches repay the reading of the places round it, while a polynomial
/// about its middle stays exact. Narrow kernels have no polynomial, and get tiles that repay setting them up.
constexpr double kNarrowTileCells = 128;
constexpr double kTileReaches = 4;
constexpr double kMostTileCells = 1U << 20U;
/// Kernels wider than this many cells are summed directly.
constexpr double kWidestReach = 100'000;

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

TileLoop loop_of(Kernel kernel, const TileLoops& loops)
{
    switch (kernel) {
    case Kernel::uniform:
        return loops.power[0];
    case Kernel::epanechnikov:
        return loops.power[1];
    case Kernel::quartic:
        return loops.power[2];
    case Kernel::triweight:
        return loops.power[3];
    case Kernel::cone:
        return loops.cone;
    case Kernel::gaussian:
        break;
    }
    return loops.gaussian_splat;
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
    const double reach = params.reach_m() / grid.cell_m;
    if (reach > kWidestReach) {
        direct_density(places, params, context, raster);
        return;
    }
    const auto loop = loop_of(params.kernel, loops_of(context.simd));
    const bool narrow = reach <= kNarrowReach;
    const auto tile_cells =
        static_cast<std::size_t>(std::clamp(kTileReaches * reach, narrow ? kNarrowTileCells : 1.0, kMostTileCells));
    const StripPlan plan = plan_strips(grid, tile_cells, reach);
    const Strips strips(places, grid, plan, context.threads);
    const auto samples = cell_samples(params.averages());
    const double scale = peak_per_km2(params) / static_cast<double>(samples.count * samples.count);
    const std::size_t blocks = (grid.rows + tile_cells - 1) / tile_cells;
    TaskProgress progress(context.progress, blocks * plan.count);
    Workspaces workspaces;
    parallel_for(context.threads, blocks * plan.count, [&](std::size_t index) {
        const std::size_t strip = index % plan.count;
        Tile tile = strips.tile_of(strip);
        tile.row_begin = index / plan.count * tile_cells;
        tile.row_end = std::min(grid.rows, tile.row_begin + tile_cells);
        tile.out = raster.values.data() + tile.row_begin * grid.cols + strip * plan.cols;
        tile.stride = grid.cols;
        if (strips.any_near(strip, tile.row_begin, tile.row_end)) {
            tile.bandwidth = params.bandwidth_m / grid.cell_m;
            tile.rims_only = narrow;
            tile.scale = scale;
            tile.samples = samples;
            auto workspace = workspaces.take();
            const std::size_t scratch = scratch_doubles(tile.row_end - tile.row_begin, tile.cols, reach);
            tile.blocks = with_room(workspace->blocks, strips.most_blocks_near(tile) * kBlockDoubles);
            tile.scratch = with_room(workspace->scratch, scratch);
            std::fill_n(tile.scratch, scratch, 0.0);
            loop(tile);
            workspaces.give_back(std::move(workspace));
        } else {
            clear(tile);
        }
        progress.one_done();
    });
}

} // namespace harmspot::density
