// SPDX-License-Identifier: MIT
#include "harmspot/grid.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace harmspot
{

Grid Grid::covering(const Box& box, double cell_m)
{
    if (box.empty() || !std::isfinite(box.max_x - box.min_x) || !std::isfinite(box.max_y - box.min_y)) {
        throw ConfigError("cannot lay a grid: the study area is empty");
    }
    if (!(cell_m > 0) || !std::isfinite(cell_m)) {
        throw ConfigError(fmt::format("cannot lay a grid of cells {} m wide; cell_m must be above 0", cell_m));
    }
    const double west = std::floor(box.min_x / cell_m);
    const double east = std::ceil(box.max_x / cell_m);
    const double south = std::floor(box.min_y / cell_m);
    const double north = std::ceil(box.max_y / cell_m);
    const double cols = std::max(1.0, east - west);
    const double rows = std::max(1.0, north - south);
    if (cols * rows > static_cast<double>(kMaxCells)) {
        const double fits = cell_m * std::sqrt(cols * rows / static_cast<double>(kMaxCells));
        throw ConfigError(fmt::format("a grid of {} m cells over this area has {:.2g} cells, {:.1f} GB; the most is "
                                      "{:.1g}. Use cell_m = {:.0f} or more",
                                      cell_m, cols * rows, cols * rows * 8 / 1e9, static_cast<double>(kMaxCells),
                                      std::ceil(fits)));
    }
    Grid grid;
    grid.min_x = west * cell_m;
    grid.max_y = north * cell_m;
    grid.cell_m = cell_m;
    grid.cols = static_cast<std::size_t>(cols);
    grid.rows = static_cast<std::size_t>(rows);
    return grid;
}

Box Grid::extent() const noexcept
{
    return {min_x, max_y - static_cast<double>(rows) * cell_m, min_x + static_cast<double>(cols) * cell_m, max_y};
}

} // namespace harmspot
