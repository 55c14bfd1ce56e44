// SPDX-License-Identifier: MIT
#include "run/earlier_periods.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace harmspot;

namespace
{

std::int32_t day(int year, unsigned month, unsigned of_month)
{
    using namespace std::chrono;
    return static_cast<std::int32_t>(
        sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(of_month))
            .time_since_epoch()
            .count());
}

void check(const Period& period, std::int32_t from, std::int32_t to)
{
    CHECK(period.from_day == from);
    CHECK(period.to_day == to);
}

} // namespace

TEST_CASE("periods before a year of whole months are years of whole months", "[persistence]")
{
    const auto periods = earlier_periods({day(2022, 3, 1), day(2023, 2, 28)}, 3);
    REQUIRE(periods.size() == 3);
    check(periods[0], day(2021, 3, 1), day(2022, 2, 28));
    check(periods[1], day(2020, 3, 1), day(2021, 2, 28));
    check(periods[2], day(2019, 3, 1), day(2020, 2, 29)); // a leap year's February is whole
}

TEST_CASE("periods before one month are months, however long", "[persistence]")
{
    const auto periods = earlier_periods({day(2023, 3, 1), day(2023, 3, 31)}, 2);
    check(periods[0], day(2023, 2, 1), day(2023, 2, 28));
    check(periods[1], day(2023, 1, 1), day(2023, 1, 31));
}

TEST_CASE("periods before some days are as many days", "[persistence]")
{
    const auto periods = earlier_periods({day(2023, 3, 6), day(2023, 3, 12)}, 2);
    check(periods[0], day(2023, 2, 27), day(2023, 3, 5));
    check(periods[1], day(2023, 2, 20), day(2023, 2, 26));
    // From the first of a month, but not to the last of one: days.
    check(earlier_periods({day(2023, 3, 1), day(2023, 3, 30)}, 1)[0], day(2023, 1, 30), day(2023, 2, 28));
}

TEST_CASE("no earlier period overlaps another or leaves a day out", "[persistence]")
{
    for (const auto& period : {Period{day(2020, 2, 1), day(2020, 4, 30)}, Period{day(2020, 2, 29), day(2020, 12, 1)},
                               Period{day(1969, 12, 31), day(1970, 1, 1)}}) {
        auto next = period;
        for (const auto& earlier : earlier_periods(period, 12)) {
            CHECK(earlier.from_day <= earlier.to_day);
            CHECK(earlier.to_day + 1 == next.from_day);
            next = earlier;
        }
    }
    CHECK(earlier_periods({0, 10}, 0).empty());
}

TEST_CASE("the months of a period are all those it has a day of", "[persistence]")
{
    CHECK(months_in({day(2022, 12, 31), day(2023, 2, 1)}) ==
          std::vector<std::int32_t>{2022 * 12 + 11, 2023 * 12, 2023 * 12 + 1});
}

TEST_CASE("a period a year before is of the same months, or the same days", "[change]")
{
    check(years_before({day(2024, 2, 1), day(2024, 2, 29)}, 1), day(2023, 2, 1), day(2023, 2, 28));
    check(years_before({day(2023, 2, 1), day(2023, 2, 28)}, 3), day(2020, 2, 1), day(2020, 2, 29));
    check(years_before({day(2024, 2, 29), day(2024, 3, 6)}, 1), day(2023, 2, 28), day(2023, 3, 6));
}

TEST_CASE("a year is compared with the one before, hotspots with the two years before", "[change]")
{
    const auto year = comparisons_of({day(2022, 3, 1), day(2023, 2, 28)});
    check(year.previous, day(2021, 3, 1), day(2022, 2, 28));
    check(*year.last_year, day(2021, 3, 1), day(2022, 2, 28));
    check(year.of_areas.earlier, day(2021, 3, 1), day(2022, 2, 28));
    check(year.of_places.period, day(2021, 3, 1), day(2022, 2, 28));
    check(year.of_places.earlier, day(2020, 3, 1), day(2021, 2, 28));
    REQUIRE(year.latest);
    check(year.latest->period, day(2023, 2, 1), day(2023, 2, 28));
    check(year.latest->earlier, day(2022, 2, 1), day(2022, 2, 28));
    CHECK(year.first_day() == day(2020, 3, 1));
}

TEST_CASE("a month is compared with that of last year, not with the month before", "[change]")
{
    const auto month = comparisons_of({day(2023, 2, 1), day(2023, 2, 28)});
    check(month.previous, day(2023, 1, 1), day(2023, 1, 31));
    check(*month.last_year, day(2022, 2, 1), day(2022, 2, 28));
    check(month.of_places.period, day(2023, 1, 1), day(2023, 1, 31));
    check(month.of_places.earlier, day(2022, 1, 1), day(2022, 1, 31));
    CHECK_FALSE(month.latest);
}

TEST_CASE("a period longer than a year is not compared with part of itself", "[change]")
{
    const auto long_one = comparisons_of({day(2021, 9, 1), day(2023, 2, 28)});
    CHECK_FALSE(long_one.last_year);
    check(long_one.of_areas.earlier, day(2019, 9, 1), day(2021, 2, 28));
    CHECK(long_one.of_places.earlier.to_day < long_one.of_places.period.from_day);
}
