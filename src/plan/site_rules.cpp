// SPDX-License-Identifier: MIT
#include "plan/site_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace harmspot::plan
{

namespace
{

double metres_apart(Point a, Point b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

double weight_of(const SitingProblem& problem)
{
    return std::accumulate(problem.weight.begin(), problem.weight.end(), 0.0);
}

void require(bool holds, const char* what)
{
    if (!holds) {
        throw std::invalid_argument(what);
    }
}

/// Names of areas, at most five of them.
std::string named(const SitingProblem& problem, const std::vector<std::uint16_t>& areas)
{
    constexpr std::size_t kMost = 5;
    std::string text;
    for (std::size_t k = 0; k < std::min(kMost, areas.size()); ++k) {
        text += (text.empty() ? "" : ", ") + problem.area_names[areas[k]];
    }
    return areas.size() > kMost ? fmt::format("{} and {} more", text, areas.size() - kMost) : text;
}

std::string broken_count(const SitingRequest& request, std::size_t candidates)
{
    if (request.new_sites && *request.new_sites > candidates) {
        return fmt::format("number of hubs: {} new ones are asked for and there {} {} candidate{}{}",
                           *request.new_sites, candidates == 1 ? "is" : "are", candidates, candidates == 1 ? "" : "s",
                           request.least_separation_m > 0 ? " far enough from the existing hubs" : "");
    }
    return "";
}

std::string broken_areas(const SitingProblem& problem, const SitingRequest& request,
                         std::span<const std::uint32_t> candidate, MustHave must_have)
{
    if (!request.one_per_area && !must_have) {
        return "";
    }
    const auto without = areas_in_need(problem, request, must_have);
    std::vector<std::uint16_t> hopeless;
    for (const auto area : without) {
        if (std::none_of(candidate.begin(), candidate.end(),
                         [&](std::uint32_t site) { return problem.site_area[site] == area; })) {
            hopeless.push_back(area);
        }
    }
    if (!hopeless.empty()) {
        return fmt::format("one hub per area: no candidate lies in {}", named(problem, hopeless));
    }
    if (request.new_sites && *request.new_sites < without.size()) {
        return fmt::format("one hub per area: {} area{} without one ({}), and {} new hub{} asked for", without.size(),
                           without.size() == 1 ? " is" : "s are", named(problem, without), *request.new_sites,
                           *request.new_sites == 1 ? " is" : "s are");
    }
    return "";
}

/// Areas of which not enough can be covered, whatever is opened.
std::string broken_shares(const SitingProblem& problem, const SitingRequest& request,
                          std::span<const std::uint32_t> candidate)
{
    if (!(request.least_covered_share > 0)) {
        return "";
    }
    std::vector<double> all(problem.area_names.size(), 0);
    std::vector<double> best(all.size(), 0);
    for (std::size_t i = 0; i < problem.weight.size(); ++i) {
        const auto area = problem.demand_area[i];
        if (area == kNoArea) {
            continue;
        }
        double cover = 0;
        for (std::size_t j = 0; j < problem.existing.size(); ++j) {
            cover = problem.existing[j] != 0 ? std::max(cover, cover_at(request, problem.distance.at(i, j))) : cover;
        }
        for (const auto site : candidate) {
            cover = std::max(cover, cover_at(request, problem.distance.at(i, site)));
        }
        all[area] += problem.weight[i];
        best[area] += problem.weight[i] * cover;
    }
    constexpr double kRounding = 1e-9;
    std::vector<std::uint16_t> hopeless;
    for (std::uint16_t area = 0; area < all.size(); ++area) {
        if (best[area] < request.least_covered_share * all[area] * (1 - kRounding)) {
            hopeless.push_back(area);
        }
    }
    if (hopeless.empty()) {
        return "";
    }
    const auto worst = hopeless.front();
    return fmt::format("least covered share per area: with every candidate open {:.1f} % of {} would be within reach, "
                       "and {:.1f} % are asked for{}",
                       100 * best[worst] / all[worst], problem.area_names[worst], 100 * request.least_covered_share,
                       hopeless.size() > 1 ? fmt::format(" (so too in {} more)", hopeless.size() - 1) : "");
}

std::string broken_budget(const SitingProblem& problem, const SitingRequest& request,
                          std::span<const std::uint32_t> candidate)
{
    if (!request.budget || !request.new_sites || *request.new_sites == 0) {
        return "";
    }
    std::vector<double> cost;
    for (const auto site : candidate) {
        cost.push_back(problem.cost[site]);
    }
    std::sort(cost.begin(), cost.end());
    const double least =
        std::accumulate(cost.begin(), cost.begin() + static_cast<std::ptrdiff_t>(*request.new_sites), 0.0);
    SiteRules rules;
    rules.budget = request.budget;
    if (affordable(rules, least)) {
        return "";
    }
    return *request.new_sites == 1
               ? fmt::format("budget: the cheapest candidate costs {:.6g}, and the budget is {:.6g}", least,
                             *request.budget)
               : fmt::format("budget: the {} cheapest candidates cost {:.6g} together, and the budget is {:.6g}",
                             *request.new_sites, least, *request.budget);
}

std::string broken_reach(const SitingProblem& problem, const SitingRequest& request,
                         std::span<const std::uint32_t> candidate)
{
    if (request.model == SitingModel::max_cover || (request.model == SitingModel::p_median && request.unserved_m)) {
        return "";
    }
    const double reach = request.model == SitingModel::set_cover ? request.reach_m : std::numeric_limits<double>::max();
    std::size_t points = 0;
    double weight = 0;
    for (std::size_t i = 0; i < problem.weight.size(); ++i) {
        const auto within = [&](std::size_t site) { return problem.distance.at(i, site) <= reach; };
        bool served = std::any_of(candidate.begin(), candidate.end(), within);
        for (std::size_t j = 0; j < problem.existing.size() && !served; ++j) {
            served = problem.existing[j] != 0 && within(j);
        }
        if (!served && problem.weight[i] > 0) {
            ++points;
            weight += problem.weight[i];
        }
    }
    const double total = weight_of(problem);
    const double must = request.model == SitingModel::set_cover ? request.cover_share : 1;
    constexpr double kRounding = 1e-12;
    if (total - weight >= must * total * (1 - kRounding)) {
        return "";
    }
    return fmt::format("reach: {} demand point{} with {:.3g} % of all demand {} no site that may serve {}{}", points,
                       points == 1 ? "" : "s", 100 * weight / total, points == 1 ? "has" : "have",
                       points == 1 ? "it" : "them",
                       request.model == SitingModel::set_cover ? fmt::format(" within {:.6g} m", reach) : "");
}

/// Whether so much weight must be served that capacities can stand in the way.
std::string broken_capacity(const SitingProblem& problem, const SitingRequest& request,
                            std::span<const std::uint32_t> candidate)
{
    if (problem.capacity.empty() || request.model == SitingModel::max_cover ||
        (request.model == SitingModel::p_median && request.unserved_m)) {
        return "";
    }
    double capacity = 0;
    for (std::size_t j = 0; j < problem.existing.size(); ++j) {
        capacity += problem.existing[j] != 0 ? problem.capacity[j] : 0;
    }
    std::vector<double> more;
    for (const auto site : candidate) {
        more.push_back(problem.capacity[site]);
    }
    std::sort(more.begin(), more.end(), std::greater<>());
    const auto count = request.model == SitingModel::set_cover ? more.size() : request.new_sites.value_or(more.size());
    capacity = std::accumulate(more.begin(), more.begin() + static_cast<std::ptrdiff_t>(std::min(count, more.size())),
                               capacity);
    const double demand = weight_of(problem) * (request.model == SitingModel::set_cover ? request.cover_share : 1);
    constexpr double kRounding = 1e-9;
    return capacity >= demand * (1 - kRounding)
               ? ""
               : fmt::format("capacity: at most {:.6g} can be served, and the demand is {:.6g}", capacity, demand);
}

} // namespace

std::vector<std::uint32_t> candidates_of(const SitingProblem& problem, const SitingRequest& request)
{
    std::vector<std::uint32_t> candidate;
    for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
        if (problem.existing[site] != 0 || (!problem.barred.empty() && problem.barred[site] != 0)) {
            continue;
        }
        bool apart = true;
        for (std::uint32_t other = 0; request.least_separation_m > 0 && other < problem.existing.size(); ++other) {
            apart = apart && (problem.existing[other] == 0 ||
                              metres_apart(problem.site[site], problem.site[other]) >= request.least_separation_m);
        }
        if (apart) {
            candidate.push_back(site);
        }
    }
    return candidate;
}

std::vector<std::uint16_t> areas_in_need(const SitingProblem& problem, const SitingRequest& request, MustHave must_have)
{
    std::vector<std::uint8_t> has(problem.area_names.size(), request.one_per_area ? 0 : 1);
    for (std::size_t site = 0; request.one_per_area && site < problem.existing.size(); ++site) {
        if (problem.existing[site] != 0 && problem.site_area[site] != kNoArea) {
            has[problem.site_area[site]] = 1;
        }
    }
    if (must_have) {
        has[*must_have] = 0;
    }
    std::vector<std::uint16_t> in_need;
    for (std::uint16_t area = 0; area < has.size(); ++area) {
        if (has[area] == 0) {
            in_need.push_back(area);
        }
    }
    return in_need;
}

SiteRules rules_of(const SitingProblem& problem, const SitingRequest& request, std::span<const std::uint32_t> candidate,
                   MustHave must_have)
{
    SiteRules rules;
    if (request.model != SitingModel::set_cover) {
        rules.count = request.new_sites;
    }
    rules.budget = request.budget;
    for (const auto site : candidate) {
        if (request.budget) {
            rules.cost.push_back(problem.cost[site]);
        }
    }
    if (request.one_per_area || must_have) {
        const auto in_need = areas_in_need(problem, request, must_have);
        rules.groups = in_need.size();
        for (const auto site : candidate) {
            const auto at = std::find(in_need.begin(), in_need.end(), problem.site_area[site]);
            rules.group.push_back(at == in_need.end() ? kNoArea : static_cast<std::uint16_t>(at - in_need.begin()));
        }
    }
    if (request.least_separation_m > 0) {
        rules.apart.resize(candidate.size());
        for (std::uint32_t a = 0; a < candidate.size(); ++a) {
            for (std::uint32_t b = 0; b < candidate.size(); ++b) {
                if (a != b &&
                    metres_apart(problem.site[candidate[a]], problem.site[candidate[b]]) < request.least_separation_m) {
                    rules.apart[a].push_back(b);
                }
            }
        }
    }
    return rules;
}

void check_problem(const SitingProblem& problem, const SitingRequest& request, MustHave must_have)
{
    const auto sites = problem.existing.size();
    const auto demands = problem.weight.size();
    require(problem.distance.sites == sites && problem.distance.demands == demands &&
                problem.distance.metres.size() == sites * demands,
            "siting: the distance table does not have the problem's size");
    const auto weighs = [](double one) { return std::isfinite(one) && one >= 0; };
    require(std::all_of(problem.weight.begin(), problem.weight.end(), weighs), "siting: a weight is not a number >= 0");
    require(std::all_of(problem.distance.metres.begin(), problem.distance.metres.end(),
                        [](double one) { return one >= 0; }),
            "siting: a distance is not a number >= 0");
    require(problem.cost.empty() || problem.cost.size() == sites, "siting: not one cost per site");
    require(std::all_of(problem.cost.begin(), problem.cost.end(), weighs), "siting: a cost is not a number >= 0");
    require(problem.capacity.empty() || problem.capacity.size() == sites, "siting: not one capacity per site");
    require(std::all_of(problem.capacity.begin(), problem.capacity.end(), [](double one) { return one >= 0; }),
            "siting: a capacity is not a number >= 0");
    require(!request.budget || !problem.cost.empty(), "siting: a budget needs costs");
    require(request.least_separation_m <= 0 || problem.site.size() == sites, "siting: separation needs positions");
    require(
        (!request.one_per_area && !must_have && !(request.least_covered_share > 0)) ||
            (problem.site_area.size() == sites && problem.demand_area.size() == demands && !problem.area_names.empty()),
        "siting: rules per area need areas");
    require(!must_have || *must_have < problem.area_names.size(),
            "siting: an area that must have a site is not among the areas");
    require(request.new_sites || request.budget || request.model == SitingModel::set_cover,
            "siting: neither a number of sites nor a budget");
    require(request.new_sites || request.model != SitingModel::p_centre, "siting: p_centre needs a number of sites");
}

std::string plainly_broken(const SitingProblem& problem, const SitingRequest& request,
                           std::span<const std::uint32_t> candidate, MustHave must_have)
{
    if (!(weight_of(problem) > 0)) {
        return "demand: there is none";
    }
    if (request.model != SitingModel::set_cover) {
        if (auto broken = broken_count(request, candidate.size()); !broken.empty()) {
            return broken;
        }
    }
    if (auto broken = broken_areas(problem, request, candidate, must_have); !broken.empty()) {
        return broken;
    }
    for (const auto check : {broken_shares, broken_budget, broken_reach, broken_capacity}) {
        if (auto broken = check(problem, request, candidate); !broken.empty()) {
            return broken;
        }
    }
    return "";
}

std::string name_broken(const SitingRequest& request,
                        const std::function<bool(const SitingRequest&, bool with_capacity)>& feasible,
                        bool has_capacity)
{
    struct Constraint {
        const char* name;
        bool asked;
        std::function<void(SitingRequest&, bool&)> drop;
    };
    const std::vector<Constraint> constraints{
        {"budget", request.budget.has_value() && (request.new_sites || request.model == SitingModel::set_cover),
         [](SitingRequest& one, bool&) { one.budget.reset(); }},
        {"minimum separation", request.least_separation_m > 0,
         [](SitingRequest& one, bool&) { one.least_separation_m = 0; }},
        {"one hub per area", request.one_per_area, [](SitingRequest& one, bool&) { one.one_per_area = false; }},
        {"least covered share per area", request.least_covered_share > 0,
         [](SitingRequest& one, bool&) { one.least_covered_share = 0; }},
        {"capacity", has_capacity, [](SitingRequest&, bool& with) { with = false; }},
    };
    const auto without = [&](std::size_t a, std::size_t b) {
        auto looser = request;
        bool with = has_capacity;
        constraints[a].drop(looser, with);
        constraints[b].drop(looser, with);
        return feasible(looser, with);
    };
    for (std::size_t a = 0; a < constraints.size(); ++a) {
        if (constraints[a].asked && without(a, a)) {
            return fmt::format("{}: without it the request could be met", constraints[a].name);
        }
    }
    for (std::size_t a = 0; a < constraints.size(); ++a) {
        for (std::size_t b = a + 1; b < constraints.size(); ++b) {
            if (constraints[a].asked && constraints[b].asked && without(a, b)) {
                return fmt::format("{} and {}: without both the request could be met", constraints[a].name,
                                   constraints[b].name);
            }
        }
    }
    if (request.model == SitingModel::p_median || request.model == SitingModel::p_centre) {
        return fmt::format("number of hubs: with {} new ones some demand is left that no open hub may serve",
                           request.new_sites.value_or(0));
    }
    return "the constraints together: no two of them can be blamed";
}

} // namespace harmspot::plan
