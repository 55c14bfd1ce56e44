// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "harmspot/error.hpp"
#include "harmspot/hex_grid.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("a hexagon has six sides, a corner to the north, and the stated area", "[hex]")
{
    const auto grid = HexGrid::covering({420000, 560000, 421000, 561000}, 250);
    const auto outline = grid.outline(2, 1);
    REQUIRE(outline.size() == 7);
    CHECK(outline.front() == outline.back());
    CHECK(signed_area(outline) == Approx(grid.cell_area_m2())); // counter-clockwise
    CHECK(grid.cell_area_m2() == Approx(250.0 * 250.0 * std::sqrt(3.0) / 2));
    const auto box = bounds(outline);
    CHECK(box.max_x - box.min_x == Approx(250));
    CHECK(box.max_y - box.min_y == Approx(500 / std::sqrt(3.0)));
    CHECK(outline.front().x == grid.centre(2, 1).x);
    CHECK(outline.front().y == Approx(box.max_y));
}

TEST_CASE("a hexagon lies where it lies whatever the study area", "[hex]")
{
    const auto small = HexGrid::covering({420100, 560100, 420900, 560900}, 250);
    const auto large = HexGrid::covering({400000, 540000, 440000, 580000}, 250);
    const Point p{420333, 560444};
    const auto a = small.cell_of(p);
    const auto b = large.cell_of(p);
    REQUIRE(a);
    REQUIRE(b);
    CHECK(cells::centre(small, *a) == cells::centre(large, *b));
    const auto origin = HexGrid::covering({-100, -100, 100, 100}, 250);
    CHECK(cells::centre(origin, *origin.cell_of({10, 10})) == Point{0, 0});
}

TEST_CASE("every point of the box has its cell, the one with the nearest centre", "[hex]")
{
    const Box box{-700, -900, 800, 650};
    const auto grid = HexGrid::covering(box, 150);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        const Point p{box.min_x + cells::unit(i, 1) * 1500, box.min_y + cells::unit(i, 2) * 1550};
        const auto cell = grid.cell_of(p);
        REQUIRE(cell);
        const auto distance = [&](std::size_t at) {
            const auto middle = cells::centre(grid, at);
            return std::hypot(p.x - middle.x, p.y - middle.y);
        };
        double nearest = 1e9;
        for (std::size_t other = 0; other < grid.size(); ++other) {
            nearest = std::min(nearest, distance(other));
        }
        REQUIRE(distance(*cell) == Approx(nearest).epsilon(1e-12));
    }
    CHECK_FALSE(grid.cell_of({5000, 0}));
    CHECK_FALSE(grid.cell_of({0, -5000}));
    CHECK_FALSE(grid.cell_of({std::nan(""), 0}));
}

TEST_CASE("hexagons that would fill the memory are refused", "[hex]")
{
    CHECK_THROWS_AS(HexGrid::covering({0, 0, 700000, 1300000}, 1), ConfigError);
    CHECK_THROWS_AS(HexGrid::covering({0, 0, 1000, 1000}, 0), ConfigError);
    CHECK_THROWS_AS(HexGrid::covering({}, 100), ConfigError);
}
