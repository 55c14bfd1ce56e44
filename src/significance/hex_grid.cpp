// SPDX-License-Identifier: MIT
#include "harmspot/hex_grid.hpp"

#include "harmspot/error.hpp"
#include "harmspot/grid.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace harmspot
{

namespace
{

/// Rows lie this many spacings apart.
constexpr double kRowStep = std::numbers::sqrt3 / 2;

double shift_of(std::int64_t row)
{
    return row % 2 == 0 ? 0.0 : 0.5;
}

Point centre_of(std::int64_t row, std::int64_t col, double spacing_m)
{
    return {spacing_m * (static_cast<double>(col) + shift_of(row)), spacing_m * kRowStep * static_cast<double>(row)};
}

} // namespace

HexGrid HexGrid::covering(const Box& box, double spacing_m)
{
    if (!(spacing_m > 0) || !std::isfinite(spacing_m)) {
        throw ConfigError(fmt::format("the hexagons' width must be above 0 m, not {}", spacing_m));
    }
    const double south = std::floor(box.min_y / (spacing_m * kRowStep));
    const double north = std::ceil(box.max_y / (spacing_m * kRowStep));
    const double west = std::floor(box.min_x / spacing_m - 0.5);
    const double east = std::ceil(box.max_x / spacing_m);
    const double cells = (north - south + 1) * (east - west + 1);
    if (box.empty() || !(cells <= static_cast<double>(kMaxCells))) {
        throw ConfigError(fmt::format("hexagons {} m wide would be {:.3g} cells, more than {}; make them wider",
                                      spacing_m, box.empty() ? 0 : cells, kMaxCells));
    }
    HexGrid grid;
    grid.spacing_m = spacing_m;
    grid.first_col = static_cast<std::int64_t>(west);
    grid.first_row = static_cast<std::int64_t>(north);
    grid.cols = static_cast<std::size_t>(east - west) + 1;
    grid.rows = static_cast<std::size_t>(north - south) + 1;
    return grid;
}

double HexGrid::cell_area_m2() const noexcept
{
    return spacing_m * spacing_m * kRowStep;
}

Point HexGrid::centre(std::size_t row, std::size_t col) const noexcept
{
    return centre_of(first_row - static_cast<std::int64_t>(row), first_col + static_cast<std::int64_t>(col), spacing_m);
}

Ring HexGrid::outline(std::size_t row, std::size_t col) const
{
    // Corners lie on a lattice of half spacings by half side lengths; whole numbers of them are the same in all
    // three hexagons that meet at a corner, and so is the product.
    const std::int64_t number = first_row - static_cast<std::int64_t>(row);
    const std::int64_t x = 2 * (first_col + static_cast<std::int64_t>(col)) + (number % 2 == 0 ? 0 : 1);
    const std::int64_t y = 3 * number;
    const double half = spacing_m / 2;
    const double half_side = spacing_m / (2 * std::numbers::sqrt3);
    const auto corner = [&](std::int64_t right, std::int64_t up) {
        return Point{half * static_cast<double>(x + right), half_side * static_cast<double>(y + up)};
    };
    return {corner(0, 2), corner(-1, 1), corner(-1, -1), corner(0, -2), corner(1, -1), corner(1, 1), corner(0, 2)};
}

std::optional<std::size_t> HexGrid::cell_of(Point p) const
{
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
        return std::nullopt;
    }
    const double below = std::floor(p.y / (spacing_m * kRowStep));
    double nearest = 0;
    std::int64_t best_row = 0;
    std::int64_t best_col = 0;
    bool found = false;
    for (const double at : {below, below + 1}) {
        const auto row = static_cast<std::int64_t>(at);
        const auto col = static_cast<std::int64_t>(std::ceil(p.x / spacing_m - shift_of(row) - 0.5));
        const Point middle = centre_of(row, col, spacing_m);
        const double squared = (p.x - middle.x) * (p.x - middle.x) + (p.y - middle.y) * (p.y - middle.y);
        if (!found || squared < nearest) {
            found = true;
            nearest = squared;
            best_row = row;
            best_col = col;
        }
    }
    const std::int64_t down = first_row - best_row;
    const std::int64_t across = best_col - first_col;
    if (down < 0 || across < 0 || down >= static_cast<std::int64_t>(rows) ||
        across >= static_cast<std::int64_t>(cols)) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(down) * cols + static_cast<std::size_t>(across);
}

} // namespace harmspot
