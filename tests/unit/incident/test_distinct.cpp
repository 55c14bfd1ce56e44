// SPDX-License-Identifier: MIT
#include "incident/distinct.hpp"
#include "incident/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using harmspot::is_utf8;
using harmspot::PointTable;
using harmspot::TextTable;

TEST_CASE("texts keep their numbers while the table grows", "[distinct]")
{
    TextTable table;
    CHECK(table.number_of("") == 0u);
    for (std::uint32_t i = 1; i <= 5000; ++i) {
        REQUIRE(table.number_of("text " + std::to_string(i)) == i);
    }
    CHECK(table.size() == 5001);
    CHECK(table.number_of("text 77") == 77u);
    CHECK(table[4321] == "text 4321");
    CHECK_FALSE(table.number_of("\xFF"));
    CHECK(table.size() == 5001);
}

TEST_CASE("texts that share their first or last bytes are told apart", "[distinct]")
{
    TextTable table;
    for (std::size_t length = 1; length < 70; ++length) {
        const std::string same(length, 'x');
        CHECK(table.number_of(same) == static_cast<std::uint32_t>(2 * length - 1));
        CHECK(table.number_of(same.substr(1) + "y") == static_cast<std::uint32_t>(2 * length));
    }
}

TEST_CASE("points are told apart exactly, and 0 is -0", "[distinct]")
{
    PointTable table;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        REQUIRE(table.number_of({i * 0.1, -1.0}) == i);
    }
    CHECK(table.number_of({0.3, -1.0}) == 3000); // not 3 x 0.1
    CHECK(table.number_of({-0.0, -1.0}) == 0);
}

TEST_CASE("UTF-8 is checked to the letter", "[utf8]")
{
    for (const std::string text :
         {"", "plain", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x9A\x93", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
        CAPTURE(text);
        CHECK(is_utf8(text));
    }
    for (const std::string text :
         {"caf\xE9", "\x80", "\xC3", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82",
          "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF\xFE"}) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
    }
    CHECK_FALSE(is_utf8(std::string_view("\0", 1)));
}
