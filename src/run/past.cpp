// SPDX-License-Identifier: MIT
#include "run/past.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

constexpr std::int32_t kMinutesPerDay = 24 * 60;
/// A theme of fewer incidents a month may have a month without any.
constexpr double kFewestUsual = 50;

} // namespace

std::vector<std::uint32_t> rows_in(const Incidents& incidents, const Period& period)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < incidents.size(); ++row) {
        if (incidents.earliest_min[row] >= period.from_day * kMinutesPerDay &&
            incidents.latest_min[row] < (period.to_day + 1) * kMinutesPerDay) {
            rows.push_back(row);
        }
    }
    return rows;
}

Incidents only_rows(const Incidents& all, const std::vector<std::uint32_t>& rows)
{
    Incidents some;
    some.epsg = all.epsg;
    some.places = all.places;
    some.place = taken(all.place, rows);
    some.earliest_min = taken(all.earliest_min, rows);
    some.latest_min = taken(all.latest_min, rows);
    some.precision = taken(all.precision, rows);
    some.offence = taken(all.offence, rows);
    some.code = taken(all.code, rows);
    some.location = taken(all.location, rows);
    some.offences = all.offences;
    some.codes = all.codes;
    some.locations = all.locations;
    return some;
}

PastMonths past_months(const Incidents& all, const std::vector<std::uint64_t>& theme_bits, std::size_t themes,
                       std::int64_t lag_days)
{
    PastMonths months;
    months.all = month_states(all, lag_days);
    const auto held =
        std::count_if(months.all.begin(), months.all.end(), [](const MonthState& month) { return month.rows > 0; });
    for (std::size_t theme = 0; theme < themes; ++theme) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < theme_bits.size(); ++row) {
            if ((theme_bits[row] >> theme & 1U) != 0) {
                rows.push_back(row);
            }
        }
        const auto own = only_rows(all, rows);
        months.of_theme.push_back(
            {month_states(own, 0), static_cast<double>(rows.size()) >= kFewestUsual * static_cast<double>(held)});
    }
    return months;
}

MonthLack month_lack(const std::vector<MonthState>& states, std::int32_t month, bool none_counts)
{
    const auto state =
        std::find_if(states.begin(), states.end(), [month](const MonthState& one) { return one.month == month; });
    if (state == states.end() || state->missing || state->stray) {
        return none_counts ? MonthLack::none : MonthLack::nothing;
    }
    if (!state->low.empty() && state->low.front().offence.empty()) {
        return MonthLack::few;
    }
    return state->provisional ? MonthLack::provisional : MonthLack::nothing;
}

} // namespace harmspot
