// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"
#include "geo/shape_index.hpp"
#include "hotspot/coverage.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numbers>

using namespace harmspot;
using namespace scene;

namespace
{

std::vector<double> coverage_of(const MultiPolygon& shape, double west, double north, double square_m, std::size_t rows,
                                std::size_t cols)
{
    const Coverage coverage(shape, west, north, square_m, rows, cols);
    std::vector<double> all(rows * cols);
    for (std::size_t row = 0; row < rows; ++row) {
        coverage.row(row, std::span(all).subspan(row * cols, cols));
    }
    return all;
}

/// A jagged star of up to 40 points round (50, 50) with a hole in its middle, and a box apart from it.
MultiPolygon star(unsigned seed)
{
    Dice dice(seed);
    Ring outer;
    const unsigned points = 5 + dice.below(36);
    for (unsigned i = 0; i < points; ++i) {
        const double turn = 2 * std::numbers::pi * i / points;
        const double radius = 15 + 40 * dice.share();
        outer.push_back({50 + radius * std::cos(turn), 50 + radius * std::sin(turn)});
    }
    outer.push_back(outer.front());
    Ring hole = square_ring(47, 47, 53, 53);
    std::reverse(hole.begin(), hole.end());
    return {{outer, {hole}}, {square_ring(108, 3, 117.5, 9), {}}};
}

} // namespace

TEST_CASE("coverage of a box that cuts squares is the cut", "[coverage]")
{
    // Squares of 10 m; the box covers half of the first, all of the second, a quarter of the third.
    CHECK(coverage_of(square(5, 0, 22.5, 10), 0, 10, 10, 1, 4) == std::vector<double>{0.5, 1, 0.25, 0});
    // Beyond every side of the window.
    CHECK(coverage_of(square(-50, -50, 50, 50), 0, 20, 10, 2, 2) == std::vector<double>{1, 1, 1, 1});
    CHECK(coverage_of(square(60, 60, 70, 70), 0, 20, 10, 2, 2) == std::vector<double>{0, 0, 0, 0});
}

TEST_CASE("coverage does not mind which way rings turn", "[coverage]")
{
    auto shape = star(3);
    const auto expected = coverage_of(shape, 0, 120, 7, 18, 18);
    for (auto& polygon : shape) {
        std::reverse(polygon.outer.begin(), polygon.outer.end());
        for (auto& hole : polygon.holes) {
            std::reverse(hole.begin(), hole.end());
        }
    }
    const auto turned = coverage_of(shape, 0, 120, 7, 18, 18);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(turned[i] == Approx(expected[i]).margin(1e-12));
    }
}

TEST_CASE("coverage of each square is the area of its intersection", "[coverage]")
{
    for (unsigned seed = 0; seed < 60; ++seed) {
        const auto shape = star(seed);
        const auto shares = coverage_of(shape, 13, 101, 7, 10, 14); // the window cuts the shape
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const double west = 13 + 7 * static_cast<double>(i % 14);
            const double north = 101 - 7 * static_cast<double>(i / 14);
            const double exact = area(geos::intersection(shape, square(west, north - 7, west + 7, north))) / 49;
            INFO("seed " << seed << " square " << i);
            REQUIRE(shares[i] == Approx(exact).margin(2e-9));
        }
    }
}

TEST_CASE("the index of a shape answers as the shape does", "[shape_index]")
{
    for (unsigned seed = 0; seed < 60; ++seed) {
        const auto shape = star(seed);
        const ShapeIndex index(shape);
        Dice dice(seed);
        for (int i = 0; i < 200; ++i) {
            // Whole metres, so that some points fall on the box's border and on the hole's.
            const Point p{dice.whole_below(125), dice.whole_below(110)};
            INFO("seed " << seed << " at " << p.x << " " << p.y);
            REQUIRE(index.side_of(p) == side_of(shape, p));
        }
        for (const auto& polygon : shape) {
            for (const Point p : polygon.outer) {
                REQUIRE(index.side_of(p) == Side::boundary);
            }
        }
    }
}

TEST_CASE("a box that no edge comes near is inside or outside as a whole", "[shape_index]")
{
    const auto shape = square(0, 0, 100, 100);
    const ShapeIndex index(shape);
    CHECK_FALSE(index.border_near({10, 10, 90, 90}));
    CHECK_FALSE(index.border_near({110, 10, 190, 90}));
    CHECK(index.border_near({-10, 10, 10, 90}));
    CHECK(index.border_near({-10, -10, 110, 110}));
    CHECK(index.border_near({10, 10, 100, 90})); // touches
}

TEST_CASE("a shape without polygons has no inside", "[shape_index]")
{
    const MultiPolygon nothing;
    const ShapeIndex index(nothing);
    CHECK(index.side_of({0, 0}) == Side::outside);
    CHECK_FALSE(index.border_near({-1, -1, 1, 1}));
}
