// SPDX-License-Identifier: MIT
#include "run/earlier_periods.hpp"

#include <algorithm>
#include <chrono>

namespace harmspot
{

namespace
{

using namespace std::chrono;

constexpr std::int32_t kMonthsAYear = 12;

year_month_day date_of(std::int32_t day)
{
    return {sys_days(days(day))};
}

std::int32_t day_of(sys_days date)
{
    return static_cast<std::int32_t>(date.time_since_epoch().count());
}

std::int32_t month_number(const year_month_day& date)
{
    return static_cast<int>(date.year()) * kMonthsAYear +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

/// First day of a month.
std::int32_t first_day(std::int32_t month)
{
    return day_of(sys_days(year(month / kMonthsAYear) /
                           std::chrono::month(static_cast<unsigned>(month % kMonthsAYear) + 1) / std::chrono::day(1)));
}

} // namespace

bool is_whole_months(const Period& period)
{
    return first_day(month_number(date_of(period.from_day))) == period.from_day &&
           first_day(month_number(date_of(period.to_day)) + 1) == period.to_day + 1;
}

std::int32_t days_in(const Period& period)
{
    return period.to_day - period.from_day + 1;
}

Period years_before(const Period& period, std::int32_t years)
{
    const auto earlier = [years](std::int32_t day) {
        const auto date = date_of(day) - std::chrono::years(years);
        return day_of(date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / last));
    };
    if (is_whole_months(period)) { // to a leap year's 29 February too
        return {earlier(period.from_day),
                first_day(month_number(date_of(period.to_day)) + 1 - years * kMonthsAYear) - 1};
    }
    return {earlier(period.from_day), earlier(period.to_day)};
}

std::int32_t Comparisons::first_day() const
{
    std::int32_t first = std::min({previous.from_day, of_areas.earlier.from_day, of_places.earlier.from_day});
    if (last_year) {
        first = std::min(first, last_year->from_day);
    }
    return latest ? std::min(first, latest->earlier.from_day) : first;
}

Comparisons comparisons_of(const Period& period)
{
    std::int32_t years = 1; // that a period must be moved by, not to meet itself
    while (years_before(period, years).to_day >= period.from_day) {
        ++years;
    }
    Comparisons all;
    all.run = period;
    all.previous = earlier_periods(period, 1).front();
    if (years == 1) {
        all.last_year = years_before(period, 1);
    }
    all.of_areas = {period, years_before(period, years)};
    all.of_places = {all.previous, years_before(all.previous, years)};
    const auto month = first_day(month_number(date_of(period.to_day)));
    if (is_whole_months(period) && month > period.from_day) {
        const Period latest{month, period.to_day};
        all.latest = Comparison{latest, years_before(latest, 1)};
    }
    return all;
}

std::vector<Period> earlier_periods(const Period& period, std::uint32_t count)
{
    const auto first = month_number(date_of(period.from_day));
    const auto last = month_number(date_of(period.to_day));
    const bool whole_months = is_whole_months(period);
    const std::int32_t months = last - first + 1;
    const std::int32_t length = period.to_day - period.from_day + 1;
    std::vector<Period> earlier;
    for (std::int32_t back = 1; back <= static_cast<std::int32_t>(count); ++back) {
        if (whole_months) {
            earlier.push_back({first_day(first - back * months), first_day(first - (back - 1) * months) - 1});
        } else {
            earlier.push_back({period.from_day - back * length, period.from_day - (back - 1) * length - 1});
        }
    }
    return earlier;
}

std::vector<std::int32_t> months_in(const Period& period)
{
    std::vector<std::int32_t> months;
    const auto last = month_number(date_of(period.to_day));
    for (auto month = month_number(date_of(period.from_day)); month <= last; ++month) {
        months.push_back(month);
    }
    return months;
}

} // namespace harmspot
