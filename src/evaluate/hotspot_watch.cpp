// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include "hotspot/coverage.hpp"

#include "harmspot/area.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace harmspot
{

namespace
{

constexpr double kM2PerKm2 = 1e6;

/// Columns or rows of `count` cells, from `first` to `end` − 1.
struct Range {
    std::size_t first = 0;
    std::size_t end = 0;
};

Range covering(double from, double to, double cell_m, std::size_t count)
{
    const auto within = [count](double at) {
        return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(count)));
    };
    return {within(std::floor(from / cell_m)), within(std::ceil(to / cell_m))};
}

/// The part of `grid` round `box`: its rows and columns.
struct Part {
    Range rows;
    Range cols;
};

Part part_round(const Box& box, const Grid& grid)
{
    return {covering(grid.max_y - box.max_y, grid.max_y - box.min_y, grid.cell_m, grid.rows),
            covering(box.min_x - grid.min_x, box.max_x - grid.min_x, grid.cell_m, grid.cols)};
}

Grid grid_of(const Part& part, const Grid& grid)
{
    Grid small = grid;
    small.min_x = grid.min_x + static_cast<double>(part.cols.first) * grid.cell_m;
    small.max_y = grid.max_y - static_cast<double>(part.rows.first) * grid.cell_m;
    small.cols = part.cols.end - part.cols.first;
    small.rows = part.rows.end - part.rows.first;
    return small;
}

/// As many of the highest as the budget has room for. Of cells that tie at the level none, when all would be too many.
std::optional<double> least_of_area(std::vector<double>& values, double budget_cells)
{
    const auto room = static_cast<std::size_t>(std::max(0.0, budget_cells));
    if (room == 0 || values.empty()) {
        return std::nullopt;
    }
    if (values.size() <= room) {
        return *std::min_element(values.begin(), values.end());
    }
    const auto first_out = values.begin() + static_cast<std::ptrdiff_t>(room);
    std::nth_element(values.begin(), first_out, values.end(), std::greater<>());
    const double out = *first_out; // the highest for which there is no room
    double least = std::numeric_limits<double>::infinity();
    for (auto value = values.begin(); value != first_out; ++value) {
        least = *value > out ? std::min(least, *value) : least;
    }
    return std::isfinite(least) ? std::optional(least) : std::nullopt;
}

std::optional<double> least_of_mass(std::vector<double>& values, double share)
{
    std::sort(values.begin(), values.end(), std::greater<>());
    double all = 0;
    for (const double value : values) {
        all += value;
    }
    double held = 0;
    for (const double value : values) {
        held += value;
        if (held >= share * all) {
            return value;
        }
    }
    return values.empty() ? std::nullopt : std::optional(values.back());
}

} // namespace

std::optional<double> least_hot(std::vector<double>& values, const CutRule& cut, double budget_cells)
{
    std::erase_if(values, [](double value) { return !(value > 0); });
    switch (cut.kind) {
    case CutRule::Kind::area_share:
        return least_of_area(values, budget_cells);
    case CutRule::Kind::mass_share:
        return least_of_mass(values, cut.value);
    case CutRule::Kind::level:
        break;
    }
    return cut.value > 0 ? std::optional(cut.value) : std::nullopt;
}

HotspotWatch::HotspotWatch(std::span<const WatchedScope> scopes, const CutRule& cut, const Grid& grid)
    : m_cut(cut), m_grid(grid)
{
    for (const auto& watched : scopes) {
        auto& scope = m_scopes.emplace_back();
        const auto part = part_round(bounds(*watched.shape), grid);
        scope.first_row = part.rows.first;
        scope.first_col = part.cols.first;
        scope.inside = Raster<std::uint8_t>(grid_of(part, grid), std::uint8_t{0});
        burn(scope.inside, *watched.shape, 1);
        scope.budget_cells = cut.value * watched.searchable_km2 * kM2PerKm2 / grid.cell_area_m2();
        for (const auto* spot : watched.spots) {
            scope.spots.push_back(footprint(*spot));
        }
    }
}

HotspotWatch::Footprint HotspotWatch::footprint(const MultiPolygon& shape) const
{
    const auto part = part_round(bounds(shape), m_grid);
    const auto grid = grid_of(part, m_grid);
    Footprint footprint;
    if (grid.size() == 0) {
        return footprint;
    }
    const Coverage coverage(shape, grid.min_x, grid.max_y, grid.cell_m, grid.rows, grid.cols);
    std::vector<double> shares(grid.cols);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        coverage.row(row, shares);
        const std::size_t first = (part.rows.first + row) * m_grid.cols + part.cols.first;
        for (std::size_t col = 0; col < grid.cols; ++col) {
            if (shares[col] > 0) {
                footprint.cells.emplace_back(static_cast<std::uint32_t>(first + col), shares[col]);
                footprint.covered += shares[col];
            }
        }
    }
    return footprint;
}

bool HotspotWatch::is_inside(const OneScope& scope, std::uint32_t cell) const
{
    const std::size_t row = cell / m_grid.cols - scope.first_row;
    const std::size_t col = cell % m_grid.cols - scope.first_col;
    // What lies north or west of the part wraps round to a number beyond it.
    return row < scope.inside.grid.rows && col < scope.inside.grid.cols && scope.inside(row, col) != 0;
}

HotspotWatch::Seats HotspotWatch::seats(std::span<const std::uint32_t> cells) const
{
    Seats seats;
    for (const auto& scope : m_scopes) {
        auto& seat = seats.m_scopes.emplace_back();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (is_inside(scope, cells[i])) {
                seat.inside.push_back(static_cast<std::uint32_t>(i));
            }
        }
        for (const auto& spot : scope.spots) {
            auto& to = seat.spots.emplace_back();
            to.cells_wanted = kFoundAgainShare * spot.covered;
            auto at = cells.begin();
            for (const auto& [cell, share] : spot.cells) {
                at = std::lower_bound(at, cells.end(), cell);
                if (at != cells.end() && *at == cell) {
                    to.cells.push_back({static_cast<std::uint32_t>(at - cells.begin()), share});
                }
            }
        }
    }
    return seats;
}

Sighting HotspotWatch::look(const CellValues& surface, const Seats& seats) const
{
    Sighting sighting;
    std::vector<double> values;
    for (std::size_t s = 0; s < m_scopes.size(); ++s) {
        const auto& seat = seats.m_scopes[s];
        auto& found = sighting.found.emplace_back(seat.spots.size(), std::uint8_t{0});
        values.resize(seat.inside.size());
        std::transform(seat.inside.begin(), seat.inside.end(), values.begin(),
                       [&](std::uint32_t at) { return surface.value[at]; });
        const auto level = least_hot(values, m_cut, m_scopes[s].budget_cells);
        if (!level) {
            continue;
        }
        for (std::size_t i = 0; i < seat.spots.size(); ++i) {
            double hot = 0;
            for (const auto& [at, share] : seat.spots[i].cells) {
                hot += surface.value[at] >= *level ? share : 0.0;
            }
            found[i] = hot > 0 && hot >= seat.spots[i].cells_wanted ? 1 : 0;
        }
        if (s == 0) {
            for (const auto at : seat.inside) {
                if (surface.value[at] >= *level) {
                    sighting.hot.push_back(surface.cell[at]);
                }
            }
        }
    }
    return sighting;
}

} // namespace harmspot
