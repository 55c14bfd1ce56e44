// SPDX-License-Identifier: MIT
#include "plan/constrained.hpp"

#include "plan/branch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace harmspot::plan
{

namespace
{

constexpr double kSame = 1e-9;

/// What a set of new sites is worth here: shares first, then cost.
struct Worth {
    double short_of = 0; ///< weight by which areas miss their shares
    double cost = 0;

    [[nodiscard]] bool better_than(const Worth& other) const
    {
        if (std::abs(short_of - other.short_of) > kSame * (1 + other.short_of)) {
            return short_of < other.short_of;
        }
        return cost < other.cost - kSame * std::abs(other.cost);
    }
};

class Exchanger
{
public:
    Exchanger(const SitingProblem& problem, const SitingRequest& request, std::span<const std::uint32_t> candidate,
              MustHave must_have)
        : m_problem(problem), m_request(request), m_candidate(candidate),
          m_rules(rules_of(problem, request, candidate, must_have))
    {
        for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
            if (problem.existing[site] != 0) {
                m_existing.push_back(site);
            }
        }
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            double nearest = kCannotServe;
            for (const auto site : m_existing) {
                nearest = std::min(nearest, problem.distance.at(i, site));
            }
            m_now_m.push_back(nearest);
        }
    }

    /// Sites by their positions in `candidate`; with capacities filled greedily, unless the set could not be better
    /// than `than` even without them.
    [[nodiscard]] Worth worth(const std::vector<std::uint32_t>& added, const Worth* than = nullptr) const
    {
        std::vector<std::uint32_t> sites;
        for (const auto c : added) {
            sites.push_back(m_candidate[c]);
        }
        Worth worth{missing_shares(sites), cost_by_nearest(sites)};
        if (!m_problem.capacity.empty() && (than == nullptr || worth.better_than(*than))) {
            sites.insert(sites.end(), m_existing.begin(), m_existing.end());
            worth.cost = cost_by_filling(sites);
        }
        return worth;
    }

    /// Exchanges and additions that better the set, the first found taken, until none is left or `rounds`
    /// ran.
    [[nodiscard]] std::vector<std::uint32_t> improved(std::vector<std::uint32_t> added, std::uint64_t rounds) const
    {
        auto best = worth(added);
        for (bool changed = true; changed && rounds > 0; --rounds) {
            changed = false;
            for (std::uint32_t in = 0; in < m_candidate.size(); ++in) {
                if (std::find(added.begin(), added.end(), in) != added.end()) {
                    continue;
                }
                for (std::size_t out = 0; out <= added.size(); ++out) { // past the last: added, none closed
                    auto tried = added;
                    if (out < added.size()) {
                        tried[out] = in;
                    } else {
                        tried.push_back(in);
                    }
                    std::sort(tried.begin(), tried.end());
                    if (!keeps(m_rules, tried)) {
                        continue;
                    }
                    if (const auto there = worth(tried, &best); there.better_than(best)) {
                        best = there;
                        added = std::move(tried);
                        changed = true;
                        break;
                    }
                }
            }
        }
        return added;
    }

private:
    [[nodiscard]] double pays(double far) const
    {
        return m_request.model == SitingModel::max_cover ? 1 - cover_at(m_request, far) : std::min(far, unserved());
    }
    /// Of a unit of weight.
    [[nodiscard]] double unserved() const
    {
        return m_request.model == SitingModel::max_cover ? 1 : *m_request.unserved_m;
    }

    /// With these new sites open.
    [[nodiscard]] double nearest_m(std::size_t i, const std::vector<std::uint32_t>& added) const
    {
        double nearest = m_now_m[i];
        for (const auto site : added) {
            nearest = std::min(nearest, m_problem.distance.at(i, site));
        }
        return nearest;
    }

    [[nodiscard]] double missing_shares(const std::vector<std::uint32_t>& added) const
    {
        if (!(m_request.least_covered_share > 0)) {
            return 0;
        }
        std::vector<double> all(m_problem.area_names.size(), 0);
        std::vector<double> covered(all.size(), 0);
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            if (const auto area = m_problem.demand_area[i]; area != kNoArea) {
                all[area] += m_problem.weight[i];
                covered[area] += m_problem.weight[i] * cover_at(m_request, nearest_m(i, added));
            }
        }
        double missing = 0;
        for (std::size_t area = 0; area < all.size(); ++area) {
            const double least = m_request.least_covered_share * all[area];
            missing += covered[area] < least * (1 - kSame) ? least - covered[area] : 0;
        }
        return missing;
    }

    [[nodiscard]] double cost_by_nearest(const std::vector<std::uint32_t>& added) const
    {
        double cost = 0;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            cost += m_problem.weight[i] * pays(nearest_m(i, added));
        }
        return cost;
    }

    /// The shortest ways first, as much as sites can take: near the least cost, and never under it.
    [[nodiscard]] double cost_by_filling(const std::vector<std::uint32_t>& open) const
    {
        struct Way {
            double price;
            std::uint32_t demand;
            std::uint32_t site;
        };
        std::vector<Way> ways;
        double cost = 0;
        for (std::uint32_t i = 0; i < m_problem.weight.size(); ++i) {
            cost += m_problem.weight[i] * unserved();
            for (const auto site : open) {
                const double far = m_problem.distance.at(i, site);
                if (m_problem.weight[i] > 0 && far != kCannotServe && pays(far) < unserved()) {
                    ways.push_back({pays(far), i, site});
                }
            }
        }
        std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
            return a.price != b.price ? a.price < b.price : std::pair(a.demand, a.site) < std::pair(b.demand, b.site);
        });
        auto left = m_problem.weight;
        auto room = m_problem.capacity;
        for (const auto& way : ways) {
            const double part = std::min(left[way.demand], room[way.site]);
            left[way.demand] -= part;
            room[way.site] -= part;
            cost += part * (way.price - unserved());
        }
        return cost;
    }

    const SitingProblem& m_problem;
    const SitingRequest& m_request;
    std::span<const std::uint32_t> m_candidate;
    SiteRules m_rules;
    std::vector<std::uint32_t> m_existing;
    std::vector<double> m_now_m; ///< per demand point, to the nearest existing site
};

