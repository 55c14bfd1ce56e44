// SPDX-License-Identifier: MIT
#include "plan/cbc_models.hpp"

#include "plan/mip.hpp"
#include "plan/site_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace harmspot::plan
{

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Builds the program part by part: columns 0 … candidates − 1 say which sites open.
class Builder
{
public:
    Builder(const SitingProblem& problem, const SitingRequest& request, std::span<const std::uint32_t> candidate,
            MustHave must_have)
        : m_problem(problem), m_request(request), m_candidate(candidate), m_capacitated(!problem.capacity.empty())
    {
        m_column.assign(problem.existing.size(), -1);
        const auto rules = rules_of(problem, request, candidate, must_have);
        for (std::size_t c = 0; c < candidate.size(); ++c) {
            m_column[candidate[c]] = m_mip.add_column(0, 1, price_of_site(candidate[c]), true);
        }
        if (candidate.empty()) {
            // Without a whole column CBC takes another way, on which it talks and keeps no best solution.
            m_mip.add_column(0, 1, 0, true);
        }
        add_rules(rules);
        if (request.least_covered_share > 0) {
            add_shares();
        }
    }

    /// Each demand point saves by at most one site; see `Savings`.
    void add_savings()
    {
        const auto savings = savings_of(m_problem, m_request, m_candidate);
        m_constant = savings.fixed_cost + std::accumulate(savings.cap.begin(), savings.cap.end(), 0.0);
        for (std::size_t i = 0; i < savings.demands(); ++i) {
            Mip::Terms once;
            for (const auto& entry : savings.of_demand(i)) {
                const int served = m_mip.add_column(0, 1, entry.cost - savings.cap[i], false);
                once.emplace_back(served, 1.0);
                m_mip.add_row({{served, 1.0}, {static_cast<int>(entry.other), -1.0}}, -kInfinity, 0);
            }
            m_mip.add_row(once, -kInfinity, 1);
        }
    }

    /// With capacities: parts of each demand point go to sites within `radius`, as many as they can take.
    /// `must` is the share of all weight to be served; a part not served pays `unserved`.
    void add_flows(double radius, double must, bool priced)
    {
        const auto sites = m_problem.existing.size();
        std::vector<Mip::Terms> load(sites);
        Mip::Terms all;
        double total = 0;
        const bool all_served = must >= 1;
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            const double weight = m_problem.weight[i];
            if (weight <= 0) {
                continue;
            }
            total += weight;
            const double unserved = priced ? unserved_pays(weight) : 0;
            m_constant += unserved;
            Mip::Terms once;
            for (std::uint32_t j = 0; j < sites; ++j) {
                const double far = m_problem.distance.at(i, j);
                if (far > radius || far == kCannotServe || (m_problem.existing[j] == 0 && m_column[j] < 0)) {
                    continue;
                }
                const double price = priced ? pays(weight, far) - unserved : 0;
                if (priced && !all_served && price >= 0) {
                    continue;
                }
                const int part = m_mip.add_column(0, 1, price, false);
                once.emplace_back(part, 1.0);
                all.emplace_back(part, weight);
                load[j].emplace_back(part, weight);
                m_parts.push_back({part, static_cast<std::uint32_t>(i), j});
                if (m_column[j] >= 0) {
                    m_mip.add_row({{part, 1.0}, {m_column[j], -1.0}}, -kInfinity, 0);
                }
            }
            m_mip.add_row(once, all_served ? 1 : -kInfinity, 1);
        }
        if (must > 0 && !all_served) {
            m_mip.add_row(all, must * total, kInfinity);
        }
        for (std::uint32_t j = 0; j < sites; ++j) {
            if (load[j].empty() || !std::isfinite(m_problem.capacity[j])) {
                continue;
            }
            double most = m_problem.capacity[j];
            if (m_column[j] >= 0) {
                load[j].emplace_back(m_column[j], -most);
                most = 0;
            }
            m_mip.add_row(load[j], -kInfinity, most);
        }
    }

    /// Share `must` of all weight has an open site within `radius`.
    void add_cover(double radius, double must)
    {
        Mip::Terms all;
        double covered = 0;
        double total = 0;
        std::map<std::vector<int>, double> alike; // demand points that the same sites reach
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            if (m_problem.weight[i] <= 0) {
                continue;
            }
            total += m_problem.weight[i];
            std::vector<int> within;
            bool already = false;
            for (std::size_t j = 0; j < m_problem.existing.size(); ++j) {
                if (m_problem.distance.at(i, j) <= radius) {
                    already = already || m_problem.existing[j] != 0;
                    if (m_column[j] >= 0) {
                        within.push_back(m_column[j]);
                    }
                }
            }
            if (already) {
                covered += m_problem.weight[i];
            } else {
                alike[within] += m_problem.weight[i];
            }
        }
        for (const auto& [within, weight] : alike) {
            Mip::Terms terms;
            for (const int column : within) {
                terms.emplace_back(column, 1.0);
            }
            if (must >= 1) {
                m_mip.add_row(terms, 1, kInfinity);
                continue;
            }
            const int met = m_mip.add_column(0, 1, 0, false);
            all.emplace_back(met, weight);
            terms.emplace_back(met, -1.0);
            m_mip.add_row(terms, 0, kInfinity);
        }
        if (must < 1) {
            m_mip.add_row(all, must * total - covered, kInfinity);
        }
    }

    [[nodiscard]] MipAnswer solve() const
    {
        const auto result = m_mip.solve(m_request.limits.nodes, m_request.limits.gap);
        MipAnswer answer;
        answer.found = result.found;
        answer.proven = result.proven;
        answer.objective = result.objective + m_constant;
        answer.bound = result.bound + m_constant;
        answer.nodes = result.nodes;
        answer.iterations = result.iterations;
        if (!result.found) {
            return answer;
        }
        constexpr double kHalf = 0.5;
        for (std::size_t c = 0; c < m_candidate.size(); ++c) {
            if (result.value[c] > kHalf) {
                answer.added.push_back(m_candidate[c]);
            }
        }
        if (m_capacitated) {
            read_parts(result.value, answer);
        }
        return answer;
    }

