// SPDX-License-Identifier: MIT
#include "harmspot/hotspot.hpp"
#include "incident/grid_reference.hpp"

#include <catch2/catch.hpp>

#include <string>

using harmspot::parse_grid_reference;
using harmspot::Point;

TEST_CASE("a grid reference is the middle of its square", "[grid]")
{
    for (const std::string text : {"NZ 245 643", "NZ245643", "nz 245643", "NZ245 643", "NZ  245  643"}) {
        CAPTURE(text);
        CHECK(parse_grid_reference(text) == Point{424550, 564350});
    }
    CHECK(parse_grid_reference("NZ 24 64") == Point{424500, 564500});
    CHECK(parse_grid_reference("NZ 2450 6430") == Point{424505, 564305});
    CHECK(parse_grid_reference("NZ 24500 64300") == Point{424500.5, 564300.5});
    // Ordnance Survey, "A guide to coordinate systems": the grid's origin lies in the corner of SV, and
    // TG 51409 13177 is the Caister water tower at 651409, 313177.
    CHECK(parse_grid_reference("SV 00000 00000") == Point{0.5, 0.5});
    CHECK(parse_grid_reference("TG 51409 13177") == Point{651409.5, 313177.5});
}

TEST_CASE("every square of the grid is read as it is written", "[grid]")
{
    for (int east = 0; east < 7; ++east) {
        for (int north = 0; north < 13; ++north) {
            const Point middle{east * 100'000.0 + 12'350, north * 100'000.0 + 67'850};
            const auto text = harmspot::grid_reference(middle.x, middle.y, 3, true);
            CAPTURE(text);
            CHECK(parse_grid_reference(text) == middle);
        }
    }
}

TEST_CASE("what is no grid reference is nothing", "[grid]")
{
    for (const std::string text :
         {"", "N", "NZ", "NZ 2 6", "NZ 245 64", "NZ 24 5643", "NZ 2 4 6 4", "NI 245 643", "N1 245 643", "NZ 245 64x",
          "NZ 245000 643000", "AA 245 643", "WA 245 643", "424560 564321", "NZ-245-643", "\xC3\xA9 12 34"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_grid_reference(text));
    }
}
