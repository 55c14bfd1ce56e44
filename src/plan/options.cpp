// SPDX-License-Identifier: MIT
#include "harmspot/parallel.hpp"
#include "harmspot/siting_options.hpp"

#include "plan/site_rules.hpp"
#include "significance/philox.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

namespace harmspot
{

namespace
{

constexpr double kSame = 1e-9;

bool more_is_better(SitingModel model)
{
    return model == SitingModel::max_cover;
}

/// How far `objective` falls behind `best`, as a share of the best.
double behind(SitingModel model, double objective, double best)
{
    const double by = more_is_better(model) ? best - objective : objective - best;
    return by <= kSame * std::abs(best) ? 0 : by / std::abs(best);
}

double apart_m(const SitingProblem& problem, std::uint32_t a, std::uint32_t b)
{
    return std::hypot(problem.site[a].x - problem.site[b].x, problem.site[a].y - problem.site[b].y);
}

/// What the model thinks of open sites, so that more is better.
double merit(const SitingRequest& request, const SitingValue& value)
{
    switch (request.model) {
    case SitingModel::p_median:
        return -(value.weighted_distance + value.unserved * request.unserved_m.value_or(0));
    case SitingModel::p_centre:
        return -value.greatest_m;
    case SitingModel::max_cover:
    case SitingModel::set_cover:
        break;
    }
    return value.covered;
}

/// CBC keeps state of its own; our solver does not.
bool may_run_beside_itself(const SitingProblem& problem, const SitingRequest& request)
{
    return problem.capacity.empty() && !(request.least_covered_share > 0) &&
           (request.model == SitingModel::p_median || request.model == SitingModel::max_cover);
}

} // namespace

std::vector<CurvePoint> siting_curve(const SitingProblem& problem, const SitingRequest& request, std::size_t most,
                                     unsigned threads)
{
    std::vector<CurvePoint> all(most + 1);
    parallel_for(may_run_beside_itself(problem, request) ? threads : 1, all.size(), [&](std::size_t count) {
        auto one = request;
        one.new_sites = count;
        all[count].new_sites = count;
        all[count].answer = solve_siting(problem, one);
    });
    std::vector<std::uint32_t> existing;
    for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
        if (problem.existing[site] != 0) {
            existing.push_back(site);
        }
    }
    const auto before = value_of(problem, request, existing);
    std::vector<CurvePoint> curve;
    for (auto& point : all) {
        if (point.answer.status == SitingStatus::infeasible) {
            continue; // more may do what few cannot: one hub in every area
        }
        const double sign = more_is_better(request.model) ? 1 : -1;
        // Without any hub no one travels, so the least number of hubs is what p_centre is measured from.
        const double from = request.model == SitingModel::p_centre && existing.empty()
                                ? (curve.empty() ? -point.answer.objective : -curve.front().answer.objective)
                                : merit(request, before);
        point.benefit = sign * point.answer.objective - from;
        curve.push_back(std::move(point));
    }
    return curve;
}

std::optional<std::size_t> knee_of(std::span<const CurvePoint> curve)
{
    if (curve.size() < 3) {
        return std::nullopt;
    }
    const auto& first = curve.front();
    const auto& last = curve.back();
    const double rise = last.benefit - first.benefit;
    const auto run = static_cast<double>(last.new_sites - first.new_sites);
    std::optional<std::size_t> knee;
    double highest = kSame * std::abs(rise);
    for (std::size_t i = 1; i + 1 < curve.size(); ++i) {
        const auto along = static_cast<double>(curve[i].new_sites - first.new_sites) / run;
        const double above = curve[i].benefit - first.benefit - rise * along;
        if (above > highest) {
            highest = above;
            knee = i;
        }
    }
    return knee;
}

bool moves_a_hub(const SitingProblem& problem, const SitingAnswer& plan, const SitingAnswer& other, double moved_m)
{
    return std::any_of(other.added.begin(), other.added.end(), [&](std::uint32_t hub) {
        return std::all_of(plan.added.begin(), plan.added.end(),
                           [&](std::uint32_t site) { return apart_m(problem, hub, site) >= moved_m; });
    });
}

