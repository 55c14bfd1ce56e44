// SPDX-License-Identifier: MIT
#include "plan/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot::plan
{

Relaxation::Relaxation(const Savings& savings, const SiteRules& rules, std::vector<std::uint32_t> free)
    : m_savings(savings), m_rules(rules), m_free(std::move(free))
{
}

double Relaxation::priced(const Bound& bound, std::uint32_t site) const
{
    return bound.worth[site] + (m_rules.budget ? bound.prices.budget_price * m_rules.cost[site] : 0);
}

void Relaxation::choose(Bound& bound) const
{
    auto order = m_free;
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
        const double worth_a = priced(bound, a);
        const double worth_b = priced(bound, b);
        return worth_a < worth_b || (worth_a == worth_b && a < b);
    };
    if (m_rules.count && m_rules.groups == 0) {
        const auto middle = order.begin() + static_cast<std::ptrdiff_t>(*m_rules.count);
        std::nth_element(order.begin(), middle, order.end(), better);
        std::sort(order.begin(), middle, better);
        bound.chosen.assign(order.begin(), middle);
        return;
    }
    std::sort(order.begin(), order.end(), better);
    std::vector<std::uint8_t> met(m_rules.groups, 0);
    std::vector<std::uint8_t> taken(m_savings.sites, 0);
    bound.chosen.clear();
    const auto take = [&](std::uint32_t site) {
        taken[site] = 1;
        bound.chosen.push_back(site);
    };
    for (const auto site : order) { // the best of every group in need
        if (m_rules.groups > 0 && m_rules.group[site] != kNoArea && met[m_rules.group[site]] == 0) {
            met[m_rules.group[site]] = 1;
            take(site);
        }
    }
    for (const auto site : order) {
        if (taken[site] == 0 && (m_rules.count ? bound.chosen.size() < *m_rules.count : priced(bound, site) < 0)) {
            take(site);
        }
    }
    std::sort(bound.chosen.begin(), bound.chosen.end(), better);
}

Bound Relaxation::at(const Prices& prices) const
{
    Bound bound;
    bound.prices = prices;
    bound.worth.assign(m_savings.sites, 0);
    bound.value = m_savings.fixed_cost - (m_rules.budget ? prices.budget_price * *m_rules.budget : 0);
    for (std::size_t i = 0; i < m_savings.demands(); ++i) {
        const double offer = prices.offer[i];
        bound.value += offer;
        for (const auto& entry : m_savings.of_demand(i)) {
            if (entry.cost >= offer) {
                break;
            }
            bound.worth[entry.other] += entry.cost - offer;
        }
    }
    choose(bound);
    for (const auto site : bound.chosen) {
        bound.value += priced(bound, site);
    }
    return bound;
}

