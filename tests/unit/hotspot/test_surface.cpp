// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numbers>

using namespace harmspot;
using namespace scene;

namespace
{

/// Two round hills 3 km apart, twelve places on each, the western hill with twice the harm.
Scene two_hills()
{
    Scene scene;
    for (int i = 0; i < 12; ++i) {
        scene.add(1000 + 10 * i, 2000, 1, 2, "On or near West Road");
    }
    for (int i = 0; i < 12; ++i) {
        scene.add(4000 + 10 * i, 2000, 1, 1, "On or near East Road");
    }
    scene.study = square(0, 0, 5000, 4000);
    scene.searchable_km2 = 10;
    return scene;
}

Raster<double> hills(double weight = 1)
{
    return raster_of(0, 0, 5000, 25, [&](double x, double y) {
        return weight * (cone(x, y, 1055, 2000, 600, 1) + cone(x, y, 4055, 2000, 560, 1));
    });
}

bool same(const HotspotList& a, const HotspotList& b)
{
    if (a.level != b.level || a.region_km2 != b.region_km2 || a.hotspots.size() != b.hotspots.size()) {
        return false;
    }
    return std::equal(a.hotspots.begin(), a.hotspots.end(), b.hotspots.begin(), [](const auto& p, const auto& q) {
        return p.id == q.id && p.shape == q.shape && p.harm == q.harm && p.rank == q.rank && p.place == q.place;
    });
}

} // namespace

TEST_CASE("the default cut covers 1 % of the searchable area and ranks by harm", "[surface]")
{
    const auto scene = two_hills();
    const auto list = scene.run(hills(), scene.whole());
    REQUIRE(list.level);
    CHECK(list.region_km2 <= 0.1);
    CHECK(list.region_km2 > 0.0999);
    CHECK(list.incidents_in_scope == 24);
    CHECK(list.harm_in_scope == 36);
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.hotspots[0].place == "West Road");
    CHECK(list.hotspots[0].rank == 1);
    CHECK(list.hotspots[0].id == "burglary-kde-sv010020");
    CHECK(list.hotspots[0].harm_share == Approx(24.0 / 36));
    CHECK(list.hotspots[1].place == "East Road");
    CHECK(geos::is_valid(list.hotspots[0].shape));
}

TEST_CASE("doubling the weights doubles the level and leaves the shapes", "[surface]")
{
    const auto scene = two_hills();
    const auto once = scene.run(hills(), scene.whole());
    const auto twice = scene.run(hills(2), scene.whole());
    CHECK(*twice.level == 2 * *once.level);
    REQUIRE(twice.hotspots.size() == once.hotspots.size());
    for (std::size_t i = 0; i < once.hotspots.size(); ++i) {
        CHECK(twice.hotspots[i].shape == once.hotspots[i].shape);
    }
}

