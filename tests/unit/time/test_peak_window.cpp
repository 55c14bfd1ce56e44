// SPDX-License-Identifier: MIT
#include "harmspot/week_profile.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <random>

using namespace harmspot;

namespace
{

constexpr std::uint32_t kFriday = 4;
constexpr std::uint32_t kSunday = 6;

void put(WeekProfile& profile, std::size_t day, std::size_t hour, double incidents, double harm)
{
    profile.incidents[day * kHoursPerDay + hour] += incidents;
    profile.harm[day * kHoursPerDay + hour] += harm;
    profile.timed += 1;
}

/// The size of the smallest window with the share, and the most that a window of that size holds, by brute force.
std::pair<std::uint32_t, double> brute_force(const WeekProfile& profile, double share)
{
    const double all = std::accumulate(profile.incidents.begin(), profile.incidents.end(), 0.0);
    std::pair<std::uint32_t, double> best{1000, 0};
    for (std::uint32_t day = 0; day < 7; ++day) {
        for (std::uint32_t days = 1; days <= 7; ++days) {
            for (std::uint32_t from = 0; from < 24; ++from) {
                for (std::uint32_t hours = 1; hours <= 24; ++hours) {
                    double sum = 0;
                    for (std::uint32_t d = 0; d < days; ++d) {
                        for (std::uint32_t h = 0; h < hours; ++h) {
                            sum += profile.incidents[((day + d) * 24 + from + h) % 168];
                        }
                    }
                    const auto size = days * hours;
                    if (sum / all >= share - 1e-9 &&
                        (size < best.first || (size == best.first && sum / all > best.second))) {
                        best = {size, sum / all};
                    }
                }
            }
        }
    }
    return best;
}

} // namespace

TEST_CASE("weekend nights are found across midnight and across Sunday", "[time]")
{
    WeekProfile profile;
    for (const std::size_t day : {4U, 5U, 6U}) { // Friday, Saturday, Sunday from 22:00 to 02:00
        put(profile, day, 22, 1, 10);
        put(profile, day, 23, 1, 10);
        put(profile, (day + 1) % 7, 0, 1, 10);
        put(profile, (day + 1) % 7, 1, 1, 10);
    }
    put(profile, 2, 12, 1, 40); // and one grave Wednesday noon
    const auto window = peak_window(profile, 0.9);
    REQUIRE(window);
    CHECK(window->first_day == kFriday);
    CHECK(window->days == 3);
    CHECK(window->from_hour == 22);
    CHECK(window->hours == 4);
    CHECK(window->share == Approx(12.0 / 13));
    CHECK(window->harm_share == Approx(120.0 / 160));
    CHECK(peak_days_text(*window) == "Fri to Sun");
    CHECK(peak_from_text(*window) == "22:00");
    CHECK(peak_to_text(*window) == "02:00");
}

TEST_CASE("the same hours every day make one window of seven days", "[time]")
{
    WeekProfile profile;
    for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
        put(profile, day, 17, 3, 0);
    }
    const auto window = peak_window(profile, 0.95);
    REQUIRE(window);
    CHECK(peak_days_text(*window) == "every day");
    CHECK(window->hours == 1);
    CHECK(window->share == Approx(1));
    CHECK(window->harm_share == 0);
}

TEST_CASE("of equal windows the first by day and hour is told", "[time]")
{
    WeekProfile profile;
    put(profile, kSunday, 3, 1, 0);
    put(profile, 1, 9, 1, 0);
    const auto window = peak_window(profile, 0.5);
    REQUIRE(window);
    CHECK(window->first_day == 1);
    CHECK(window->from_hour == 9);
    CHECK(peak_days_text(*window) == "Tue");
    CHECK(peak_to_text(*window) == "10:00");
}

TEST_CASE("an empty profile has no peak", "[time]")
{
    CHECK_FALSE(peak_window(WeekProfile{}, 0.5));
}

TEST_CASE("the window is as small and as full as brute force finds", "[time]")
{
    std::mt19937 engine(3);
    for (const int incidents : {1, 2, 5, 20, 200}) {
        for (const double share : {0.25, 0.5, 0.8, 1.0}) {
            WeekProfile profile;
            for (int i = 0; i < incidents; ++i) {
                put(profile, engine() % 3 + 4, engine() % 24, 1, 1);
            }
            const auto window = peak_window(profile, share);
            REQUIRE(window);
            const auto [size, held] = brute_force(profile, share);
            CHECK(window->days * window->hours == size);
            CHECK(window->share == Approx(held));
        }
    }
}
