// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"
#include "hotspot/contour.hpp"
#include "hotspot/level.hpp"
#include "hotspot/region.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace harmspot;
using namespace scene;

namespace
{

/// A surface of 30 random quartic bumps on 3 x 3 km, in 25 m cells.
Raster<double> bumps(unsigned seed, double weight = 1, double shift_x = 0, double shift_y = 0)
{
    Dice dice(seed);
    struct Bump {
        double x;
        double y;
        double top;
    };
    std::vector<Bump> all;
    for (int i = 0; i < 30; ++i) {
        all.push_back({420'000 + 3000 * dice.share() + shift_x, 560'000 + 3000 * dice.share() + shift_y,
                       weight * (0.5 + dice.share())});
    }
    return raster_of(420'000 + shift_x, 560'000 + shift_y, 3000, 25, [&](double x, double y) {
        double sum = 0;
        for (const auto& bump : all) {
            const double u = 1 - (std::pow(x - bump.x, 2) + std::pow(y - bump.y, 2)) / (300.0 * 300.0);
            sum += u > 0 ? bump.top * u * u : 0;
        }
        return sum;
    });
}

/// A study area whose border runs askew through the bumps.
MultiPolygon kite()
{
    return {{{{420'110, 561'450}, {421'620, 560'130}, {422'890, 561'700}, {421'300, 562'930}, {420'110, 561'450}}, {}}};
}

double region_inside(const Raster<double>& raster, const MultiPolygon& shape, double level)
{
    return area(geos::intersection(contour(Lattice(raster, 1), level, 1), shape));
}

} // namespace

TEST_CASE("the level of an area on a cone is where its circle has that area", "[level]")
{
    const auto raster = raster_of(0, 0, 400, 2, [](double x, double y) { return cone(x, y, 200, 200, 150, 1); });
    const auto level = level_of_area(Lattice(raster, 1), square(0, 0, 400, 400), std::numbers::pi * 50 * 50, 1);
    REQUIRE(level);
    CHECK(*level == Approx(100).epsilon(1e-3));
}

TEST_CASE("the region at the level is the budget, inside a border that cuts it", "[level]")
{
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto raster = bumps(seed);
        const auto shape = kite();
        const double share = 0.01 + 0.01 * (seed % 20);
        const double budget = share * area(shape);
        const Lattice lattice(raster, 1);
        const auto region = region_of_area(budget, lattice, ShapeIndex(shape), 1);
        REQUIRE(region);
        INFO("seed " << seed);
        CHECK(region->area_m2 <= budget);
        CHECK(region->area_m2 >= budget * (1 - kBudgetTolerance));
        CHECK(region_inside(raster, shape, region->level) == Approx(region->area_m2).epsilon(1e-9));
    }
}

TEST_CASE("the budget counts only what lies inside the shape", "[level]")
{
    // Two equal cones; the shape holds one of them and half of the map.
    const auto raster = raster_of(
        0, 0, 400, 2, [](double x, double y) { return cone(x, y, 100, 200, 90, 1) + cone(x, y, 300, 200, 90, 1); });
    const double budget = std::numbers::pi * 40 * 40;
    const auto half = level_of_area(Lattice(raster, 1), square(0, 0, 200, 400), budget, 1);
    const auto all = level_of_area(Lattice(raster, 1), square(0, 0, 400, 400), budget, 1);
    REQUIRE(half);
    REQUIRE(all);
    CHECK(*half == Approx(50).epsilon(2e-3));
    CHECK(*all == Approx(90 - 40 / std::sqrt(2)).epsilon(2e-3));
}

TEST_CASE("a plateau that would break the budget is left out whole", "[level]")
{
    // 20 x 20 cells of 5 round a middle of 4 x 4 cells of 9; the budget lies between the two.
    const auto raster = raster_of(
        0, 0, 20, 1, [](double x, double y) { return std::abs(x - 10) < 2 && std::abs(y - 10) < 2 ? 9.0 : 5.0; });
    const MultiPolygon shape = square(0, 0, 20, 20);
    const auto level = level_of_area(Lattice(raster, 1), shape, 100, 1);
    REQUIRE(level);
    CHECK(*level > 5);
    CHECK(*level < 5.0001);
    const auto region = region_of_area(100, Lattice(raster, 1), ShapeIndex(shape), 1);
    REQUIRE(region);
    CHECK(region->level == Approx(*level));
    CHECK(region->area_m2 > 15);
    CHECK(region->area_m2 < 37); // the middle and the slope down to the plateau's cells
}

