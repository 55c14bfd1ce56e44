// SPDX-License-Identifier: MIT
#include "significance/risk_labels.hpp"

#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"
#include "significance/shuffle.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kDrawsAtATime = 16;

} // namespace

RiskLabels::Events RiskLabels::sorted(std::span<const std::uint32_t> place, std::span<const double> weight)
{
    std::vector<std::pair<std::uint32_t, double>> pairs;
    for (std::size_t i = 0; i < place.size(); ++i) {
        pairs.emplace_back(place[i], weight.empty() ? 1 : weight[i]);
    }
    std::sort(pairs.begin(), pairs.end());
    Events events;
    for (const auto& [at, w] : pairs) {
        events.place.push_back(at);
        events.weight.push_back(w);
    }
    return events;
}

RiskLabels::RiskLabels(const RiskEvents& events, RiskControl control, RiskDeal deal, std::uint64_t seed)
    : m_cases(sorted(events.case_place, events.case_weight)),
      m_controls(sorted(events.control_place, events.control_weight)), m_control(control), m_deal(deal),
      m_key(philox_key(seed)), m_pool(events.x.size(), 0.0)
{
    const bool with_places = takes() && deal == RiskDeal::places;
    const auto all_are = [](const std::vector<double>& weight, double w) {
        return std::all_of(weight.begin(), weight.end(), [w](double one) { return one == w; });
    };
    if (with_places && !all_are(m_controls.weight, 1)) {
        throw ConfigError("controls that are dealt new places must weigh 1 each");
    }
    if (!(takes() && deal == RiskDeal::labels) && all_are(m_cases.weight, m_cases.weight.front())) {
        std::fill(m_cases.weight.begin(), m_cases.weight.end(), 1.0); // changes no ratio and saves a second table
    }
    m_two_columns = with_places && !all_are(m_cases.weight, 1);
    for (std::size_t i = 0; i < m_controls.place.size(); ++i) {
        m_pool[m_controls.place[i]] += m_controls.weight[i];
        m_pool_total += m_controls.weight[i];
        if (!takes()) {
            m_upto.push_back(m_pool_total);
        }
    }
    for (std::size_t i = 0; i < (takes() ? m_cases.place.size() : 0); ++i) {
        const double w = deal == RiskDeal::labels ? m_cases.weight[i] : 1.0;
        m_pool[m_cases.place[i]] += w;
        m_pool_total += w;
    }
}

std::uint32_t RiskLabels::place_from_population(std::uint64_t random) const
{
    const double at = static_cast<double>(random >> 11U) * 0x1p-53 * m_pool_total;
    // A rounding may put it at the very end; points of no weight are never drawn.
    auto found = std::upper_bound(m_upto.begin(), m_upto.end(), at);
    if (found == m_upto.end()) {
        found = std::lower_bound(m_upto.begin(), m_upto.end(), m_upto.back());
    }
    return m_controls.place[static_cast<std::size_t>(found - m_upto.begin())];
}

template <class Shuffler>
void RiskLabels::deal_one(std::size_t number, std::size_t column, Shuffler& shuffle, DrawTable& table) const
{
    const std::size_t cases = m_cases.place.size();
    double case_total = 0;
    const auto put = [&](std::uint32_t place, double weight) {
        table.cases[place * table.columns + column] += weight;
        case_total += weight;
        if (m_two_columns) {
            table.taken[place * table.columns + column] += 1;
        }
    };
    const auto low = static_cast<std::uint32_t>(number);
    if (number == 0) {
        for (std::size_t i = 0; i < cases; ++i) {
            put(m_cases.place[i], m_cases.weight[i]);
        }
    } else if (takes()) {
        shuffle->draw(cases, low, 0, m_key, [&](std::uint32_t position, std::uint32_t event) {
            const auto& side = event < cases ? m_cases : m_controls;
            const std::size_t at = event < cases ? event : event - cases;
            put(side.place[at], m_deal == RiskDeal::labels ? side.weight[at] : m_cases.weight[position]);
        });
    } else {
        for (std::size_t i = 0; i < cases; ++i) {
            const auto random = Philox::at(low, static_cast<std::uint32_t>(i), m_key);
            put(place_from_population((std::uint64_t{random.high} << 32U) | random.low), m_cases.weight[i]);
        }
    }
    table.case_total[column] = case_total;
    table.taken_total[column] = m_two_columns ? static_cast<double>(cases) : case_total;
}

void RiskLabels::deal(std::size_t first, unsigned threads, DrawTable& table) const
{
    table.cases.assign(m_pool.size() * table.columns, 0.0);
    table.taken.assign(m_two_columns ? table.cases.size() : 0, 0.0);
    table.case_total.assign(table.columns, 0.0);
    table.taken_total.assign(table.columns, 0.0);
    parallel_for(threads, (table.columns + kDrawsAtATime - 1) / kDrawsAtATime, [&](std::size_t task) {
        std::optional<Shuffle> shuffle;
        if (takes()) {
            shuffle.emplace(m_cases.place.size() + m_controls.place.size());
        }
        const std::size_t end = std::min(table.columns, (task + 1) * kDrawsAtATime);
        for (std::size_t column = task * kDrawsAtATime; column < end; ++column) {
            deal_one(first + column, column, shuffle, table);
        }
    });
}

} // namespace harmspot::significance
