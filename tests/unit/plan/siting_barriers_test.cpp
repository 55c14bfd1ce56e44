// SPDX-License-Identifier: MIT
#include "harmspot/siting.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace harmspot;

namespace
{

/// A river along y = 0 from x = 0 to 1000, with a bend in the middle that touches y = 0 at both ends.
Barriers river(std::vector<Point> bridges)
{
    return {{{{-10'000, 0}, {400, 0}, {500, 50}, {600, 0}, {10'000, 0}}}, std::move(bridges), 50};
}

double metres(const Barriers& barriers, Point from, Point to, double detour = 1)
{
    const std::vector<Point> demand{from};
    const std::vector<Point> sites{to};
    return barrier_distances(demand, sites, barriers, detour, 1).at(0, 0);
}

} // namespace

TEST_CASE("on one bank the way is straight", "[siting][barriers]")
{
    CHECK(metres(river({}), {0, 100}, {300, 500}) == 500);
    CHECK(metres(river({{0, 0}}), {0, -100}, {300, -500}, 1.2) == Approx(600));
}

TEST_CASE("across the river the way goes over the bridge", "[siting][barriers]")
{
    CHECK(metres(river({}), {0, 100}, {0, -100}) == kCannotServe);
    CHECK(metres(river({{300, 0}}), {0, 400}, {0, -400}) == 1000); // two legs of 500
    CHECK(metres(river({{300, 0}, {0, 0}}), {0, 400}, {0, -400}) == 800);
    // A bridge drawn 30 m off the line still opens it; one 80 m off does not.
    CHECK(metres(river({{0, 30}}), {0, 400}, {0, -400}) == 800);
    CHECK(metres(river({{0, 80}}), {0, 400}, {0, -400}) == kCannotServe);
}

TEST_CASE("two rivers take two bridges", "[siting][barriers]")
{
    auto barriers = river({{0, 0}, {300, -1000}});
    barriers.lines.push_back({{-10'000, -1000}, {10'000, -1000}});
    const double expected = 400 + std::hypot(300, 1000) + std::hypot(300, 400);
    CHECK(metres(barriers, {0, 400}, {0, -1400}) == Approx(expected));
    CHECK(metres(barriers, {0, -1400}, {0, 400}) == Approx(expected)); // and back
}

TEST_CASE("barriers cut the same on any number of threads", "[siting][barriers]")
{
    std::vector<Point> demand;
    std::vector<Point> sites;
    for (int i = 0; i < 60; ++i) {
        demand.push_back({i * 97 % 1000 - 200.0, i * 61 % 700 - 350.5});
        sites.push_back({i * 89 % 1000 - 200.0, i * 53 % 700 - 350.5});
    }
    const auto barriers = river({{0, 0}, {550, 25}, {900, 0}});
    const auto once = barrier_distances(demand, sites, barriers, 1.3, 1);
    CHECK(once.metres == barrier_distances(demand, sites, barriers, 1.3, 4).metres);
    const auto straight = straight_distances(demand, sites, 1.3);
    for (std::size_t k = 0; k < once.metres.size(); ++k) {
        CHECK(once.metres[k] >= straight.metres[k] * (1 - 1e-12)); // no way is shorter than the crow's
    }
}
