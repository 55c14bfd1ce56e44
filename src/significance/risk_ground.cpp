// SPDX-License-Identifier: MIT
#include "significance/risk_ground.hpp"

#include "density/edge_mass.hpp"
#include "density/engine.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kCellsAtATime = 256;
/// Bands of far-flung places are made wider rather than more than this many.
constexpr double kMostBands = 100'000;

std::vector<double> at_cells(const density::EdgeMass& mass, const Grid& grid, std::span<const std::size_t> cells,
                             const MethodContext& context)
{
    std::vector<double> values(cells.size());
    density::parallel_told(context, (cells.size() + kCellsAtATime - 1) / kCellsAtATime, [&](std::size_t task) {
        const std::size_t end = std::min(cells.size(), (task + 1) * kCellsAtATime);
        for (std::size_t i = task * kCellsAtATime; i < end; ++i) {
            values[i] = mass.at_cell(cells[i] / grid.cols, cells[i] % grid.cols);
        }
    });
    return values;
}

} // namespace

KdeParams side_params(const RiskParams& params, double bandwidth_m, const Grid& grid)
{
    KdeParams side;
    side.kernel = params.kernel;
    side.bandwidth_m = bandwidth_m;
    side.cell_m = grid.cell_m;
    side.average = false;
    side.edge = EdgeCorrection::uniform;
    return side;
}

double kernel_roughness(Kernel kernel)
{
    using std::numbers::pi;
    switch (kernel) {
    case Kernel::gaussian:
        return 1 / (4 * pi);
    case Kernel::uniform:
        return 1 / pi;
    case Kernel::epanechnikov:
        return 4 / (3 * pi);
    case Kernel::triweight:
        return 16 / (7 * pi);
    case Kernel::cone:
        return 3 / (2 * pi);
    case Kernel::quartic:
        break;
    }
    return 9 / (5 * pi);
}

std::vector<double> edge_masses(const Raster<std::uint8_t>& inside, std::span<const std::size_t> cells,
                                const KdeParams& params, const MethodContext& context)
{
    return at_cells(density::EdgeMass(inside, params), inside.grid, cells, context);
}

std::vector<double> noise_factors(const Raster<std::uint8_t>& inside, std::span<const std::size_t> cells,
                                  const KdeParams& params, std::span<const double> masses, const MethodContext& context)
{
    auto factors =
        at_cells(density::EdgeMass(inside, params, density::EdgeMass::Of::square), inside.grid, cells, context);
    const double whole = kernel_roughness(params.kernel) / (params.bandwidth_m * params.bandwidth_m);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        factors[i] *= whole / (masses[i] * masses[i]);
    }
    return factors;
}

PlaceBands::PlaceBands(std::span<const double> x, std::span<const double> y, double reach_m)
    : m_x(x), m_y(y), m_reach_m(reach_m), m_place(x.size())
{
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    m_south = y.empty() ? 0 : *low;
    const double span = y.empty() ? 0 : *high - m_south;
    m_band_m = std::max(reach_m, span / kMostBands);
    const auto bands = static_cast<std::size_t>(span / m_band_m) + 1;
    std::vector<std::size_t> band(y.size());
    m_first.assign(bands + 1, 0);
    for (std::size_t i = 0; i < y.size(); ++i) {
        band[i] = std::min(bands - 1, static_cast<std::size_t>((y[i] - m_south) / m_band_m));
        ++m_first[band[i] + 1];
    }
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    auto next = m_first;
    for (std::size_t i = 0; i < y.size(); ++i) {
        m_place[next[band[i]]++] = static_cast<std::uint32_t>(i);
    }
}

void PlaceBands::near(double x, double y, std::vector<Near>& found) const
{
    found.clear();
    const auto last_band = static_cast<double>(m_first.size()) - 2;
    const double first = std::floor((y - m_reach_m - m_south) / m_band_m);
    const double last = std::floor((y + m_reach_m - m_south) / m_band_m);
    for (double band = std::max(0.0, first); band <= std::min(last_band, last); ++band) {
        const auto begin = m_place.begin() + static_cast<std::ptrdiff_t>(m_first[static_cast<std::size_t>(band)]);
        const auto end = m_place.begin() + static_cast<std::ptrdiff_t>(m_first[static_cast<std::size_t>(band) + 1]);
        auto at = std::lower_bound(begin, end, x - m_reach_m,
                                   [this](std::uint32_t place, double west) { return m_x[place] < west; });
        for (; at != end && m_x[*at] <= x + m_reach_m; ++at) {
            const double distance_m = std::hypot(m_x[*at] - x, m_y[*at] - y);
            if (distance_m < m_reach_m) {
                found.push_back({*at, distance_m});
            }
        }
    }
}

} // namespace harmspot::significance
