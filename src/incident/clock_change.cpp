// SPDX-License-Identifier: MIT
#include "incident/clock_change.hpp"

#include <chrono>

namespace harmspot
{

namespace
{

constexpr std::int32_t kMinutesPerHour = 60;

std::chrono::year year_of(std::int32_t minute)
{
    using namespace std::chrono;
    return year_month_day(floor<days>(sys_time<minutes>(minutes(minute)))).year();
}

/// 01:00 of the last Sunday of a month.
std::int32_t last_sunday_at_one(std::chrono::year in, std::chrono::month month)
{
    using namespace std::chrono;
    const sys_days day = in / month / Sunday[last];
    return static_cast<std::int32_t>(sys_time<minutes>(day).time_since_epoch().count()) + kMinutesPerHour;
}

} // namespace

std::int32_t british_wall_clock(std::int32_t utc_min)
{
    const auto year = year_of(utc_min);
    const bool summer = utc_min >= last_sunday_at_one(year, std::chrono::March) &&
                        utc_min < last_sunday_at_one(year, std::chrono::October);
    return utc_min + (summer ? kMinutesPerHour : 0);
}

std::int32_t hour_shown_twice(std::int32_t wall_min)
{
    return last_sunday_at_one(year_of(wall_min), std::chrono::October);
}

std::int32_t hour_skipped(std::int32_t wall_min)
{
    return last_sunday_at_one(year_of(wall_min), std::chrono::March);
}

} // namespace harmspot
