// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/relative_risk.hpp"

#include <span>
#include <vector>

namespace harmspot::significance
{

/// Events with a bandwidth for each place, which a pilot of all of them together gives; and W.
class AdaptiveGround
{
public:
    /// Refers to `events` and `inside`. \throws ConfigError for a pilot, trim or floor that cannot be used
    AdaptiveGround(const RiskEvents& events, const Raster<std::uint8_t>& inside, const RiskParams& params,
                   const MethodContext& context);

    [[nodiscard]] const std::vector<double>& bandwidths_m() const { return m_bandwidth_m; }
    /// Events on each place, and in all.
    [[nodiscard]] const std::vector<double>& counts() const { return m_counts; }
    [[nodiscard]] double events() const { return m_all; }
    /// Edge-corrected density of weights at places that sum to `total`, per km²; 0 outside W.
    [[nodiscard]] Raster<double> density(const std::vector<double>& weight, double total,
                                         const MethodContext& context) const;
    /// What the edge correction multiplies these cells by.
    [[nodiscard]] std::vector<double> edge_factors(std::span<const std::size_t> cells) const;
    /// The mean over events of K² over the square of the mean of K, at each cell.
    [[nodiscard]] std::vector<double> spread(std::span<const std::size_t> cells, const MethodContext& context) const;

private:
    const RiskEvents& m_events;
    const Raster<std::uint8_t>& m_inside;
    KdeParams m_params;
    std::vector<double> m_counts;
    double m_all = 0;
    std::vector<double> m_bandwidth_m;
    Raster<double> m_edge; ///< factors of cells
};

} // namespace harmspot::significance
