// SPDX-License-Identifier: MIT
#include "run/patrol_shift.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>

using namespace harmspot;

namespace
{

PatrolsConfig shift(std::int32_t from_hour, std::int32_t to_hour, std::optional<std::chrono::year_month_day> date = {})
{
    PatrolsConfig plan;
    plan.from_min = 60 * from_hour;
    plan.to_min = 60 * to_hour;
    if (date) {
        plan.day = static_cast<std::int32_t>(std::chrono::sys_days(*date).time_since_epoch().count());
    }
    return plan;
}

using namespace std::chrono_literals;
constexpr auto kSpring = 2024y / std::chrono::March / 30;   // clocks go on in the night after
constexpr auto kAutumn = 2024y / std::chrono::October / 26; // and back
constexpr auto kNoChange = 2024y / std::chrono::June / 7;   // a Friday

} // namespace

TEST_CASE("a shift past midnight ends on the next day", "[patrols]")
{
    CHECK(shift_minutes(shift(15, 23)) == 480);
    CHECK(shift_minutes(shift(15, 0)) == 540);
    CHECK(shift_minutes(shift(22, 6)) == 480);
    CHECK(shift_minutes(shift(6, 6)) == 1440);
    CHECK(clock_text(shift(22, 6), 0) == "22:00");
    CHECK(clock_text(shift(22, 6), 135) == "00:15");
    CHECK(clock_text(shift(22, 6, kNoChange), 135) == "2024-06-08T00:15+01:00");
}

TEST_CASE("on the night when clocks go on a shift is an hour short", "[patrols]")
{
    const auto night = shift(22, 6, kSpring);
    CHECK(shift_minutes(night) == 420);
    CHECK(clock_text(night, 0) == "2024-03-30T22:00+00:00");
    CHECK(clock_text(night, 179) == "2024-03-31T00:59+00:00");
    CHECK(clock_text(night, 180) == "2024-03-31T02:00+01:00");
    CHECK(clock_text(night, 420) == "2024-03-31T06:00+01:00");
    CHECK(shift_minutes(shift(22, 1, kSpring)) == 180);
    CHECK(clock_time_missing(shift(22, 1, kSpring), 60, true) == std::nullopt);
    auto half_past = shift(22, 1, kSpring);
    half_past.to_min = 90;
    CHECK(clock_time_missing(half_past, 90, true).has_value());
    CHECK(shift_minutes(shift(7, 15, 2024y / std::chrono::March / 31)) == 480);
}

TEST_CASE("on the night when clocks go back a shift is an hour long, and both hours are told apart", "[patrols]")
{
    const auto night = shift(22, 6, kAutumn);
    CHECK(shift_minutes(night) == 540);
    CHECK(clock_text(night, 210) == "2024-10-27T01:30+01:00");
    CHECK(clock_text(night, 270) == "2024-10-27T01:30+00:00");
    CHECK(clock_text(night, 540) == "2024-10-27T06:00+00:00");
    CHECK(shift_minutes(shift(7, 15, 2024y / std::chrono::October / 27)) == 480);
    CHECK(shift_minutes(shift(15, 23, kAutumn)) == 480);
}

TEST_CASE("shares of the week fall into the quarter hours of the shift", "[patrols]")
{
    WeekShares week{};
    week[4 * 24 + 23] = 0.6; // Friday 23:00
    week[5 * 24 + 0] = 0.4;  // Saturday 00:00
    const auto friday = shares_per_minute(shift(22, 2, kNoChange), week);
    REQUIRE(friday.size() == 16);
    CHECK(friday[3] == 0);
    CHECK(friday[4] == Approx(0.6 / 60));
    CHECK(friday[8] == Approx(0.4 / 60));
    CHECK(friday[12] == 0);
    const auto any = shares_per_minute(shift(22, 2), week);
    CHECK(any[4] == Approx(0.6 / 60 / 7));
    // The hour that comes twice is as harmful both times; the one left out is not there.
    WeekShares sunday{};
    sunday[6 * 24 + 1] = 1;
    const auto back = shares_per_minute(shift(22, 6, kAutumn), sunday);
    CHECK(std::count_if(back.begin(), back.end(), [](double share) { return share > 0; }) == 8);
    const auto on = shares_per_minute(shift(22, 6, kSpring), sunday);
    CHECK(std::count_if(on.begin(), on.end(), [](double share) { return share > 0; }) == 0);
}

TEST_CASE("the budget is the shift, or the hours a unit can give", "[patrols]")
{
    auto plan = shift(22, 6);
    CHECK(budget_minutes(plan) == 480);
    plan.hours_per_unit = 2.5;
    CHECK(budget_minutes(plan) == 150);
    plan.hours_per_unit = 24;
    CHECK(budget_minutes(plan) == 480);
}
