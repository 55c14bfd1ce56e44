// SPDX-License-Identifier: MIT
#include "former_quartic.hpp"

#include "density/engine.hpp"
#include "density/quartic_tiles.hpp"
#include "density/strips.hpp"
#include "density/workspace.hpp"
#include "harmspot/parallel.hpp"

#include <algorithm>

namespace bench
{

namespace
{

using namespace harmspot;
using namespace harmspot::density;

constexpr std::size_t kNarrowTileRows = 128;
constexpr std::size_t kNarrowTileCols = 512;
constexpr double kTileReaches = 4;

FormerLoops loops_of(SimdPath path)
{
#if defined(__x86_64__)
    if (path == SimdPath::avx512) {
        return former_avx512_loops();
    }
    if (path == SimdPath::avx2) {
        return former_avx2_loops();
    }
#endif
    static_cast<void>(path);
    return former_plain_loops();
}

void sum_tile(Tile tile, const Strips& strips, TileLoop loop, Workspaces& workspaces)
{
    auto workspace = workspaces.take();
    const std::size_t scratch = scratch_doubles(tile.row_end - tile.row_begin, tile.cols, tile.reach);
    tile.blocks = with_room(workspace->blocks, strips.most_blocks_near(tile) * kBlockDoubles);
    tile.scratch = with_room(workspace->scratch, scratch);
    std::fill_n(tile.scratch, scratch, 0.0);
    loop(tile);
    workspaces.give_back(std::move(workspace));
}

} // namespace

void former_quartic(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                    Raster<double>& raster)
{
    const Grid& grid = raster.grid;
    const double reach = params.reach_m() / grid.cell_m;
    const bool narrow = reach <= kWidestSplat;
    const auto loops = loops_of(context.simd);
    const auto side = static_cast<std::size_t>(kTileReaches * reach);
    const std::size_t rows = narrow ? kNarrowTileRows : side;
    StripPlan plan = plan_strips(grid, narrow ? kNarrowTileCols : side, reach);
    plan.order = narrow ? RowOrder::as_given : RowOrder::by_east;
    const Strips strips(places, grid, plan, context.threads);
    const std::size_t blocks = (grid.rows + rows - 1) / rows;
    Workspaces workspaces;
    parallel_for(context.threads, blocks * plan.count, [&](std::size_t index) {
        const std::size_t strip = index % plan.count;
        Tile tile = strips.tile_of(strip);
        tile.row_begin = index / plan.count * rows;
        tile.row_end = std::min(grid.rows, tile.row_begin + rows);
        tile.out = raster.values.data() + tile.row_begin * grid.cols + strip * plan.cols;
        tile.stride = grid.cols;
        tile.bandwidth = reach;
        tile.scale = peak_per_km2(params);
        tile.samples = cell_samples(false);
        sum_tile(tile, strips, narrow ? loops.splat : loops.sweep, workspaces);
    });
}

} // namespace bench
