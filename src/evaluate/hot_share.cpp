// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace harmspot
{

namespace
{

/// The numbers of cells, of `count` of `cell_m` from `origin` on, whose centres lie in [from, to).
std::pair<std::size_t, std::size_t> centred_in(double from, double to, double origin, double cell_m, std::size_t count)
{
    const auto first_from = [&](double at) {
        return static_cast<std::size_t>(
            std::clamp(std::ceil((at - origin) / cell_m - 0.5), 0.0, static_cast<double>(count)));
    };
    return {first_from(from), first_from(to)};
}

} // namespace

HotShare::HotShare(const Grid& grid) : m_hits(grid, std::uint16_t{0}), m_share(grid, 0.0) {}

void HotShare::add(const Grid& of, std::span<const std::uint32_t> hot)
{
    ++m_runs;
    const Grid& grid = m_hits.grid;
    if (of == grid) {
        for (const auto cell : hot) {
            ++m_hits.values[cell];
        }
        return;
    }
    for (const auto cell : hot) {
        const double west = of.min_x + static_cast<double>(cell % of.cols) * of.cell_m;
        const double north = of.max_y - static_cast<double>(cell / of.cols) * of.cell_m;
        const auto [col, end_col] = centred_in(west, west + of.cell_m, grid.min_x, grid.cell_m, grid.cols);
        // Rows count southwards, so the same by depth below the north edge.
        const double depth = grid.max_y - north;
        const auto [first_row, end_row] = centred_in(depth, depth + of.cell_m, 0, grid.cell_m, grid.rows);
        for (std::size_t row = first_row; row < end_row; ++row) {
            for (std::size_t at = col; at < end_col; ++at) {
                ++m_hits(row, at);
            }
        }
    }
}

void HotShare::end_factor()
{
    if (m_runs == 0) {
        return;
    }
    for (std::size_t i = 0; i < m_hits.values.size(); ++i) {
        if (m_hits.values[i] > 0) {
            m_share.values[i] += static_cast<double>(m_hits.values[i]) / m_runs;
            m_hits.values[i] = 0;
        }
    }
    m_runs = 0;
    ++m_factors;
}

Raster<double> HotShare::take()
{
    end_factor();
    if (m_factors > 1) {
        for (auto& share : m_share.values) {
            share /= m_factors;
        }
    }
    return std::move(m_share);
}

} // namespace harmspot
