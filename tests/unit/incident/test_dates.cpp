// SPDX-License-Identifier: MIT
#include "incident/dates.hpp"

#include <catch2/catch.hpp>

#include <string>

using harmspot::DateSpan;
using harmspot::parse_date;
using harmspot::TimePrecision;

namespace
{

constexpr int kDay = 24 * 60;
// 2023-01-31 is day 19388 after 1970-01-01: 53 years of 365 days, 13 leap days, and 30 days of January.
constexpr int kDay20230131 = 53 * 365 + 13 + 30;

} // namespace

TEST_CASE("a month spans its first to its last minute", "[dates]")
{
    const auto january = parse_date("2023-01");
    REQUIRE(january);
    CHECK(january->earliest_min == (kDay20230131 - 30) * kDay);
    CHECK(january->latest_min == (kDay20230131 + 1) * kDay - 1);
    CHECK(january->precision == TimePrecision::month);
    const auto leap = parse_date("2024-02");
    REQUIRE(leap);
    CHECK(leap->latest_min - leap->earliest_min + 1 == 29 * kDay);
    for (const std::string text : {"Jan 2023", "January 2023", "Jan-2023", "Jan-23", "01/2023", "1/2023"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == january);
    }
}

TEST_CASE("every British form of a day is the same day", "[dates]")
{
    const DateSpan day{kDay20230131 * kDay, kDay20230131 * kDay + kDay - 1, TimePrecision::day};
    for (const std::string text : {"2023-01-31",
                                   "20230131",
                                   "31/01/2023",
                                   "31/1/2023",
                                   "31-01-2023",
                                   "31 Jan 2023",
                                   "31 January 2023",
                                   "31-Jan-2023",
                                   "31-JAN-23",
                                   "31-jan-23",
                                   "2023/01/31",
                                   "31/01/23",
                                   "31-01-23",
                                   "31.01.2023",
                                   "31.1.23",
                                   "31 Jan 23",
                                   "31Jan2023",
                                   "31JAN23",
                                   "31st January 2023",
                                   "31ST Jan 2023",
                                   "Tue 31 Jan 2023",
                                   "Tuesday, 31 January 2023",
                                   "TUE 31/01/2023",
                                   "44957",
                                   "44957.0"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == day);
    }
}

TEST_CASE("times are British wall clock to the minute", "[dates]")
{
    const int minute = kDay20230131 * kDay + 23 * 60 + 59;
    const DateSpan moment{minute, minute, TimePrecision::minute};
    for (const std::string text : {"2023-01-31T23:59",          "2023-01-31 23:59",
                                   "2023-01-31T23:59:58",       "2023-01-31T23:59:58.123456",
                                   "2023-01-31T23:59Z",         "2023-02-01T00:59:00+01:00",
                                   "2023-02-01 00:59:00 +0100", "2023-01-31T18:59:60-05",
                                   "31/01/2023 23:59",          "31/01/2023 23:59:01",
                                   "31/01/2023, 23:59",         "31/01/2023 11:59 PM",
                                   "31/01/2023 11:59:30pm",     "31/01/2023 2359",
                                   "31/01/2023 2359hrs",        "31 Jan 2023 2359 hours",
                                   "44957.9993055556",          "44957.99931",
                                   "31-Jan-23 23:59",           "20230131T23:59"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == moment);
    }
    CHECK(parse_date("31/01/2023 9:05")->earliest_min == kDay20230131 * kDay + 9 * 60 + 5);
}

TEST_CASE("noon and midnight in halves of the day, and Excel's numbers", "[dates]")
{
    const int midnight = kDay20230131 * kDay;
    CHECK(parse_date("31/01/2023 12:00 AM")->earliest_min == midnight);
    CHECK(parse_date("31/01/2023 12:30 PM")->earliest_min == midnight + 12 * 60 + 30);
    CHECK(parse_date("44957.5")->earliest_min == midnight + 12 * 60);
    CHECK(parse_date("44957.999999")->earliest_min == midnight + kDay); // to the second, it is the next day
    CHECK(parse_date("20000") == parse_date("1954-10-03"));             // =DATE(1954,10,3) in Excel
    CHECK(parse_date("45351") == parse_date("29/02/2024"));
}

TEST_CASE("two-digit years turn at 69", "[dates]")
{
    CHECK(parse_date("01-Jan-69") == parse_date("1969-01-01"));
    CHECK(parse_date("01-Jan-68") == parse_date("2068-01-01"));
    CHECK(parse_date("01-Jan-00") == parse_date("2000-01-01"));
}

TEST_CASE("years from 1900 to 2100 count, and days that exist", "[dates]")
{
    CHECK(parse_date("1900-01-01"));
    CHECK(parse_date("2100-12-31"));
    CHECK(parse_date("29/02/2024"));
    for (const std::string text : {"1899-12-31", "2101-01-01", "2999-01", "29/02/2023", "29/02/1900", "31/04/2023",
                                   "00/01/2023", "2023-13", "2023-00", "2023-01-32", "20231301"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("what is no date is nothing", "[dates]")
{
    for (const std::string text : {"",
                                   " ",
                                   "x",
                                   "2023",
                                   "202301",
                                   "2023-1",
                                   "2023-01-",
                                   "2023-01-1",
                                   "2023/1/31",
                                   "2023/01",
                                   "31/01/023",
                                   "32nd Jan 2023",
                                   "31st/01/2023",
                                   "31.Jan.2023",
                                   "13/2023",
                                   "Jan",
                                   "Jan 2023 10:00",
                                   "Tue",
                                   "Tuesda 31 Jan 2023",
                                   "31/01/2023,10:00",
                                   "31/01/2023,",
                                   "31/01/2023 13:00 pm",
                                   "31/01/2023 0:00 am",
                                   "31/01/2023 2460",
                                   "31/01/2023 2359h",
                                   "19999",
                                   "80001",
                                   "79000",
                                   "44957.5.5",
                                   "44957x",
                                   "44957 10:00",
                                   "31/01-2023",
                                   "31 01 2023",
                                   "31/Jan/2023",
                                   "31 Jam 2023",
                                   "31 Ja 2023",
                                   "1/31/2023",
                                   "2023-01-31x",
                                   "2023-01-31T",
                                   "2023-01-31T24:00",
                                   "2023-01-31T23:60",
                                   "2023-01-31T23",
                                   "2023-01-31T23:59:61",
                                   "2023-01-31T23:59:",
                                   "2023-01-31T23:59:00.",
                                   "2023-01-31T23:59+",
                                   "2023-01-31T23:59 x",
                                   "2023-01T10:00",
                                   "-2023-01",
                                   "+2023-01",
                                   "2023-01-31 23:59 pm",
                                   "\xC3\xA9",
                                   "31 Jan",
                                   "31-Jan-"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("dates with the month first are told from what is no date", "[dates]")
{
    for (const char* text : {"12/25/2023", "1/31/2023", "06-30-2023 10:15", "2/31/23", "12.13.2023"}) {
        CAPTURE(text);
        CHECK(harmspot::is_month_first(text));
    }
    for (const char* text : {"25/12/2023", "13/13/2023", "00/25/2023", "12/32/2023", "12/25", "12/25/2023 25:00", "",
                             "12-25/2023", "never"}) {
        CAPTURE(text);
        CHECK_FALSE(harmspot::is_month_first(text));
    }
}
