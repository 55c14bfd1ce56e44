// SPDX-License-Identifier: MIT
#include "incident/clock_change.hpp"
#include "incident/dates.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace harmspot;

namespace
{

struct Change {
    int year;
    int march;
    int october;
};

/// Days on which British clocks changed, as published (gov.uk/when-do-the-clocks-change and its archive).
constexpr std::array<Change, 12> kChanges{{{1996, 31, 27},
                                           {2000, 26, 29},
                                           {2010, 28, 31},
                                           {2016, 27, 30},
                                           {2018, 25, 28},
                                           {2019, 31, 27},
                                           {2020, 29, 25},
                                           {2021, 28, 31},
                                           {2022, 27, 30},
                                           {2023, 26, 29},
                                           {2024, 31, 27},
                                           {2025, 30, 26}}};

std::string wall_of(const std::string& with_offset, const std::string& wall)
{
    return parse_date(with_offset) == parse_date(wall) ? "same" : with_offset + " is not " + wall;
}

} // namespace

TEST_CASE("the minute before each change and the minute of it", "[dates][clock]")
{
    for (const auto& [year, march, october] : kChanges) {
        const auto spring = std::to_string(year) + "-03-" + std::to_string(march);
        const auto autumn = std::to_string(year) + "-10-" + std::to_string(october);
        CHECK(wall_of(spring + "T00:59Z", spring + "T00:59") == "same");
        CHECK(wall_of(spring + "T01:00Z", spring + "T02:00") == "same");
        CHECK(wall_of(autumn + "T00:59Z", autumn + "T01:59") == "same");
        CHECK(wall_of(autumn + "T01:00Z", autumn + "T01:00") == "same");
        CHECK(hour_shown_twice(parse_date(spring)->earliest_min) == parse_date(autumn + "T01:00")->earliest_min);
    }
}

TEST_CASE("offsets become the British wall clock", "[dates][clock]")
{
    CHECK(wall_of("2023-07-01T23:30Z", "2023-07-02T00:30") == "same");
    CHECK(wall_of("2023-07-01T23:30:59.5+01:00", "2023-07-01T23:30") == "same");
    CHECK(wall_of("2023-01-01 00:10 +0100", "2022-12-31 23:10") == "same");
    CHECK(wall_of("01/07/2023 12:00-05", "01/07/2023 18:00") == "same");
    CHECK(wall_of("2022-10-30T01:30+01:00", "2022-10-30T01:30") == "same"); // the first of the two
    CHECK(wall_of("2022-10-30T01:30+00:00", "2022-10-30T01:30") == "same"); // and the second
}

TEST_CASE("no place is 15 hours ahead, and years end at 2100", "[dates][clock]")
{
    for (const std::string text : {"2023-07-01T10:00+15:00", "2023-07-01T10:00+01:60", "2023-07-01T10:00+1",
                                   "2023-07-01T10:00+", "1900-01-01T00:00+01:00", "2100-12-31T23:59-05:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("the hour that spring leaves out is taken as written", "[dates][clock]")
{
    CHECK(parse_date("2023-03-26 01:30")->earliest_min == parse_date("2023-03-26")->earliest_min + 90);
}
