// SPDX-License-Identifier: MIT
#include "incident/numbers.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

using harmspot::parse_number;

TEST_CASE("numbers as people and programs write them", "[numbers]")
{
    CHECK(parse_number("424560") == 424560.0);
    CHECK(parse_number("-1.617321") == -1.617321);
    CHECK(parse_number("+3") == 3.0);
    CHECK(parse_number(".5") == 0.5);
    CHECK(parse_number("5.") == 5.0);
    CHECK(parse_number("4.25E+05") == 425000.0);
    CHECK(parse_number("0.1234567890123456789") == 0.1234567890123456789);
    CHECK(std::signbit(*parse_number("-0")));
    CHECK(std::isnan(*parse_number("nan")));
    CHECK(std::isinf(*parse_number("-inf")));
    CHECK(std::isinf(*parse_number("1e999")));
}

TEST_CASE("what is no number is nothing", "[numbers]")
{
    for (const std::string text : {"", " ", "42506S", "424,560", "1.2.3", ".", "-", "+", "-.", "+-3", "--3", "0x1F",
                                   "1e", "NZ 245 643", "1 ", "\xC3\xA9"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text));
    }
}

TEST_CASE("thousands may be set apart by commas", "[numbers]")
{
    using harmspot::parse_grouped_number;
    CHECK(parse_grouped_number("425,123") == 425123.0);
    CHECK(parse_grouped_number("-1,234,567.25") == -1234567.25);
    CHECK(parse_grouped_number("5,123") == 5123.0);
    CHECK(parse_grouped_number("425123.5") == 425123.5);
    for (const std::string text : {"", ",", "425,12", "4251,123", "425,1234", ",123", "425,", "425,123,", "1.5,123",
                                   "54,9", "425 123", "4,25E+05", "nan,123"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_grouped_number(text));
    }
    CHECK_FALSE(parse_grouped_number("1" + std::string(4000, ',')));
}

TEST_CASE("coordinates may have decimal commas, groups and an apostrophe", "[numbers]")
{
    using harmspot::parse_coordinate;
    for (const bool in_degrees : {false, true}) {
        CHECK(parse_coordinate("425123", in_degrees) == 425123.0);
        CHECK(parse_coordinate("'425123", in_degrees) == 425123.0);
        CHECK(parse_coordinate("425 123", in_degrees) == 425123.0);
        CHECK(parse_coordinate("425\u00A0123,5", in_degrees) == 425123.5);
        CHECK(parse_coordinate("425123,5", in_degrees) == 425123.5);
        CHECK(parse_coordinate("1,234,567.25", in_degrees) == 1234567.25);
        CHECK(parse_coordinate("\u00A0425123", in_degrees) == 425123.0);
        for (const std::string text : {"", ",", "'", "425,12,3", "42 5123", "425m", "1.5,123", "12 34", "NZ 245 643"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_coordinate(text, in_degrees));
        }
    }
    CHECK(parse_coordinate("-1,617", true) == -1.617);
    CHECK(parse_coordinate("425,123", false) == 425123.0);
    CHECK_FALSE(parse_coordinate("425,00", false)); // 425,000 or 425.00
}

TEST_CASE("short decimals are rounded like the C library rounds them", "[numbers]")
{
    std::mt19937_64 engine(1);
    for (int i = 0; i < 20000; ++i) {
        char text[40];
        const int decimals = static_cast<int>(engine() % 16);
        const double value =
            static_cast<double>(static_cast<std::int64_t>(engine() % 2'000'000'000) - 1'000'000'000) / 997.0;
        std::snprintf(text, sizeof(text), "%.*f", decimals, value);
        CAPTURE(text);
        REQUIRE(parse_number(text) == std::strtod(text, nullptr));
    }
}
