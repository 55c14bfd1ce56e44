// SPDX-License-Identifier: MIT
#include "density/cell_windows.hpp"
#include "density/engine.hpp"
#include "density/quartic_tiles.hpp"
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
static_assert(2 * kWidestSplat + 1 <= kWidestSplatCells);
/// Rows and columns of a tile: so many reaches repay the reading of the places round it, while a polynomial
/// about its middle stays exact. Narrow kernels have no polynomial, and get tiles that repay setting them up.
constexpr double kNarrowTileCells = 128;
constexpr std::size_t kSplatCols = 512; ///< of the quartic, which likes fewer copies
constexpr double kTileReaches = 4;
/// The columns' share for degree 6, whose coefficients grow fastest away from the middle.
constexpr double kTriweightReaches = 1.5;
constexpr double kMostTileCells = 1U << 20U;
/// Standard deviations at which the Gaussian is cut off when added cell by cell. With R = 7.25 what is lost is under
/// (R²/2) exp(1 − R²/2) = 2.8e-10 of the greatest value: see gaussian_lattice.hpp.
constexpr double kGaussianCut = 7.25;
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
        return loops.uniform;
    case Kernel::epanechnikov:
        return loops.epanechnikov;
    case Kernel::triweight:
        return loops.triweight;
    case Kernel::cone:
        return loops.cone;
    case Kernel::gaussian:
        return loops.gaussian_splat;
    case Kernel::quartic:
        break;
    }
    return loops.quartic_cells;
}

struct Choice {
    TileLoop loop = nullptr;
    std::size_t tile_rows = 0;
    std::size_t tile_cols = 0;
    RowOrder order = RowOrder::by_east;
};

/// The loop for a kernel that reaches so many cells, and the tiles and order of places it likes.
Choice choose(Kernel kernel, double reach, const TileLoops& loops)
{
    const bool quartic = kernel == Kernel::quartic;
    const bool narrow = reach <= (quartic ? kWidestSplat : kNarrowReach) || kernel == Kernel::gaussian;
    const double least = narrow ? kNarrowTileCells : 1;
    const auto cells_of = [&](double reaches) {
        return static_cast<std::size_t>(std::clamp(reaches * reach, least, kMostTileCells));
    };
    const std::size_t cells = cells_of(kTileReaches);
    if (!quartic) {
        const bool blocks = kernel != Kernel::gaussian;
        const std::size_t cols = kernel == Kernel::triweight ? cells_of(kTriweightReaches) : cells;
        return {loop_of(kernel, loops), cells, cols, blocks ? RowOrder::by_east : RowOrder::as_given};
    }
    return {loops.quartic_cells, cells, kSplatCols, RowOrder::by_east};
}

std::vector<CellReach> reaches_of(const std::vector<CellWindow>& windows)
{
    std::vector<CellReach> reaches;
    for (const auto& window : windows) {
        reaches.push_back(window.reach());
    }
    return reaches;
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
    const auto loops = loops_of(context.simd);
    const bool gaussian = params.kernel == Kernel::gaussian;
    if (gaussian && lattice_is_cheaper(places, params, grid)) {
        lattice_density(places, params, context, loops, raster);
        return;
    }
    const double reach = (gaussian ? kGaussianCut * params.bandwidth_m : params.reach_m()) / grid.cell_m;
    if (reach > kWidestReach) {
        direct_density(places, params, context, raster);
        return;
    }
    if (params.kernel == Kernel::quartic && reach > kWidestSplat) {
        quartic_band_density(places, params, context, loops, raster);
        return;
    }
    const auto choice = choose(params.kernel, reach, loops);
    const std::size_t tile_rows = choice.tile_rows;
    StripPlan plan = plan_strips(grid, choice.tile_cols, reach);
    plan.order = choice.order;
    const Strips strips(places, grid, plan, context.threads);
    const auto samples = cell_samples(params.averages());
    const auto windows = params.kernel == Kernel::quartic ? cell_windows(reach, samples) : std::vector<CellWindow>{};
    const double scale = peak_per_km2(params) / static_cast<double>(samples.count * samples.count);
    const auto reaches = reaches_of(windows);
    const std::size_t blocks = (grid.rows + tile_rows - 1) / tile_rows;
    TaskProgress progress(context.progress, blocks * plan.count);
    Workspaces workspaces;
    parallel_for(context.threads, blocks * plan.count, [&](std::size_t index) {
        const std::size_t strip = index % plan.count;
        Tile tile = strips.tile_of(strip);
        tile.row_begin = index / plan.count * tile_rows;
        tile.row_end = std::min(grid.rows, tile.row_begin + tile_rows);
        tile.out = raster.values.data() + tile.row_begin * grid.cols + strip * plan.cols;
        tile.stride = grid.cols;
        if (strips.any_near(strip, tile.row_begin, tile.row_end)) {
            tile.bandwidth = params.bandwidth_m / grid.cell_m;
            tile.rims_only = reach <= kNarrowReach;
            tile.scale = scale;
            tile.samples = samples;
            tile.reaches = reaches.data();
            auto workspace = workspaces.take();
            const std::size_t scratch = std::max(scratch_doubles(tile.row_end - tile.row_begin, tile.cols, reach),
                                                 cell_splat_doubles(tile.cols, reach));
            if (choice.order == RowOrder::by_east && params.kernel != Kernel::quartic) {
                tile.blocks = with_room(workspace->blocks, strips.most_blocks_near(tile) * kBlockDoubles);
            }
            tile.scratch = with_room(workspace->scratch, scratch);
            std::fill_n(tile.scratch, scratch, 0.0);
            choice.loop(tile);
            workspaces.give_back(std::move(workspace));
        } else {
            clear(tile);
        }
        progress.one_done();
    });
}

} // namespace harmspot::density
