// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/rank.hpp"

#include "geo/geos.hpp"

#include "harmspot/hotspot.hpp"
#include "harmspot/parallel.hpp"

#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

/// Hot cells that hang together by sides, from the north-west.
std::vector<std::vector<std::size_t>> patches_of(const Raster<CellClass>& classes)
{
    const auto& grid = classes.grid;
    std::vector<std::uint8_t> seen(grid.size(), 0);
    std::vector<std::vector<std::size_t>> patches;
    const auto take = [&](std::size_t cell, std::vector<std::size_t>& patch) {
        if (seen[cell] == 0 && classes.values[cell] == CellClass::hot) {
            seen[cell] = 1;
            patch.push_back(cell);
        }
    };
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        std::vector<std::size_t> patch;
        take(cell, patch);
        for (std::size_t i = 0; i < patch.size(); ++i) {
            const std::size_t at = patch[i];
            const std::size_t col = at % grid.cols;
            if (col > 0) {
                take(at - 1, patch);
            }
            if (col + 1 < grid.cols) {
                take(at + 1, patch);
            }
            if (at >= grid.cols) {
                take(at - grid.cols, patch);
            }
            if (at + grid.cols < grid.size()) {
                take(at + grid.cols, patch);
            }
        }
        if (!patch.empty()) {
            patches.push_back(std::move(patch));
        }
    }
    return patches;
}

MultiPolygon outline_of(const std::vector<std::size_t>& patch, const Grid& grid)
{
    std::vector<MultiPolygon> squares;
    squares.reserve(patch.size());
    for (const std::size_t cell : patch) {
        const auto col = static_cast<double>(cell % grid.cols);
        const auto row = static_cast<double>(cell / grid.cols);
        const double west = grid.min_x + col * grid.cell_m;
        const double east = grid.min_x + (col + 1) * grid.cell_m;
        const double north = grid.max_y - row * grid.cell_m;
        const double south = grid.max_y - (row + 1) * grid.cell_m;
        squares.push_back({{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}});
    }
    return geos::unite(squares, 0);
}

ChanceFigures strongest(const std::vector<std::size_t>& patch, const SignificantCells& cells)
{
    std::size_t best = patch.front();
    for (const std::size_t cell : patch) {
        const double z = cells.z.values[cell];
        const double best_z = cells.z.values[best];
        if (z > best_z || (!(z < best_z) && cell < best)) {
            best = cell;
        }
    }
    return {cells.z.values[best], cells.p_value.values[best], cells.p_adjusted.values[best]};
}

} // namespace

HotspotList hotspots_from_cells(const SignificantCells& cells, const ThemeRows& rows, const HotspotRules& rules,
                                const Scope& scope, const HotspotContext& context)
{
    const ShapeIndex shape(*scope.shape);
    const ScopeRows scope_rows(rows, scope, shape, context);
    const Describer describer(scope_rows, rows, context);
    const Neighbours neighbours(scope, context);
    const auto patches = patches_of(cells.cell_class);
    std::vector<MultiPolygon> outlines(patches.size());
    parallel_for(context.threads, patches.size(),
                 [&](std::size_t i) { outlines[i] = outline_of(patches[i], cells.cell_class.grid); });

    HotspotList list;
    list.incidents_in_scope = scope_rows.incidents();
    list.harm_in_scope = scope_rows.harm();
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        for (auto& piece : clip(outlines[i], shape, 1)) {
            list.region_km2 += area(piece.shape) / 1e6;
            auto draft = describer.describe_if_kept(std::move(piece.shape), rules, list);
            if (!draft) {
                continue;
            }
            draft->hotspot.chance = strongest(patches[i], cells);
            for (auto& beyond : neighbours.beyond(outlines[i])) {
                draft->hotspot.continues_into.push_back(std::move(beyond.name));
            }
            drafts.push_back(std::move(*draft));
        }
    }
    list.hotspots = ranked(std::move(drafts), {}, context);
    return list;
}

} // namespace harmspot
