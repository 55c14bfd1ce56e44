// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"

#include <catch2/catch.hpp>

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
    made.cells = {Raster<CellClass>(grid, CellClass::ordinary),
                  Raster<double>(grid, 0.0),
                  Raster<double>(grid, 1.0),
                  Raster<double>(grid, 1.0),
                  {}};
    const std::vector<std::pair<std::size_t, std::size_t>> hot{{2, 2}, {2, 3}, {3, 2}, {1, 4}};
    double z = 3;
    for (const auto& [row, col] : hot) {
        made.cells.cell_class(row, col) = CellClass::hot;
        made.cells.z(row, col) = z;
        made.cells.p_value(row, col) = 0.001 / z;
        made.cells.p_adjusted(row, col) = 0.03 / z;
        z += 1;
        for (int i = 0; i < 3; ++i) {
            made.scene.add(grid.centre_x(col) + 20.0 * i, grid.centre_y(row), 4, 1);
        }
    }
    made.cells.cell_class(8, 8) = CellClass::cold;
    made.cells.cell_class(8, 2) = CellClass::outlier;
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
    std::fill(made.cells.cell_class.values.begin(), made.cells.cell_class.values.end(), CellClass::cold);
    CHECK(run(made, made.scene.whole()).hotspots.empty());
}
