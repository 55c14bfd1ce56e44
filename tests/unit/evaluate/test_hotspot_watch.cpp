// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "harmspot/stability.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace harmspot;

namespace
{

constexpr CutRule kTwoCells{CutRule::Kind::area_share, 0.01};

std::optional<double> cut_at(std::vector<double> values, CutRule cut, double budget_cells)
{
    return least_hot(values, cut, budget_cells);
}

/// Ten by ten cells of 10 m from (0, 0) to (100, 100).
Grid ten_by_ten()
{
    return Grid::covering({0, 0, 100, 100}, 10);
}

/// Cells and values of a surface given by rows and columns.
struct Few {
    Grid grid = ten_by_ten();
    std::vector<std::uint32_t> cells;
    std::vector<double> values;

    void put(std::uint32_t row, std::uint32_t col, double value)
    {
        cells.push_back(row * 10 + col);
        values.push_back(value);
    }
    [[nodiscard]] CellValues view() const { return {&grid, cells, values}; }
};

} // namespace

TEST_CASE("as many of the highest cells are hot as the budget has room for", "[stability]")
{
    const CutRule area{CutRule::Kind::area_share, 0.01};
    CHECK(cut_at({1, 5, 3, 4, 2}, area, 2) == 4);
    CHECK(cut_at({1, 5, 3, 4, 2}, area, 2.9) == 4);
    CHECK(cut_at({1, 5, 3, 4, 2}, area, 5) == 1);
    CHECK(cut_at({1, 5, 3, 4, 2}, area, 1e9) == 1);
    CHECK(cut_at({1, 5, 3, 4, 2}, area, 0.9) == std::nullopt);
    CHECK(cut_at({5, 0, 0, 0}, area, 3) == 5); // 0 is never hot
    CHECK(cut_at({0, 0}, area, 3) == std::nullopt);
    CHECK(cut_at({}, area, 3) == std::nullopt);
    // Cells that tie at the level stay out together when there is no room for all.
    CHECK(cut_at({5, 4, 4, 1}, area, 2) == 5);
    CHECK(cut_at({5, 4, 4, 1}, area, 3) == 4);
    CHECK(cut_at({4, 4, 4, 4}, area, 3) == std::nullopt);
}

TEST_CASE("the other two rules of a cut hold in re-runs too", "[stability]")
{
    CHECK(cut_at({1, 5, 3, 1}, {CutRule::Kind::mass_share, 0.5}, 0) == 5);
    CHECK(cut_at({1, 5, 3, 1}, {CutRule::Kind::mass_share, 0.51}, 0) == 3);
    CHECK(cut_at({1, 5, 3, 1}, {CutRule::Kind::mass_share, 0.999}, 0) == 1);
    CHECK(cut_at({}, {CutRule::Kind::mass_share, 0.5}, 0) == std::nullopt);
    CHECK(cut_at({1, 5, 3, 1}, {CutRule::Kind::level, 2.5}, 0) == 2.5);
}

TEST_CASE("a hotspot is found again when at least half of it is hot", "[stability]")
{
    // A hotspot of 2 x 2 cells at rows 0 and 1, columns 0 and 1; a budget of two cells.
    const auto study = scene::square(0, 0, 100, 100);
    const auto spot = scene::square(0, 80, 20, 100);
    const WatchedScope scope{&study, 0.02, {&spot}}; // 1 % of 0.02 km2 is two cells of 100 m2
    const HotspotWatch watch(std::span(&scope, 1), kTwoCells, ten_by_ten());
    const auto found = [&](const Few& few) {
        const auto sighting = watch.look(few.view(), watch.seats(few.cells));
        REQUIRE(sighting.found.size() == 1);
        REQUIRE(sighting.found[0].size() == 1);
        return sighting.found[0][0] == 1;
    };
    SECTION("two of its four cells are the highest of the map")
    {
        Few few;
        few.put(0, 0, 9);
        few.put(1, 1, 8);
        few.put(5, 5, 7);
        CHECK(found(few));
    }
    SECTION("one of its four cells is")
    {
        Few few;
        few.put(0, 0, 9);
        few.put(1, 1, 7);
        few.put(5, 5, 8);
        CHECK_FALSE(found(few));
    }
    SECTION("it only has the same values as before, but others have risen")
    {
        Few few;
        few.put(0, 0, 9);
        few.put(1, 1, 8);
        few.put(5, 5, 70);
        few.put(5, 6, 80);
        CHECK_FALSE(found(few));
    }
    SECTION("there is nothing")
    {
        CHECK_FALSE(found(Few{}));
    }
}

