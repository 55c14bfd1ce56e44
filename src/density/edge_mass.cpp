// SPDX-License-Identifier: MIT
#include "density/edge_mass.hpp"

#include "density/engine.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace harmspot::density
{

EdgeMass::EdgeMass(const Raster<std::uint8_t>& inside, const KdeParams& params, Of of)
    : m_inside(inside), m_params(params), m_of(of),
      m_reach(static_cast<std::int64_t>(std::ceil(params.reach_m() / inside.grid.cell_m))), m_runs(inside.grid.rows)
{
    const auto& grid = inside.grid;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            if (inside(row, col) == 0) {
                continue;
            }
            const auto at = static_cast<std::int64_t>(col);
            if (m_runs[row].empty() || m_runs[row].back().end != at) {
                m_runs[row].push_back({at, at});
            }
            m_runs[row].back().end = at + 1;
        }
    }
    m_upto.resize(static_cast<std::size_t>(m_reach) + 1);
    for (std::size_t dy = 0; dy < m_upto.size(); ++dy) {
        double sum = 0;
        m_upto[dy].push_back(0);
        for (std::int64_t dx = -m_reach; dx <= m_reach; ++dx) {
            const Point from{0, 0};
            sum += value_at(static_cast<double>(dx) * grid.cell_m, static_cast<double>(dy) * grid.cell_m, from);
            m_upto[dy].push_back(sum);
        }
        m_whole += dy == 0 ? sum : 2 * sum;
    }
}

/// The cell centred at (x, y) under an incident at `from`, per m².
double EdgeMass::value_at(double x, double y, Point from) const
{
    const auto samples = cell_samples(m_params.averages());
    const double cell_m = m_inside.grid.cell_m;
    double sum = 0;
    for (std::size_t i = 0; i < samples.count; ++i) {
        for (std::size_t j = 0; j < samples.count; ++j) {
            const double d = std::hypot(x + samples.at[j] * cell_m - from.x, y + samples.at[i] * cell_m - from.y);
            const double k = d < m_params.reach_m() ? kernel_per_m2(m_params.kernel, m_params.bandwidth_m, d) : 0;
            sum += m_of == Of::square ? k * k : k;
        }
    }
    return sum / static_cast<double>(samples.count * samples.count);
}

/// Whether W fills every cell within reach of one.
bool EdgeMass::fills(std::int64_t row, std::int64_t col) const
{
    const auto rows = static_cast<std::int64_t>(m_inside.grid.rows);
    if (row - m_reach < 0 || row + m_reach >= rows) {
        return false;
    }
    for (std::int64_t r = row - m_reach; r <= row + m_reach; ++r) {
        const auto& runs = m_runs[static_cast<std::size_t>(r)];
        const auto after =
            std::upper_bound(runs.begin(), runs.end(), col, [](std::int64_t c, const Run& run) { return c < run.end; });
        if (after == runs.end() || after->begin > col - m_reach || after->end <= col + m_reach) {
            return false;
        }
    }
    return true;
}

double EdgeMass::at_cell(std::size_t row, std::size_t col) const
{
    const auto at_row = static_cast<std::int64_t>(row);
    const auto at_col = static_cast<std::int64_t>(col);
    if (fills(at_row, at_col)) {
        return 1;
    }
    double sum = 0;
    const auto last = std::min(static_cast<std::int64_t>(m_inside.grid.rows) - 1, at_row + m_reach);
    for (std::int64_t r = std::max<std::int64_t>(0, at_row - m_reach); r <= last; ++r) {
        const auto& upto = m_upto[static_cast<std::size_t>(std::abs(r - at_row))];
        for (const auto& run : m_runs[static_cast<std::size_t>(r)]) {
            const auto begin = std::clamp(run.begin - at_col + m_reach, std::int64_t{0}, 2 * m_reach + 1);
            const auto end = std::clamp(run.end - at_col + m_reach, std::int64_t{0}, 2 * m_reach + 1);
            sum += upto[static_cast<std::size_t>(end)] - upto[static_cast<std::size_t>(begin)];
        }
    }
    return sum / m_whole;
}

double EdgeMass::at(Point point) const
{
    const auto& grid = m_inside.grid;
    const auto row = static_cast<std::int64_t>(std::floor((grid.max_y - point.y) / grid.cell_m));
    const auto col = static_cast<std::int64_t>(std::floor((point.x - grid.min_x) / grid.cell_m));
    if (fills(row, col)) {
        return 1;
    }
    double sum = 0;
    // One cell more than from a centre: the point may lie at the far side of its cell.
    const auto last = std::min(static_cast<std::int64_t>(grid.rows) - 1, row + m_reach + 1);
    for (std::int64_t r = std::max<std::int64_t>(0, row - m_reach - 1); r <= last; ++r) {
        for (const auto& run : m_runs[static_cast<std::size_t>(r)]) {
            const auto end = std::min(run.end, col + m_reach + 2);
            for (auto c = std::max(run.begin, col - m_reach - 1); c < end; ++c) {
                sum += value_at(grid.centre_x(static_cast<std::size_t>(c)), grid.centre_y(static_cast<std::size_t>(r)),
                                point);
            }
        }
    }
    return sum > 0 ? sum * grid.cell_area_m2() : 1;
}

} // namespace harmspot::density