TEST_CASE("a level cuts where it says", "[surface]")
{
    auto scene = two_hills();
    scene.rules = keep_all();
    scene.rules.cut = {CutRule::Kind::level, 400};
    const auto list = scene.run(hills(), scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    // Chords of 25 m cells lie within their circle.
    CHECK(list.hotspots[0].area_km2 == Approx(std::numbers::pi * 0.2 * 0.2).epsilon(5e-3));
    CHECK(list.hotspots[1].area_km2 == Approx(std::numbers::pi * 0.16 * 0.16).epsilon(1e-2));
    scene.rules.cut.value = 601;
    CHECK(scene.run(hills(), scene.whole()).hotspots.empty());
}

TEST_CASE("a share of the mass cuts where that much of it lies", "[surface]")
{
    // On one cone of height H, the part within q of its edge radius holds 3 q^2 - 2 q^3 of the mass.
    auto scene = two_hills();
    scene.rules = keep_all();
    scene.rules.cut = {CutRule::Kind::mass_share, 0.5};
    const auto raster = raster_of(0, 0, 5000, 25, [](double x, double y) { return cone(x, y, 1055, 2000, 800, 1); });
    const auto list = scene.run(raster, scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(list.hotspots[0].area_km2 == Approx(std::numbers::pi * 0.4 * 0.4).epsilon(0.01)); // q = 1/2
}

TEST_CASE("dropped pieces are counted and not replaced", "[surface]")
{
    auto scene = two_hills();
    scene.rules.least_incidents = 13;
    const auto list = scene.run(hills(), scene.whole());
    CHECK(list.hotspots.empty());
    CHECK(list.dropped_few_incidents == 2);
    CHECK(list.region_km2 > 0.0999);
}

TEST_CASE("an area's list is cut to it and names where its hotspots go on", "[surface]")
{
    auto scene = two_hills();
    scene.rules = keep_all();
    scene.rules.cut = {CutRule::Kind::level, 300};
    scene.add_layer("command", {{"East", square(1055, 0, 5000, 4000)},
                                {"South-West", square(0, 0, 1055, 1950)},
                                {"West", square(0, 1950, 1055, 4000)}});
    const auto whole = scene.run(hills(), scene.whole());
    const auto west = scene.run(hills(), scene.area(0, 2));
    REQUIRE(west.hotspots.size() == 1);
    const auto& hotspot = west.hotspots[0];
    CHECK(bounds(hotspot.shape).max_x == Approx(1055));
    CHECK(hotspot.continues_into == std::vector<std::string>{"East", "South-West"});
    CHECK(hotspot.area_names == std::vector<std::string>{"West"});
    CHECK(hotspot.incidents == 6); // x = 1000 … 1050
    CHECK(west.incidents_in_scope == 6);
    CHECK(hotspot.harm_share == Approx(1));
    for (const auto& all : whole.hotspots) {
        CHECK(all.continues_into.empty());
    }
    // The eastern hill touches no border.
    const auto east = scene.run(hills(), scene.area(0, 0));
    REQUIRE(east.hotspots.size() == 2);
    CHECK(east.hotspots[0].continues_into.empty() != east.hotspots[1].continues_into.empty());
}

TEST_CASE("a study area with a hole has no hotspot in it", "[surface]")
{
    auto scene = two_hills();
    scene.rules = keep_all();
    scene.rules.cut = {CutRule::Kind::level, 300};
    Ring lake = square_ring(950, 1995, 1160, 2005);
    std::reverse(lake.begin(), lake.end());
    scene.study[0].holes.push_back(lake);
    const auto list = scene.run(hills(), scene.whole());
    REQUIRE(list.hotspots.size() == 1); // the western incidents all lie in the lake
    CHECK(list.hotspots[0].place == "East Road");
    CHECK(list.incidents_in_scope == 12);
}

TEST_CASE("a border that cuts a piece in two makes two pieces", "[surface]")
{
    Scene scene;
    scene.add(500, 300, 1, 1);
    scene.add(500, 700, 1, 1);
    // A U: the gap between its arms runs through the hill.
    scene.study = {
        {{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 510}, {900, 510}, {900, 490}, {0, 490}, {0, 0}}, {}}};
    scene.rules = keep_all();
    scene.rules.cut = {CutRule::Kind::level, 100};
    const auto raster = raster_of(0, 0, 1000, 10, [](double x, double y) { return cone(x, y, 500, 500, 400, 1); });
    const auto list = scene.run(raster, scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.hotspots[0].shape.size() == 1);
    CHECK(list.hotspots[1].shape.size() == 1);
}

TEST_CASE("a large piece is cut at its saddle and each part keeps its incidents", "[surface]")
{
    Scene scene;
    for (int i = 0; i < 20; ++i) {
        scene.add(600 + 10 * i, 1000, 1, 1);
    }
    for (int i = 0; i < 20; ++i) {
        scene.add(1200 + 10 * i, 1000, 1, 1);
    }
    scene.study = square(0, 0, 2000, 2000);
    scene.rules.cut = {CutRule::Kind::level, 600};
    const auto raster = raster_of(0, 0, 2000, 25, [](double x, double y) {
        return std::max(cone(x, y, 700, 1000, 1000, 1), cone(x, y, 1300, 1000, 1000, 1));
    });
    const auto list = scene.run(raster, scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.hotspots[0].incidents == 20);
    CHECK(list.hotspots[1].incidents == 20);
    CHECK(list.hotspots[0].area_km2 + list.hotspots[1].area_km2 == Approx(list.region_km2));
    scene.rules.split_above_km2 = 5;
    CHECK(scene.run(raster, scene.whole()).hotspots.size() == 1);
}

TEST_CASE("a part cut off at a saddle names only the neighbours it reaches", "[surface]")
{
    Scene scene;
    for (int i = 0; i < 20; ++i) {
        scene.add(600 + 10 * i, 1000, 1, 1);
    }
    for (int i = 0; i < 20; ++i) {
        scene.add(1200 + 10 * i, 1000, 1, 1);
    }
    scene.add_layer("command", {{"East", square(1450, 0, 2000, 2000)}, {"Main", square(0, 0, 1450, 2000)}});
    scene.rules.cut = {CutRule::Kind::level, 600};
    const auto raster = raster_of(0, 0, 2000, 25, [](double x, double y) {
        return std::max(cone(x, y, 700, 1000, 1000, 1), cone(x, y, 1300, 1000, 1000, 1));
    });
    const auto list = scene.run(raster, scene.area(0, 1));
    REQUIRE(list.hotspots.size() == 2);
    const bool first_is_west = bounds(list.hotspots[0].shape).min_x < 700;
    CHECK(list.hotspots[first_is_west ? 0 : 1].continues_into.empty());
    CHECK(list.hotspots[first_is_west ? 1 : 0].continues_into == std::vector<std::string>{"East"});
}

TEST_CASE("the quarter's outline follows the hotspots, unranked and never dropped for size", "[surface]")
{
    auto scene = two_hills();
    scene.rules.quarter_outline = true;
    scene.rules.least_incidents = 13; // no hotspot
    const auto list = scene.run(hills(), scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    double share = 0;
    for (const auto& outline : list.hotspots) {
        CHECK(outline.outline == "quarter");
        CHECK(outline.rank == 0);
        share += outline.area_km2;
    }
    CHECK(list.dropped_few_incidents == 2);
    CHECK(share > list.region_km2);
}

TEST_CASE("threads and the order of rows change nothing", "[surface]")
{
    auto scene = two_hills();
    scene.rules = keep_all();
    scene.rules.quarter_outline = true;
    for (std::size_t i = 0; i < scene.rows.harm.size(); ++i) {
        scene.rows.harm[i] = scene.rows.weight[i] = 0.1 + 0.01 * static_cast<double>(i * i % 7);
    }
    const auto one = scene.run(hills(), scene.whole(), 1);
    CHECK(same(one, scene.run(hills(), scene.whole(), 16)));
    const auto turn = [](auto& column) { std::reverse(column.begin(), column.end()); };
    turn(scene.rows.place);
    turn(scene.rows.harm);
    turn(scene.rows.weight);
    turn(scene.rows.location);
    CHECK(same(one, scene.run(hills(), scene.whole(), 1)));
}

TEST_CASE("moving the map by whole squares moves the hotspots", "[surface]")
{
    const auto scene = two_hills();
    auto moved = scene;
    const auto shift = [](double& x) { x += 400'000; };
    std::for_each(moved.places.x.begin(), moved.places.x.end(), shift);
    moved.study = square(400'000, 0, 405'000, 4000);
    const auto raster = raster_of(400'000, 0, 5000, 25, [](double x, double y) {
        return cone(x, y, 401'055, 2000, 600, 1) + cone(x, y, 404'055, 2000, 560, 1);
    });
    const auto here = scene.run(hills(), scene.whole());
    const auto there = moved.run(raster, moved.whole());
    REQUIRE(there.hotspots.size() == here.hotspots.size());
    CHECK(*there.level == Approx(*here.level).epsilon(1e-9));
    for (std::size_t i = 0; i < here.hotspots.size(); ++i) {
        REQUIRE(there.hotspots[i].shape[0].outer.size() == here.hotspots[i].shape[0].outer.size());
        for (std::size_t k = 0; k < here.hotspots[i].shape[0].outer.size(); ++k) {
            CHECK(there.hotspots[i].shape[0].outer[k].x - 400'000 ==
                  Approx(here.hotspots[i].shape[0].outer[k].x).margin(1e-4));
        }
    }
}

TEST_CASE("nothing in, nothing out", "[surface]")
{
    Scene scene;
    scene.study = square(0, 0, 1000, 1000);
    const auto flat = raster_of(0, 0, 1000, 25, [](double, double) { return 0.0; });
    const auto none = scene.run(flat, scene.whole());
    CHECK(none.hotspots.empty());
    CHECK_FALSE(none.level);
    CHECK(none.region_km2 == 0);
    scene.searchable_km2 = 0;
    const auto no_budget = scene.run(hills(), scene.whole());
    CHECK(no_budget.hotspots.empty());
    CHECK_FALSE(no_budget.level);
}

TEST_CASE("a surface that is one plateau larger than the budget has no hotspot", "[surface]")
{
    auto scene = two_hills();
    const auto list = scene.run(raster_of(0, 0, 5000, 25, [](double, double) { return 3.0; }), scene.whole());
    CHECK(list.hotspots.empty());
    CHECK(list.region_km2 == 0);
    REQUIRE(list.level);
    CHECK(*list.level > 3);
}

TEST_CASE("one incident, or many at one place, fail the rules unless they are lifted", "[surface]")
{
    for (const std::uint32_t count : {1U, 50U}) {
        Scene scene;
        scene.add(500, 500, count, 3);
        scene.study = square(0, 0, 1000, 1000);
        scene.searchable_km2 = 5;
        const auto raster = raster_of(0, 0, 1000, 25, [](double x, double y) { return cone(x, y, 500, 500, 300, 1); });
        const auto strict = scene.run(raster, scene.whole());
        CHECK(strict.hotspots.empty());
        CHECK(strict.dropped_few_incidents == (count == 1 ? 1 : 0));
        CHECK(strict.dropped_few_places == (count == 1 ? 0 : 1));
        scene.rules = keep_all();
        const auto kept = scene.run(raster, scene.whole());
        REQUIRE(kept.hotspots.size() == 1);
        CHECK(kept.hotspots[0].incidents == count);
        CHECK(kept.hotspots[0].harm_share == 1);
        CHECK(kept.hotspots[0].effective_incidents == Approx(count));
        CHECK(kept.hotspots[0].top_incident_share == Approx(1.0 / count));
    }
}
