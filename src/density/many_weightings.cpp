// SPDX-License-Identifier: MIT
#include "harmspot/many_weightings.hpp"

#include "density/engine.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::size_t kLanes = ManyWeightings::kLanes;
constexpr std::size_t kRowsPerTask = 16;

/// The kernel at u² below its reach, its value at 0 being 1.
double of_peak_1(Kernel kernel, double u2)
{
    const double a = 1 - u2;
    switch (kernel) {
    case Kernel::gaussian:
        return std::exp(-u2 / 2);
    case Kernel::uniform:
        return 1;
    case Kernel::epanechnikov:
        return a;
    case Kernel::triweight:
        return a * a * a;
    case Kernel::cone:
        return 1 - std::sqrt(u2);
    case Kernel::quartic:
        break;
    }
    return a * a;
}

/// The kernel over one cell, by its samples.
class CellKernel
{
public:
    explicit CellKernel(const KdeParams& params, double cell_m)
        : m_kernel(params.kernel), m_samples(density::cell_samples(params.averages())),
          m_cell_u(cell_m / params.bandwidth_m), m_reach_u2(std::pow(params.reach_m() / params.bandwidth_m, 2)),
          m_scale(density::peak_per_km2(params) / static_cast<double>(m_samples.count * m_samples.count))
    {
    }

    /// Of a cell whose centre lies (dx, dy) bandwidths from the place.
    [[nodiscard]] double operator()(double dx, double dy) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < m_samples.count; ++i) {
            for (std::size_t j = 0; j < m_samples.count; ++j) {
                const double x = dx + m_samples.at[j] * m_cell_u;
                const double y = dy - m_samples.at[i] * m_cell_u;
                const double u2 = x * x + y * y;
                sum += u2 < m_reach_u2 ? of_peak_1(m_kernel, u2) : 0;
            }
        }
        return sum * m_scale;
    }

private:
    Kernel m_kernel;
    density::CellSamples m_samples;
    double m_cell_u;
    double m_reach_u2;
    double m_scale;
};

std::uint32_t clamped(double at, std::size_t most)
{
    return static_cast<std::uint32_t>(std::clamp(at, 0.0, static_cast<double>(most)));
}

} // namespace

ManyWeightings::ManyWeightings(const PlacesView& places, const Grid& grid, const KdeParams& params, unsigned threads)
    : m_places(places), m_grid(grid), m_params(params), m_threads(threads)
{
    if (!(params.bandwidth_m > 0) || !std::isfinite(params.bandwidth_m)) {
        throw ConfigError(
            fmt::format("bandwidth_m = {} cannot be used: it must be a number of metres above 0", params.bandwidth_m));
    }
    m_params.cell_m = grid.cell_m;
    find_spans();
    find_cells();
}

/// A sample may lie up to half a cell from the centre, so spans are half a cell wider than the reach on each side;
/// the kernel itself says what lies beyond it.
void ManyWeightings::find_spans()
{
    const double reach = m_params.reach_m() / m_grid.cell_m + 0.5; // in cells
    const auto rows_of = [&](std::size_t place) {
        const double at = (m_grid.max_y - m_places.y[place]) / m_grid.cell_m - 0.5; // row whose centre is level with it
        return std::pair(clamped(std::ceil(at - reach), m_grid.rows), clamped(std::floor(at + reach) + 1, m_grid.rows));
    };
    m_row_spans.assign(m_grid.rows + 1, 0);
    for (std::size_t place = 0; place < m_places.size(); ++place) {
        for (auto [row, end] = rows_of(place); row < end; ++row) {
            ++m_row_spans[row + 1];
        }
    }
    for (std::size_t row = 0; row < m_grid.rows; ++row) {
        m_row_spans[row + 1] += m_row_spans[row];
    }
    m_spans.resize(m_row_spans.back());
    auto next = m_row_spans;
    for (std::size_t place = 0; place < m_places.size(); ++place) {
        const double at = (m_places.x[place] - m_grid.min_x) / m_grid.cell_m - 0.5;
        const double level = (m_grid.max_y - m_places.y[place]) / m_grid.cell_m - 0.5;
        for (auto [row, end] = rows_of(place); row < end; ++row) {
            const double dy = std::max(0.0, std::abs(static_cast<double>(row) - level) - 0.5);
            const double half = std::sqrt(std::max(0.0, reach * reach - dy * dy)) + 0.5;
            const auto first = clamped(std::ceil(at - half), m_grid.cols);
            const auto past = clamped(std::floor(at + half) + 1, m_grid.cols);
            m_spans[next[row]++] = {static_cast<std::uint32_t>(place), first, std::max(first, past), 0};
        }
    }
}

