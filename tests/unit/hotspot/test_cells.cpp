// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"

#include "harmspot/area.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace harmspot;
using namespace scene;

namespace
{

/// 10 x 10 cells of 250 m; hot: three in an angle at rows 2 and 3, and one that only meets them at a corner. Every hot
/// cell holds three places with four incidents each.
struct Patch {
    Scene scene;
    SignificantCells cells;
};

Patch patch()
{
    Patch made;
    const Grid grid{.min_x = 0, .max_y = 2500, .cell_m = 250, .cols = 10, .rows = 10};
    made.cells.shapes = grid;
    made.cells.cell_class.assign(grid.size(), CellClass::ordinary);
    made.cells.z.assign(grid.size(), 0.0);
    made.cells.p_value.assign(grid.size(), 1.0);
    made.cells.p_adjusted.assign(grid.size(), 1.0);
    const std::vector<std::pair<std::size_t, std::size_t>> hot{{2, 2}, {2, 3}, {3, 2}, {1, 4}};
    double z = 3;
    for (const auto& [row, col] : hot) {
        const std::size_t cell = row * grid.cols + col;
        made.cells.cell_class[cell] = CellClass::hot;
        made.cells.z[cell] = z;
        made.cells.p_value[cell] = 0.001 / z;
        made.cells.p_adjusted[cell] = 0.03 / z;
        z += 1;
        for (int i = 0; i < 3; ++i) {
            made.scene.add(grid.centre_x(col) + 20.0 * i, grid.centre_y(row), 4, 1);
        }
    }
    made.cells.cell_class[88] = CellClass::cold;
    made.cells.cell_class[82] = CellClass::outlier;
    made.scene.study = square(0, 0, 2500, 2500);
    return made;
}

HotspotList run(const Patch& made, const Scope& scope, unsigned threads = 1)
{
    return hotspots_from_cells(made.cells, made.scene.rows, made.scene.rules, scope, made.scene.context(threads));
}

} // namespace

TEST_CASE("hot cells that share a side make one hotspot, a corner does not join", "[cells]")
{
    const auto made = patch();
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    const auto& angle = list.hotspots[0];
    CHECK(angle.area_km2 == Approx(3 * 0.0625));
    CHECK(angle.incidents == 36);
    CHECK(bounds(angle.shape) == Box{500, 1500, 1000, 2000});
    CHECK(geos::is_valid(angle.shape));
    CHECK(list.hotspots[1].incidents == 12);
    CHECK(list.region_km2 == Approx(4 * 0.0625));
    CHECK_FALSE(list.level);
    CHECK(list.incidents_in_scope == 48);
}

TEST_CASE("a hotspot's figures of chance are those of its strongest cell", "[cells]")
{
    const auto made = patch();
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 2);
    REQUIRE(list.hotspots[0].chance);
    CHECK(list.hotspots[0].chance->z == 5); // of the cells with z 3, 4 and 5
    CHECK(list.hotspots[0].chance->p_value == 0.001 / 5);
    CHECK(list.hotspots[0].chance->p_adjusted == 0.03 / 5);
    CHECK(list.hotspots[1].chance->z == 6);
}

TEST_CASE("hotspots of cells are clipped to the study area and dropped by the same rules", "[cells]")
{
    auto made = patch();
    made.scene.study = square(0, 0, 2500, 1750); // cuts the row of two off at the cells' northern edge
    const auto list = run(made, made.scene.whole());
    REQUIRE(list.hotspots.size() == 1);
    CHECK(bounds(list.hotspots[0].shape) == Box{500, 1500, 750, 1750});
    made = patch();
    made.scene.rules.least_incidents = 13;
    CHECK(run(made, made.scene.whole()).hotspots.size() == 1);
    CHECK(run(made, made.scene.whole()).dropped_few_incidents == 1);
}

TEST_CASE("no hot cells, no hotspots", "[cells]")
{
    auto made = patch();
    std::fill(made.cells.cell_class.begin(), made.cells.cell_class.end(), CellClass::cold);
    CHECK(run(made, made.scene.whole()).hotspots.empty());
}

namespace
{

/// Every cell whose centre lies in a 2 km square, hot.
SignificantCells all_hot(CellShapes shapes)
{
    SignificantCells cells;
    cells.shapes = std::move(shapes);
    const std::size_t count = cell_count(cells.shapes);
    cells.cell_class.assign(count, CellClass::hot);
    cells.z.assign(count, 4.0);
    cells.p_value.assign(count, 0.001);
    cells.p_adjusted.assign(count, 0.01);
    return cells;
}

} // namespace

