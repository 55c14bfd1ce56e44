// SPDX-License-Identifier: MIT
#include "run/patrol_shift.hpp"

#include "incident/clock_change.hpp"
#include "incident/dates.hpp"
#include "incident/day_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

constexpr std::int32_t kHourMin = 60;

/// Start by the wall clock, since 1970-01-01.
std::int32_t start_wall(const PatrolsConfig& plan)
{
    return plan.day.value_or(0) * kMinutesPerDay + plan.from_min;
}

std::int32_t end_wall(const PatrolsConfig& plan)
{
    const auto end = plan.day.value_or(0) * kMinutesPerDay + plan.to_min;
    return plan.to_min > plan.from_min ? end : end + kMinutesPerDay;
}

bool in_hour(std::int32_t minute, std::int32_t first)
{
    return minute >= first && minute < first + kHourMin;
}

} // namespace

std::int32_t shift_minutes(const PatrolsConfig& plan)
{
    const auto start = start_wall(plan);
    const auto end = end_wall(plan);
    auto minutes = end - start;
    if (plan.day) {
        const auto skipped = hour_skipped(end);
        const auto twice = hour_shown_twice(end);
        if (start < skipped + kHourMin && end >= skipped + kHourMin) {
            minutes -= kHourMin;
        }
        if (start < twice + kHourMin && end > twice) {
            minutes += kHourMin;
        }
    }
    return minutes;
}

std::int32_t budget_minutes(const PatrolsConfig& plan)
{
    const auto shift = shift_minutes(plan);
    return plan.hours_per_unit ? std::min(shift, static_cast<std::int32_t>(std::floor(60 * *plan.hours_per_unit)))
                               : shift;
}

std::optional<std::int32_t> clock_time_missing(const PatrolsConfig& plan, std::int32_t minute_of_day, bool end)
{
    if (!plan.day) {
        return std::nullopt;
    }
    const auto wall = end ? end_wall(plan) : start_wall(plan);
    const auto skipped = hour_skipped(wall);
    // 01:00 itself names the moment at which clocks go on to 02:00.
    const bool missing = in_hour(wall, skipped) && wall != skipped && wall % kMinutesPerDay == minute_of_day;
    return missing ? std::optional(wall / kMinutesPerDay) : std::nullopt;
}

ClockTime clock_time(const PatrolsConfig& plan, std::int32_t passed)
{
    const auto start = start_wall(plan);
    if (!plan.day) {
        return {start + passed, false};
    }
    const auto skipped = hour_skipped(start + passed);
    const auto twice = hour_shown_twice(start + passed);
    auto wall = start + passed;
    // Clocks go from 01:00 to 02:00, and back from 02:00 to 01:00.
    if (start <= skipped && wall >= skipped) {
        wall += kHourMin;
        return {wall, true};
    }
    if (start < twice + kHourMin && wall >= twice + kHourMin) {
        return {wall - kHourMin, false};
    }
    return {wall, wall >= skipped && wall < twice + kHourMin};
}

std::string clock_text(const PatrolsConfig& plan, std::int32_t passed)
{
    const auto time = clock_time(plan, passed);
    const auto of_day = time.wall_min % kMinutesPerDay;
    const auto clock = fmt::format("{:02}:{:02}", of_day / kHourMin, of_day % kHourMin);
    if (!plan.day) {
        return clock;
    }
    return fmt::format("{}T{}{}", day_text(time.wall_min / kMinutesPerDay), clock, time.summer ? "+01:00" : "+00:00");
}

std::vector<double> shares_per_minute(const PatrolsConfig& plan, const WeekShares& shares)
{
    constexpr std::int32_t kThursday = 3; // 1970-01-01, Monday being 0
    std::vector<double> per_minute;
    const auto minutes = shift_minutes(plan);
    for (std::int32_t passed = 0; passed < minutes; passed += kPatrolSlotMin) {
        const auto wall = clock_time(plan, passed).wall_min;
        const auto hour = static_cast<std::size_t>(wall / kHourMin % 24);
        double share = 0;
        if (plan.day) {
            const auto day = static_cast<std::size_t>((wall / kMinutesPerDay + kThursday) % 7);
            share = shares[24 * day + hour];
        } else {
            for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
                share += shares[24 * day + hour] / static_cast<double>(kDaysPerWeek);
            }
        }
        per_minute.push_back(share / kHourMin);
    }
    return per_minute;
}

} // namespace harmspot
