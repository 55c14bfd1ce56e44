// SPDX-License-Identifier: MIT
#include "harmspot/relative_risk.hpp"

#include "density/edge_corrected.hpp"
#include "harmspot/error.hpp"
#include "significance/adaptive_ground.hpp"
#include "significance/risk_ground.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace harmspot
{

namespace
{

using significance::side_params;

constexpr double kM2PerKm2 = 1e6;

/// What lies on the places on one side.
struct Side {
    std::vector<double> weight; ///< per place
    double total = 0;
    double effective = 0; ///< (Σw)²/Σw²
};

Side side_of(std::size_t places, std::span<const std::uint32_t> place, std::span<const double> weight,
             std::string_view what)
{
    Side side;
    side.weight.assign(places, 0.0);
    double squares = 0;
    for (std::size_t i = 0; i < place.size(); ++i) {
        const double w = weight.empty() ? 1 : weight[i];
        if (!(w >= 0) || !std::isfinite(w)) {
            throw ConfigError(
                fmt::format("the weight of one of the {} is {}; weights must be finite and not negative", what, w));
        }
        side.weight[place[i]] += w;
        side.total += w;
        squares += w * w;
    }
    if (place.empty()) {
        throw InputError(fmt::format("there are no {}, so there is nothing to compare", what));
    }
    if (!(squares > 0)) {
        throw InputError(fmt::format("all {} weigh 0, so there is nothing to compare", what));
    }
    side.effective = side.total * side.total / squares;
    return side;
}

/// Edge-corrected density of weights that sum to `total`, per km².
Raster<double> density_of(const RiskEvents& events, const std::vector<double>& weight, double total,
                          const Raster<std::uint8_t>& inside, const KdeParams& params, const MethodContext& context)
{
    std::vector<double> share(weight.size());
    for (std::size_t i = 0; i < weight.size(); ++i) {
        share[i] = weight[i] / total;
    }
    const std::vector<std::uint32_t> once(weight.size(), 1);
    return density::edge_corrected_density({events.x, events.y, share, once}, inside, params, context);
}

/// Density of all events, or of a known population: what the noise is judged by.
Raster<double> pooled_density(const RiskEvents& events, const RelativeRisk& risk, const Raster<std::uint8_t>& inside,
                              const RiskParams& params, const MethodContext& context)
{
    if (params.control == RiskControl::known) {
        return risk.control_density;
    }
    std::vector<double> count(events.x.size(), 0.0);
    for (const auto side : {events.case_place, events.control_place}) {
        for (const std::uint32_t place : side) {
            ++count[place];
        }
    }
    const auto all = static_cast<double>(events.case_place.size() + events.control_place.size());
    return density_of(events, count, all, inside, side_params(params, params.case_bandwidth_m, inside.grid), context);
}

/// What 1/n₁ and 1/n₂ are multiplied by in the variance of ρ, save for the density: per tested cell, per m².
struct Factors {
    std::vector<double> cases;
    std::vector<double> controls; ///< empty for a known population
};

Factors factors_of(const Raster<std::uint8_t>& inside, const std::vector<std::size_t>& cells, const RiskParams& params,
                   const MethodContext& context)
{
    const auto of = [&](double bandwidth_m) {
        const auto side = side_params(params, bandwidth_m, inside.grid);
        const auto masses = significance::edge_masses(inside, cells, side, context);
        return significance::noise_factors(inside, cells, side, masses, context);
    };
    Factors factors;
    factors.cases = of(params.case_bandwidth_m);
    if (params.control == RiskControl::sample) {
        const bool common = params.control_bandwidth_m == params.case_bandwidth_m;
        factors.controls = common ? factors.cases : of(params.control_bandwidth_m);
    }
    return factors;
}

/// log of a ratio of two densities that are not negative; where both are 0 neither is greater.
double log_ratio(double f, double g)
{
    return f == 0 && g == 0 ? 0 : std::log(f / g);
}

/// Ratio, z and p from the densities.
/// \param variance_at of ρ at the i-th tested cell, for so many cases and controls
template <class Variance>
void compare(const RiskEvents& events, const RiskParams& params, double of_cases, double of_controls,
             Variance&& variance_at, RelativeRisk& risk)
{
    const auto& grid = risk.tested.grid;
    const double delta = params.delta_per_km2(events.case_place.size());
    const auto n1 = static_cast<double>(events.case_place.size());
    const auto n2 = static_cast<double>(events.control_place.size());
    risk.log_ratio = Raster<double>(grid, 0.0);
    risk.z = Raster<double>(grid, 0.0);
    risk.p_value = Raster<double>(grid, 1.0);
    risk.noise.resize(risk.cell.size());
    for (std::size_t i = 0; i < risk.cell.size(); ++i) {
        const std::size_t cell = risk.cell[i];
        const double rho = log_ratio(risk.case_density.values[cell] + delta, risk.control_density.values[cell] + delta);
        risk.noise[i] = std::sqrt(variance_at(i, n1, n2));
        risk.log_ratio.values[cell] = rho;
        risk.z.values[cell] = rho / std::sqrt(variance_at(i, of_cases, of_controls));
        risk.p_value.values[cell] = std::erfc(risk.z.values[cell] / std::numbers::sqrt2) / 2;
    }
}

/// Cells wanted, inside W, where any event is felt.
void mark_tested(const Raster<std::uint8_t>& inside, const Raster<std::uint8_t>& where, const Raster<double>& pooled,
                 RelativeRisk& risk)
{
    risk.tested = Raster<std::uint8_t>(inside.grid, std::uint8_t{0});
    for (std::size_t i = 0; i < inside.grid.size(); ++i) {
        if (inside.values[i] != 0 && where.values[i] != 0 && pooled.values[i] > 0) {
            risk.tested.values[i] = 1;
            risk.cell.push_back(i);
        }
    }
}

/// The densities with a bandwidth for each place, and the variance as events have it.
RelativeRisk adaptive_risk(const RiskEvents& events, const Side& cases, const Side& controls,
                           const Raster<std::uint8_t>& inside, const Raster<std::uint8_t>& where,
                           const RiskParams& params, const MethodContext& context)
{
    if (params.control == RiskControl::known) {
        throw ConfigError(
            "adaptive bandwidths follow how crowded incidents are, which a [[denominator]] does not tell; "
            "leave adaptive out, or hold the theme against the rest");
    }
    const significance::AdaptiveGround ground(events, inside, params, context);
    RelativeRisk risk;
    risk.place_bandwidth_m = ground.bandwidths_m();
    risk.case_density = ground.density(cases.weight, cases.total, context);
    risk.control_density = ground.density(controls.weight, controls.total, context);
    mark_tested(inside, where, ground.density(ground.counts(), ground.events(), context), risk);
    risk.edge_factor = ground.edge_factors(risk.cell);
    const auto spread = ground.spread(risk.cell, context);
    compare(
        events, params, cases.effective, controls.effective,
        [&](std::size_t i, double n1, double n2) { return spread[i] * (1 / n1 + 1 / n2); }, risk);
    return risk;
}

} // namespace

double RiskParams::delta_per_km2(std::size_t cases) const
{
    return kM2PerKm2 * guard_incidents * significance::kernel_roughness(kernel) /
           (case_bandwidth_m * case_bandwidth_m * static_cast<double>(cases));
}

RelativeRisk relative_risk(const RiskEvents& events, const Raster<std::uint8_t>& inside,
                           const Raster<std::uint8_t>& where, const RiskParams& params, const MethodContext& context)
{
    const auto& grid = inside.grid;
    if (!(where.grid == grid)) {
        throw Error("a map of relative risk needs the study area and the cells wanted on one grid");
    }
    for (const double h : {params.case_bandwidth_m, params.control_bandwidth_m}) {
        if (!(h > 0 && std::isfinite(h))) {
            throw ConfigError(
                fmt::format("a bandwidth of {} cannot be used: it must be a number of metres above 0", h));
        }
    }
    const auto cases = side_of(events.x.size(), events.case_place, events.case_weight, "cases");
    const auto controls = side_of(events.x.size(), events.control_place, events.control_weight, "controls");
    if (params.adaptive) {
        return adaptive_risk(events, cases, controls, inside, where, params, context);
    }
    RelativeRisk risk;
    risk.case_density = density_of(events, cases.weight, cases.total, inside,
                                   side_params(params, params.case_bandwidth_m, grid), context);
    risk.control_density = density_of(events, controls.weight, controls.total, inside,
                                      side_params(params, params.control_bandwidth_m, grid), context);
    const auto pooled = pooled_density(events, risk, inside, params, context);
    mark_tested(inside, where, pooled, risk);
    const auto factors = factors_of(inside, risk.cell, params, context);
    compare(
        events, params, cases.effective, controls.effective,
        [&](std::size_t i, double n1, double n2) {
            const double per_m2 = pooled.values[risk.cell[i]] / kM2PerKm2;
            const double of_controls = factors.controls.empty() ? 0 : factors.controls[i];
            return (factors.cases[i] / n1 + of_controls / n2) / per_m2;
        },
        risk);
    return risk;
}

} // namespace harmspot
