// SPDX-License-Identifier: MIT
#include "run/months.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace harmspot;

namespace
{

constexpr std::int32_t kDay = 24 * 60;

/// `rows` incidents of one offence, on the tenth day of months that are 31 days long here.
void add(Incidents& incidents, int month, int rows, std::uint32_t offence = 1)
{
    for (int i = 0; i < rows; ++i) {
        incidents.place.push_back(kNoPlace);
        const int days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
        const std::int32_t day = 18628 + (month / 12) * 365 + days[month % 12] + 9; // from 2021-01-10
        incidents.earliest_min.push_back(day * kDay);
        incidents.latest_min.push_back(day * kDay + kDay - 1);
        incidents.offence.push_back(offence);
    }
}

Incidents empty()
{
    Incidents incidents;
    incidents.offences.texts = {"", "Burglary", "Theft"};
    return incidents;
}

std::vector<std::string> warnings_of(const Incidents& incidents, std::int64_t lag_days = 0)
{
    return month_warnings(month_states(incidents, lag_days), PublishRules{});
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a month that lacks half of one offence is named, and one that lacks half of all", "[months]")
{
    auto incidents = empty();
    for (int month = 0; month < 8; ++month) {
        add(incidents, month, month == 5 ? 40 : 100, 1);
        add(incidents, month, month == 6 ? 10 : 1000, 2);
    }
    CHECK(warnings_of(incidents) == Lines{"June 2021: Burglary has 40 rows; the usual month has about 100.",
                                          "July 2021: there are 110 rows; the usual month has about 1,100."});
}

TEST_CASE("small months are not judged", "[months]")
{
    auto incidents = empty();
    for (int month = 0; month < 8; ++month) {
        add(incidents, month, month == 5 ? 1 : 40);
    }
    CHECK(warnings_of(incidents).empty());
}

TEST_CASE("a stray date makes no month missing", "[months]")
{
    auto incidents = empty();
    add(incidents, 0, 1);
    for (int month = 24; month < 28; ++month) {
        add(incidents, month, month == 25 ? 0 : 200);
    }
    const auto months = month_states(incidents, 0);
    REQUIRE(months.size() == 5);
    CHECK(months.front().stray);
    CHECK(months[2].missing);
    CHECK(warnings_of(incidents) == Lines{"1 row is dated 2021-01, far fewer than in the other months; is that date "
                                          "right?",
                                          "No rows for 2023-02."});
    CHECK(months_covered(months) == "Incidents of 2023-01 to 2023-04; no rows for 2023-02.");
}

TEST_CASE("months that end within the lag of the newest date are provisional", "[months]")
{
    auto incidents = empty();
    add(incidents, 0, 10);
    add(incidents, 1, 10);
    add(incidents, 2, 10); // 10 March
    CHECK(warnings_of(incidents).empty());
    CHECK(warnings_of(incidents, 1) == Lines{"2021-03 is provisional: rows may still come in (expected_lag_days)."});
    CHECK(month_states(incidents, 10)[1].provisional == false); // 28 February is 10 days back
    CHECK(month_states(incidents, 11)[1].provisional == true);
    CHECK(months_covered(month_states(incidents, 1)) ==
          "Incidents of 2021-01 to 2021-03; rows may still come in for 2021-03.");
}

TEST_CASE("no rows, no months", "[months]")
{
    CHECK(month_states(empty(), 5).empty());
    CHECK(months_covered({}) == "No incidents.");
}
