// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/lattice.hpp"
#include "hotspot/rank.hpp"
#include "hotspot/region.hpp"
#include "hotspot/split.hpp"

#include "geo/geos.hpp"

#include "harmspot/hotspot.hpp"
#include "harmspot/relative_risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

constexpr double kM2PerKm2 = 1e6;

/// Numbers of the tested cells whose centres lie in the shape; of one so small that none does, the cell that holds
/// its first corner, tested or not.
std::vector<std::size_t> cells_in(const MultiPolygon& shape, const RiskMap& map)
{
    const auto& grid = map.tested.grid;
    const auto box = bounds(shape);
    const auto index = [&](double cells, std::size_t count) {
        return static_cast<std::size_t>(std::clamp(std::floor(cells), 0.0, static_cast<double>(count) - 1));
    };
    const std::size_t west = index((box.min_x - grid.min_x) / grid.cell_m, grid.cols);
    const std::size_t east = index((box.max_x - grid.min_x) / grid.cell_m, grid.cols);
    const std::size_t north = index((grid.max_y - box.max_y) / grid.cell_m, grid.rows);
    const std::size_t south = index((grid.max_y - box.min_y) / grid.cell_m, grid.rows);
    Grid part;
    part.min_x = grid.min_x + static_cast<double>(west) * grid.cell_m;
    part.max_y = grid.max_y - static_cast<double>(north) * grid.cell_m;
    part.cell_m = grid.cell_m;
    part.cols = east - west + 1;
    part.rows = south - north + 1;
    Raster<std::uint8_t> inside(part, std::uint8_t{0});
    burn(inside, shape, 1);
    std::vector<std::size_t> cells;
    for (std::size_t row = 0; row < part.rows; ++row) {
        for (std::size_t col = 0; col < part.cols; ++col) {
            const std::size_t cell = (north + row) * grid.cols + west + col;
            if (inside(row, col) != 0 && map.tested.values[cell] != 0) {
                cells.push_back(cell);
            }
        }
    }
    if (cells.empty()) {
        const auto corner = shape.front().outer.front();
        cells.push_back(index((grid.max_y - corner.y) / grid.cell_m, grid.rows) * grid.cols +
                        index((corner.x - grid.min_x) / grid.cell_m, grid.cols));
    }
    return cells;
}

ChanceFigures chance_at_peak(const std::vector<std::size_t>& cells, const RiskMap& map)
{
    const auto peak = *std::max_element(cells.begin(), cells.end(), [&](std::size_t a, std::size_t b) {
        return map.strength.values[a] < map.strength.values[b];
    });
    const double strength = map.strength.values[peak];
    return {strength, map.p_value.values[peak], p_of_greatest(map.greatest, strength)};
}

RiskFigures figures_of(const std::vector<std::size_t>& cells, const RiskMap& map)
{
    double theme = 0;
    double against = 0;
    for (const std::size_t cell : cells) {
        theme += map.theme_density.values[cell];
        against += map.against_density.values[cell];
    }
    const double cell_km2 = map.tested.grid.cell_area_m2() / kM2PerKm2;
    return {against > 0 ? theme / against : std::numeric_limits<double>::quiet_NaN(),
            against * cell_km2 * static_cast<double>(map.theme_incidents), against * cell_km2 * map.theme_harm};
}

/// 1 − p where tested, so that places which chance explains least stand highest.
Raster<double> unlikeliness(const RiskMap& map)
{
    Raster<double> raster(map.p_value.grid, 0.0);
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        raster.values[i] = map.tested.values[i] != 0 ? 1 - map.p_value.values[i] : 0;
    }
    return raster;
}

} // namespace

HotspotList hotspots_from_risk(const RiskMap& map, const ThemeRows& rows, const HotspotRules& rules, const Scope& scope,
                               const HotspotContext& context)
{
    const ShapeIndex shape(*scope.shape);
    const ScopeRows scope_rows(rows, scope, shape, context);
    const Describer describer(scope_rows, rows, context);
    const Neighbours neighbours(scope, context);
    HotspotList list;
    list.incidents_in_scope = scope_rows.incidents();
    list.harm_in_scope = scope_rows.harm();
    list.level = map.tolerance;

    const auto unlikely = unlikeliness(map);
    const Lattice contoured(unlikely, context.threads);
    const Lattice strength(map.strength, context.threads);
    const auto region = region_at(1 - map.tolerance, contoured, shape, context.threads);
    list.region_km2 = region.area_m2 / kM2PerKm2;
    std::vector<Draft> drafts;
    for (const auto& piece : region.pieces) {
        for (auto& part : split(piece.shape, strength, scope_rows, rules)) {
            const auto cells = cells_in(part, map);
            const auto chance = chance_at_peak(cells, map);
            if (chance.p_adjusted > map.most_p_adjusted) {
                ++list.dropped_as_chance;
                continue;
            }
            auto draft = describer.describe_if_kept(std::move(part), rules, list);
            if (!draft) {
                continue;
            }
            draft->hotspot.chance = chance;
            draft->hotspot.risk = figures_of(cells, map);
            if (piece.clipped) {
                for (auto& beyond : neighbours.beyond({region.polygons[piece.source]})) {
                    draft->hotspot.continues_into.push_back(std::move(beyond.name));
                }
            }
            drafts.push_back(std::move(*draft));
        }
    }
    list.hotspots = ranked(std::move(drafts), {}, context);
    return list;
}

} // namespace harmspot
