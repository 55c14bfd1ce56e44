// SPDX-License-Identifier: MIT
#include "harmspot/hotspot.hpp"

#include <catch2/catch.hpp>

#include <limits>

using harmspot::grid_reference;

TEST_CASE("well-known places have their published grid references", "[grid_reference]")
{
    CHECK(grid_reference(651'409.903, 313'177.270, 5, true) == "TG 51409 13177"); // OS, Caister water tower
    CHECK(grid_reference(216'677, 771'288, 3, true) == "NN 166 712");             // Ben Nevis
    CHECK(grid_reference(424'500, 564'300, 3, true) == "NZ 245 643");             // Newcastle
    CHECK(grid_reference(530'034, 180'381, 4, false) == "TQ30038038");            // Charing Cross
    CHECK(grid_reference(438'700, 1'214'700, 3, false) == "HP387147");            // Shetland
}

TEST_CASE("a grid reference names the square that a place lies in", "[grid_reference]")
{
    CHECK(grid_reference(0, 0, 3, true) == "SV 000 000");
    CHECK(grid_reference(99.999, 100, 3, true) == "SV 000 001");
    CHECK(grid_reference(399'999.999, 599'999.999, 3, true) == "NY 999 999");
    CHECK(grid_reference(400'000, 600'000, 3, true) == "NU 000 000");
    CHECK(grid_reference(699'999, 1'299'999, 1, false) == "JM99");
    CHECK(grid_reference(424'500, 564'300, 0, true) == "NZ");
}

TEST_CASE("off the national grid there is no reference", "[grid_reference]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    for (const auto& [x, y] : std::initializer_list<std::pair<double, double>>{
             {-0.001, 0}, {0, -1}, {700'000, 0}, {0, 1'300'000}, {nan, 0}, {0, nan}, {inf, 0}, {0, -inf}}) {
        CHECK(grid_reference(x, y, 3, true).empty());
    }
}
