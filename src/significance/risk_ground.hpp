// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/relative_risk.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace harmspot::significance
{

/// The parameters of the plain density that one side of a comparison is.
[[nodiscard]] KdeParams side_params(const RiskParams& params, double bandwidth_m, const Grid& grid);

/// ∫K² for h = 1: 9/(5π) for the quartic, 1/(4π) for the Gaussian.
[[nodiscard]] double kernel_roughness(Kernel kernel);

/// q_h(x): the share of a bump at each cell that lies in W.
[[nodiscard]] std::vector<double> edge_masses(const Raster<std::uint8_t>& inside, std::span<const std::size_t> cells,
                                              const KdeParams& params, const MethodContext& context);

/// ∫_W K_h(x − u)² du / q_h(x)² at each cell, per m²; `masses` are the q_h.
[[nodiscard]] std::vector<double> noise_factors(const Raster<std::uint8_t>& inside, std::span<const std::size_t> cells,
                                                const KdeParams& params, std::span<const double> masses,
                                                const MethodContext& context);

/// Places by bands of y, to find those near a point.
class PlaceBands
{
public:
    struct Near {
        std::uint32_t place = 0;
        double distance_m = 0;
    };

    PlaceBands(std::span<const double> x, std::span<const double> y, double reach_m);

    /// Sets `found` to the places nearer than the reach, always in the same order.
    void near(double x, double y, std::vector<Near>& found) const;

private:
    std::span<const double> m_x;
    std::span<const double> m_y;
    double m_reach_m;
    double m_south = 0;
    double m_band_m = 1;
    std::vector<std::size_t> m_first;   ///< band b has members [first[b], first[b + 1])
    std::vector<std::uint32_t> m_place; ///< by band, then by x
};

} // namespace harmspot::significance
