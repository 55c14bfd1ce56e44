// SPDX-License-Identifier: MIT
#include "harmspot/week_profile.hpp"

#include "incident/clock_change.hpp"

#include <algorithm>
#include <cstdint>

namespace harmspot
{

namespace
{

constexpr std::int32_t kMinutesPerHour = 60;
/// 1970-01-01 was a Thursday: hours from Monday 00:00 to its midnight.
constexpr std::int64_t kHoursBeforeEpoch = 3 * 24;

std::int32_t floor_hour(std::int32_t minute)
{
    const std::int32_t hour = minute / kMinutesPerHour;
    return minute % kMinutesPerHour < 0 ? hour - 1 : hour;
}

std::size_t hour_of_week(std::int32_t hour)
{
    constexpr auto kWeek = static_cast<std::int64_t>(kHoursPerWeek);
    return static_cast<std::size_t>(((hour + kHoursBeforeEpoch) % kWeek + kWeek) % kWeek);
}

/// How long hours last, as a watch tells, in one year: 0 for the one that clocks skip, 2 for the one they show twice.
class ClockChanges
{
public:
    explicit ClockChanges(std::int32_t in_the_year_of_min)
        : m_skipped(floor_hour(hour_skipped(in_the_year_of_min))),
          m_twice(floor_hour(hour_shown_twice(in_the_year_of_min)))
    {
    }
    [[nodiscard]] std::int32_t times_shown(std::int32_t hour) const
    {
        return hour == m_skipped ? 0 : hour == m_twice ? 2 : 1;
    }

private:
    std::int32_t m_skipped;
    std::int32_t m_twice;
};

} // namespace

void WeekProfile::add(std::int32_t earliest_min, std::int32_t latest_min, double harm_of_it)
{
    if (earliest_min == kNoTime || latest_min - earliest_min >= kLongestSpanMin) {
        return;
    }
    const std::int32_t first = floor_hour(earliest_min);
    const std::int32_t last = floor_hour(latest_min);
    const auto within = [&](std::int32_t hour) {
        return std::min(latest_min + 1, (hour + 1) * kMinutesPerHour) - std::max(earliest_min, hour * kMinutesPerHour);
    };
    const ClockChanges changes(latest_min); // a span over New Year, of under a week, meets no change
    std::int32_t lasted = 0;
    for (std::int32_t hour = first; hour <= last; ++hour) {
        lasted += changes.times_shown(hour) * within(hour);
    }
    const bool by_watch = lasted > 0; // else the record gives a time that no clock showed
    const double total = by_watch ? lasted : latest_min - earliest_min + 1;
    for (std::int32_t hour = first; hour <= last; ++hour) {
        const double share = (by_watch ? changes.times_shown(hour) : 1) * within(hour) / total;
        incidents[hour_of_week(hour)] += share;
        harm[hour_of_week(hour)] += share * harm_of_it;
    }
    ++timed;
}

} // namespace harmspot