/// The answer of the problem without capacities and shares, when it keeps them.
bool keeps_the_rest(const SitingProblem& problem, const SitingRequest& request, const Exchanger& exchanger,
                    const std::vector<std::uint32_t>& added, MipAnswer& answer)
{
    if (exchanger.worth(added).short_of > 0) {
        return false;
    }
    auto open = answer.added;
    for (std::uint32_t site = 0; site < problem.existing.size(); ++site) {
        if (problem.existing[site] != 0) {
            open.push_back(site);
        }
    }
    std::sort(open.begin(), open.end());
    answer.serves = value_of(problem, request, open).nearest;
    answer.load.assign(problem.existing.size(), 0);
    for (std::size_t i = 0; i < answer.serves.size(); ++i) {
        if (answer.serves[i] != kNoSite) {
            answer.load[answer.serves[i]] += problem.weight[i];
        }
    }
    for (std::size_t site = 0; site < problem.capacity.size(); ++site) {
        if (answer.load[site] > problem.capacity[site]) {
            return false;
        }
    }
    return true;
}

} // namespace

MipAnswer solve_constrained(const SitingProblem& problem, const SitingRequest& request,
                            std::span<const std::uint32_t> candidate, MustHave must_have,
                            std::size_t most_pairs_for_cbc)
{
    const bool cover = request.model == SitingModel::max_cover;
    const double total = std::accumulate(problem.weight.begin(), problem.weight.end(), 0.0);
    const auto savings = savings_of(problem, request, candidate);
    const auto rules = rules_of(problem, request, candidate, must_have);
    const auto relaxed = branch_and_bound(savings, rules, request.limits, request.seed, cover ? total : 0);
    MipAnswer answer;
    answer.by_exchange = true;
    answer.nodes = relaxed.nodes;
    answer.iterations = relaxed.iterations;
    answer.bound = relaxed.bound;
    if (!relaxed.best && relaxed.proven) {
        answer.proven = true; // no set keeps even the other rules
        return answer;
    }
    const Exchanger exchanger(problem, request, candidate, must_have);
    const auto name = [&](const std::vector<std::uint32_t>& added) {
        answer.added.clear();
        for (const auto c : added) {
            answer.added.push_back(candidate[c]);
        }
    };
    if (relaxed.best) {
        name(relaxed.best->open);
        if (keeps_the_rest(problem, request, exchanger, relaxed.best->open, answer)) {
            answer.found = true;
            answer.proven = relaxed.proven;
            answer.objective = relaxed.best->cost;
            return answer;
        }
    }
    if (!relaxed.best || problem.weight.size() * candidate.size() <= most_pairs_for_cbc) {
        auto exact = solve_by_mip(problem, request, candidate, must_have);
        exact.bound = std::max(exact.bound, relaxed.bound);
        return exact;
    }
    constexpr std::uint64_t kRounds = 20;
    const auto added = exchanger.improved(relaxed.best->open, kRounds);
    if (exchanger.worth(added).short_of > 0) {
        return answer; // neither found nor shown not to exist
    }
    name(added);
    // These sites and no others: all that is left to decide is who goes where.
    auto fixed = request;
    fixed.new_sites = answer.added.size();
    auto whole = solve_by_mip(problem, fixed, answer.added, {});
    whole.by_exchange = true;
    whole.nodes = relaxed.nodes;
    whole.iterations = relaxed.iterations;
    whole.bound = relaxed.bound;
    whole.proven = whole.found && whole.objective <= relaxed.bound + kSame * std::abs(relaxed.bound);
    return whole;
}

} // namespace harmspot::plan
