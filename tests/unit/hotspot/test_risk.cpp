// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace scene;

namespace
{

/// 30 x 20 cells of 50 m. Two patches of 6 x 6 cells stand out: the western by 4 and the eastern by 2 strengths, and
/// each holds four places of five incidents. Of nine draws the greatest strengths are 1 to 3, one of each third.
struct Made {
    Scene scene;
    RiskMap map;
};

Made made()
{
    Made it;
    const Grid grid{.min_x = 0, .max_y = 1000, .cell_m = 50, .cols = 30, .rows = 20};
    it.map.tested = Raster<std::uint8_t>(grid, std::uint8_t{1});
    it.map.log_ratio = Raster<double>(grid, -0.1);
    it.map.p_value = Raster<double>(grid, 0.6);
    it.map.strength = Raster<double>(grid, -0.5);
    it.map.theme_density = Raster<double>(grid, 0.5);
    it.map.against_density = Raster<double>(grid, 0.5);
    it.map.greatest = {1, 1, 1, 2, 2, 2, 3, 3, 3};
    it.map.theme_incidents = 200;
    it.map.theme_harm = 200;
    it.map.most_p_adjusted = 0.1;
    for (const auto& [first_col, strength] : {std::pair<std::size_t, double>{3, 4.0}, {20, 2.0}}) {
        for (std::size_t row = 7; row < 13; ++row) {
            for (std::size_t col = first_col; col < first_col + 6; ++col) {
                it.map.log_ratio(row, col) = 0.7;
                it.map.p_value(row, col) = 0.01;
                it.map.strength(row, col) = strength - 0.01 * static_cast<double>(row + col);
                it.map.theme_density(row, col) = 2;
            }
        }
        it.map.strength(9, first_col + 2) = strength;
        for (std::size_t col = first_col + 1; col < first_col + 5; ++col) {
            it.scene.add(grid.centre_x(col), grid.centre_y(9), 5, 1);
        }
    }
    it.scene.study = square(0, 0, 1500, 1000);
    return it;
}

HotspotList run(const Made& it, const Scope& scope)
{
    return hotspots_from_risk(it.map, it.scene.rows, it.scene.rules, scope, it.scene.context(1));
}

} // namespace

TEST_CASE("a place that beats what chance did anywhere is kept, another is counted", "[risk]")
{
    const auto it = made();
    const auto list = run(it, it.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(list.dropped_as_chance == 1);
    CHECK(list.level == 0.05);
    const auto& spot = list.hotspots[0];
    CHECK(spot.incidents == 20);
    REQUIRE(spot.chance);
    CHECK(spot.chance->z == 4);
    CHECK(spot.chance->p_value == 0.01);
    CHECK(spot.chance->p_adjusted == Approx(0.1)); // no draw of nine: 1 in 10
    // 6 x 6 cells of 0.0025 km2, and as far into the cells around as 1 - p goes through 0.95: (0.99 - 0.95) / 0.59.
    CHECK(spot.area_km2 == Approx(0.0025 * std::pow(5 + 2 * 0.04 / 0.59, 2)).epsilon(0.02));
    REQUIRE(spot.risk);
    CHECK(spot.risk->ratio == Approx(4));
    CHECK(spot.risk->expected_incidents == Approx(36 * 0.0025 * 0.5 * 200));
    CHECK(spot.risk->expected_harm == Approx(36 * 0.0025 * 0.5 * 200));
}

TEST_CASE("all outlines are kept when asked for, and say how likely chance is", "[risk]")
{
    auto it = made();
    it.map.most_p_adjusted = 1;
    const auto list = run(it, it.scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.dropped_as_chance == 0);
    const bool first_is_west = list.hotspots[0].shape.front().outer.front().x < 750;
    const auto& east = list.hotspots[first_is_west ? 1 : 0];
    CHECK(east.chance->p_adjusted == Approx(0.7)); // six of nine draws reach 2
}

TEST_CASE("cells that were not tested are in no outline", "[risk]")
{
    auto it = made();
    it.map.tested = Raster<std::uint8_t>(it.map.tested.grid, std::uint8_t{0});
    const auto list = run(it, it.scene.whole());
    CHECK(list.hotspots.empty());
    CHECK(list.region_km2 == 0);
}

TEST_CASE("where nothing is expected there is no ratio, and the outline stands", "[risk]")
{
    auto it = made();
    it.map.against_density = Raster<double>(it.map.tested.grid, 0.0);
    const auto list = run(it, it.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(std::isnan(list.hotspots[0].risk->ratio));
    CHECK(list.hotspots[0].risk->expected_incidents == 0);
}
