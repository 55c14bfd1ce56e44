// SPDX-License-Identifier: MIT
#include "area/rasterize.hpp"
#include "harmspot/area.hpp"
#include "shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace harmspot;

namespace
{

/// Cells as text, a line per row from the north, '#' for 1.
std::string picture(const Raster<std::uint8_t>& raster)
{
    std::string text;
    for (std::size_t row = 0; row < raster.grid.rows; ++row) {
        for (std::size_t col = 0; col < raster.grid.cols; ++col) {
            text += raster(row, col) != 0 ? '#' : '.';
        }
        text += '\n';
    }
    return text;
}

Raster<std::uint8_t> burnt(const Grid& grid, const MultiPolygon& shape)
{
    Raster<std::uint8_t> raster(grid, 0);
    burn(raster, shape, 1);
    return raster;
}

bool agrees_with_side_of(const Grid& grid, const MultiPolygon& shape)
{
    const auto raster = burnt(grid, shape);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            const bool inside = side_of(shape, {grid.centre_x(col), grid.centre_y(row)}) != Side::outside;
            if (inside != (raster(row, col) != 0)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

TEST_CASE("a cell counts when its centre does, boundary included", "[burn]")
{
    // 5 x 4 cells of 10 m. The box reaches from centre to centre: x 5..25, y 15..35.
    const Grid grid{0, 40, 10, 5, 4};
    CHECK(picture(burnt(grid, box_shape(5, 15, 25, 35))) == "###..\n"
                                                            "###..\n"
                                                            "###..\n"
                                                            ".....\n");
    CHECK(picture(burnt(grid, box_shape(5.01, 15.01, 24.99, 34.99))) == ".....\n"
                                                                        ".#...\n"
                                                                        ".....\n"
                                                                        ".....\n");
    CHECK(picture(burnt(grid, box_shape(-99, -99, 99, 99))) == "#####\n#####\n#####\n#####\n");
    CHECK(picture(burnt(grid, box_shape(50, 0, 60, 40))) == ".....\n.....\n.....\n.....\n");
}

TEST_CASE("holes stay empty and islands in them are filled", "[burn]")
{
    const Grid grid{0, 7, 1, 7, 7};
    auto shape = frame_shape(0, 0, 7, 7, 2);
    shape.push_back({box_ring(3, 3, 4, 4), {}});
    CHECK(picture(burnt(grid, shape)) == "#######\n"
                                         "#######\n"
                                         "##...##\n"
                                         "##.#.##\n"
                                         "##...##\n"
                                         "#######\n"
                                         "#######\n");
}

TEST_CASE("corners and flat edges on centres neither leak nor vanish", "[burn]")
{
    const Grid grid{0, 6, 1, 6, 6};
    const MultiPolygon diamond{{{{2.5, 0.5}, {4.5, 2.5}, {2.5, 4.5}, {0.5, 2.5}, {2.5, 0.5}}, {}}};
    CHECK(picture(burnt(grid, diamond)) == "......\n"
                                           "..#...\n"
                                           ".###..\n"
                                           "#####.\n"
                                           ".###..\n"
                                           "..#...\n");
    const MultiPolygon steps{
        {{{0.5, 0.5}, {5.5, 0.5}, {5.5, 2.5}, {3.5, 2.5}, {3.5, 4.5}, {0.5, 4.5}, {0.5, 0.5}}, {}}};
    CHECK(picture(burnt(grid, steps)) == "......\n"
                                         "####..\n"
                                         "####..\n"
                                         "######\n"
                                         "######\n"
                                         "######\n");
    CHECK(agrees_with_side_of(grid, diamond));
    CHECK(agrees_with_side_of(grid, steps));
}

TEST_CASE("filling agrees with side_of cell by cell", "[burn]")
{
    Random random(11);
    for (int i = 0; i < 60; ++i) {
        // Corners on half cells, so that many centres lie exactly on edges.
        const Grid grid{-20, 20, 1, 40, 40};
        Ring ring = star_ring(random, {0, 0}, 4, 25, 5 + i % 20);
        if (i % 2 == 0) {
            for (auto& p : ring) {
                p = {std::floor(p.x) + 0.5, std::floor(p.y) + 0.5};
            }
        }
        CHECK(agrees_with_side_of(grid, {{ring, {}}}));
    }
}

TEST_CASE("runs come in order and do not overlap", "[burn]")
{
    const Grid grid{0, 10, 1, 10, 10};
    auto shape = frame_shape(0, 0, 10, 10, 3);
    std::size_t cells = 0;
    std::pair<std::size_t, std::size_t> end{0, 0};
    for_each_span(grid, shape, [&](std::size_t row, std::size_t first, std::size_t last) {
        CHECK(std::pair(row, first) >= end);
        CHECK(first < last);
        CHECK(last <= grid.cols);
        end = {row, last};
        cells += last - first;
    });
    CHECK(cells == 100 - 16);
}

TEST_CASE("only cells in the shape that are set count towards its area", "[burn]")
{
    const Grid grid{0, 1000, 100, 10, 10};
    Raster<std::uint8_t> raster(grid, 0);
    burn(raster, box_shape(0, 0, 1000, 500), 7);
    CHECK(raster(9, 0) == 7);
    CHECK(area_km2(raster) == 0.5);
    CHECK(area_within_km2(raster, box_shape(0, 0, 500, 1000)) == 0.25);
    CHECK(area_within_km2(raster, box_shape(0, 500, 1000, 1000)) == 0);
    CHECK(area_within_km2(raster, box_shape(-5000, -5000, 5000, 5000)) == 0.5);
}
