// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/grid.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace harmspot;

TEST_CASE("cell edges lie on whole multiples of the cell", "[grid]")
{
    const auto grid = Grid::covering({101, 49.9, 199, 125.1}, 25);
    CHECK(grid.min_x == 100);
    CHECK(grid.max_y == 150);
    CHECK(grid.cols == 4);
    CHECK(grid.rows == 5);
    CHECK(grid.extent() == Box{100, 25, 200, 150});
    CHECK(grid.centre_x(0) == 112.5);
    CHECK(grid.centre_y(0) == 137.5);
}

TEST_CASE("a box whose edges are whole cells is covered exactly", "[grid]")
{
    const auto grid = Grid::covering({-50, -50, 50, 50}, 25);
    CHECK(grid.extent() == Box{-50, -50, 50, 50});
    CHECK(grid.size() == 16);
}

TEST_CASE("a single point has one cell", "[grid]")
{
    CHECK(Grid::covering({100, 100, 100, 100}, 25).size() == 1);
    CHECK(Grid::covering({110, 110, 110, 110}, 25).size() == 1);
}

TEST_CASE("an impossible grid is refused before memory is asked for", "[grid]")
{
    const double inf = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(Grid::covering({}, 25), ConfigError);
    CHECK_THROWS_AS(Grid::covering({0, 0, inf, 10}, 25), ConfigError);
    CHECK_THROWS_AS(Grid::covering({0, 0, nan, 10}, 25), ConfigError);
    for (const double cell_m : {0.0, -1.0, nan, inf}) {
        CHECK_THROWS_AS(Grid::covering({0, 0, 100, 100}, cell_m), ConfigError);
    }
    // Null Island: from 0, 0 to Northumberland in 1 m cells.
    CHECK_THROWS_WITH(Grid::covering({0, 0, 450'000, 650'000}, 1), Catch::Contains("cell_m = 25"));
}

TEST_CASE("a raster of a value has it in every cell", "[grid]")
{
    Raster<double> raster(Grid::covering({0, 0, 1000, 1000}, 10), 7.0);
    CHECK(raster.values.size() == 10'000);
    CHECK(raster(0, 0) == 7);
    CHECK(raster(99, 99) == 7);
    raster(2, 3) = 1;
    CHECK(raster.values[203] == 1);
}
