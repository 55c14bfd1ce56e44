// SPDX-License-Identifier: MIT
#include "harmspot/week_profile.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <numeric>
#include <random>

using namespace harmspot;

namespace
{

/// Minutes since 1970-01-01 00:00 of a wall clock.
std::int32_t at(int year, unsigned month, unsigned day, int hour, int minute)
{
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return static_cast<std::int32_t>(date.time_since_epoch().count()) * 24 * 60 + hour * 60 + minute;
}

std::size_t hour_of(std::size_t day, std::size_t hour)
{
    return day * kHoursPerDay + hour;
}

double total(const std::array<double, kHoursPerWeek>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

constexpr std::size_t kSaturday = 5;
constexpr std::size_t kSunday = 6;

} // namespace

TEST_CASE("an exact time goes to its own hour of its own weekday", "[time]")
{
    WeekProfile profile;
    profile.add(at(2023, 1, 6, 23, 59), at(2023, 1, 6, 23, 59), 10); // a Friday
    CHECK(profile.incidents[hour_of(4, 23)] == 1);
    CHECK(profile.harm[hour_of(4, 23)] == 10);
    CHECK(total(profile.incidents) == 1);
    CHECK(profile.timed == 1);
}

TEST_CASE("a span is shared out by minutes, over midnight too", "[time]")
{
    WeekProfile profile;
    // Friday 23:30 to Saturday 01:29: half an hour, an hour, half an hour.
    profile.add(at(2023, 1, 6, 23, 30), at(2023, 1, 7, 1, 29), 8);
    CHECK(profile.incidents[hour_of(4, 23)] == Approx(0.25));
    CHECK(profile.incidents[hour_of(5, 0)] == Approx(0.5));
    CHECK(profile.incidents[hour_of(5, 1)] == Approx(0.25));
    CHECK(profile.harm[hour_of(5, 0)] == Approx(4));
}

TEST_CASE("times before 1970 have the right weekday", "[time]")
{
    WeekProfile profile;
    profile.add(at(1969, 12, 28, 5, 15), at(1969, 12, 28, 5, 15), 1); // a Sunday
    CHECK(profile.incidents[hour_of(kSunday, 5)] == 1);
}

TEST_CASE("the hour that clocks skip in March gets nothing", "[time]")
{
    WeekProfile profile;
    // Sunday 26 March 2023, 00:00 to 03:59 by the wall clock: three hours on a watch.
    profile.add(at(2023, 3, 26, 0, 0), at(2023, 3, 26, 3, 59), 1);
    CHECK(profile.incidents[hour_of(kSunday, 0)] == Approx(1.0 / 3));
    CHECK(profile.incidents[hour_of(kSunday, 1)] == 0);
    CHECK(profile.incidents[hour_of(kSunday, 2)] == Approx(1.0 / 3));
    CHECK(profile.incidents[hour_of(kSunday, 3)] == Approx(1.0 / 3));
}

TEST_CASE("an incident recorded in the skipped hour is not lost", "[time]")
{
    WeekProfile profile;
    profile.add(at(2023, 3, 26, 1, 10), at(2023, 3, 26, 1, 40), 1);
    CHECK(profile.incidents[hour_of(kSunday, 1)] == Approx(1));
}

TEST_CASE("the hour that clocks show twice in October counts as two", "[time]")
{
    WeekProfile profile;
    // Sunday 29 October 2023, 00:00 to 02:59: four hours on a watch.
    profile.add(at(2023, 10, 29, 0, 0), at(2023, 10, 29, 2, 59), 1);
    CHECK(profile.incidents[hour_of(kSunday, 0)] == Approx(0.25));
    CHECK(profile.incidents[hour_of(kSunday, 1)] == Approx(0.5));
    CHECK(profile.incidents[hour_of(kSunday, 2)] == Approx(0.25));
    // The Saturday before has hours like any other.
    WeekProfile saturday;
    saturday.add(at(2023, 10, 28, 0, 0), at(2023, 10, 28, 2, 59), 1);
    CHECK(saturday.incidents[hour_of(kSaturday, 1)] == Approx(1.0 / 3));
}

TEST_CASE("what may have happened at any time of a week is not timed", "[time]")
{
    WeekProfile profile;
    profile.add(at(2023, 1, 2, 0, 0), at(2023, 1, 9, 0, 0), 5);
    profile.add(kNoTime, kNoTime, 5);
    CHECK(profile.timed == 0);
    CHECK(total(profile.incidents) == 0);
    // One minute less is a week in which every hour is as likely as any other.
    profile.add(at(2023, 1, 2, 0, 0), at(2023, 1, 8, 23, 59), 5);
    CHECK(profile.timed == 1);
    for (const double share : profile.incidents) {
        CHECK(share == Approx(1.0 / kHoursPerWeek));
    }
}

TEST_CASE("every incident is one in all, and agrees with a count minute by minute", "[time]")
{
    std::mt19937 engine(7);
    WeekProfile fast;
    std::array<double, kHoursPerWeek> slow{};
    constexpr int kIncidents = 300;
    const std::int32_t change = at(2023, 10, 29, 1, 0);
    for (int i = 0; i < kIncidents; ++i) {
        const auto earliest = at(2023, 10, 20, 0, 0) + static_cast<std::int32_t>(engine() % (14 * 24 * 60));
        const auto latest = earliest + static_cast<std::int32_t>(engine() % kLongestSpanMin);
        fast.add(earliest, latest, 2);
        double minutes = 0;
        const auto times = [&](std::int32_t minute) { return minute >= change && minute < change + 60 ? 2.0 : 1.0; };
        for (auto minute = earliest; minute <= latest; ++minute) {
            minutes += times(minute);
        }
        for (auto minute = earliest; minute <= latest; ++minute) {
            // 2023-10-02 was a Monday.
            const auto hour = (minute - at(2023, 10, 2, 0, 0)) / 60;
            slow[static_cast<std::size_t>(hour) % kHoursPerWeek] += times(minute) / minutes;
        }
    }
    CHECK(total(fast.incidents) == Approx(kIncidents));
    CHECK(total(fast.harm) == Approx(2 * kIncidents));
    for (std::size_t hour = 0; hour < kHoursPerWeek; ++hour) {
        CHECK(fast.incidents[hour] == Approx(slow[hour]));
    }
}
