// SPDX-License-Identifier: MIT
#include "hotspot/basins.hpp"

#include "hotspot/coverage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr double kLeastProminence = 1e-9;

struct Cell {
    double value = 0;
    std::size_t index = 0; ///< in the window
};

/// Basins as sets that can be joined; each remembers its summit's height.
class Summits
{
public:
    std::int32_t add(double height)
    {
        m_parent.push_back(static_cast<std::int32_t>(m_parent.size()));
        m_height.push_back(height);
        return m_parent.back();
    }
    std::int32_t find(std::int32_t basin)
    {
        auto& parent = m_parent[static_cast<std::size_t>(basin)];
        while (parent != m_parent[static_cast<std::size_t>(parent)]) {
            parent = m_parent[static_cast<std::size_t>(parent)];
        }
        return parent;
    }
    /// Joins two basins that meet at `saddle` if either hardly rises above it.
    void meet(std::int32_t a, std::int32_t b, double saddle)
    {
        a = find(a);
        b = find(b);
        const double lower = std::min(m_height[static_cast<std::size_t>(a)], m_height[static_cast<std::size_t>(b)]);
        if (a != b && lower - saddle <= kLeastProminence * lower) {
            const auto [keep, drop] = std::minmax(a, b); // the one begun first is the higher
            m_parent[static_cast<std::size_t>(drop)] = keep;
        }
    }

private:
    std::vector<std::int32_t> m_parent;
    std::vector<double> m_height;
};

/// The window over the piece, one cell wider, and the cells in it that the piece touches.
std::vector<Cell> touched_cells(const MultiPolygon& piece, const Lattice& lattice, Basins& window)
{
    const Grid& grid = lattice.grid();
    const Box box = bounds(piece);
    window.first_col = static_cast<long>(std::floor((box.min_x - grid.min_x) / grid.cell_m)) - 1;
    window.first_row = static_cast<long>(std::floor((grid.max_y - box.max_y) / grid.cell_m)) - 1;
    window.cols = static_cast<long>(std::floor((box.max_x - grid.min_x) / grid.cell_m)) + 2 - window.first_col;
    window.rows = static_cast<long>(std::floor((grid.max_y - box.min_y) / grid.cell_m)) + 2 - window.first_row;
    const auto rows = static_cast<std::size_t>(window.rows);
    const auto cols = static_cast<std::size_t>(window.cols);
    const Coverage coverage(piece, grid.min_x + static_cast<double>(window.first_col) * grid.cell_m,
                            grid.max_y - static_cast<double>(window.first_row) * grid.cell_m, grid.cell_m, rows, cols);
    std::vector<double> share(cols);
    std::vector<Cell> cells;
    for (std::size_t row = 0; row < rows; ++row) {
        coverage.row(row, share);
        for (std::size_t col = 0; col < cols; ++col) {
            if (share[col] > 0) {
                const double value =
                    lattice.at(window.first_row + static_cast<long>(row), window.first_col + static_cast<long>(col));
                cells.push_back({value, row * cols + col});
            }
        }
    }
    return cells;
}

} // namespace

Basins basins_of(const MultiPolygon& piece, const Lattice& lattice)
{
    Basins window;
    auto cells = touched_cells(piece, lattice, window);
    std::sort(cells.begin(), cells.end(),
              [](const Cell& a, const Cell& b) { return a.value != b.value ? a.value > b.value : a.index < b.index; });
    // The window's outermost cells are never touched, so that neighbours need no bounds check.
    const std::array<long, 8> around{-window.cols - 1, -window.cols, -window.cols + 1, -1, 1,
                                     window.cols - 1,  window.cols,  window.cols + 1};
    window.basin.assign(static_cast<std::size_t>(window.rows * window.cols), -1);
    std::vector<std::uint32_t> turn(window.basin.size(), 0);
    Summits summits;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::size_t here = cells[k].index;
        std::array<std::int32_t, 8> met{};
        std::size_t count = 0;
        std::size_t highest = cells.size();
        for (const long step : around) {
            const auto there = static_cast<std::size_t>(static_cast<long>(here) + step);
            if (window.basin[there] >= 0) {
                met[count++] = window.basin[there];
                highest = std::min<std::size_t>(highest, turn[there]);
            }
        }
        window.basin[here] = count == 0 ? summits.add(cells[k].value) : window.basin[cells[highest].index];
        turn[here] = static_cast<std::uint32_t>(k);
        for (std::size_t i = 0; i < count; ++i) {
            summits.meet(window.basin[here], met[i], cells[k].value);
        }
    }
    for (auto& basin : window.basin) {
        basin = basin < 0 ? basin : summits.find(basin);
    }
    return window;
}

} // namespace harmspot
