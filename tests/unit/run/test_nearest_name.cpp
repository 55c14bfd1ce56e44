// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"

#include <catch2/catch.hpp>

using harmspot::nearest_name;

TEST_CASE("a slip of one letter finds the name that was meant", "[config]")
{
    const std::vector<std::string> names{"bandwidth_m", "cell_m", "kernel", "exact"};
    CHECK(nearest_name("bandwith_m", names) == "bandwidth_m"); // left out
    CHECK(nearest_name("cell_mm", names) == "cell_m");         // put in
    CHECK(nearest_name("kernal", names) == "kernel");          // changed
    CHECK(nearest_name("exatc", names) == "exact");            // swapped: one slip, not two
    CHECK(nearest_name("kernel", names) == "kernel");
}

TEST_CASE("slips are allowed one in three letters, and at least one", "[config]")
{
    const std::vector<std::string> names{"kde", "abcdef"};
    CHECK(nearest_name("kd", names) == "kde");
    CHECK(nearest_name("kxx", names).empty()); // two of three
    CHECK(nearest_name("abxxef", names) == "abcdef");
    CHECK(nearest_name("axxxef", names).empty()); // three of six
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name("abc", {}).empty());
}

TEST_CASE("the nearest wins, and of equals the first", "[config]")
{
    const std::vector<std::string> names{"least_place", "least_places", "least_placed"};
    CHECK(nearest_name("least_places", names) == "least_places");
    CHECK(nearest_name("least_plac", names) == "least_place");
    CHECK(nearest_name("least_placex", names) == "least_place");
}

TEST_CASE("a word of a megabyte is compared with nothing it cannot be", "[config]")
{
    const std::vector<std::string> names{"bandwidth_m"};
    CHECK(nearest_name(std::string(1'000'000, 'a'), names).empty());
}
