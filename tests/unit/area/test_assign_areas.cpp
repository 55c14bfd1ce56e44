// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"
#include "shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

std::uint16_t area_at(const AreaLayer& layer, double x, double y)
{
    return assign_areas({{x}, {y}}, layer, 1).front();
}

/// The rule, written as plainly as can be.
std::vector<std::uint16_t> by_brute_force(const Places& places, const AreaLayer& layer)
{
    std::vector<std::uint16_t> assigned;
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::uint16_t found = kOutside;
        for (std::size_t a = layer.areas.size(); a-- > 0;) {
            if (side_of(layer.areas[a].shape, {places.x[i], places.y[i]}) != Side::outside) {
                found = static_cast<std::uint16_t>(a);
            }
        }
        assigned.push_back(found);
    }
    return assigned;
}

} // namespace

TEST_CASE("two areas side by side: the border goes to the first by name", "[assign_areas]")
{
    // Alpha is x 0..10, Beta 10..20, both y 0..10; they share the line x = 10.
    const auto layer =
        layer_of({{"Alpha", "alpha", box_shape(0, 0, 10, 10)}, {"Beta", "beta", box_shape(10, 0, 20, 10)}});
    CHECK(area_at(layer, 5, 5) == 0);
    CHECK(area_at(layer, 15, 5) == 1);
    CHECK(area_at(layer, 10, 5) == 0);
    CHECK(area_at(layer, 10, 0) == 0);
    CHECK(area_at(layer, 10, 10) == 0);
    CHECK(area_at(layer, 20, 5) == 1);
    CHECK(area_at(layer, 20, 10) == 1);
    CHECK(area_at(layer, 0, 0) == 0);
    CHECK(area_at(layer, std::nextafter(20.0, 21.0), 5) == kOutside);
    CHECK(area_at(layer, std::nextafter(10.0, 11.0), 5) == 1);
    CHECK(area_at(layer, 5, -0.001) == kOutside);
}

TEST_CASE("a hole is outside, its edge inside, an island in it inside again", "[assign_areas]")
{
    auto shape = frame_shape(0, 0, 30, 30, 10);
    shape.push_back({box_ring(14, 14, 16, 16), {}});
    const auto layer = layer_of({{"Ring", "ring", shape}});
    CHECK(area_at(layer, 5, 5) == 0);
    CHECK(area_at(layer, 12, 12) == kOutside);
    CHECK(area_at(layer, 10, 15) == 0);
    CHECK(area_at(layer, 15, 15) == 0);
    CHECK(area_at(layer, 14, 15) == 0);
}

TEST_CASE("an enclave belongs to whoever fills the hole, save its border", "[assign_areas]")
{
    const auto layer = layer_of(
        {{"Around", "around", frame_shape(0, 0, 30, 30, 10)}, {"Within", "within", box_shape(10, 10, 20, 20)}});
    CHECK(area_at(layer, 15, 15) == 1);
    CHECK(area_at(layer, 10, 15) == 0);
}

TEST_CASE("layers without areas and places without areas are outside", "[assign_areas]")
{
    CHECK(area_at(layer_of({}), 1, 1) == kOutside);
    CHECK(area_at(layer_of({{"Nothing", "nothing", {}}}), 1, 1) == kOutside);
    CHECK(assign_areas({}, layer_of({{"A", "a", box_shape(0, 0, 1, 1)}}), 1).empty());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(area_at(layer_of({{"A", "a", box_shape(0, 0, 1, 1)}}), nan, nan) == kOutside);
}

TEST_CASE("the index answers as side_of does, on any thread count", "[assign_areas]")
{
    Random random(20);
    std::vector<Area> areas;
    for (int i = 0; i < 40; ++i) {
        const Point centre{random.between(0, 1000), random.between(0, 1000)};
        MultiPolygon shape{{star_ring(random, centre, 60, 150, 30 + 10 * (i % 5)), {}}};
        shape.front().holes.push_back(star_ring(random, centre, 10, 50, 12));
        orient(shape);
        areas.push_back({"area", "area", shape});
    }
    const auto layer = layer_of(areas);
    Places places;
    for (int i = 0; i < 5000; ++i) {
        places.x.push_back(random.between(-100, 1100));
        places.y.push_back(random.between(-100, 1100));
    }
    for (const auto& area : areas) { // corners, and points beside edges
        for (std::size_t i = 0; i + 1 < area.shape[0].outer.size(); ++i) {
            const auto a = area.shape[0].outer[i];
            const auto b = area.shape[0].outer[i + 1];
            places.x.insert(places.x.end(), {a.x, (a.x + b.x) / 2, random.between(-100, 1100)});
            places.y.insert(places.y.end(), {a.y, (a.y + b.y) / 2, a.y});
        }
    }
    const auto expected = by_brute_force(places, layer);
    const auto inside = std::count_if(expected.begin(), expected.end(), [](auto a) { return a != kOutside; });
    CHECK(inside > 2000);
    CHECK(assign_areas(places, layer, 1) == expected);
    CHECK(assign_areas(places, layer, 3) == expected);
    CHECK(assign_areas(places, layer, 16) == expected);
}

TEST_CASE("a comb with thousands of teeth is indexed in bounded memory", "[assign_areas]")
{
    // Tooth i stands on x = 2 i .. 2 i + 1 and is 1000 high, on a back that is 1 thick.
    constexpr int kTeeth = 20000;
    Ring comb{{0, -1}, {2.0 * kTeeth, -1}, {2.0 * kTeeth, 0}};
    for (int i = kTeeth - 1; i >= 0; --i) {
        comb.insert(comb.end(), {{2.0 * i + 1, 0}, {2.0 * i + 1, 1000}, {2.0 * i, 1000}});
        if (i > 0) {
            comb.push_back({2.0 * i, 0});
        }
    }
    comb.push_back(comb.front());
    const auto layer = layer_of({{"Comb", "comb", {{comb, {}}}}});
    CHECK(area_at(layer, 10000.5, 500) == 0);
    CHECK(area_at(layer, 10001.5, 500) == kOutside);
    CHECK(area_at(layer, 10001.5, -0.5) == 0);
    CHECK(area_at(layer, 10001, 999) == 0);
}

TEST_CASE("every place of a tiling belongs to exactly one area, even beside slanted borders", "[assign_areas]")
{
    // Two triangles of one box, the shared slant drawn in opposite directions.
    const Point a{400000.123, 560000.456};
    const Point b{431234.567, 598765.432};
    const MultiPolygon east{{{{a.x, a.y}, {b.x, a.y}, {b.x, b.y}, {a.x, a.y}}, {}}};
    const MultiPolygon west{{{{b.x, b.y}, {a.x, b.y}, {a.x, a.y}, {b.x, b.y}}, {}}};
    Random random(3);
    int on_border = 0;
    for (int i = 0; i < 20000; ++i) {
        const double share = random.between(0, 1);
        const Point p{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        const auto in_east = side_of(east, p);
        const auto in_west = side_of(west, p);
        CHECK((in_east == Side::inside) == (in_west == Side::outside));
        CHECK((in_east == Side::boundary) == (in_west == Side::boundary));
        on_border += in_east == Side::boundary ? 1 : 0;
    }
    CHECK(on_border < 20000);
}