TEST_CASE("a budget with room for everything takes all that is above 0", "[level]")
{
    const auto raster = raster_of(0, 0, 100, 1, [](double x, double y) { return cone(x, y, 50, 50, 20, 1); });
    const auto level = level_of_area(Lattice(raster, 1), square(0, 0, 100, 100), 9000, 1);
    REQUIRE(level);
    CHECK(*level > 0);
    const double least = *std::min_element(raster.values.begin(), raster.values.end(),
                                           [](double a, double b) { return (a > 0 ? a : 1e9) < (b > 0 ? b : 1e9); });
    CHECK(*level == least);
}

TEST_CASE("no surface or no budget has no level", "[level]")
{
    const auto flat = raster_of(0, 0, 100, 10, [](double, double) { return 0.0; });
    const auto raster = raster_of(0, 0, 100, 10, [](double x, double) { return x < 50 ? 1.0 : 0.0; });
    const auto shape = square(0, 0, 100, 100);
    CHECK_FALSE(level_of_area(Lattice(flat, 1), shape, 50, 1));
    CHECK_FALSE(level_of_area(Lattice(raster, 1), shape, 0, 1));
    CHECK_FALSE(level_of_area(Lattice(raster, 1), shape, -1, 1));
    CHECK_FALSE(level_of_area(Lattice(raster, 1), square(70, 0, 100, 100), 50, 1));
    CHECK_FALSE(level_of_area(Lattice(raster, 1), square(500, 500, 600, 600), 50, 1));
    CHECK_FALSE(level_of_area(Lattice(raster, 1), {}, 50, 1));
    CHECK_FALSE(level_of_mass(Lattice(flat, 1), shape, 0.25, 1));
    CHECK_FALSE(level_of_mass(Lattice(raster, 1), square(70, 0, 100, 100), 0.25, 1));
}

TEST_CASE("doubling the weights doubles the level", "[level]")
{
    const auto shape = kite();
    const auto once = level_of_area(Lattice(bumps(5), 1), shape, 60'000, 1);
    const auto twice = level_of_area(Lattice(bumps(5, 2), 1), shape, 60'000, 1);
    REQUIRE(once);
    REQUIRE(twice);
    CHECK(*twice == 2 * *once); // a power of two, so to the last bit
    const auto thrice = level_of_area(Lattice(bumps(5, 3), 1), shape, 60'000, 1);
    CHECK(*thrice == Approx(3 * *once).epsilon(1e-6));
}

TEST_CASE("moving the map by whole cells leaves the level", "[level]")
{
    auto shape = kite();
    const auto here = level_of_area(Lattice(bumps(6), 1), shape, 60'000, 1);
    for (Point& p : shape[0].outer) {
        p = {p.x + 2500, p.y - 7500};
    }
    const auto there = level_of_area(Lattice(bumps(6, 1, 2500, -7500), 1), shape, 60'000, 1);
    REQUIRE(here);
    REQUIRE(there);
    CHECK(*there == Approx(*here).epsilon(1e-6));
}

TEST_CASE("the level of a mass is the value down to which cells hold it", "[level]")
{
    // 1 + 2 + 3 + 4 = 10: the 4 holds 40 %, 4 and 3 hold 70 %.
    Raster<double> raster(Grid{0, 1, 1, 4, 1});
    std::copy_n(std::vector<double>{1, 2, 3, 4}.begin(), 4, raster.values.begin());
    const auto shape = square(0, 0, 4, 1);
    CHECK(level_of_mass(Lattice(raster, 1), shape, 0.25, 1) == 4.0);
    CHECK(level_of_mass(Lattice(raster, 1), shape, 0.4, 1) == 4.0);
    CHECK(level_of_mass(Lattice(raster, 1), shape, 0.41, 1) == 3.0);
    CHECK(level_of_mass(Lattice(raster, 1), shape, 0.7, 1) == 3.0);
    CHECK(level_of_mass(Lattice(raster, 1), shape, 1, 1) == 1.0);
    // Half of the 4 is outside: 1 + 2 + 3 + 2 = 8, and the 4 holds a quarter of it.
    CHECK(level_of_mass(Lattice(raster, 1), square(0, 0, 3.5, 1), 0.25, 1) == 4.0);
    CHECK(level_of_mass(Lattice(raster, 1), square(0, 0, 3.5, 1), 0.3, 1) == 3.0);
}

TEST_CASE("threads change nothing in a level", "[level]")
{
    const auto raster = raster_of(0, 0, 4000, 10, [](double x, double y) {
        return 2 + std::sin(x / 97) * std::cos(y / 61) + std::sin((x + y) / 333);
    });
    const auto shape = square(133, 77, 3777, 3888);
    CHECK(level_of_area(Lattice(raster, 1), shape, 150'000, 1) ==
          level_of_area(Lattice(raster, 16), shape, 150'000, 16));
    CHECK(level_of_mass(Lattice(raster, 1), shape, 0.25, 1) == level_of_mass(Lattice(raster, 16), shape, 0.25, 16));
}
