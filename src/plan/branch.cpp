// SPDX-License-Identifier: MIT
#include "plan/branch.hpp"

#include "plan/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace harmspot::plan
{

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Answers this close to each other, relative to their cost, count as equal.
constexpr double kSame = 1e-9;

enum class Fate : std::uint8_t { free, open, closed };

/// When all costs are whole multiples of a unit, totals are too; else 0.
double unit_of(const Savings& savings)
{
    constexpr double kLargest = 1e12;
    double unit = 0;
    const auto add = [&](double cost) {
        if (cost != std::floor(cost) || cost > kLargest) {
            return false;
        }
        unit = static_cast<double>(std::gcd(static_cast<std::int64_t>(unit), static_cast<std::int64_t>(cost)));
        return true;
    };
    const bool whole =
        add(savings.fixed_cost) && std::all_of(savings.cap.begin(), savings.cap.end(), add) &&
        std::all_of(savings.entries.begin(), savings.entries.end(), [&](const auto& entry) { return add(entry.cost); });
    return whole ? unit : 0;
}

struct Node {
    std::vector<Fate> fate; ///< per site
    Prices prices;
    double bound = -kInfinity;
};

class Search
{
public:
    Search(const Savings& savings, const SiteRules& rules, const SitingLimits& limits, std::uint64_t seed,
           double gap_from)
        : m_root(savings), m_rules(rules), m_limits(limits), m_seed(seed), m_gap_from(gap_from),
          m_unit(unit_of(savings)), m_exchange(savings, rules)
    {
    }

    Searched run()
    {
        constexpr unsigned kShakes = 6;
        if (auto start = m_exchange.search(m_seed, kShakes)) {
            m_result.best = std::move(start);
        }
        Node root;
        root.fate.assign(m_root.sites, Fate::free);
        root.prices = first_prices();
        m_stack.push_back(std::move(root));
        while (!m_stack.empty() && m_result.nodes < m_limits.nodes && m_result.iterations < m_limits.iterations) {
            auto node = std::move(m_stack.back());
            m_stack.pop_back();
            if (node.bound < enough()) {
                work_on(std::move(node));
            }
        }
        finish();
        return std::move(m_result);
    }

private:
    [[nodiscard]] double best_cost() const { return m_result.best ? m_result.best->cost : kInfinity; }

    /// A node whose bound is this high holds nothing better than what is known.
    [[nodiscard]] double enough() const
    {
        if (!m_result.best) {
            return kInfinity;
        }
        const double cost = best_cost();
        const double slack = std::max(kSame * std::abs(cost), m_limits.gap * std::abs(m_gap_from - cost));
        constexpr double kRounding = 1e-6;
        return m_unit > 0 ? std::min(cost - slack, cost - m_unit * (1 - kRounding)) : cost - slack;
    }

    /// Halfway between what each demand point pays and what it would pay if that site closed.
    [[nodiscard]] Prices first_prices() const
    {
        Prices prices;
        for (std::size_t i = 0; i < m_root.demands(); ++i) {
            double first = m_root.cap[i];
            double second = m_root.cap[i];
            for (const auto& entry : m_root.of_demand(i)) {
                if (m_result.best &&
                    std::binary_search(m_result.best->open.begin(), m_result.best->open.end(), entry.other)) {
                    (first == m_root.cap[i] ? first : second) = entry.cost;
                    if (second != m_root.cap[i]) {
                        break;
                    }
                }
            }
            prices.offer.push_back((first + second) / 2);
        }
        return prices;
    }

    /// A set met on the way: kept, and improved when it is near the best known.
    void meet(std::vector<std::uint32_t> open)
    {
        constexpr double kNear = 1.01;
        std::sort(open.begin(), open.end());
        if (!keeps(m_rules, open)) {
            return;
        }
        Incumbent met{std::move(open), 0};
        met.cost = total_cost(m_root, met.open);
        if (met.cost < best_cost() || (met.cost < kNear * best_cost() && met.cost != m_last_met)) {
            m_last_met = met.cost;
            if (auto better = m_exchange.improved(met.open); better.cost < met.cost) {
                met = std::move(better);
            }
            if (met.cost < best_cost()) {
                m_result.best = std::move(met);
            }
        }
    }

    /// What is left to decide at a node.
    struct Rest {
        Savings savings;
        SiteRules rules;
        std::vector<std::uint32_t> open;
        std::vector<std::uint32_t> free;
        bool possible = true;
    };

    [[nodiscard]] Rest rest_of(const Node& node) const
    {
        Rest rest;
        std::vector<std::uint8_t> opened(m_root.sites, 0);
        std::vector<std::uint8_t> closed(m_root.sites, 0);
        std::vector<std::uint8_t> met(m_rules.groups, 0);
        double spent = 0;
        for (std::uint32_t site = 0; site < m_root.sites; ++site) {
            opened[site] = node.fate[site] == Fate::open ? 1 : 0;
            closed[site] = node.fate[site] == Fate::closed ? 1 : 0;
            if (opened[site] != 0) {
                rest.open.push_back(site);
                spent += m_rules.budget ? m_rules.cost[site] : 0;
                if (m_rules.groups > 0 && m_rules.group[site] != kNoArea) {
                    met[m_rules.group[site]] = 1;
                }
            } else if (closed[site] == 0) {
                rest.free.push_back(site);
            }
        }
        rest.savings = reduced(m_root, opened, closed);
        narrow_rules(rest, met, spent);
        return rest;
    }

    void narrow_rules(Rest& rest, const std::vector<std::uint8_t>& met, double spent) const
    {
        rest.possible = affordable(m_rules, spent);
        if (m_rules.count) {
            rest.possible = rest.possible && rest.open.size() <= *m_rules.count &&
                            rest.open.size() + rest.free.size() >= *m_rules.count;
            rest.rules.count = rest.possible ? *m_rules.count - rest.open.size() : 0;
        }
        if (m_rules.budget) {
            rest.rules.budget = std::max(0.0, *m_rules.budget - spent);
            rest.rules.cost = m_rules.cost;
        }
        rest.rules.group.assign(m_root.sites, kNoArea);
        std::vector<std::uint16_t> number(m_rules.groups, kNoArea);
        for (const auto site : rest.free) {
            const auto group = m_rules.groups > 0 ? m_rules.group[site] : kNoArea;
            if (group == kNoArea || met[group] != 0) {
                continue;
            }
            if (number[group] == kNoArea) {
                number[group] = static_cast<std::uint16_t>(rest.rules.groups++);
            }
            rest.rules.group[site] = number[group];
        }
        const auto unmet = static_cast<std::size_t>(std::count(met.begin(), met.end(), 0));
        rest.possible = rest.possible && rest.rules.groups == unmet; // else an area has no site left
        rest.possible = rest.possible && (!rest.rules.count || unmet <= *rest.rules.count);
    }

    /// Opens a site and closes those that may not be open with it; false when one of them is open.
    bool open_site(Node& node, std::uint32_t site) const
    {
        node.fate[site] = Fate::open;
        for (const auto other : m_rules.apart.empty() ? std::span<const std::uint32_t>() : m_rules.apart[site]) {
            if (node.fate[other] == Fate::open) {
                return false;
            }
            node.fate[other] = Fate::closed;
        }
        return true;
    }

    void work_on(Node node)
    {
        constexpr std::uint64_t kAtRoot = 3000;
        constexpr std::uint64_t kElsewhere = 150;
        const auto most = m_result.nodes == 0 ? kAtRoot : kElsewhere;
        ++m_result.nodes;
        std::vector<double> how_often;
        for (bool again = true; again;) {
            const auto rest = rest_of(node);
            if (!rest.possible) {
                return;
            }
            if (rest.free.empty() || (rest.rules.count && *rest.rules.count == 0)) {
                meet(rest.open);
                return;
            }
            const Relaxation relaxation(rest.savings, rest.rules, rest.free);
            const auto bound = relaxation.climb(node.prices, target(rest), enough(), most, m_result.iterations,
                                                how_often, [&](const std::vector<std::uint32_t>& chosen) {
                                                    auto open = rest.open;
                                                    open.insert(open.end(), chosen.begin(), chosen.end());
                                                    meet(std::move(open));
                                                    return target(rest);
                                                });
            node.bound = std::max(node.bound, bound.value);
            node.prices = bound.prices;
            if (node.bound >= enough()) {
                m_pruned = std::min(m_pruned, node.bound);
                return;
            }
            const auto fixed = settle(node, rest, relaxation, bound);
            if (!fixed) {
                return; // settled sites may not be open together: nothing better here
            }
            again = *fixed > 0;
            if (m_result.iterations >= m_limits.iterations) {
                break;
            }
        }
        split(std::move(node), how_often);
    }

    /// Where the subgradient method aims: the best known, or a little above the bound when none is.
    [[nodiscard]] double target(const Rest& rest) const
    {
        constexpr double kAbove = 1.05;
        if (m_result.best) {
            return m_result.best->cost;
        }
        return kAbove *
               (rest.savings.fixed_cost + std::accumulate(rest.savings.cap.begin(), rest.savings.cap.end(), 0.0));
    }

    /// Fixes sites by their reduced costs: how many, or nothing when that cannot be.
    std::optional<std::size_t> settle(Node& node, const Rest& rest, const Relaxation& relaxation, const Bound& bound)
    {
        const auto cost_if = relaxation.if_turned(bound);
        std::vector<std::uint8_t> chosen(m_root.sites, 0);
        for (const auto site : bound.chosen) {
            chosen[site] = 1;
        }
        if (rest.rules.groups > 0) { // `if_turned` went by the bound without groups
            SiteRules loose = rest.rules;
            loose.groups = 0;
            std::fill(chosen.begin(), chosen.end(), std::uint8_t{0});
            for (const auto site : Relaxation(rest.savings, loose, rest.free).at(bound.prices).chosen) {
                chosen[site] = 1;
            }
        }
        std::size_t fixed = 0;
        for (const auto site : rest.free) {
            if (cost_if[site] < enough() || node.fate[site] != Fate::free) {
                continue;
            }
            m_pruned = std::min(m_pruned, cost_if[site]);
            ++fixed;
            if (chosen[site] == 0) {
                node.fate[site] = Fate::closed;
            } else if (!open_site(node, site)) {
                return std::nullopt;
            }
        }
        return fixed;
    }

    void split(Node node, const std::vector<double>& how_often)
    {
        std::uint32_t on = kNoSite;
        double nearest = kInfinity;
        for (std::uint32_t site = 0; site < m_root.sites; ++site) {
            constexpr double kUndecided = 0.5;
            if (node.fate[site] == Fate::free && std::abs(how_often[site] - kUndecided) < nearest) {
                nearest = std::abs(how_often[site] - kUndecided);
                on = site;
            }
        }
        if (on == kNoSite) {
            m_stack.push_back(std::move(node)); // a leaf, for the next round
            return;
        }
        Node without = node;
        without.fate[on] = Fate::closed;
        m_stack.push_back(std::move(without));
        if (open_site(node, on)) {
            m_stack.push_back(std::move(node));
        }
    }

    void finish()
    {
        double bound = std::min(m_pruned, best_cost());
        for (const auto& node : m_stack) {
            bound = std::min(bound, node.bound);
        }
        const bool whole_tree = m_stack.empty();
        // What was pruned lies above the best, but for the slack of `enough`.
        m_result.proven = whole_tree && (!m_result.best || m_limits.gap <= kSame || bound >= enough_exact());
        m_result.bound = m_result.proven && m_result.best ? m_result.best->cost : bound;
        if (whole_tree && !m_result.best) {
            m_result.proven = true;
            m_result.bound = kInfinity;
        }
    }

    [[nodiscard]] double enough_exact() const
    {
        const double cost = best_cost();
        return m_unit > 0 ? cost - m_unit + kSame * cost : cost - kSame * std::abs(cost);
    }

    const Savings& m_root;
    const SiteRules& m_rules;
    const SitingLimits& m_limits;
    std::uint64_t m_seed;
    double m_gap_from;
    double m_unit;
    Exchange m_exchange;
    Searched m_result;
    std::vector<Node> m_stack;
    double m_pruned = kInfinity; ///< least bound of what was cut off
    double m_last_met = kInfinity;
};

} // namespace

Searched branch_and_bound(const Savings& savings, const SiteRules& rules, const SitingLimits& limits,
                          std::uint64_t seed, double gap_from)
{
    return Search(savings, rules, limits, seed, gap_from).run();
}

} // namespace harmspot::plan
