// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/siting.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What a board asks about a siting answer: how much more would help, what else would do nearly as well, and how sure
// the choice is.
namespace harmspot
{

/// One more hub, and what it brings.
struct CurvePoint {
    std::size_t new_sites = 0;
    SitingAnswer answer;
    double benefit = 0; ///< over no new site: weight newly covered, or weight × metres (or metres) saved
};
/// The request for 0, 1, …, `most` new sites, fewer where there are no more or no answer exists.
/// \pre the model is not set_cover
[[nodiscard]] std::vector<CurvePoint> siting_curve(const SitingProblem& problem, const SitingRequest& request,
                                                   std::size_t most, unsigned threads);

/// Where the curve bends most: the point farthest above the straight line from its first to its last point (Satopää et
/// al. 2011, "Kneedle", without smoothing). Nothing when no point lies above the line.
[[nodiscard]] std::optional<std::size_t> knee_of(std::span<const CurvePoint> curve);

/// How far an objective may fall behind the best, and how far a hub must move to make another plan.
struct AlternativeRules {
    double within = 0.01; ///< of the best objective
    double moved_m = 500; ///< as the crow flies, inclusive
    std::size_t most = 5;
};
/// The best further plans, best first, each of which moves some new site by at least `moved_m` from every one of the
/// best plan and of every alternative before it.
///
/// Exact (Lawler 1972): every such plan lacks, of each plan before it, some site and all near it, so the best is
/// found by solving with those barred.
/// \pre `best` has an answer, `problem.site` is filled
[[nodiscard]] std::vector<SitingAnswer> siting_alternatives(const SitingProblem& problem, const SitingRequest& request,
                                                            const SitingAnswer& best, const AlternativeRules& rules);

/// Whether some new site of `plan` lies at least `moved_m` from every new site of `other`.
[[nodiscard]] bool moves_a_hub(const SitingProblem& problem, const SitingAnswer& plan, const SitingAnswer& other,
                               double moved_m);

/// `solve_siting` with at least one new site in an area, whatever is open there already. \pre sites have areas
[[nodiscard]] SitingAnswer solve_siting_in(const SitingProblem& problem, const SitingRequest& request,
                                           std::uint16_t area);

/// The best plan that puts a hub in one area.
struct AreaPlan {
    std::uint16_t area = 0;
    SitingAnswer answer;
};
/// For every area with a candidate and no new site of `best`, the best plan by the same request with at least one new
/// site in it, best first, ties by area. Areas that cannot have one with every other rule kept are left out.
/// \pre `best` has an answer, sites have areas
[[nodiscard]] std::vector<AreaPlan> siting_elsewhere(const SitingProblem& problem, const SitingRequest& request,
                                                     const SitingAnswer& best);

/// Per site: what opening it beside `open` would bring by the model; 0 for sites that are open. Without regard to
/// capacities; for set_cover weight newly within reach, for p_centre metres saved.
[[nodiscard]] std::vector<double> marginal_gains(const SitingProblem& problem, const SitingRequest& request,
                                                 std::span<const std::uint32_t> open);

/// What demand is made of, to draw it again.
struct DemandUnits {
    std::vector<std::uint32_t> demand; ///< per incident, its demand point
    std::vector<double> weight;        ///< per incident
};
struct SitingRedraws {
    std::size_t draws = 0;             ///< that had an answer
    std::vector<std::uint32_t> chosen; ///< per site: draws that opened it
    std::vector<std::uint32_t> near;   ///< per site: draws that opened it or one within `near_m`
};
/// The request solved again with incidents drawn anew, as many, each as likely as any other (bootstrap: Efron 1979).
[[nodiscard]] SitingRedraws siting_redraws(const SitingProblem& problem, const SitingRequest& request,
                                           const DemandUnits& units, std::size_t draws, double near_m,
                                           unsigned threads);

} // namespace harmspot
