// SPDX-License-Identifier: MIT
#include "significance/adaptive_ground.hpp"

#include "density/adaptive_engine.hpp"
#include "density/engine.hpp"
#include "significance/risk_ground.hpp"

#include <algorithm>

namespace harmspot::significance
{

AdaptiveGround::AdaptiveGround(const RiskEvents& events, const Raster<std::uint8_t>& inside, const RiskParams& params,
                               const MethodContext& context)
    : m_events(events), m_inside(inside), m_params(side_params(params, params.case_bandwidth_m, inside.grid))
{
    std::vector<std::uint32_t> count(events.x.size(), 0);
    for (const auto side : {events.case_place, events.control_place}) {
        for (const std::uint32_t place : side) {
            ++count[place];
        }
        m_all += static_cast<double>(side.size());
    }
    m_counts.assign(count.begin(), count.end());
    AdaptiveParams adaptive;
    adaptive.pilot_m = params.adaptive->pilot_m;
    adaptive.trim = params.adaptive->trim;
    adaptive.least_m = params.adaptive->least_m;
    const PlacesView places{events.x, events.y, m_counts, count};
    const density::AreaShare share(inside, m_params);
    const auto chosen = density::choose_bandwidths(places, m_params, adaptive, &share, context);
    m_bandwidth_m = chosen.bandwidths.metres;
    m_edge = density::abramson_edge_factors(places, inside, m_params, adaptive, share, chosen, context);
}

Raster<double> AdaptiveGround::density(const std::vector<double>& weight, double total,
                                       const MethodContext& context) const
{
    std::vector<double> share(weight.size());
    std::transform(weight.begin(), weight.end(), share.begin(), [total](double one) { return one / total; });
    const std::vector<std::uint32_t> once(weight.size(), 1);
    auto raster =
        adaptive_density({m_events.x, m_events.y, share, once}, m_bandwidth_m, m_inside.grid, m_params, context);
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        raster.values[i] *= m_edge.values[i];
    }
    return raster;
}

std::vector<double> AdaptiveGround::edge_factors(std::span<const std::size_t> cells) const
{
    std::vector<double> factors;
    for (const std::size_t cell : cells) {
        factors.push_back(m_edge.values[cell]);
    }
    return factors;
}

std::vector<double> AdaptiveGround::spread(std::span<const std::size_t> cells, const MethodContext& context) const
{
    constexpr std::size_t kCellsAtATime = 128;
    KdeParams widest = m_params;
    widest.bandwidth_m = *std::max_element(m_bandwidth_m.begin(), m_bandwidth_m.end());
    const PlaceBands bands(m_events.x, m_events.y, widest.reach_m());
    const auto& grid = m_inside.grid;
    std::vector<double> spread(cells.size());
    density::parallel_told(context, (cells.size() + kCellsAtATime - 1) / kCellsAtATime, [&](std::size_t task) {
        std::vector<PlaceBands::Near> near;
        const std::size_t end = std::min(cells.size(), (task + 1) * kCellsAtATime);
        for (std::size_t i = task * kCellsAtATime; i < end; ++i) {
            bands.near(grid.centre_x(cells[i] % grid.cols), grid.centre_y(cells[i] / grid.cols), near);
            double sum = 0;
            double squares = 0;
            for (const auto& [place, distance_m] : near) {
                const double k = kernel_per_m2(m_params.kernel, m_bandwidth_m[place], distance_m);
                sum += m_counts[place] * k;
                squares += m_counts[place] * k * k;
            }
            spread[i] = squares * m_all / (sum * sum);
        }
    });
    return spread;
}

} // namespace harmspot::significance
