// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

Grid grid_of(double cell_m, std::size_t cols, std::size_t rows)
{
    Grid grid;
    grid.min_x = 0;
    grid.max_y = 100;
    grid.cell_m = cell_m;
    grid.cols = cols;
    grid.rows = rows;
    return grid;
}

using Hot = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("a cell's share is that of re-runs in which it was hot", "[stability]")
{
    const auto grid = grid_of(25, 4, 4);
    HotShare share(grid);
    share.add(grid, Hot{0, 1});
    share.add(grid, Hot{1});
    share.add(grid, Hot{1, 15});
    share.add(grid, Hot{});
    const auto raster = share.take();
    CHECK(raster.values[0] == 0.25);
    CHECK(raster.values[1] == 0.75);
    CHECK(raster.values[2] == 0);
    CHECK(raster.values[15] == 0.25);
}

TEST_CASE("factors count alike however many re-runs they had", "[stability]")
{
    const auto grid = grid_of(25, 4, 4);
    HotShare share(grid);
    for (int run = 0; run < 100; ++run) {
        share.add(grid, Hot{3}); // always hot when incidents are drawn anew
    }
    share.end_factor();
    share.end_factor();     // a factor without re-runs is no factor
    share.add(grid, Hot{}); // never with the other bandwidth
    share.end_factor();
    CHECK(share.take().values[3] == 0.5);
}

TEST_CASE("cells of another size are hot where their centres lie in hot ones", "[stability]")
{
    // 50 m cells over 4 x 4 of 25 m: one holds the centres of four.
    const auto grid = grid_of(25, 4, 4);
    HotShare coarse(grid);
    coarse.add(grid_of(50, 2, 2), Hot{3});
    CHECK(coarse.take().values == Cells<double>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1});
    // 10 m cells: the centre of the north-western 25 m cell, 12.5 m in, lies in column 1 and row 1 of ten.
    HotShare fine(grid);
    fine.add(grid_of(10, 10, 10), Hot{0, 1, 2, 10, 12, 20});
    fine.add(grid_of(10, 10, 10), Hot{11});
    const auto raster = fine.take();
    CHECK(raster.values[0] == 0.5);
    CHECK(raster.values[1] == 0);
}
