// SPDX-License-Identifier: MIT
#include "run/earlier_periods.hpp"

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

std::vector<Period> earlier_periods(const Period& period, std::uint32_t count)
{
    const auto first = month_number(date_of(period.from_day));
    const auto last = month_number(date_of(period.to_day));
    const bool whole_months = first_day(first) == period.from_day && first_day(last + 1) == period.to_day + 1;
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
