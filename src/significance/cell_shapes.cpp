// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"
#include "harmspot/cells.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace harmspot
{

namespace
{

MultiPolygon square(const Grid& grid, std::size_t cell)
{
    const auto col = static_cast<double>(cell % grid.cols);
    const auto row = static_cast<double>(cell / grid.cols);
    const double west = grid.min_x + col * grid.cell_m;
    const double east = grid.min_x + (col + 1) * grid.cell_m;
    const double north = grid.max_y - row * grid.cell_m;
    const double south = grid.max_y - (row + 1) * grid.cell_m;
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

using Step = std::pair<int, int>; ///< rows southwards, columns eastwards

/// Steps to the cells that share a side, in ascending order of cells.
std::vector<Step> steps(const Grid&, std::size_t)
{
    return {{-1, 0}, {0, -1}, {0, 1}, {1, 0}};
}

std::vector<Step> steps(const HexGrid& grid, std::size_t row)
{
    const bool shifted = (grid.first_row - static_cast<std::int64_t>(row)) % 2 != 0;
    const int west = shifted ? 0 : -1; // of the two in the next row
    return {{-1, west}, {-1, west + 1}, {0, -1}, {0, 1}, {1, west}, {1, west + 1}};
}

template <class Lattice>
std::vector<std::size_t> neighbours_in(const Lattice& grid, std::size_t cell)
{
    const std::size_t row = cell / grid.cols;
    const auto at_row = static_cast<std::ptrdiff_t>(row);
    const auto at_col = static_cast<std::ptrdiff_t>(cell % grid.cols);
    std::vector<std::size_t> found;
    for (const auto& [down, right] : steps(grid, row)) {
        const auto to_row = at_row + down;
        const auto to_col = at_col + right;
        if (to_row >= 0 && to_col >= 0 && to_row < static_cast<std::ptrdiff_t>(grid.rows) &&
            to_col < static_cast<std::ptrdiff_t>(grid.cols)) {
            found.push_back(static_cast<std::size_t>(to_row) * grid.cols + static_cast<std::size_t>(to_col));
        }
    }
    return found;
}

} // namespace

std::size_t cell_count(const CellShapes& shapes)
{
    return std::visit(
        [](const auto& held) {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, AreaShapes>) {
                return held.areas.size();
            } else {
                return held.size();
            }
        },
        shapes);
}

MultiPolygon cell_outline(const CellShapes& shapes, std::size_t cell)
{
    if (const auto* grid = std::get_if<Grid>(&shapes)) {
        return square(*grid, cell);
    }
    if (const auto* hexagons = std::get_if<HexGrid>(&shapes)) {
        return {{hexagons->outline(cell / hexagons->cols, cell % hexagons->cols), {}}};
    }
    return std::get<AreaShapes>(shapes).areas[cell].shape;
}

std::vector<std::size_t> side_neighbours(const CellShapes& shapes, std::size_t cell)
{
    if (const auto* grid = std::get_if<Grid>(&shapes)) {
        return neighbours_in(*grid, cell);
    }
    if (const auto* hexagons = std::get_if<HexGrid>(&shapes)) {
        return neighbours_in(*hexagons, cell);
    }
    return {};
}

} // namespace harmspot
