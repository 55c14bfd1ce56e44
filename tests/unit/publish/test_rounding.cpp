// SPDX-License-Identifier: MIT
#include "publish/public_place.hpp"
#include "publish/rounding.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace harmspot;

TEST_CASE("rounding gives the double nearest to the decimal text", "[rounding]")
{
    CHECK(rounded_to_digits(0.123456789, 6) == 0.123457);
    CHECK(rounded_to_digits(1234567.0, 6) == 1234570.0);
    CHECK(rounded_to_digits(0.0, 6) == 0.0);
    CHECK(rounded_to_digits(1e-300, 6) == 1e-300);
    CHECK(std::isnan(rounded_to_digits(std::numeric_limits<double>::quiet_NaN(), 6)));
}

TEST_CASE("harm keeps two decimals however large, and six digits however small", "[rounding]")
{
    CHECK(rounded_to_decimals(0.1 + 0.2, 2, 6) == 0.3);
    CHECK(rounded_to_decimals(1234567.891, 2, 6) == 1234567.89);
    CHECK(rounded_to_decimals(0.00123456789, 2, 6) == 0.00123457);
    CHECK(rounded_to_decimals(999.99951, 2, 6) == 1000.0);
    CHECK(rounded_to_decimals(-1234567.891, 2, 6) == -1234567.89);
}

TEST_CASE("names with house numbers, postcodes or grid references are told from streets", "[public_place]")
{
    CHECK(may_name_a_house("12 Acacia Avenue"));
    CHECK(may_name_a_house("12a Acacia Avenue"));
    CHECK(may_name_a_house("Flat 2, The Mount"));
    CHECK(may_name_a_house("Acacia Avenue NE2 4ST"));
    CHECK(may_name_a_house("near NZ 245 643"));
    CHECK_FALSE(may_name_a_house("1st Avenue"));
    CHECK_FALSE(may_name_a_house("22ND STREET"));
    CHECK_FALSE(may_name_a_house("13th Row"));
    CHECK_FALSE(may_name_a_house("A19"));
    CHECK_FALSE(may_name_a_house("Acacia Avenue / High Street"));
    CHECK_FALSE(may_name_a_house(""));
}
