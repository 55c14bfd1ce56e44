// SPDX-License-Identifier: MIT
#include "significance/kernel_window.hpp"

#include "geo/shape_index.hpp"
#include "harmspot/chance.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace harmspot::significance
{

namespace
{

constexpr std::int64_t kSteps = 8; ///< positions within a cell, each way
constexpr double kGaussianReach = 4;
constexpr double kCellM = 50;
constexpr double kLeastCellsInReach = 4;
constexpr double kMostCellsInReach = 8;

double reach_of(const KdeParams& params)
{
    return params.kernel == Kernel::gaussian ? kGaussianReach * params.bandwidth_m : params.bandwidth_m;
}

double cell_of(double reach_m)
{
    return std::clamp(kCellM, reach_m / kMostCellsInReach, reach_m / kLeastCellsInReach);
}

/// No excess is greater than this, and it takes no logarithm: ln(1 + x) <= x in both terms.
double no_less_than_excess(double held, double expected, double total)
{
    const double outside = total - expected;
    return (held - expected) * (held / expected - (outside > 0 ? (total - held) / outside : 0.0));
}

/// Sums of the same values in another order differ by this much and mean nothing by it.
constexpr double kRounding = 1e-12;

bool is_more(double held, double expected)
{
    return held > expected * (1 + kRounding);
}

} // namespace

KernelWindow::KernelWindow(std::span<const double> x, std::span<const double> y, const KdeParams& params,
                           const std::function<bool(Point)>& tested)
    : m_cell_m(cell_of(reach_of(params))), m_reach_m(reach_of(params))
{
    make_stencils(params);
    make_spots(x, y);
    make_runs();
    for (const auto& run : m_runs) {
        for (std::int64_t col = run.first_col; col < run.end_col; ++col) {
            if (tested(centre(run.row, col))) {
                m_tested.push_back(
                    static_cast<std::uint32_t>(run.first_cell + static_cast<std::size_t>(col - run.first_col)));
            }
        }
    }
}

void KernelWindow::make_stencils(const KdeParams& params)
{
    m_reach_cells = static_cast<std::int64_t>(std::ceil(m_reach_m / m_cell_m)) + 1;
    const double middle = kernel_per_m2(params.kernel, params.bandwidth_m, 0);
    const auto offset = [&](std::int64_t cell, std::int64_t step) {
        return (static_cast<double>(cell) + 0.5 - (static_cast<double>(step) + 0.5) / kSteps) * m_cell_m;
    };
    for (std::int64_t stencil = 0; stencil < kSteps * kSteps; ++stencil) {
        for (std::int64_t row = -m_reach_cells; row <= m_reach_cells; ++row) {
            StencilRow cells{0, m_stencil_values.size(), 0};
            for (std::int64_t col = -m_reach_cells; col <= m_reach_cells; ++col) {
                const double d_m = std::hypot(offset(col, stencil % kSteps), offset(row, stencil / kSteps));
                if (d_m < m_reach_m) {
                    cells.first_col = cells.values == 0 ? col : cells.first_col;
                    ++cells.values;
                    m_stencil_values.push_back(kernel_per_m2(params.kernel, params.bandwidth_m, d_m) / middle);
                }
            }
            m_stencil_rows.push_back(cells);
        }
    }
}

void KernelWindow::make_spots(std::span<const double> x, std::span<const double> y)
{
    const auto steps_of = [&](double metres) {
        return static_cast<std::int64_t>(std::floor(metres / m_cell_m * kSteps));
    };
    const auto cell_of_steps = [](std::int64_t steps) {
        return steps >= 0 ? steps / kSteps : -((kSteps - 1 - steps) / kSteps);
    };
    std::vector<Spot> of_place;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto east = steps_of(x[i]);
        const auto north = steps_of(y[i]);
        const auto col = cell_of_steps(east);
        const auto row = cell_of_steps(north);
        of_place.push_back({row, col, static_cast<std::size_t>((north - row * kSteps) * kSteps + east - col * kSteps)});
    }
    const auto key = [](const Spot& spot) { return std::tuple(spot.row, spot.col, spot.stencil); };
    const auto before = [&](const Spot& a, const Spot& b) { return key(a) < key(b); };
    m_spots = of_place;
    std::sort(m_spots.begin(), m_spots.end(), before);
    m_spots.erase(
        std::unique(m_spots.begin(), m_spots.end(), [&](const Spot& a, const Spot& b) { return key(a) == key(b); }),
        m_spots.end());
    for (const auto& spot : of_place) {
        m_spot_of.push_back(static_cast<std::uint32_t>(std::lower_bound(m_spots.begin(), m_spots.end(), spot, before) -
                                                       m_spots.begin()));
    }
}

const KernelWindow::StencilRow& KernelWindow::stencil_row(const Spot& spot, std::int64_t row) const
{
    const auto rows = 2 * m_reach_cells + 1;
    return m_stencil_rows[spot.stencil * static_cast<std::size_t>(rows) +
                          static_cast<std::size_t>(row + m_reach_cells)];
}