private:
    struct Part {
        int column = 0;
        std::uint32_t demand = 0;
        std::uint32_t site = 0;
    };

    [[nodiscard]] double price_of_site(std::uint32_t site) const
    {
        if (m_request.model != SitingModel::set_cover) {
            return 0;
        }
        return m_problem.cost.empty() ? 1 : m_problem.cost[site];
    }

    [[nodiscard]] double pays(double weight, double far) const
    {
        return m_request.model == SitingModel::max_cover ? weight * (1 - cover_at(m_request, far)) : weight * far;
    }

    [[nodiscard]] double unserved_pays(double weight) const
    {
        if (m_request.model == SitingModel::max_cover) {
            return weight;
        }
        return weight * m_request.unserved_m.value_or(0);
    }

    void add_rules(const SiteRules& rules)
    {
        Mip::Terms every;
        for (std::size_t c = 0; c < m_candidate.size(); ++c) {
            every.emplace_back(static_cast<int>(c), 1.0);
        }
        if (rules.count) {
            const auto count = static_cast<double>(*rules.count);
            m_mip.add_row(every, count, count);
        }
        if (rules.budget) {
            auto spent = every;
            for (std::size_t c = 0; c < spent.size(); ++c) {
                spent[c].second = rules.cost[c];
            }
            m_mip.add_row(spent, -kInfinity, *rules.budget);
        }
        for (std::size_t a = 0; a < rules.apart.size(); ++a) {
            for (const auto b : rules.apart[a]) {
                if (b > a) {
                    m_mip.add_row({{static_cast<int>(a), 1.0}, {static_cast<int>(b), 1.0}}, -kInfinity, 1);
                }
            }
        }
        for (std::size_t group = 0; group < rules.groups; ++group) {
            Mip::Terms of_group;
            for (std::size_t c = 0; c < m_candidate.size(); ++c) {
                if (rules.group[c] == group) {
                    of_group.emplace_back(static_cast<int>(c), 1.0);
                }
            }
            m_mip.add_row(of_group, 1, kInfinity);
        }
    }

    /// In each area, the weight within reach of an open site.
    void add_shares()
    {
        const auto areas = m_problem.area_names.size();
        std::vector<Mip::Terms> covered(areas);
        std::vector<double> already(areas, 0);
        std::vector<double> total(areas, 0);
        for (std::size_t i = 0; i < m_problem.weight.size(); ++i) {
            const auto area = m_problem.demand_area[i];
            const double weight = m_problem.weight[i];
            if (area == kNoArea || weight <= 0) {
                continue;
            }
            total[area] += weight;
            double base = 0;
            for (std::size_t j = 0; j < m_problem.existing.size(); ++j) {
                base = m_problem.existing[j] != 0 ? std::max(base, cover_at(m_request, m_problem.distance.at(i, j)))
                                                  : base;
            }
            already[area] += weight * base;
            Mip::Terms once;
            for (const auto site : m_candidate) {
                const double more = cover_at(m_request, m_problem.distance.at(i, site)) - base;
                if (more > 0) {
                    const int by = m_mip.add_column(0, 1, 0, false);
                    covered[area].emplace_back(by, weight * more);
                    once.emplace_back(by, 1.0);
                    m_mip.add_row({{by, 1.0}, {m_column[site], -1.0}}, -kInfinity, 0);
                }
            }
            if (!once.empty()) {
                m_mip.add_row(once, -kInfinity, 1);
            }
        }
        constexpr double kRounding = 1e-9;
        for (std::size_t area = 0; area < areas; ++area) {
            const double least = m_request.least_covered_share * total[area];
            if (already[area] < least * (1 - kRounding)) {
                m_mip.add_row(covered[area], least - already[area] - kRounding * least, kInfinity);
            }
        }
    }

    void read_parts(const std::vector<double>& value, MipAnswer& answer) const
    {
        answer.serves.assign(m_problem.weight.size(), kNoSite);
        answer.load.assign(m_problem.existing.size(), 0);
        std::vector<double> largest(m_problem.weight.size(), 0);
        constexpr double kTrace = 1e-9;
        for (const auto& part : m_parts) {
            const double share = value[static_cast<std::size_t>(part.column)];
            answer.load[part.site] += share * m_problem.weight[part.demand];
            if (share > largest[part.demand] + kTrace) {
                largest[part.demand] = share;
                answer.serves[part.demand] = part.site;
            }
        }
    }

    const SitingProblem& m_problem;
    const SitingRequest& m_request;
    std::span<const std::uint32_t> m_candidate;
    bool m_capacitated;
    Mip m_mip;
    std::vector<int> m_column; ///< per site, or -1
    std::vector<Part> m_parts;
    double m_constant = 0;
};

} // namespace

MipAnswer solve_by_mip(const SitingProblem& problem, const SitingRequest& request,
                       std::span<const std::uint32_t> candidate, MustHave must_have)
{
    Builder builder(problem, request, candidate, must_have);
    const bool capacitated = !problem.capacity.empty();
    if (request.model == SitingModel::set_cover) {
        if (capacitated) {
            builder.add_flows(request.reach_m, request.cover_share, false);
        } else {
            builder.add_cover(request.reach_m, request.cover_share);
        }
    } else if (capacitated) {
        const bool all = request.model == SitingModel::p_median && !request.unserved_m;
        builder.add_flows(kInfinity, all ? 1 : 0, true);
    } else {
        builder.add_savings();
    }
    return builder.solve();
}

MipAnswer cover_within(const SitingProblem& problem, const SitingRequest& request,
                       std::span<const std::uint32_t> candidate, MustHave must_have, double radius)
{
    Builder builder(problem, request, candidate, must_have);
    if (problem.capacity.empty()) {
        builder.add_cover(radius, 1);
    } else {
        builder.add_flows(radius, 1, false);
    }
    return builder.solve();
}

} // namespace harmspot::plan
