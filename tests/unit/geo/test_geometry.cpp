// SPDX-License-Identifier: MIT
#include "harmspot/geometry.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

Ring box_ring(double west, double south, double east, double north)
{
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

/// A box of 10 with a hole of 2 in its middle, and a box of 5 apart.
MultiPolygon holed()
{
    Ring hole = box_ring(4, 4, 6, 6);
    std::reverse(hole.begin(), hole.end());
    return {{box_ring(0, 0, 10, 10), {hole}}, {box_ring(20, 0, 25, 5), {}}};
}

} // namespace

TEST_CASE("a ring's area is positive counter-clockwise", "[geometry]")
{
    Ring ring = box_ring(0, 0, 3, 2);
    CHECK(signed_area(ring) == 6);
    std::reverse(ring.begin(), ring.end());
    CHECK(signed_area(ring) == -6);
    CHECK(signed_area({{0, 0}, {1, 1}, {0, 0}}) == 0);
    CHECK(signed_area({}) == 0);
}

TEST_CASE("far from the origin an area keeps its digits", "[geometry]")
{
    const double x = 4'245'000'000;
    const double y = 5'643'000'000;
    CHECK(signed_area(box_ring(x, y, x + 0.5, y + 0.25)) == 0.125);
}

TEST_CASE("holes come off the area and do not stretch the bounds", "[geometry]")
{
    CHECK(area(holed()) == 96 + 25);
    CHECK(bounds(holed()) == Box{0, 0, 25, 10});
    CHECK(bounds(MultiPolygon{}).empty());
}

TEST_CASE("points are inside, outside or on a border", "[geometry]")
{
    const auto shape = holed();
    CHECK(side_of(shape, {1, 1}) == Side::inside);
    CHECK(side_of(shape, {5, 5}) == Side::outside);  // in the hole
    CHECK(side_of(shape, {15, 5}) == Side::outside); // between the boxes
    CHECK(side_of(shape, {22, 2}) == Side::inside);
    for (const Point p : {Point{0, 5}, Point{10, 10}, Point{5, 10}, Point{4, 5}, Point{6, 6}, Point{20, 0}}) {
        CHECK(side_of(shape, p) == Side::boundary);
    }
    CHECK(side_of({}, {0, 0}) == Side::outside);
}

TEST_CASE("a point level with a corner is counted once", "[geometry]")
{
    const MultiPolygon diamond{{{{5, 0}, {10, 5}, {5, 10}, {0, 5}, {5, 0}}, {}}};
    CHECK(side_of(diamond, {2, 5}) == Side::inside);
    CHECK(side_of(diamond, {-1, 5}) == Side::outside);
    CHECK(side_of(diamond, {11, 5}) == Side::outside);
    CHECK(side_of(diamond, {-1, 10}) == Side::outside);
    CHECK(side_of(diamond, {-1, 0}) == Side::outside);
    CHECK(side_of(diamond, {7.5, 7.5}) == Side::boundary);
}

TEST_CASE("orienting turns outer rings one way and holes the other", "[geometry]")
{
    auto shape = holed();
    std::reverse(shape[0].outer.begin(), shape[0].outer.end());
    std::reverse(shape[0].holes[0].begin(), shape[0].holes[0].end());
    orient(shape);
    CHECK(shape == holed());
}

TEST_CASE("a box that nothing was added to meets nothing", "[geometry]")
{
    Box box;
    CHECK(box.empty());
    CHECK_FALSE(box.contains({0, 0}));
    CHECK_FALSE(box.intersects({-1, -1, 1, 1}));
    box.add(Point{2, 3});
    CHECK(box == Box{2, 3, 2, 3});
    CHECK(box.grown(1) == Box{1, 2, 3, 4});
    CHECK(box.intersects({2, 3, 9, 9}));
}
