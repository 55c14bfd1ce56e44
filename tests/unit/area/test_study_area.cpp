// SPDX-License-Identifier: MIT
#include "area/slivers.hpp"
#include "harmspot/area.hpp"
#include "shapes.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("areas side by side make one study area without an inner border", "[study_area]")
{
    const auto study =
        study_area_of(layer_of({{"A", "a", box_shape(0, 0, 1000, 2000)}, {"B", "b", box_shape(1000, 0, 3000, 2000)}}));
    REQUIRE(study.shape.size() == 1);
    CHECK(study.shape.front().holes.empty());
    CHECK(study.area_km2 == 6);
    CHECK(side_of(study.shape, {1000, 500}) == Side::inside);
}

TEST_CASE("a real hole stays, a sliver between borders goes", "[study_area]")
{
    // B's west border bows 1 cm away from A's over 100 m: half a square metre belongs to nobody.
    const MultiPolygon b{
        {{{1000, 0}, {3000, 0}, {3000, 2000}, {1000, 2000}, {1000, 600}, {1000.01, 550}, {1000, 500}, {1000, 0}}, {}}};
    auto a = frame_shape(0, 0, 1000, 2000, 400);
    const auto study = study_area_of(layer_of({{"A", "a", a}, {"B", "b", b}}));
    REQUIRE(study.shape.size() == 1);
    REQUIRE(study.shape.front().holes.size() == 1);
    CHECK(std::abs(signed_area(study.shape.front().holes.front())) == 200.0 * 1200.0);
    CHECK(study.area_km2 == Approx(6 - 0.24));
}

TEST_CASE("islands remain islands", "[study_area]")
{
    auto shape = box_shape(0, 0, 1000, 1000);
    shape.push_back({box_ring(2000, 0, 2100, 100), {}});
    const auto study = study_area_of(layer_of({{"A", "a", shape}}));
    CHECK(study.shape.size() == 2);
    CHECK(study.area_km2 == Approx(1.01));
}

TEST_CASE("slivers are holes under a square metre, or long ones under 10 cm wide", "[study_area]")
{
    auto shape = box_shape(0, 0, 100, 100);
    shape.front().holes = {box_ring(10, 10, 10.5, 10.5), box_ring(20, 20, 21, 21), box_ring(30, 30, 30.9, 31),
                           box_ring(10, 50, 90, 50.05)};
    orient(shape);
    CHECK(fill_slivers(shape) == 3);
    REQUIRE(shape.front().holes.size() == 1);
    CHECK(std::abs(signed_area(shape.front().holes.front())) == 1);
}