TEST_CASE("hexagons that share a side make one hotspot of exactly their area, without slivers", "[cells]")
{
    // Far from the origin and of a width that no double holds, where corners worked out twice would differ.
    const auto grid = HexGrid::covering({425'000, 564'000, 428'000, 567'000}, 250.1);
    Scene scene;
    scene.study = square(424'000, 563'000, 429'000, 568'000);
    auto cells = all_hot(grid);
    std::vector<std::pair<double, double>> centres;
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
        const auto at = grid.centre(cell / grid.cols, cell % grid.cols);
        const bool in =
            std::hypot(at.x - 426'500, at.y - 565'500) < 900 && std::hypot(at.x - 426'500, at.y - 565'500) > 300;
        cells.cell_class[cell] = in ? CellClass::hot : CellClass::ordinary;
        if (in) {
            centres.emplace_back(at.x, at.y);
        }
    }
    std::sort(centres.begin(), centres.end());
    for (const auto& [x, y] : centres) {
        scene.add(x, y, 4, 1);
    }
    const auto hot = static_cast<double>(std::count(cells.cell_class.begin(), cells.cell_class.end(), CellClass::hot));
    const auto list = hotspots_from_cells(cells, scene.rows, scene.rules, scene.whole(), scene.context(2));
    REQUIRE(list.hotspots.size() == 1);
    const auto& ring = list.hotspots.front();
    REQUIRE(ring.shape.size() == 1);
    CHECK(ring.shape.front().holes.size() == 1);
    CHECK(geos::is_valid(ring.shape));
    CHECK(area(ring.shape) == Approx(hot * grid.cell_area_m2()).epsilon(1e-10));
    CHECK(ring.area_km2 == Approx(hot * 250.1 * 250.1 * std::sqrt(3.0) / 2 / 1e6));
    CHECK(ring.incidents == static_cast<std::uint64_t>(4 * hot));
}

TEST_CASE("hexagons that only lie near each other stay apart", "[cells]")
{
    const auto grid = HexGrid::covering({0, 0, 2500, 2500}, 250);
    Scene scene;
    scene.study = square(-500, -500, 3000, 3000);
    auto cells = all_hot(grid);
    std::fill(cells.cell_class.begin(), cells.cell_class.end(), CellClass::ordinary);
    const std::size_t middle = 5 * grid.cols + 5;
    const auto around = side_neighbours(cells.shapes, middle);
    REQUIRE(around.size() == 6);
    for (const std::size_t cell : {around[0], around[5]}) { // opposite each other: only the middle one joins them
        cells.cell_class[cell] = CellClass::hot;
        const auto at = grid.centre(cell / grid.cols, cell % grid.cols);
        for (int i = 0; i < 3; ++i) {
            scene.add(at.x + 10 * i, at.y, 4, 1);
        }
    }
    CHECK(hotspots_from_cells(cells, scene.rows, scene.rules, scene.whole(), scene.context(1)).hotspots.size() == 2);
    cells.cell_class[middle] = CellClass::hot;
    CHECK(hotspots_from_cells(cells, scene.rows, scene.rules, scene.whole(), scene.context(1)).hotspots.size() == 1);
}

TEST_CASE("a hot area is a hotspot by itself, islands and all, with what is at risk in it", "[cells]")
{
    // Two wards side by side, the western one with an island.
    std::vector<Area> wards(2);
    wards[0] = {"West", "west", square(0, 0, 1000, 1000)};
    wards[0].shape.push_back(square(100, 1200, 300, 1400).front());
    wards[1] = {"East", "east", square(1000, 0, 2000, 1000)};
    Scene scene;
    scene.study = square(0, 0, 2000, 1500);
    scene.add(200, 500, 4, 1);
    scene.add(200, 1300, 2, 1); // on the island
    for (const double x : {400.0, 600.0, 1200.0, 1400.0, 1600.0}) {
        scene.add(x, 500, 4, 1);
    }
    auto cells = all_hot(AreaShapes{wards});
    cells.at_risk = {500, 800};
    const auto list = hotspots_from_cells(cells, scene.rows, scene.rules, scene.whole(), scene.context(1));
    REQUIRE(list.hotspots.size() == 2);
    CHECK(list.hotspots[0].incidents == 14);
    CHECK(list.hotspots[0].shape.size() == 2);
    CHECK(list.hotspots[0].area_km2 == Approx(1.04));
    CHECK(list.hotspots[0].at_risk.value_or(0) == 500);
    CHECK(list.hotspots[1].at_risk.value_or(0) == 800);
    CHECK(list.region_km2 == Approx(2.04));
}
