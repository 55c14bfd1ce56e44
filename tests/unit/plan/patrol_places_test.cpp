// SPDX-License-Identifier: MIT
#include "patrol_scene.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace harmspot;

TEST_CASE("a place sits in the middle of what it holds", "[patrol]")
{
    // A cross of 140 m by 140 m fits a square of 150 m; the far incident is a place of its own.
    PatrolScene scene({{0, 70, 1}, {140, 70, 1}, {70, 0, 1}, {70, 140, 1}, {1000, 1000, 1}});
    const auto places = scene.find().places;
    REQUIRE(places.size() == 2);
    CHECK(places[0].centre == Point{70, 70});
    CHECK(places[0].weight == 4);
    CHECK(places[0].turn_degrees == 0);
    CHECK(places[0].points == std::vector<std::uint32_t>{0, 1, 2, 3});
    CHECK(places[1].centre == Point{1000, 1000});
}

TEST_CASE("a square turns when that holds more", "[patrol]")
{
    // A line of 200 m from south-west to north-east lies along the diagonal of an unturned square, and beside it two
    // incidents 60 m off the middle that only fit when the square lies so; a cross of 180 m fits a square on its
    // corner.
    PatrolScene scene({{0, 90, 1}, {180, 90, 1}, {90, 0, 1}, {90, 180, 1}});
    const auto places = scene.find().places;
    REQUIRE(places.size() == 1);
    CHECK(places[0].centre == Point{90, 90});
    CHECK(places[0].turn_degrees > 20);
    CHECK(places[0].turn_degrees < 70);
}

TEST_CASE("weight, not number, draws a place", "[patrol]")
{
    PatrolScene scene({{0, 0, 1}, {0, 10, 1}, {0, 20, 1}, {5000, 0, 50}});
    scene.rules.places = 1;
    const auto places = scene.find().places;
    REQUIRE(places.size() == 1);
    CHECK(places[0].centre == Point{5000, 0});
    CHECK(places[0].incidents == 1);
}

TEST_CASE("what weighs nothing makes no place", "[patrol]")
{
    PatrolScene scene({{0, 0, 0}, {300, 0, 0}});
    CHECK(scene.find().places.empty());
    PatrolScene none({});
    CHECK(none.find().places.empty());
}

TEST_CASE("more places than there are give those that are", "[patrol]")
{
    PatrolScene scene({{0, 0, 2}, {1000, 0, 1}, {2000, 0, 3}});
    scene.rules.places = 50;
    const auto places = scene.find().places;
    REQUIRE(places.size() == 3);
    CHECK(places[0].weight == 3);
    CHECK(places[2].weight == 1);
}

TEST_CASE("an excluded zone is neither counted nor entered", "[patrol]")
{
    // A prison of 100 m with 500 incidents; next to it, 60 m from its wall, a street with 3.
    std::vector<PatrolScene::Row> rows(500, {50, 50, 1});
    rows.insert(rows.end(), 3, {160, 50, 1});
    PatrolScene scene(rows);
    scene.rules.excluded = {PatrolScene::rectangle(0, 0, 100, 100)};
    const auto found = scene.find();
    CHECK(found.excluded_incidents == 500);
    CHECK(found.excluded_points == 1);
    CHECK(found.excluded_weight == 500);
    REQUIRE(found.places.size() == 1);
    CHECK(found.places[0].incidents == 3);
    CHECK(found.places[0].centre.x >= 175); // an unturned square ends at the wall
}

TEST_CASE("a zone that lies wholly inside a place keeps it away", "[patrol]")
{
    PatrolScene scene({{0, 0, 5}, {140, 0, 5}});
    scene.rules.excluded = {PatrolScene::rectangle(60, -10, 80, 10)};
    for (const auto& place : scene.find().places) {
        CHECK(place.weight == 5); // both would fit one square, but for the zone between them
    }
    CHECK(scene.find().places.size() == 2);
}

TEST_CASE("a ground counts what is its own", "[patrol]")
{
    // A street along the border at x = 100: 10 incidents west of it, 4 east.
    std::vector<PatrolScene::Row> rows(10, {90, 0, 1});
    rows.insert(rows.end(), 4, {110, 0, 1});
    PatrolScene scene(rows);
    scene.cut_at(100);
    const auto places = scene.find().places;
    REQUIRE(places.size() == 2);
    CHECK(places[0].ground == 0);
    CHECK(places[0].incidents == 10);
    CHECK(places[1].ground == 1);
    CHECK(places[1].incidents == 4);
}

