// SPDX-License-Identifier: MIT
#include "plan/exchange.hpp"

#include "significance/philox.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::plan
{

namespace
{

/// A change smaller than this share of the total is rounding.
constexpr double kNoGain = 1e-12;

} // namespace

Exchange::Exchange(const Savings& savings, const SiteRules& rules) : m_savings(savings), m_rules(rules) {}

void Exchange::rescan(std::size_t demand)
{
    m_first[demand] = kNoSite;
    m_pays[demand] = m_savings.cap[demand];
    m_next[demand] = m_savings.cap[demand];
    for (const auto& entry : m_savings.of_demand(demand)) {
        if (m_slot[entry.other] == kNoSite) {
            continue;
        }
        if (m_first[demand] != kNoSite) {
            m_next[demand] = entry.cost;
            return;
        }
        m_first[demand] = m_slot[entry.other];
        m_pays[demand] = entry.cost;
    }
}

void Exchange::sum_losses()
{
    m_loss.assign(m_open.size(), 0);
    for (std::size_t i = 0; i < m_pays.size(); ++i) {
        if (m_first[i] != kNoSite) {
            m_loss[m_first[i]] += m_next[i] - m_pays[i];
        }
    }
}

void Exchange::open_up(const std::vector<std::uint32_t>& open)
{
    m_open = open;
    m_slot.assign(m_savings.sites, kNoSite);
    m_spent = 0;
    for (std::uint32_t slot = 0; slot < m_open.size(); ++slot) {
        m_slot[m_open[slot]] = slot;
        m_spent += m_rules.budget ? m_rules.cost[m_open[slot]] : 0;
    }
    m_first.assign(m_savings.demands(), kNoSite);
    m_pays = m_savings.cap;
    m_next = m_savings.cap;
    for (std::size_t i = 0; i < m_savings.demands(); ++i) {
        rescan(i);
    }
    sum_losses();
}

bool Exchange::swap_allowed(std::uint32_t in, std::uint32_t out) const
{
    if (m_rules.budget && !affordable(m_rules, m_spent - m_rules.cost[out] + m_rules.cost[in])) {
        return false;
    }
    if (!m_rules.apart.empty() && std::any_of(m_open.begin(), m_open.end(), [&](std::uint32_t other) {
            return other != out && !may_join(m_rules, in, other);
        })) {
        return false;
    }
    if (m_rules.groups > 0 && m_rules.group[out] != kNoArea && m_rules.group[in] != m_rules.group[out]) {
        return std::count_if(m_open.begin(), m_open.end(),
                             [&](std::uint32_t other) { return m_rules.group[other] == m_rules.group[out]; }) > 1;
    }
    return true;
}

void Exchange::replace(std::uint32_t in, std::size_t slot)
{
    const auto out = m_open[slot];
    m_spent += m_rules.budget ? m_rules.cost[in] - m_rules.cost[out] : 0;
    m_slot[out] = kNoSite;
    m_slot[in] = static_cast<std::uint32_t>(slot);
    m_open[slot] = in;
    for (const auto& entry : m_savings.of_site(out)) {
        if (entry.cost <= m_next[entry.other]) {
            rescan(entry.other);
        }
    }
    for (const auto& entry : m_savings.of_site(in)) {
        if (entry.cost < m_next[entry.other]) {
            rescan(entry.other);
        }
    }
    sum_losses();
}

bool Exchange::try_in(std::uint32_t in)
{
    m_saved.assign(m_open.size(), 0);
    double gain = 0;
    for (const auto& entry : m_savings.of_site(in)) {
        const auto i = entry.other;
        const double pays = m_pays[i];
        if (entry.cost < pays) {
            gain += pays - entry.cost;
            if (m_first[i] != kNoSite) {
                m_saved[m_first[i]] += m_next[i] - pays;
            }
        } else if (entry.cost < m_next[i]) {
            m_saved[m_first[i]] += m_next[i] - entry.cost;
        }
    }
    double best = -kNoGain * (1 + std::abs(m_savings.fixed_cost) + gain);
    std::size_t best_slot = m_open.size();
    for (std::size_t slot = 0; slot < m_open.size(); ++slot) {
        const double change = m_loss[slot] - m_saved[slot] - gain;
        if (change < best && (m_rules.plain() || swap_allowed(in, m_open[slot]))) {
            best = change;
            best_slot = slot;
        }
    }
    if (best_slot == m_open.size()) {
        return false;
    }
    replace(in, best_slot);
    return true;
}

/// Opens one more where only a budget limits their number.
bool Exchange::try_add(std::uint32_t in)
{
    if (m_rules.count || !affordable(m_rules, m_spent + m_rules.cost[in]) ||
        std::any_of(m_open.begin(), m_open.end(), [&](std::uint32_t other) { return !may_join(m_rules, in, other); })) {
        return false;
    }
    const auto saves = std::any_of(m_savings.of_site(in).begin(), m_savings.of_site(in).end(),
                                   [&](const auto& entry) { return entry.cost < m_pays[entry.other]; });
    if (!saves) {
        return false;
    }
    auto open = m_open;
    open.push_back(in);
    open_up(open);
    return true;
}

Incumbent Exchange::taken() const
{
    Incumbent result;
    result.open = m_open;
    std::sort(result.open.begin(), result.open.end());
    result.cost = total_cost(m_savings, result.open);
    return result;
}

Incumbent Exchange::improved(const std::vector<std::uint32_t>& open)
{
    open_up(open);
    std::size_t unchanged = 0;
    for (std::uint32_t in = 0; unchanged < m_savings.sites;
         in = (in + 1) % static_cast<std::uint32_t>(m_savings.sites)) {
        const bool closed = m_slot[in] == kNoSite;
        unchanged = closed && (try_add(in) || try_in(in)) ? 0 : unchanged + 1;
    }
    return taken();
}

std::optional<Incumbent> Exchange::greedy()
{
    std::vector<std::uint32_t> open;
    std::vector<std::uint8_t> barred(m_savings.sites, 0);
    std::vector<std::uint8_t> met(m_rules.groups, 0);
    std::size_t unmet = m_rules.groups;
    auto pays = m_savings.cap;
    double spent = 0;
    const auto most = m_rules.count.value_or(m_savings.sites);
    while (open.size() < most) {
        const bool must_meet = m_rules.count ? most - open.size() <= unmet : unmet > 0;
        std::uint32_t best = kNoSite;
        double best_score = -1;
        for (std::uint32_t site = 0; site < m_savings.sites; ++site) {
            const bool meets = m_rules.groups > 0 && m_rules.group[site] != kNoArea && met[m_rules.group[site]] == 0;
            if (barred[site] != 0 || (must_meet && !meets) ||
                (m_rules.budget && !affordable(m_rules, spent + m_rules.cost[site]))) {
                continue;
            }
            double score = 0;
            for (const auto& entry : m_savings.of_site(site)) {
                score += std::max(0.0, pays[entry.other] - entry.cost);
            }
            score /= m_rules.budget && m_rules.cost[site] > 0 ? m_rules.cost[site] : 1;
            if (score > best_score) {
                best_score = score;
                best = site;
            }
        }
        if (best == kNoSite || (!m_rules.count && best_score <= 0 && unmet == 0)) {
            break;
        }
        open.push_back(best);
        barred[best] = 1;
        spent += m_rules.budget ? m_rules.cost[best] : 0;
        if (m_rules.groups > 0 && m_rules.group[best] != kNoArea && met[m_rules.group[best]] == 0) {
            met[m_rules.group[best]] = 1;
            --unmet;
        }
        for (const auto other : m_rules.apart.empty() ? std::vector<std::uint32_t>() : m_rules.apart[best]) {
            barred[other] = 1;
        }
        for (const auto& entry : m_savings.of_site(best)) {
            pays[entry.other] = std::min(pays[entry.other], entry.cost);
        }
    }
    std::sort(open.begin(), open.end());
    if (!keeps(m_rules, open)) {
        return std::nullopt;
    }
    return Incumbent{open, total_cost(m_savings, open)};
}

std::optional<Incumbent> Exchange::search(std::uint64_t seed, unsigned rounds)
{
    auto start = greedy();
    if (!start) {
        return std::nullopt;
    }
    auto best = improved(start->open);
    const auto key = significance::philox_key(seed);
    const auto sites = static_cast<std::uint32_t>(m_savings.sites);
    for (unsigned round = 0; round < rounds && best.open.size() < sites && !best.open.empty(); ++round) {
        open_up(best.open);
        const auto shakes = 1 + best.open.size() / 5;
        for (std::uint32_t shake = 0; shake < shakes; ++shake) {
            const auto random = significance::Philox::at(round, shake, key);
            const auto in = significance::below(sites, random.low);
            const auto slot = significance::below(static_cast<std::uint32_t>(m_open.size()), random.high);
            if (m_slot[in] == kNoSite && swap_allowed(in, m_open[slot])) {
                replace(in, slot);
            }
        }
        auto again = improved(m_open);
        if (again.cost < best.cost) {
            best = std::move(again);
        }
    }
    return best;
}

} // namespace harmspot::plan
