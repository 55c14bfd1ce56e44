// SPDX-License-Identifier: MIT
#include "run/months.hpp"

#include "run/offences.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

namespace harmspot
{

namespace
{

using Counts = std::vector<std::uint64_t>;

constexpr std::int32_t kFirstMonth = 1900 * 12 - 1; // no date is earlier
constexpr std::int32_t kMonths = 202 * 12;

struct Span {
    std::size_t first = 0;
    std::size_t last = 0; ///< inclusive
};

/// Half of all rows lie in months with as many rows or more.
std::uint64_t usual_rows(Counts counts)
{
    std::sort(counts.begin(), counts.end(), std::greater<>());
    const auto all = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    std::uint64_t sum = 0;
    for (const auto count : counts) {
        sum += count;
        if (2 * sum >= all) {
            return count;
        }
    }
    return 0;
}

/// Whether `rows` at an end, with `gap` months without rows next to them, are strays.
bool is_stray(std::uint64_t rows, std::uint64_t usual, std::size_t gap)
{
    constexpr std::uint64_t kFew = 100;      // under 1/100
    constexpr std::uint64_t kFewAndFar = 10; // under 1/10
    constexpr std::size_t kFarMonths = 12;
    return rows * kFew < usual || (rows * kFewAndFar < usual && gap >= kFarMonths);
}

/// The months that hold rows, strays at either end left out. \pre there are rows
Span span_of(const Counts& counts)
{
    std::vector<std::size_t> held;
    for (std::size_t month = 0; month < counts.size(); ++month) {
        if (counts[month] > 0) {
            held.push_back(month);
        }
    }
    const auto usual = usual_rows(counts);
    Span at{0, held.size() - 1};
    while (at.first < at.last && is_stray(counts[held[at.first]], usual, held[at.first + 1] - held[at.first] - 1)) {
        ++at.first;
    }
    while (at.last > at.first && is_stray(counts[held[at.last]], usual, held[at.last] - held[at.last - 1] - 1)) {
        --at.last;
    }
    return {held[at.first], held[at.last]};
}

/// The rows that month `at` of `counts` usually has, by the other months near it in which any row is; 0 when
/// that cannot be said. `held` are the rows of any offence.
std::uint64_t usual_near(const Counts& counts, const Counts& held, Span span, std::size_t at)
{
    constexpr std::size_t kNearMonths = 12;
    constexpr std::size_t kFewestMonths = 3;
    std::vector<std::uint64_t> near;
    const std::size_t from = std::max(span.first, at < kNearMonths ? 0 : at - kNearMonths);
    for (std::size_t month = from; month <= std::min(span.last, at + kNearMonths); ++month) {
        if (month != at && held[month] > 0) {
            near.push_back(counts[month]);
        }
    }
    if (near.size() < kFewestMonths) {
        return 0;
    }
    std::sort(near.begin(), near.end());
    return (near[(near.size() - 1) / 2] + near[near.size() / 2]) / 2;
}

bool is_low(std::uint64_t rows, std::uint64_t usual)
{
    constexpr std::uint64_t kFewestUsual = 50; // fewer halve by chance: one month in 20,000 of 50
    return usual >= kFewestUsual && 2 * rows < usual;
}

/// Rows of the commonest offences by month; others cannot have months of 50.
std::map<std::uint32_t, Counts> counts_by_offence(const Incidents& incidents, const std::vector<std::int16_t>& months)
{
    constexpr std::size_t kMostOffences = 256;
    constexpr std::uint64_t kFewestRows = 150;
    const auto column = offence_column(incidents);
    const auto& offence = column.of_row;
    Counts totals(column.texts.size());
    for (const auto number : offence) {
        ++totals[number];
    }
    auto common = commonest_first(totals, kFewestRows);
    common.resize(std::min(common.size(), kMostOffences));
    std::vector<Counts*> of_offence(totals.size());
    std::map<std::uint32_t, Counts> counts;
    for (const auto number : common) {
        of_offence[number] = &counts.emplace(number, Counts(kMonths)).first->second;
    }
    for (std::size_t row = 0; row < offence.size(); ++row) {
        if (auto* const held = of_offence[offence[row]]) {
            ++(*held)[static_cast<std::size_t>(months[row])];
        }
    }
    return counts;
}

void mark_low(const Incidents& incidents, const Counts& held, const std::vector<std::int16_t>& months, Span span,
              std::vector<MonthState>& states)
{
    const auto state = [&](std::size_t month) -> MonthState& {
        return *std::find_if(states.begin(), states.end(), [&](const MonthState& one) {
            return one.month == kFirstMonth + static_cast<std::int32_t>(month);
        });
    };
    for (std::size_t month = span.first; month <= span.last; ++month) {
        const auto usual = usual_near(held, held, span, month);
        if (held[month] > 0 && is_low(held[month], usual)) {
            state(month).low.push_back({"", held[month], usual});
        }
    }
    const auto& texts = offence_column(incidents).texts;
    for (const auto& [offence, counts] : counts_by_offence(incidents, months)) {
        Span own = span;
        while (own.first < own.last && counts[own.first] == 0) {
            ++own.first;
        }
        while (own.last > own.first && counts[own.last] == 0) {
            --own.last;
        }
        for (std::size_t month = own.first; month <= own.last; ++month) {
            const auto usual = usual_near(counts, held, own, month);
            auto& low = state(month).low;
            const bool all_low = !low.empty() && low.front().offence.empty();
            if (held[month] > 0 && !all_low && is_low(counts[month], usual)) {
                low.push_back({texts[offence].empty() ? "(no offence)" : texts[offence], counts[month], usual});
            }
        }
    }
}

/// The last day that a row of `span` may have happened on, since 1970-01-01.
std::int32_t newest_day(const Incidents& incidents, const std::vector<std::int16_t>& months, Span span)
{
    constexpr std::int32_t kMinutesPerDay = 24 * 60;
    std::int32_t newest = std::numeric_limits<std::int32_t>::min();
    for (std::size_t row = 0; row < months.size(); ++row) {
        const auto month = static_cast<std::size_t>(months[row]);
        if (month >= span.first && month <= span.last) {
            newest = std::max(newest, incidents.latest_min[row]);
        }
    }
    return newest >= 0 ? newest / kMinutesPerDay : (newest + 1) / kMinutesPerDay - 1;
}

/// Last day of a month, since 1970-01-01.
std::int32_t last_day(std::int32_t month)
{
    using namespace std::chrono;
    constexpr std::int32_t kPerYear = 12;
    const auto in = year(month / kPerYear) / std::chrono::month(static_cast<unsigned>(month % kPerYear) + 1);
    return static_cast<std::int32_t>(sys_days(in / last).time_since_epoch().count());
}

} // namespace

std::vector<MonthState> month_states(const Incidents& incidents, std::int64_t lag_days)
{
    std::vector<MonthState> states;
    if (incidents.size() == 0) {
        return states;
    }
    Counts counts(kMonths);
    std::vector<std::int16_t> months(incidents.size());
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        // Most files hold the rows of a month together, and the calendar takes its time.
        const bool same = row > 0 && incidents.earliest_min[row] == incidents.earliest_min[row - 1];
        months[row] =
            same ? months[row - 1] : static_cast<std::int16_t>(month_of(incidents.earliest_min[row]) - kFirstMonth);
        ++counts[static_cast<std::size_t>(months[row])];
    }
    const Span span = span_of(counts);
    const auto newest = newest_day(incidents, months, span);
    for (std::size_t at = 0; at < counts.size(); ++at) {
        const bool inside = at >= span.first && at <= span.last;
        if (counts[at] > 0 || inside) {
            MonthState state{
                kFirstMonth + static_cast<std::int32_t>(at), counts[at], counts[at] == 0, !inside, false, {}};
            state.provisional = inside && lag_days > 0 && last_day(state.month) > newest - lag_days;
            states.push_back(std::move(state));
        }
    }
    mark_low(incidents, counts, months, span, states);
    return states;
}

} // namespace harmspot
