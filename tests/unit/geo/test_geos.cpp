// SPDX-License-Identifier: MIT
#include "geo/geos.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <numbers>

using namespace harmspot;

namespace
{

MultiPolygon box(double west, double south, double east, double north)
{
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

bool good(const MultiPolygon& shape)
{
    auto turned = shape;
    orient(turned);
    return geos::is_valid(shape) && turned == shape;
}

} // namespace

TEST_CASE("a bow-tie is repaired to its two halves", "[geos]")
{
    const MultiPolygon tie{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}};
    CHECK_FALSE(geos::is_valid(tie));
    const auto fixed = geos::make_valid(tie);
    CHECK(good(fixed));
    CHECK(fixed.size() == 2);
    CHECK(area(fixed) == Approx(2));
}

TEST_CASE("a ring that has no area is repaired to nothing", "[geos]")
{
    CHECK(geos::make_valid({{{{0, 0}, {5, 0}, {0, 0}, {0, 0}}, {}}}).empty());
    CHECK(geos::make_valid({}).empty());
}

TEST_CASE("union closes a sliver when told to snap", "[geos]")
{
    const std::array<MultiPolygon, 2> parts{box(0, 0, 10, 10), box(10.0001, 0, 20, 10)};
    CHECK(geos::unite(parts, 0).size() == 2);
    const auto snapped = geos::unite(parts, 0.01);
    REQUIRE(snapped.size() == 1);
    CHECK(area(snapped) == Approx(200));
    CHECK(good(snapped));
    CHECK(geos::unite({}, 0).empty());
}

TEST_CASE("overlay leaves out lines and points", "[geos]")
{
    const auto a = box(0, 0, 10, 10);
    CHECK(area(geos::intersection(a, box(5, 5, 20, 20))) == 25);
    CHECK(geos::intersection(a, box(10, 0, 20, 10)).empty()); // they share a side
    CHECK(geos::intersects(a, box(10, 0, 20, 10)));
    CHECK_FALSE(geos::intersects(a, box(11, 0, 20, 10)));
    CHECK(area(geos::difference(a, box(5, 5, 20, 20))) == 75);
    const auto holed = geos::difference(a, box(4, 4, 6, 6));
    REQUIRE(holed.size() == 1);
    CHECK(holed[0].holes.size() == 1);
    CHECK(good(holed));
}

TEST_CASE("a buffer has round corners", "[geos]")
{
    CHECK(area(geos::buffer(box(0, 0, 100, 100), 10)) ==
          Approx(100 * 100 + 4 * 100 * 10 + std::numbers::pi * 100).epsilon(1e-3));
    CHECK(area(geos::buffer(box(0, 0, 100, 100), -10)) == Approx(80 * 80));
    CHECK(geos::buffer(box(0, 0, 10, 10), -6).empty());
}

TEST_CASE("a hull of one point is a disc, of a line a sausage", "[geos]")
{
    const std::array<Point, 1> one{{{50, 50}}};
    CHECK(area(geos::buffered_hull(one, 0.3, 25)) == Approx(std::numbers::pi * 625).epsilon(0.01));
    const std::array<Point, 3> line{{{0, 0}, {100, 0}, {50, 0}}};
    CHECK(area(geos::buffered_hull(line, 0.3, 25)) == Approx(100 * 50 + std::numbers::pi * 625).epsilon(0.01));
    const std::array<Point, 3> same{{{5, 5}, {5, 5}, {5, 5}}};
    CHECK(area(geos::buffered_hull(same, 0.3, 25)) == Approx(std::numbers::pi * 625).epsilon(0.01));
}

TEST_CASE("a hull of ratio 1 is convex, of less follows the points", "[geos]")
{
    std::vector<Point> corner; // an L of points 10 m apart
    for (int i = 0; i <= 20; ++i) {
        corner.push_back({10.0 * i, 0});
        corner.push_back({0, 10.0 * i});
        corner.push_back({10.0 * i, 10});
        corner.push_back({10, 10.0 * i});
    }
    const double convex = area(geos::buffered_hull(corner, 1, 1));
    const double tight = area(geos::buffered_hull(corner, 0.1, 1));
    CHECK(convex > 20'000);
    CHECK(tight < 8'000);
}

TEST_CASE("rounding keeps a shape valid", "[geos]")
{
    const MultiPolygon spike{{{{0, 0}, {10, 0}, {10, 10}, {5.004, 10}, {5, 0.001}, {4.996, 10}, {0, 10}, {0, 0}}, {}}};
    const auto rounded = geos::rounded(spike, 0.01);
    CHECK(good(rounded));
    CHECK(area(rounded) == Approx(100).epsilon(1e-2));
    CHECK(geos::rounded(box(0, 0, 0.001, 0.001), 0.01).empty());
}

TEST_CASE("simplifying drops what is within the tolerance", "[geos]")
{
    const MultiPolygon shape{{{{0, 0}, {5, 0.01}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {}}};
    CHECK(geos::simplified(shape, 0.1)[0].outer.size() == 5);
    CHECK(geos::simplified(shape, 0.001)[0].outer.size() == 6);
}

TEST_CASE("lines cut a shape into faces that tile it", "[geos]")
{
    const auto shape = box(0, 0, 10, 10);
    const std::array<geos::Line, 2> cross{{{{5, -1}, {5, 11}}, {{-1, 4}, {11, 4}}}};
    const auto four = geos::faces(shape, cross);
    CHECK(four.size() == 4);
    CHECK(area(four) == Approx(100));
    const std::array<geos::Line, 1> dead_end{{{{5, -1}, {5, 8}}}};
    CHECK(geos::faces(shape, dead_end).size() == 1);
    CHECK(geos::faces(shape, {}).size() == 1);
}

TEST_CASE("faces do not fill a shape's hole", "[geos]")
{
    const auto ring = geos::difference(box(0, 0, 10, 10), box(4, 4, 6, 6));
    const std::array<geos::Line, 1> across{{{{-1, 5}, {11, 5}}}};
    const auto faces = geos::faces(ring, across);
    CHECK(faces.size() == 2);
    CHECK(area(faces) == Approx(96));
    // A loop of lines inside makes a face with a hole and the face in it.
    const std::array<geos::Line, 4> loop{{{{1, 1}, {3, 1}}, {{3, 1}, {3, 3}}, {{3, 3}, {1, 3}}, {{1, 3}, {1, 1}}}};
    CHECK(geos::faces(ring, loop).size() == 2);
    CHECK(area(geos::faces(ring, loop)) == Approx(96));
}
