// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// A theme's incidents (cases) and what they are held against (controls), over one list of distinct places.
///
/// Only what lies inside the study area belongs here. Places are ordered by (x, y) and differ from each other.
struct RiskEvents {
    std::span<const double> x; ///< metres, analysis CRS, finite
    std::span<const double> y;
    std::span<const std::uint32_t> case_place;    ///< per case, into x and y
    std::span<const double> case_weight;          ///< per case, finite, not negative, not all 0
    std::span<const std::uint32_t> control_place; ///< per control
    std::span<const double> control_weight;       ///< per control, as above; empty = each 1
};

/// What the controls are.
///
/// - sample: incidents like the cases, of other kinds. Their density is as uncertain as its numbers are small.
/// - known: a population counted at points (residents, households), its counts the weights.
enum class RiskControl : std::uint8_t { sample, known };

/// What a run lets a theme be held against.
struct RiskSetting {
    RiskEvents events;
    RiskControl control = RiskControl::sample;
    std::string against{}; ///< "the other incidents", "residents": for people
};

/// Bandwidths that follow how crowded a place is, the same for cases and controls, so that most of the bias cancels:
/// Abramson's rule with a pilot of all events together (Davies & Hazelton 2010; the symmetric form of Davies, Jones &
/// Hazelton 2016, Computational Statistics & Data Analysis 101, 12-28). Relabelling leaves them as they are.
struct AdaptiveRisk {
    double pilot_m = 500; ///< bandwidth of the pilot
    double trim = 5;      ///< none is wider than so many times the median
    double least_m = 0;   ///< floor; the last word
};

/// How a map of relative risk is made.
struct RiskParams {
    Kernel kernel = Kernel::quartic;
    double case_bandwidth_m = 500;    ///< as `KdeParams::bandwidth_m`
    double control_bandwidth_m = 500; ///< the same as for cases cancels most of the bias (Kelsall & Diggle 1995)
    RiskControl control = RiskControl::sample;
    /// So many further cases are taken to be both found and expected in every kernel's effective area h²/∫K², so that
    /// a place where next to nothing is expected does not stand out by a single case. 0 = the plain ratio.
    double guard_incidents = 0;
    /// With it, `case_bandwidth_m` is the geometric mean of what events get and `control_bandwidth_m` has no part.
    std::optional<AdaptiveRisk> adaptive{};

    /// What the guard adds to both densities: guard ∫K² / (h² n), n the number of cases; per km².
    [[nodiscard]] double delta_per_km2(std::size_t cases) const;
};

/// Where a theme is commoner than its control, on the cells of one grid.
struct RelativeRisk {
    Raster<std::uint8_t> tested;     ///< 1 where there is anything to say: asked for, inside W, with controls in reach
    Raster<double> case_density;     ///< f, per km²: integrates to about 1 over W; 0 outside W
    Raster<double> control_density;  ///< g
    Raster<double> log_ratio;        ///< ρ = log((f + δ) / (g + δ)); 0 where not tested
    Raster<double> z;                ///< ρ over its standard deviation for large numbers; 0 where not tested
    Raster<double> p_value;          ///< chance of a greater z; 1 where not tested
    std::vector<double> noise{};     ///< per tested cell, in order: standard deviation of ρ if labels were dealt out
    std::vector<std::size_t> cell{}; ///< the tested cells
    /// With `RiskParams::adaptive`: each place's bandwidth, and per tested cell what the edge correction multiplies by.
    std::vector<double> place_bandwidth_m{};
    std::vector<double> edge_factor{};
};

/// log((f + δ)/(g + δ)) of two densities with the uniform edge correction, and its asymptotic z.
///
/// Bithell 1990; Kelsall & Diggle 1995. z after Hazelton & Davies 2009: the variance of ρ is
/// (R₁/(m₁h₁²) + R₂/(m₂h₂²)) / f_pool with R(x) = h² ∫_W K_h(x − u)² du / q_h(x)², which for the Gaussian is
/// q_{h/√2}(x) / (4π q_h(x)²), q_h the edge mass, m = (Σw)²/Σw², f_pool the density of all events, each counting 1.
/// Against a known population the second term is 0 and f_pool is the population's density.
///
/// With adaptive bandwidths the variance is taken from the events themselves: (1/m₁ + 1/m₂) times the mean of K_{h_i}²
/// over all events, over f_pool². So it needs no expansion in h, and is what relabelling would give.
/// \param inside 1 in the study area W, on the grid wanted
/// \param where 1 in the cells wanted, on the same grid
/// \throws InputError when there are no cases or no controls, or either weighs nothing; ConfigError for a bandwidth
/// or weight that cannot be used, or for adaptive bandwidths against a known population
[[nodiscard]] RelativeRisk relative_risk(const RiskEvents& events, const Raster<std::uint8_t>& inside,
                                         const Raster<std::uint8_t>& where, const RiskParams& params,
                                         const MethodContext& context);

/// What is dealt out anew in a draw when the controls are a sample.
///
/// - places: cases keep their weights and get the places of as many events drawn from all, cases and controls
///   alike; controls, each weighing 1, get the rest. Right when weights go with the kind of incident, as harm
///   weights do.
/// - labels: who is a case; each event keeps its place and its own weight. Right when cases and controls are
///   weighed alike.
///
/// With equal weights both are the usual permutation of labels. Against a known population every case gets a
/// place drawn with chances as the population's, and keeps its weight.
enum class RiskDeal : std::uint8_t { places, labels };

struct RiskDrawOptions {
    std::uint32_t draws = 999;
    RiskDeal deal = RiskDeal::places;
    std::size_t table_bytes = std::size_t{64} << 20U; ///< memory for draws side by side; changes nothing but speed
};

/// What chance does to a map of relative risk.
struct RiskDraws {
    Raster<double> p_value;       ///< per cell, (1 + draws with ρ* >= ρ) / (1 + draws); 1 where not tested
    Raster<double> strength;      ///< ρ over `RelativeRisk::noise`; 0 where not tested
    std::vector<double> greatest; ///< per draw, greatest strength over all tested cells; ascending

    /// Chance that anything as strong turns up anywhere: (1 + draws whose greatest >= strength) / (1 + draws).
    /// For the strongest cell of a polygon it holds however the polygon was found.
    [[nodiscard]] double p_adjusted(double strength_there) const;
};

/// The same of `RiskDraws::greatest` alone.
[[nodiscard]] double p_of_greatest(std::span<const double> greatest, double strength_there);

/// p-values of `risk`, which is of the same events and parameters, by draws under the hypothesis that cases lie as
/// controls do. Draws depend on `context.seed` alone, not on the number of threads.
/// \throws ConfigError for no draws, or for weighted controls dealt by places
[[nodiscard]] RiskDraws draw_relative_risk(const RiskEvents& events, const Raster<std::uint8_t>& inside,
                                           const RelativeRisk& risk, const RiskParams& params,
                                           const RiskDrawOptions& options, const MethodContext& context);

} // namespace harmspot