void KernelWindow::make_runs()
{
    std::vector<Run> reached;
    for (const auto& spot : m_spots) {
        for (std::int64_t row = -m_reach_cells; row <= m_reach_cells; ++row) {
            const auto& cells = stencil_row(spot, row);
            if (cells.values == 0) {
                continue;
            }
            const auto first = spot.col + cells.first_col;
            reached.push_back({spot.row + row, first, first + static_cast<std::int64_t>(cells.values), 0});
        }
    }
    std::sort(reached.begin(), reached.end(), [](const Run& a, const Run& b) {
        return std::tuple(a.row, a.first_col) < std::tuple(b.row, b.first_col);
    });
    for (const auto& run : reached) {
        if (m_runs.empty() || m_runs.back().row != run.row || m_runs.back().end_col < run.first_col) {
            m_runs.push_back(run);
        } else {
            m_runs.back().end_col = std::max(m_runs.back().end_col, run.end_col);
        }
    }
    for (auto& run : m_runs) {
        run.first_cell = m_cells;
        m_cells += static_cast<std::size_t>(run.end_col - run.first_col);
    }
    for (const auto& spot : m_spots) {
        for (std::int64_t row = -m_reach_cells; row <= m_reach_cells; ++row) {
            const auto& cells = stencil_row(spot, row);
            m_cell_of.push_back(cells.values == 0 ? 0 : cell_at(spot.row + row, spot.col + cells.first_col).value());
        }
    }
}

std::optional<std::size_t> KernelWindow::cell_at(std::int64_t row, std::int64_t col) const
{
    auto run = std::upper_bound(m_runs.begin(), m_runs.end(), std::tuple(row, col),
                                [](const auto& at, const Run& r) { return at < std::tuple(r.row, r.first_col); });
    if (run == m_runs.begin()) {
        return std::nullopt;
    }
    --run;
    if (run->row != row || col >= run->end_col) {
        return std::nullopt;
    }
    return run->first_cell + static_cast<std::size_t>(col - run->first_col);
}

std::vector<double> KernelWindow::held(std::span<const double> value) const
{
    std::vector<double> of_spot(m_spots.size(), 0.0);
    for (std::size_t i = 0; i < m_spot_of.size(); ++i) {
        of_spot[m_spot_of[i]] += value[i];
    }
    std::vector<double> cells(m_cells, 0.0);
    const auto rows = static_cast<std::size_t>(2 * m_reach_cells + 1);
    for (std::size_t spot = 0; spot < m_spots.size(); ++spot) {
        const double amount = of_spot[spot];
        if (amount == 0) {
            continue;
        }
        const auto* stencil = &m_stencil_rows[m_spots[spot].stencil * rows];
        for (std::size_t row = 0; row < rows; ++row) {
            const double* values = &m_stencil_values[stencil[row].first_value];
            double* to = cells.data() + m_cell_of[spot * rows + row];
            for (std::size_t i = 0; i < stencil[row].values; ++i) {
                to[i] += amount * values[i];
            }
        }
    }
    return cells;
}

double KernelWindow::greatest_excess(std::span<const double> held, std::span<const double> expected, double total) const
{
    double greatest = 0;
    for (const auto cell : m_tested) {
        if (is_more(held[cell], expected[cell]) && no_less_than_excess(held[cell], expected[cell], total) > greatest) {
            greatest = std::max(greatest, excess(held[cell], expected[cell], total));
        }
    }
    return greatest;
}

std::vector<double> KernelWindow::excess_of(std::span<const double> held, std::span<const double> expected,
                                            double total) const
{
    std::vector<double> of_cell(m_cells, 0.0);
    for (const auto cell : m_tested) {
        if (is_more(held[cell], expected[cell])) {
            of_cell[cell] = excess(held[cell], expected[cell], total);
        }
    }
    return of_cell;
}

double KernelWindow::greatest_in(const MultiPolygon& shape, std::span<const double> value) const
{
    const auto cell_of_metres = [&](double metres) { return static_cast<std::int64_t>(std::floor(metres / m_cell_m)); };
    const ShapeIndex index(shape);
    double greatest = 0;
    bool holds_centre = false;
    for (auto row = cell_of_metres(index.box().min_y); row <= cell_of_metres(index.box().max_y); ++row) {
        for (auto col = cell_of_metres(index.box().min_x); col <= cell_of_metres(index.box().max_x); ++col) {
            if (index.side_of(centre(row, col)) != Side::outside) {
                holds_centre = true;
                greatest = std::max(greatest, value_at(row, col, value));
            }
        }
    }
    for (const auto& polygon : shape) {
        for (const auto corner : holds_centre ? Ring() : polygon.outer) {
            greatest = std::max(greatest, value_at(cell_of_metres(corner.y), cell_of_metres(corner.x), value));
        }
    }
    return greatest;
}

Point KernelWindow::centre(std::int64_t row, std::int64_t col) const
{
    return {(static_cast<double>(col) + 0.5) * m_cell_m, (static_cast<double>(row) + 0.5) * m_cell_m};
}

double KernelWindow::value_at(std::int64_t row, std::int64_t col, std::span<const double> value) const
{
    const auto cell = cell_at(row, col);
    return cell ? value[*cell] : 0;
}

} // namespace harmspot::significance
