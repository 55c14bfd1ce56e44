// SPDX-License-Identifier: MIT
#include "sample/sample_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace harmspot::sample
{

namespace
{

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int32_t kDayMin = 24 * 60;
constexpr std::int32_t kHourMin = 60;
constexpr std::int32_t kDays = 365;
constexpr sys_days kFirstDay = std::chrono::year{2025} / std::chrono::November / 1;
constexpr std::int32_t kFirstMin = static_cast<std::int32_t>(kFirstDay.time_since_epoch().count()) * kDayMin;
constexpr std::int32_t kLastMin = kFirstMin + kDays * kDayMin - 1;

// January to December. What is done in the dark peaks in winter, what is done in company in summer.
constexpr std::array<double, 12> kDarkSeason = {1.15, 1.1, 1.0, 0.95, 0.9, 0.85, 0.85, 0.9, 0.95, 1.05, 1.15, 1.2};
constexpr std::array<double, 12> kLightSeason = {0.85, 0.85, 0.95, 1.0, 1.05, 1.1, 1.15, 1.1, 1.0, 1.0, 0.95, 1.0};
constexpr double kSeasonPeak = 1.2;
// Sunday to Saturday, for nights out.
constexpr std::array<double, 7> kNightOut = {0.4, 0.25, 0.25, 0.3, 0.45, 0.9, 1.0};

year_month_day date_of(std::int32_t minute)
{
    return year_month_day{sys_days{days{minute / kDayMin}}};
}

bool is_dark_work(When when)
{
    return when == When::home_empty || when == When::premises || when == When::overnight;
}

/// First minute of a day of the sample's year, by season and, for nights out, by weekday.
std::int32_t draw_day(When when, Random& random)
{
    const auto& season = is_dark_work(when) ? kDarkSeason : kLightSeason;
    for (;;) {
        const sys_days day = kFirstDay + days{random.between(0, kDays - 1)};
        const auto month = static_cast<unsigned>(year_month_day{day}.month());
        if (random.unit() * kSeasonPeak >= season[month - 1]) {
            continue;
        }
        if (when == When::night_out && !random.chance(kNightOut[std::chrono::weekday{day}.c_encoding()])) {
            continue;
        }
        return static_cast<std::int32_t>(day.time_since_epoch().count()) * kDayMin;
    }
}

/// Five-minute steps, as people say times.
std::int32_t between_hours(double from, double to, Random& random)
{
    constexpr std::int32_t kStepMin = 5;
    return random.between(static_cast<std::int32_t>(from * kHourMin) / kStepMin,
                          static_cast<std::int32_t>(to * kHourMin) / kStepMin) *
           kStepMin;
}

/// Known to the minute, or within a few hours for one in eight.
void exact(Times& times, std::int32_t minute, Random& random)
{
    times.earliest_min = minute;
    times.latest_min = minute + (random.chance(0.125) ? between_hours(0.25, 3, random) : 0);
}

void while_out(Times& times, std::int32_t day, Random& random)
{
    const double kind = random.unit();
    if (kind < 0.72) {
        times.earliest_min = day + between_hours(7.5, 18, random);
        times.latest_min = times.earliest_min + between_hours(2, 10, random);
    } else if (kind < 0.94) {
        times.earliest_min = day + between_hours(21.5, 24, random);
        times.latest_min = times.earliest_min + between_hours(6, 9, random);
    } else {
        times.earliest_min = day + between_hours(7.5, 18, random);
        times.latest_min = times.earliest_min + random.between(2, 12) * kDayMin + between_hours(0, 4, random);
    }
}

Times draw_once(When when, Random& random)
{
    Times times;
    const auto day = draw_day(when, random);
    switch (when) {
    case When::evening:
        exact(times, day + (random.chance(0.7) ? between_hours(15, 23, random) : between_hours(8, 24, random)), random);
        break;
    case When::any_hour:
        exact(times, day + (random.chance(0.9) ? between_hours(8, 24, random) : between_hours(0, 8, random)), random);
        break;
    case When::night_out:
        exact(times, day + (random.chance(0.55) ? between_hours(20.5, 28, random) : between_hours(9, 23, random)),
              random);
        break;
    case When::shop_hours:
        times.earliest_min = times.latest_min = day + between_hours(9, 18, random);
        break;
    case When::home_empty:
        while_out(times, day, random);
        break;
    case When::premises:
        times.earliest_min = day + between_hours(17, 19, random);
        times.latest_min = times.earliest_min + (random.chance(0.2) ? 2 * kDayMin : 0) + between_hours(13, 15, random);
        break;
    case When::overnight:
        times.earliest_min = day + between_hours(17, 23, random);
        times.latest_min = times.earliest_min + between_hours(8, 12, random);
        break;
    }
    return times;
}

} // namespace

Times draw_times(When when, Random& random)
{
    Times times = draw_once(when, random);
    while (times.latest_min > kLastMin) {
        times = draw_once(when, random);
    }
    const double delay = random.unit();
    times.recorded_min = times.latest_min + (delay < 0.7    ? random.between(5, 3 * kHourMin)
                                             : delay < 0.96 ? random.between(3 * kHourMin, 2 * kDayMin)
                                                            : random.between(2 * kDayMin, 14 * kDayMin));
    return times;
}

bool at_night(const Times& times)
{
    const auto minute = times.earliest_min % kDayMin;
    return minute >= 20 * kHourMin || minute < 5 * kHourMin;
}

std::string british_date(std::int32_t minute)
{
    const auto date = date_of(minute);
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

std::string british_time(std::int32_t minute)
{
    return fmt::format("{} {:02}:{:02}", british_date(minute), minute % kDayMin / kHourMin, minute % kHourMin);
}

std::int32_t sample_month(std::int32_t minute)
{
    const auto date = date_of(std::clamp(minute, kFirstMin, kLastMin));
    return (static_cast<int>(date.year()) - 2025) * 12 +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 11;
}

std::string sample_month_text(std::int32_t month)
{
    const auto from_january = month + 10;
    return fmt::format("{:04}-{:02}", 2025 + from_january / 12, from_january % 12 + 1);
}

} // namespace harmspot::sample
