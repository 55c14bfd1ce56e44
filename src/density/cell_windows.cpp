// SPDX-License-Identifier: MIT
#include "density/cell_windows.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Cells reached in part are taken for more than they are by so much, against rounding.
constexpr double kSlackCells = 1e-7;

std::size_t in_groups(std::size_t count)
{
    return (count + kColumnGroup - 1) / kColumnGroup * kColumnGroup;
}

/// The first and one past the last cell along an axis with a sample point, `shift` from its centre, that some place of
/// cell 0 reaches.
std::pair<std::int32_t, std::int32_t> cells_along(double reach, double shift)
{
    return {static_cast<std::int32_t>(std::floor(-reach - kSlackCells - 0.5 - shift)) + 1,
            static_cast<std::int32_t>(std::ceil(reach + kSlackCells + 0.5 - shift))};
}

double square(double a)
{
    return a * a;
}

} // namespace

CellWindow::CellWindow(double reach, double east, double south)
{
    const auto [first_col, end_col] = cells_along(reach, east);
    const auto [first_row, end_row] = cells_along(reach, south);
    m_reach.first_col = first_col;
    m_reach.first_row = first_row;
    m_reach.rows = static_cast<std::size_t>(end_row - first_row);
    m_reach.stride = in_groups(static_cast<std::size_t>(end_col - first_col));
    for (std::size_t col = 0; col < m_reach.stride; ++col) {
        m_x.push_back(static_cast<double>(first_col) + static_cast<double>(col) + east);
    }
    for (std::size_t row = 0; row < in_groups(m_reach.rows); ++row) {
        m_y.push_back(static_cast<double>(first_row) + static_cast<double>(row) + south);
    }
    m_whole.assign(m_reach.rows * m_reach.stride, 0.0);
    for (std::size_t row = 0; row < m_reach.rows; ++row) {
        for (std::size_t col = 0; col < m_reach.stride; ++col) {
            const double x = std::abs(m_x[col]);
            const double y = std::abs(m_y[row]);
            const double nearest2 = square(std::max(0.0, x - 0.5)) + square(std::max(0.0, y - 0.5));
            const double farthest2 = square(x + 0.5) + square(y + 0.5);
            const std::size_t at = row * m_reach.stride + col;
            if (farthest2 < square(std::max(0.0, reach - kSlackCells))) {
                m_whole[at] = 1;
            } else if (nearest2 < square(reach + kSlackCells)) {
                m_rim_x.push_back(2 * m_x[col]);
                m_rim_y.push_back(2 * m_y[row]);
                m_rim_square.push_back(square(m_x[col]) + square(m_y[row]));
                m_rim_index.push_back(static_cast<std::uint32_t>(at));
            }
        }
    }
    m_reach.rim_cells = m_rim_index.size();
    m_rim_x.resize(in_groups(m_reach.rim_cells), 0.0);
    m_rim_y.resize(in_groups(m_reach.rim_cells), 0.0);
    m_rim_square.resize(in_groups(m_reach.rim_cells), 9 * square(reach + 1));
}

CellReach CellWindow::reach() const
{
    CellReach reach = m_reach;
    reach.x = m_x.data();
    reach.y = m_y.data();
    reach.whole = m_whole.data();
    reach.rim_x = m_rim_x.data();
    reach.rim_y = m_rim_y.data();
    reach.rim_square = m_rim_square.data();
    reach.rim_index = m_rim_index.data();
    return reach;
}

std::vector<CellWindow> cell_windows(double reach, const CellSamples& samples)
{
    std::vector<CellWindow> windows;
    for (std::size_t i = 0; i < samples.count; ++i) {
        for (std::size_t j = 0; j < samples.count; ++j) {
            windows.emplace_back(reach, samples.at[j], samples.at[i]);
        }
    }
    return windows;
}

} // namespace harmspot::density