Bound Relaxation::climb(Prices from, double target, double enough, std::uint64_t most, std::uint64_t& iterations,
                        std::vector<double>& how_often,
                        const std::function<double(const std::vector<std::uint32_t>&)>& meet) const
{
    constexpr double kFirstStep = 1.5;
    constexpr double kLeastStep = 1e-4;
    constexpr unsigned kPatience = 12;
    constexpr double kDeflect = 1.5;
    constexpr double kForget = 0.9; // of how often sites were chosen

    for (std::size_t i = 0; i < m_savings.demands(); ++i) {
        from.offer[i] = std::clamp(from.offer[i], 0.0, m_savings.cap[i]);
    }
    Bound best = at(from);
    target = meet(best.chosen);
    Bound now = best;
    const auto n = m_savings.demands();
    std::vector<double> way(n + 1, 0);
    std::vector<double> slope(n + 1, 0);
    std::vector<std::uint8_t> open(m_savings.sites, 0);
    how_often.assign(m_savings.sites, 0);
    double step = kFirstStep;
    unsigned waited = 0;
    for (std::uint64_t round = 0; round < most && best.value < enough && step > kLeastStep; ++round, ++iterations) {
        std::fill(open.begin(), open.end(), std::uint8_t{0});
        for (const auto site : now.chosen) {
            open[site] = 1;
        }
        for (const auto site : m_free) {
            how_often[site] = kForget * how_often[site] + (1 - kForget) * open[site];
        }
        double along = 0;
        double way_length = 0;
        for (std::size_t i = 0; i < n; ++i) {
            double served = 0;
            for (const auto& entry : m_savings.of_demand(i)) {
                if (entry.cost >= now.prices.offer[i]) {
                    break;
                }
                served += open[entry.other];
            }
            slope[i] = 1 - served;
            if (slope[i] > 0 && now.prices.offer[i] >= m_savings.cap[i]) {
                slope[i] = 0; // it may stay unserved at its cap
            }
            along += slope[i] * way[i];
            way_length += way[i] * way[i];
        }
        if (m_rules.budget) {
            double spent = 0;
            for (const auto site : now.chosen) {
                spent += m_rules.cost[site];
            }
            // In the same units as the others: of a unit of the budget one hundredth.
            slope[n] = *m_rules.budget > 0 ? 100 * (spent - *m_rules.budget) / *m_rules.budget : 0;
            slope[n] = slope[n] < 0 && now.prices.budget_price <= 0 ? 0 : slope[n];
            along += slope[n] * way[n];
            way_length += way[n] * way[n];
        }
        const double deflect = along < 0 && way_length > 0 ? -kDeflect * along / way_length : 0;
        double length = 0;
        for (std::size_t i = 0; i <= n; ++i) {
            way[i] = slope[i] + deflect * way[i];
            length += way[i] * way[i];
        }
        if (length <= 0) {
            break; // every demand point is served once: the bound is reached
        }
        const double stride = step * std::max(target - now.value, 1e-12 * std::abs(target)) / length;
        auto prices = now.prices;
        for (std::size_t i = 0; i < n; ++i) {
            prices.offer[i] = std::clamp(prices.offer[i] + stride * way[i], 0.0, m_savings.cap[i]);
        }
        if (m_rules.budget && *m_rules.budget > 0) {
            prices.budget_price = std::max(0.0, prices.budget_price + stride * way[n] * 100 / *m_rules.budget);
        }
        now = at(prices);
        if (now.value > best.value) {
            waited = now.value > best.value + 1e-7 * std::abs(target - best.value) ? 0 : waited + 1;
            best = now;
            target = meet(best.chosen);
        } else {
            ++waited;
        }
        if (waited >= kPatience) {
            step /= 2;
            waited = 0;
            now = best;
            std::fill(way.begin(), way.end(), 0.0);
        }
    }
    return best;
}

std::vector<double> Relaxation::if_turned(const Bound& bound) const
{
    std::vector<double> result(m_savings.sites, bound.value);
    if (m_rules.groups > 0) {
        // The bound without groups, by the same prices.
        SiteRules loose = m_rules;
        loose.groups = 0;
        const Relaxation relaxed(m_savings, loose, m_free);
        return relaxed.if_turned(relaxed.at(bound.prices));
    }
    if (!m_rules.count) {
        for (const auto site : m_free) {
            result[site] += std::abs(priced(bound, site));
        }
        return result;
    }
    std::vector<std::uint8_t> chosen(m_savings.sites, 0);
    double worst_in = -std::numeric_limits<double>::infinity();
    for (const auto site : bound.chosen) {
        chosen[site] = 1;
        worst_in = std::max(worst_in, priced(bound, site));
    }
    double best_out = std::numeric_limits<double>::infinity();
    for (const auto site : m_free) {
        best_out = chosen[site] == 0 ? std::min(best_out, priced(bound, site)) : best_out;
    }
    for (const auto site : m_free) {
        result[site] += chosen[site] != 0 ? best_out - priced(bound, site) : priced(bound, site) - worst_in;
    }
    return result;
}

} // namespace harmspot::plan
