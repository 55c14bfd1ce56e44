// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"
#include "hotspot/contour.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <numbers>

using namespace harmspot;
using namespace scene;

namespace
{

Raster<double> table(std::size_t cols, const std::vector<double>& values)
{
    const auto rows = values.size() / cols;
    Raster<double> raster(Grid{0, static_cast<double>(rows), 1, cols, rows});
    std::copy(values.begin(), values.end(), raster.values.begin());
    return raster;
}

MultiPolygon contour_of(const Raster<double>& raster, double level, unsigned threads = 1)
{
    return contour(Lattice(raster, threads), level, threads);
}

/// Sum of `region_share` over all squares, the ring of zeros included, in square metres.
double area_by_squares(const Raster<double>& raster, double level)
{
    const Lattice lattice(raster, 1);
    double sum = 0;
    for (long row = -1; row < lattice.rows(); ++row) {
        for (long col = -1; col < lattice.cols(); ++col) {
            sum += region_share(lattice.at(row, col), lattice.at(row, col + 1), lattice.at(row + 1, col + 1),
                                lattice.at(row + 1, col), level);
        }
    }
    return sum * raster.grid.cell_area_m2();
}

bool oriented(const MultiPolygon& shape)
{
    for (const auto& polygon : shape) {
        if (signed_area(polygon.outer) <= 0) {
            return false;
        }
        for (const auto& hole : polygon.holes) {
            if (signed_area(hole) >= 0) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

TEST_CASE("one high cell becomes a diamond round its centre", "[contour]")
{
    // 2 falls to 0 over one cell, so 1 lies half a cell out; the area of that diamond is 0.5.
    const auto shape = contour_of(table(3, {0, 0, 0, 0, 2, 0, 0, 0, 0}), 1);
    REQUIRE(shape.size() == 1);
    CHECK(shape[0].outer == Ring{{1.5, 2}, {1, 1.5}, {1.5, 1}, {2, 1.5}, {1.5, 2}});
    CHECK(area(shape) == Approx(0.5));
}

TEST_CASE("a region that touches the raster's edge closes beyond it", "[contour]")
{
    const auto shape = contour_of(table(1, {2}), 1);
    REQUIRE(shape.size() == 1);
    CHECK(bounds(shape) == Box{0, 0, 1, 1});
}

TEST_CASE("the contour of a cone is a circle", "[contour]")
{
    // Height 100 falling by 1 a metre: at level 40 the radius is 60.
    const auto raster = raster_of(0, 0, 200, 2, [](double x, double y) { return cone(x, y, 101, 97, 100, 1); });
    const auto shape = contour_of(raster, 40);
    REQUIRE(shape.size() == 1);
    CHECK(area(shape) == Approx(std::numbers::pi * 60 * 60).epsilon(1e-3));
    for (const auto p : shape[0].outer) {
        CHECK(std::hypot(p.x - 101, p.y - 97) == Approx(60).margin(0.02));
    }
}

TEST_CASE("a hole belongs to the ring round it, an island in it is a polygon of its own", "[contour]")
{
    // A ring of 3s with an empty moat and a keep in the middle; another keep outside.
    const auto raster = table(9, {
                                     0, 0, 0, 0, 0, 0, 0, 0, 0, //
                                     0, 3, 3, 3, 3, 3, 0, 0, 0, //
                                     0, 3, 0, 0, 0, 3, 0, 3, 0, //
                                     0, 3, 0, 3, 0, 3, 0, 0, 0, //
                                     0, 3, 0, 0, 0, 3, 0, 0, 0, //
                                     0, 3, 3, 3, 3, 3, 0, 0, 0, //
                                     0, 0, 0, 0, 0, 0, 0, 0, 0, //
                                 });
    const auto shape = contour_of(raster, 1);
    REQUIRE(shape.size() == 3);
    CHECK(shape[0].holes.size() == 1);
    CHECK(shape[1].holes.empty());
    CHECK(shape[2].holes.empty());
    CHECK(geos::is_valid(shape));
    CHECK(oriented(shape));
    CHECK(side_of(shape, {2.5, 3.5}) == Side::outside); // the moat
    CHECK(side_of(shape, {3.5, 3.5}) == Side::inside);  // the keep
}

TEST_CASE("two holes side by side both hang on their polygon", "[contour]")
{
    const auto raster = table(7, {
                                     3, 3, 3, 3, 3, 3, 3, //
                                     3, 0, 3, 0, 3, 0, 3, //
                                     3, 3, 3, 3, 3, 3, 3, //
                                 });
    const auto shape = contour_of(raster, 2);
    REQUIRE(shape.size() == 1);
    CHECK(shape[0].holes.size() == 3);
    CHECK(geos::is_valid(shape));
}

TEST_CASE("a saddle joins when the mean of its corners reaches the level", "[contour]")
{
    // Corners 4 and 4 across, 0 and 0: the mean is 2.
    const auto raster = table(2, {4, 0, 0, 4});
    CHECK(contour_of(raster, 1.9).size() == 1);
    CHECK(contour_of(raster, 2).size() == 1);
    CHECK(contour_of(raster, 2.1).size() == 2);
    CHECK(contour_of(table(2, {0, 4, 4, 0}), 1.9).size() == 1);
    CHECK(contour_of(table(2, {0, 4, 4, 0}), 2.1).size() == 2);
}

TEST_CASE("corners exactly at the level are inside, and the ring passes them by a hair", "[contour]")
{
    const auto shape = contour_of(table(3, {0, 1, 0, 1, 1, 1, 0, 1, 0}), 1);
    REQUIRE(shape.size() == 1);
    CHECK(geos::is_valid(shape));
    for (const Point centre : {Point{1.5, 2.5}, Point{0.5, 1.5}, Point{1.5, 1.5}, Point{2.5, 1.5}, Point{1.5, 0.5}}) {
        CHECK(side_of(shape, centre) == Side::inside);
    }
}

TEST_CASE("a surface of nothing, or a level that is no level, has no contour", "[contour]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(contour_of(table(2, {0, 0, 0, 0}), 1).empty());
    CHECK(contour_of(table(2, {nan, -5, inf, 0}), 1).empty());
    CHECK(contour_of(table(2, {1, 1, 1, 1}), 0).empty());
    CHECK(contour_of(table(2, {1, 1, 1, 1}), -1).empty());
    CHECK(contour_of(table(2, {1, 1, 1, 1}), nan).empty());
    CHECK(contour_of(table(2, {1, 1, 1, 1}), 1.5).empty());
}

TEST_CASE("contours of random surfaces are valid, oriented and as large as their squares", "[contour]")
{
    // Small whole numbers make ties with the level and saddles the rule.
    for (unsigned seed = 0; seed < 400; ++seed) {
        Dice dice(seed);
        Raster<double> raster(Grid{4e5, 6e5, 25, 3 + dice.below(18), 3 + dice.below(18)});
        for (double& value : raster.values) {
            value = seed % 2 == 0 ? dice.whole_below(4) : 4 * dice.share();
        }
        const double level = seed % 2 == 0 ? 1 + dice.whole_below(3) : 0.3 + 3.5 * dice.share();
        const auto shape = contour_of(raster, level);
        INFO("seed " << seed);
        REQUIRE(geos::is_valid(shape));
        REQUIRE(oriented(shape));
        REQUIRE(area(shape) == Approx(area_by_squares(raster, level)).epsilon(1e-9).margin(1e-6));
    }
}

TEST_CASE("nodes at or above the level are inside the contour and no others", "[contour]")
{
    Dice dice(7);
    Raster<double> raster(Grid{0, 40, 1, 40, 40});
    for (double& value : raster.values) {
        value = dice.whole_below(5);
    }
    const auto shape = contour_of(raster, 3);
    for (std::size_t row = 0; row < 40; ++row) {
        for (std::size_t col = 0; col < 40; ++col) {
            const Point centre{raster.grid.centre_x(col), raster.grid.centre_y(row)};
            REQUIRE((side_of(shape, centre) == Side::inside) == (raster(row, col) >= 3));
        }
    }
}

TEST_CASE("threads change nothing in a contour", "[contour]")
{
    Dice dice(11);
    Raster<double> raster(Grid{0, 300, 1, 200, 300});
    for (double& value : raster.values) {
        value = dice.whole_below(1000);
    }
    CHECK(contour_of(raster, 700, 1) == contour_of(raster, 700, 16));
}