std::vector<SitingAnswer> siting_alternatives(const SitingProblem& problem, const SitingRequest& request,
                                              const SitingAnswer& best, const AlternativeRules& rules)
{
    /// A part of all plans: those without the barred sites, and the best of them.
    struct Part {
        std::vector<std::uint8_t> barred;
        SitingAnswer answer;
    };
    std::vector<Part> parts;
    std::set<std::string> seen; // barred sites as text
    const auto open_part = [&](const std::vector<std::uint8_t>& from, std::uint32_t around) {
        auto barred = from;
        for (std::uint32_t site = 0; site < barred.size(); ++site) {
            if (problem.existing[site] == 0 && apart_m(problem, site, around) < rules.moved_m) {
                barred[site] = 1;
            }
        }
        if (!seen.emplace(barred.begin(), barred.end()).second) {
            return;
        }
        auto narrowed = problem;
        narrowed.barred = barred;
        auto answer = solve_siting(narrowed, request);
        if (answer.status != SitingStatus::infeasible &&
            behind(request.model, answer.objective, best.objective) <= rules.within) {
            parts.push_back({std::move(barred), std::move(answer)});
        }
    };
    const auto barred = problem.barred.empty() ? std::vector<std::uint8_t>(problem.existing.size(), 0) : problem.barred;
    for (const auto site : best.added) {
        open_part(barred, site);
    }
    std::vector<SitingAnswer> found;
    while (!parts.empty() && found.size() < rules.most) {
        const auto next = std::min_element(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
            const double behind_a = behind(request.model, a.answer.objective, best.objective);
            const double behind_b = behind(request.model, b.answer.objective, best.objective);
            return behind_a != behind_b ? behind_a < behind_b : a.answer.added < b.answer.added;
        });
        const auto part = std::move(*next);
        parts.erase(next);
        const auto against = std::find_if(found.begin(), found.end(), [&](const SitingAnswer& other) {
            return !moves_a_hub(problem, part.answer, other, rules.moved_m);
        });
        const auto split_by = against == found.end() ? part.answer.added : against->added;
        if (against == found.end()) {
            found.push_back(part.answer);
        }
        for (const auto site : split_by) {
            open_part(part.barred, site);
        }
    }
    return found;
}

std::vector<AreaPlan> siting_elsewhere(const SitingProblem& problem, const SitingRequest& request,
                                       const SitingAnswer& best)
{
    std::set<std::uint16_t> areas;
    for (const auto site : plan::candidates_of(problem, request)) {
        areas.insert(problem.site_area[site]);
    }
    areas.erase(kNoArea);
    for (const auto site : best.added) {
        areas.erase(problem.site_area[site]);
    }
    std::vector<AreaPlan> plans;
    for (const auto area : areas) {
        auto answer = solve_siting_in(problem, request, area);
        if (answer.status != SitingStatus::infeasible) {
            plans.push_back({area, std::move(answer)});
        }
    }
    std::stable_sort(plans.begin(), plans.end(), [&](const AreaPlan& a, const AreaPlan& b) {
        return behind(request.model, a.answer.objective, best.objective) <
               behind(request.model, b.answer.objective, best.objective);
    });
    return plans;
}

std::vector<double> marginal_gains(const SitingProblem& problem, const SitingRequest& request,
                                   std::span<const std::uint32_t> open)
{
    const auto before = value_of(problem, request, open);
    std::vector<double> gains(problem.existing.size(), 0);
    std::vector<std::uint32_t> more(open.begin(), open.end());
    more.push_back(0);
    for (std::uint32_t site = 0; site < gains.size(); ++site) {
        if (std::find(open.begin(), open.end(), site) == open.end()) {
            more.back() = site;
            gains[site] = merit(request, value_of(problem, request, more)) - merit(request, before);
        }
    }
    return gains;
}

SitingRedraws siting_redraws(const SitingProblem& problem, const SitingRequest& request, const DemandUnits& units,
                             std::size_t draws, double near_m, unsigned threads)
{
    const auto key = significance::philox_key(request.seed);
    const auto count = static_cast<std::uint32_t>(units.demand.size());
    std::vector<SitingAnswer> answers(draws);
    parallel_for(may_run_beside_itself(problem, request) ? threads : 1, draws, [&](std::size_t draw) {
        auto drawn = problem;
        std::fill(drawn.weight.begin(), drawn.weight.end(), 0.0);
        for (std::uint32_t unit = 0; unit < count; ++unit) {
            const auto random = significance::Philox::at(unit, static_cast<std::uint32_t>(draw), key);
            const auto one = significance::below(count, random.low);
            drawn.weight[units.demand[one]] += units.weight[one];
        }
        answers[draw] = solve_siting(drawn, request);
    });
    SitingRedraws result;
    result.chosen.assign(problem.existing.size(), 0);
    result.near.assign(problem.existing.size(), 0);
    for (const auto& answer : answers) {
        result.draws += answer.status != SitingStatus::infeasible ? 1U : 0U;
        for (const auto site : answer.added) {
            ++result.chosen[site];
        }
        for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
            const bool near = std::any_of(answer.added.begin(), answer.added.end(), [&](std::uint32_t other) {
                return other == site || apart_m(problem, site, other) < near_m;
            });
            result.near[site] += near ? 1U : 0U;
        }
    }
    return result;
}

} // namespace harmspot