TEST_CASE("cells that an outline crosses count by their share inside it", "[stability]")
{
    // Six tenths of one cell and four tenths of the next: the one suffices, the other does not.
    const auto study = scene::square(0, 0, 100, 100);
    const auto spot = scene::square(4, 90, 14, 100);
    const WatchedScope scope{&study, 0.01, {&spot}};
    const HotspotWatch watch(std::span(&scope, 1), kTwoCells, ten_by_ten());
    for (const auto& [col, found] : {std::pair{0U, 1}, std::pair{1U, 0}}) {
        Few few;
        few.put(0, col, 9);
        CHECK(watch.look(few.view(), watch.seats(few.cells)).found[0][0] == found);
    }
}

TEST_CASE("each scope has its own budget, its own level and its own cells", "[stability]")
{
    // The west is much hotter than the east, so the whole finds its hotspots there; the east still has its own.
    const auto whole = scene::square(0, 0, 100, 100);
    const auto east = scene::square(50, 0, 100, 100);
    const auto west_spot = scene::square(0, 90, 10, 100);
    const auto east_spot = scene::square(90, 90, 100, 100);
    const std::vector<WatchedScope> scopes{{&whole, 0.02, {&west_spot, &east_spot}}, {&east, 0.01, {&east_spot}}};
    const HotspotWatch watch(scopes, kTwoCells, ten_by_ten());
    Few few;
    few.put(0, 0, 90);
    few.put(0, 1, 80);
    few.put(0, 9, 3);
    const auto sighting = watch.look(few.view(), watch.seats(few.cells));
    CHECK(sighting.found == std::vector<std::vector<std::uint8_t>>{{1, 0}, {1}});
    CHECK(sighting.hot == std::vector<std::uint32_t>{0, 1}); // of the first scope
}

TEST_CASE("what lies outside the scope is neither hot nor does it set the level", "[stability]")
{
    const auto study = scene::square(0, 0, 50, 100);
    const auto spot = scene::square(0, 90, 10, 100);
    const WatchedScope scope{&study, 0.01, {&spot}};
    const HotspotWatch watch(std::span(&scope, 1), kTwoCells, ten_by_ten());
    Few few;
    few.put(0, 0, 1);
    few.put(0, 9, 100);
    const auto sighting = watch.look(few.view(), watch.seats(few.cells));
    CHECK(sighting.found[0][0] == 1);
    CHECK(sighting.hot == std::vector<std::uint32_t>{0});
}

TEST_CASE("run again unchanged, a surface finds every hotspot that was cut from it", "[stability]")
{
    // Hills of random height and breadth; the hotspots are cut by the contour, the re-run by cells.
    scene::Dice dice(12);
    for (int round = 0; round < 10; ++round) {
        const auto hills = 3 + dice.below(6);
        std::vector<std::array<double, 4>> hill;
        for (unsigned i = 0; i < hills; ++i) {
            hill.push_back(
                {200 + 1600 * dice.share(), 200 + 1600 * dice.share(), 1 + dice.share(), 0.002 + 0.004 * dice.share()});
        }
        const auto raster = scene::raster_of(0, 0, 2000, 25, [&](double x, double y) {
            double height = 0;
            for (const auto& [at_x, at_y, top, slope] : hill) {
                height = std::max(height, scene::cone(x, y, at_x, at_y, top, slope));
            }
            return height;
        });
        scene::Scene map;
        map.study = scene::square(0, 0, 2000, 2000);
        map.searchable_km2 = 4;
        map.rules = scene::keep_all();
        map.rules.least_area_km2 = 0.02;
        map.rules.cut.value = 0.05;
        for (int x = 20; x < 2000; x += 40) {
            for (int y = 20; y < 2000; y += 40) {
                map.add(x, y, 1, 1);
            }
        }
        const auto list = map.run(raster, map.whole());
        REQUIRE_FALSE(list.hotspots.empty());
        WatchedScope scope{&map.study, 4, {}};
        for (const auto& hotspot : list.hotspots) {
            scope.spots.push_back(&hotspot.shape);
        }
        const HotspotWatch watch(std::span(&scope, 1), map.rules.cut, raster.grid);
        Few all;
        all.grid = raster.grid;
        for (std::uint32_t i = 0; i < raster.grid.size(); ++i) {
            if (raster.values[i] > 0) {
                all.cells.push_back(i);
                all.values.push_back(raster.values[i]);
            }
        }
        const auto sighting = watch.look(all.view(), watch.seats(all.cells));
        CHECK(std::count(sighting.found[0].begin(), sighting.found[0].end(), 1) ==
              static_cast<std::ptrdiff_t>(list.hotspots.size()));
    }
}