TEST_CASE("quotas give each ground its least before the rest", "[patrol]")
{
    PatrolScene scene({{-5000, 0, 9}, {-4000, 0, 8}, {-3000, 0, 7}, {5000, 0, 2}, {6000, 0, 1}});
    scene.cut_at(0);
    scene.rules.places = 3;
    CHECK(scene.find().places[2].weight == 7);
    scene.grounds[1].least = 2;
    auto places = scene.find().places;
    REQUIRE(places.size() == 3);
    CHECK(places[0].weight == 9);
    CHECK(places[1].weight == 2);
    CHECK(places[2].weight == 1);
    scene.grounds[1].least = 0;
    scene.grounds[0].most = 1;
    places = scene.find().places;
    CHECK(places[0].weight == 9);
    CHECK(places[1].ground == 1);
}

TEST_CASE("twice the weights are the same places with twice the weight", "[patrol]")
{
    auto rows = random_rows(7, 300, 2000);
    PatrolScene scene(rows);
    scene.rules.places = 12;
    for (auto& row : rows) {
        row[2] *= 2;
    }
    PatrolScene doubled(rows);
    doubled.rules.places = 12;
    const auto once = scene.find().places;
    const auto twice = doubled.find().places;
    REQUIRE(once.size() == twice.size());
    for (std::size_t k = 0; k < once.size(); ++k) {
        CHECK(once[k].centre == twice[k].centre);
        CHECK(once[k].turn_degrees == twice[k].turn_degrees);
        CHECK(2 * once[k].weight == twice[k].weight);
    }
}

TEST_CASE("a shift by whole steps shifts the places", "[patrol]")
{
    auto rows = random_rows(8, 300, 2000);
    PatrolScene scene(rows);
    scene.rules.places = 12;
    for (auto& row : rows) {
        row[0] += 4'230;
        row[1] += 5'640;
    }
    PatrolScene shifted(rows);
    shifted.rules.places = 12;
    const auto here = scene.find().places;
    const auto there = shifted.find().places;
    REQUIRE(here.size() == there.size());
    for (std::size_t k = 0; k < here.size(); ++k) {
        CHECK(here[k].centre.x + 4'230 == there[k].centre.x);
        CHECK(here[k].centre.y + 5'640 == there[k].centre.y);
        CHECK(here[k].turn_degrees == there[k].turn_degrees);
    }
}

TEST_CASE("the order of rows does not matter", "[patrol]")
{
    auto rows = random_rows(9, 200, 1500);
    PatrolScene scene(rows);
    std::mt19937 random(1);
    std::shuffle(rows.begin(), rows.end(), random);
    PatrolScene shuffled(rows);
    scene.rules.places = shuffled.rules.places = 10;
    const auto one = scene.find().places;
    const auto two = shuffled.find().places;
    REQUIRE(one.size() == two.size());
    for (std::size_t k = 0; k < one.size(); ++k) {
        CHECK(one[k].centre == two[k].centre);
        CHECK(one[k].points == two[k].points);
    }
}

TEST_CASE("no two places overlap and none is nearer than the separation", "[patrol]")
{
    PatrolScene scene(random_rows(10, 2000, 1500));
    scene.rules.separation_m = 180;
    const auto places = scene.find().places;
    CHECK(places.size() > 20);
    std::uint64_t held = 0;
    for (std::size_t a = 0; a < places.size(); ++a) {
        held += places[a].incidents;
        for (std::size_t b = a + 1; b < places.size(); ++b) {
            CHECK(std::hypot(places[a].centre.x - places[b].centre.x, places[a].centre.y - places[b].centre.y) >= 180);
        }
    }
    CHECK(held <= 2000);
}

TEST_CASE("outlines have the size asked for", "[patrol]")
{
    PatrolPlaceRules rules;
    CHECK(signed_area(patrol_outline(rules, {1000, 2000}, 0)) == Approx(150.0 * 150.0));
    const auto square = bounds(patrol_outline(rules, {1000, 2000}, 0));
    CHECK(square.min_x == Approx(925));
    CHECK(square.max_y == Approx(2075));
    rules.shape = PatrolShape::hexagon;
    const auto hexagon = bounds(patrol_outline(rules, {0, 0}, 0));
    CHECK(hexagon.max_x == Approx(75)); // flats east and west
    CHECK(hexagon.max_y == Approx(150 / std::sqrt(3.0)));
    CHECK(signed_area(patrol_outline(rules, {0, 0}, 25)) == Approx(std::sqrt(3.0) / 2 * 150 * 150));
    rules.shape = PatrolShape::circle;
    CHECK(signed_area(patrol_outline(rules, {0, 0}, 0)) == Approx(3.14159 * 75 * 75).epsilon(0.002));
}
