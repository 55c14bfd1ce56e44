// SPDX-License-Identifier: MIT
#include "geo/orientation.hpp"
#include "shapes.hpp"

#include <catch2/catch.hpp>

using harmspot::orientation;
using harmspot::Point;

TEST_CASE("left, right and on the line", "[orientation]")
{
    CHECK(orientation({0, 0}, {10, 0}, {5, 1}) == 1);
    CHECK(orientation({0, 0}, {10, 0}, {5, -1}) == -1);
    CHECK(orientation({0, 0}, {10, 0}, {5, 0}) == 0);
    CHECK(orientation({0, 0}, {3, 1}, {6, 2}) == 0);
}

TEST_CASE("one step of the last bit off a diagonal is seen", "[orientation]")
{
    // Plain arithmetic says 0 for many of these: the classic failure of Kettner et al. 2008.
    const Point a{12, 12};
    const Point b{24, 24};
    double x = 0.5;
    for (int i = 0; i < 64; ++i) {
        const double y = 0.5;
        CHECK(orientation(a, b, {x, y}) == (x > y ? -1 : 0));
        x = std::nextafter(x, 1.0);
    }
}

TEST_CASE("an edge drawn either way round gives one answer", "[orientation]")
{
    Random random(7);
    int on_line = 0;
    for (int i = 0; i < 20000; ++i) {
        const Point a{random.between(400000, 430000), random.between(550000, 600000)};
        const Point b{random.between(400000, 430000), random.between(550000, 600000)};
        const double share = random.between(0, 1);
        const Point near{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        CHECK(orientation(a, b, near) == -orientation(b, a, near));
        CHECK(orientation(a, b, near) == orientation(b, near, a));
        on_line += orientation(a, b, near) == 0 ? 1 : 0;
    }
    CHECK(on_line < 20000); // else the loop would have tested nothing
}
