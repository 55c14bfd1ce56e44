// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "incident/csv_records.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Fields = std::vector<std::string>;

TEST_CASE("plain and quoted fields, either line end, a byte-order mark", "[csv_records]")
{
    const auto records = csv_records("\xEF\xBB\xBF"
                                     "a,b\r\n1,\"x, \"\"y\"\"\"\n,\r\nlast,",
                                     "t.csv");
    REQUIRE(records.size() == 4);
    CHECK(records[0].fields == Fields{"a", "b"});
    CHECK(records[1].fields == Fields{"1", "x, \"y\""});
    CHECK(records[2].fields == Fields{"", ""});
    CHECK(records[3].fields == Fields{"last", ""});
    CHECK(records[3].line == 4);
}

TEST_CASE("lines are counted through quoted line ends and blank lines", "[csv_records]")
{
    const auto records = csv_records("a\n\n\"two\nlines\"\nb\n", "t.csv");
    REQUIRE(records.size() == 3);
    CHECK(records[1].fields == Fields{"two\nlines"});
    CHECK(records[1].line == 3);
    CHECK(records[2].line == 5);
    CHECK(csv_records("", "t.csv").empty());
    CHECK(csv_records("\n\r\n", "t.csv").empty());
}

TEST_CASE("broken quotes and NUL bytes name the line", "[csv_records]")
{
    CHECK_THROWS_WITH(csv_records("a\n\"open\nstill", "t.csv"), "t.csv:2: a double quote is opened and never closed");
    CHECK_THROWS_AS(csv_records("a\n\"x\"y\n", "t.csv"), InputError);
    CHECK_THROWS_AS(csv_records(std::string("a\0b", 3), "t.csv"), InputError);
}