void ManyWeightings::find_cells()
{
    m_row_cells.assign(m_grid.rows + 1, 0);
    std::vector<std::size_t> order;
    for (std::size_t row = 0; row < m_grid.rows; ++row) {
        order.resize(m_row_spans[row + 1] - m_row_spans[row]);
        std::iota(order.begin(), order.end(), m_row_spans[row]);
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return m_spans[a].first_col < m_spans[b].first_col; });
        std::uint32_t col = 0; // the first that is not among the cells yet
        for (const std::size_t i : order) {
            for (col = std::max(col, m_spans[i].first_col); col < m_spans[i].end_col; ++col) {
                m_cells.push_back(static_cast<std::uint32_t>(row * m_grid.cols) + col);
            }
            m_spans[i].first_cell = static_cast<std::uint32_t>(m_cells.size()) - (col - m_spans[i].first_col);
        }
        m_row_cells[row + 1] = m_cells.size();
    }
}

void ManyWeightings::add_row(std::size_t row, std::span<const double> weight, std::vector<double>& sums,
                             double* out) const
{
    const CellKernel kernel(m_params, m_grid.cell_m);
    const double per_h = 1 / m_params.bandwidth_m;
    const double cell_u = m_grid.cell_m * per_h;
    const std::size_t first_cell = m_row_cells[row];
    const std::size_t cells = m_row_cells[row + 1] - first_cell;
    sums.assign(cells * kLanes, 0.0);
    for (std::size_t i = m_row_spans[row]; i < m_row_spans[row + 1]; ++i) {
        const auto& span = m_spans[i];
        const double dy = (m_grid.centre_y(row) - m_places.y[span.place]) * per_h;
        const double west = (m_grid.centre_x(0) - m_places.x[span.place]) * per_h;
        std::array<double, kLanes> lanes{};
        std::copy_n(&weight[span.place * kLanes], kLanes, lanes.begin());
        double* at = &sums[(span.first_cell - first_cell) * kLanes];
        for (std::size_t col = span.first_col; col < span.end_col; ++col, at += kLanes) {
            const double value = kernel(west + static_cast<double>(col) * cell_u, dy);
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                at[lane] += value * lanes[lane];
            }
        }
    }
    for (std::size_t k = 0; k < cells; ++k) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            out[lane * m_cells.size() + first_cell + k] = sums[k * kLanes + lane];
        }
    }
}

Cells<double> ManyWeightings::densities(std::span<const double> weight) const
{
    assert(weight.size() == m_places.size() * kLanes);
    Cells<double> out(m_cells.size() * kLanes);
    const std::size_t tasks = (m_grid.rows + kRowsPerTask - 1) / kRowsPerTask;
    parallel_for(m_threads, tasks, [&](std::size_t task) {
        std::vector<double> sums;
        for (std::size_t row = task * kRowsPerTask; row < std::min(m_grid.rows, (task + 1) * kRowsPerTask); ++row) {
            if (m_row_cells[row] < m_row_cells[row + 1]) {
                add_row(row, weight, sums, out.data());
            }
        }
    });
    return out;
}

} // namespace harmspot
