// SPDX-License-Identifier: MIT
#include "plan/savings.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::plan
{

namespace
{

/// What demand point `i` pays when the site at `metres` serves it.
double pays(const SitingProblem& problem, const SitingRequest& request, std::size_t i, double metres)
{
    if (request.model == SitingModel::max_cover) {
        return problem.weight[i] * (1 - cover_at(request, metres));
    }
    return problem.weight[i] * metres;
}

/// What a demand point pays that no site serves. Where all must be served it is more than serving everybody as
/// badly as can be, so that a best answer leaves none unserved if any can.
double unserved_price(const SitingProblem& problem, const SitingRequest& request, double worst_total, std::size_t i)
{
    if (request.model == SitingModel::max_cover) {
        return problem.weight[i];
    }
    return request.unserved_m ? problem.weight[i] * *request.unserved_m : worst_total;
}

double worst_finite(std::span<const double> metres)
{
    double worst = 0;
    for (const double one : metres) {
        worst = one != kCannotServe ? std::max(worst, one) : worst;
    }
    return worst;
}

void index_by_site(Savings& savings)
{
    savings.site_start.assign(savings.sites + 1, 0);
    for (const auto& entry : savings.entries) {
        ++savings.site_start[entry.other + 1];
    }
    for (std::size_t j = 0; j < savings.sites; ++j) {
        savings.site_start[j + 1] += savings.site_start[j];
    }
    savings.by_site.resize(savings.entries.size());
    auto next = savings.site_start;
    for (std::size_t i = 0; i < savings.demands(); ++i) {
        for (const auto& entry : savings.of_demand(i)) {
            savings.by_site[next[entry.other]++] = {entry.cost, static_cast<std::uint32_t>(i)};
        }
    }
}

} // namespace

Savings savings_of(const SitingProblem& problem, const SitingRequest& request, std::span<const std::uint32_t> candidate)
{
    Savings savings;
    savings.sites = candidate.size();
    savings.start.push_back(0);
    double worst_total = 1;
    if (request.model == SitingModel::p_median && !request.unserved_m) {
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            worst_total += problem.weight[i] * worst_finite(problem.distance.row(i));
        }
    }
    const bool opens_some = request.new_sites && *request.new_sites > 0;
    for (std::size_t i = 0; i < problem.weight.size(); ++i) {
        if (problem.weight[i] <= 0) {
            continue;
        }
        const auto metres = problem.distance.row(i);
        double cap = unserved_price(problem, request, worst_total, i);
        for (std::size_t j = 0; j < metres.size(); ++j) {
            if (problem.existing[j] != 0 && metres[j] != kCannotServe) {
                cap = std::min(cap, pays(problem, request, i, metres[j]));
            }
        }
        const auto first = savings.entries.size();
        double dearest = 0;
        bool all = true;
        for (std::uint32_t c = 0; c < candidate.size(); ++c) {
            const double far = metres[candidate[c]];
            const double cost = far == kCannotServe ? cap : pays(problem, request, i, far);
            all = all && far != kCannotServe;
            dearest = std::max(dearest, cost);
            if (cost < cap) {
                savings.entries.push_back({cost, c});
            }
        }
        if (all && opens_some && dearest < cap) {
            // Whatever is opened serves it at least this well.
            cap = dearest;
            savings.entries.erase(std::remove_if(savings.entries.begin() + static_cast<std::ptrdiff_t>(first),
                                                 savings.entries.end(),
                                                 [&](const auto& entry) { return entry.cost >= cap; }),
                                  savings.entries.end());
        }
        if (savings.entries.size() == first) {
            savings.fixed_cost += cap;
            continue;
        }
        std::sort(
            savings.entries.begin() + static_cast<std::ptrdiff_t>(first), savings.entries.end(),
            [](const auto& a, const auto& b) { return a.cost < b.cost || (a.cost == b.cost && a.other < b.other); });
        savings.cap.push_back(cap);
        savings.start.push_back(static_cast<std::uint32_t>(savings.entries.size()));
    }
    index_by_site(savings);
    return savings;
}

Savings reduced(const Savings& savings, std::span<const std::uint8_t> opened, std::span<const std::uint8_t> closed)
{
    Savings result;
    result.sites = savings.sites;
    result.fixed_cost = savings.fixed_cost;
    result.start.push_back(0);
    for (std::size_t i = 0; i < savings.demands(); ++i) {
        double cap = savings.cap[i];
        for (const auto& entry : savings.of_demand(i)) {
            if (opened[entry.other] != 0) {
                cap = entry.cost; // the cheapest comes first
                break;
            }
            if (closed[entry.other] == 0) {
                result.entries.push_back(entry);
            }
        }
        while (result.entries.size() > result.start.back() && result.entries.back().cost >= cap) {
            result.entries.pop_back();
        }
        // Kept even when nothing is left to serve it better: multipliers are per demand point.
        result.cap.push_back(cap);
        result.start.push_back(static_cast<std::uint32_t>(result.entries.size()));
    }
    index_by_site(result);
    return result;
}

double total_cost(const Savings& savings, std::span<const std::uint32_t> open)
{
    auto pays = savings.cap;
    for (const auto site : open) {
        for (const auto& entry : savings.of_site(site)) {
            pays[entry.other] = std::min(pays[entry.other], entry.cost);
        }
    }
    double total = savings.fixed_cost;
    for (const double one : pays) {
        total += one;
    }
    return total;
}

bool affordable(const SiteRules& rules, double cost)
{
    constexpr double kRounding = 1e-9;
    return !rules.budget || cost <= *rules.budget + kRounding * std::abs(*rules.budget);
}

bool may_join(const SiteRules& rules, std::uint32_t a, std::uint32_t b)
{
    return rules.apart.empty() || !std::binary_search(rules.apart[a].begin(), rules.apart[a].end(), b);
}

bool keeps(const SiteRules& rules, std::span<const std::uint32_t> open)
{
    if (rules.count && open.size() != *rules.count) {
        return false;
    }
    double cost = 0;
    std::vector<std::uint8_t> met(rules.groups, 0);
    for (const auto site : open) {
        cost += rules.budget ? rules.cost[site] : 0;
        if (rules.groups > 0 && rules.group[site] != kNoArea) {
            met[rules.group[site]] = 1;
        }
        if (std::any_of(open.begin(), open.end(), [&](std::uint32_t other) { return !may_join(rules, site, other); })) {
            return false;
        }
    }
    return affordable(rules, cost) && std::find(met.begin(), met.end(), 0) == met.end();
}

} // namespace harmspot::plan
