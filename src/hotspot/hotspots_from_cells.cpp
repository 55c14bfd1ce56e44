// SPDX-License-Identifier: MIT
#include "hotspot/cell_parts.hpp"
#include "hotspot/clip.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/rank.hpp"

#include "geo/geos.hpp"

#include "harmspot/hotspot.hpp"
#include "harmspot/parallel.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

/// Hot cells that hang together by sides, from the north-west; areas each by itself.
std::vector<std::vector<std::size_t>> patches_of(const SignificantCells& cells)
{
    std::vector<std::uint8_t> seen(cells.cell_class.size(), 0);
    std::vector<std::vector<std::size_t>> patches;
    const auto take = [&](std::size_t cell, std::vector<std::size_t>& patch) {
        if (seen[cell] == 0 && cells.cell_class[cell] == CellClass::hot) {
            seen[cell] = 1;
            patch.push_back(cell);
        }
    };
    for (std::size_t cell = 0; cell < seen.size(); ++cell) {
        std::vector<std::size_t> patch;
        take(cell, patch);
        for (std::size_t i = 0; i < patch.size(); ++i) {
            for (const std::size_t neighbour : side_neighbours(cells.shapes, patch[i])) {
                take(neighbour, patch);
            }
        }
        if (!patch.empty()) {
            std::sort(patch.begin(), patch.end());
            patches.push_back(std::move(patch));
        }
    }
    return patches;
}

MultiPolygon outline_of(const std::vector<std::size_t>& patch, const CellShapes& shapes)
{
    if (patch.size() == 1) {
        return cell_outline(shapes, patch.front());
    }
    std::vector<MultiPolygon> outlines;
    outlines.reserve(patch.size());
    for (const std::size_t cell : patch) {
        outlines.push_back(cell_outline(shapes, cell));
    }
    return geos::unite(outlines, 0);
}

ChanceFigures strongest(const std::vector<std::size_t>& patch, const SignificantCells& cells)
{
    std::size_t best = patch.front();
    for (const std::size_t cell : patch) {
        if (cells.z[cell] > cells.z[best] || (!(cells.z[cell] < cells.z[best]) && cell < best)) {
            best = cell;
        }
    }
    return {cells.z[best], cells.p_value[best], cells.p_adjusted[best]};
}

std::optional<double> at_risk_in(const std::vector<std::size_t>& patch, const SignificantCells& cells)
{
    if (cells.at_risk.empty()) {
        return std::nullopt;
    }
    double sum = 0;
    for (const std::size_t cell : patch) {
        sum += cells.at_risk[cell];
    }
    return sum;
}

/// What of an outline lies in the scope, as hotspots of their own: connected pieces of a patch of cells, but an area
/// whole, islands and all.
std::vector<MultiPolygon> pieces_of(const MultiPolygon& outline, const CellShapes& shapes, const ShapeIndex& scope)
{
    std::vector<MultiPolygon> pieces;
    if (std::holds_alternative<AreaShapes>(shapes)) {
        auto whole = clip_whole(outline, scope);
        std::erase_if(whole, [](const Polygon& polygon) { return area(polygon) < kDustM2; });
        if (!whole.empty()) {
            pieces.push_back(std::move(whole));
        }
        return pieces;
    }
    for (auto& piece : clip(outline, scope, 1)) {
        pieces.push_back(std::move(piece.shape));
    }
    return pieces;
}

/// What of each cell of a patch lies in the scope. A place on a side of two cells counts for the first.
std::vector<Holding> holdings(const std::vector<std::size_t>& patch, const CellShapes& shapes, const ShapeIndex& scope,
                              const ScopeRows& rows)
{
    std::vector<Holding> held;
    std::vector<bool> counted(rows.sites().size(), false);
    for (const std::size_t cell : patch) {
        const auto inside = clip_whole(cell_outline(shapes, cell), scope);
        Holding& holding = held.emplace_back();
        holding.area_km2 = area(inside) / 1e6;
        for (const std::uint32_t site : rows.members(inside)) {
            if (!counted[site]) {
                counted[site] = true;
                holding.incidents += rows.sites()[site].incidents();
                ++holding.places;
            }
        }
    }
    return held;
}

/// The patches, those cut that are too large to be one place; areas of a layer stay whole.
std::vector<std::vector<std::size_t>> parts_of(const SignificantCells& cells, const ShapeIndex& scope,
                                               const ScopeRows& rows, const HotspotRules& rules,
                                               const HotspotContext& context)
{
    auto patches = patches_of(cells);
    if (std::holds_alternative<AreaShapes>(cells.shapes)) {
        return patches;
    }
    std::vector<std::vector<std::vector<std::size_t>>> parts(patches.size());
    parallel_for(context.threads, patches.size(), [&](std::size_t i) {
        parts[i] = cell_parts(patches[i], cells, holdings(patches[i], cells.shapes, scope, rows), rules);
    });
    std::vector<std::vector<std::size_t>> all;
    for (auto& of_patch : parts) {
        for (auto& part : of_patch) {
            all.push_back(std::move(part));
        }
    }
    return all;
}

} // namespace

HotspotList hotspots_from_cells(const SignificantCells& cells, const ThemeRows& rows, const HotspotRules& rules,
                                const Scope& scope, const HotspotContext& context)
{
    const ShapeIndex shape(*scope.shape);
    const ScopeRows scope_rows(rows, scope, shape, context);
    const Describer describer(scope_rows, rows, context);
    const Neighbours neighbours(scope, context);
    const auto patches = parts_of(cells, shape, scope_rows, rules, context);
    std::vector<MultiPolygon> outlines(patches.size());
    parallel_for(context.threads, patches.size(),
                 [&](std::size_t i) { outlines[i] = outline_of(patches[i], cells.shapes); });

    HotspotList list;
    list.incidents_in_scope = scope_rows.incidents();
    list.harm_in_scope = scope_rows.harm();
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        for (auto& piece : pieces_of(outlines[i], cells.shapes, shape)) {
            list.region_km2 += area(piece) / 1e6;
            auto draft = describer.describe_if_kept(std::move(piece), rules, list);
            if (!draft) {
                continue;
            }
            draft->hotspot.chance = strongest(patches[i], cells);
            draft->hotspot.at_risk = at_risk_in(patches[i], cells);
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
