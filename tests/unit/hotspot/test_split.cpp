// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "geo/geos.hpp"
#include "hotspot/basins.hpp"
#include "hotspot/contour.hpp"
#include "hotspot/split.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace harmspot;
using namespace scene;

namespace
{

Holding holding(double area_km2, std::uint64_t incidents = 10, std::uint64_t places = 3)
{
    return {area_km2, incidents, places};
}

/// One incident at the middle of each 100 m square.
Scene everywhere(double side)
{
    Scene scene;
    for (double x = 50; x < side; x += 100) {
        for (double y = 50; y < side; y += 100) {
            scene.add(x, y, 1, 1);
        }
    }
    scene.study = square(0, 0, side, side);
    return scene;
}

struct Parts {
    MultiPolygon piece;
    std::vector<MultiPolygon> parts;
};

Parts split_at(const Raster<double>& raster, double level, const Scene& scene, const HotspotRules& rules)
{
    const Lattice lattice(raster, 1);
    const auto scope = scene.whole();
    const ShapeIndex shape(scene.study);
    const auto context = scene.context();
    const ScopeRows rows(scene.rows, scope, shape, context);
    Parts found;
    for (const auto& polygon : contour(lattice, level, 1)) {
        if (area(polygon) > area(found.piece)) {
            found.piece = {polygon};
        }
    }
    found.parts = split(found.piece, lattice, rows, rules);
    return found;
}

void check_tiling(const Parts& found)
{
    double sum = 0;
    for (const auto& part : found.parts) {
        CHECK(part.size() == 1); // connected
        CHECK(geos::is_valid(part));
        CHECK(area(geos::difference(part, found.piece)) < 1e-6 * area(found.piece));
        sum += area(part);
    }
    CHECK(sum == Approx(area(found.piece)).epsilon(1e-9));
    CHECK(area(geos::unite(found.parts, 0)) == Approx(area(found.piece)).epsilon(1e-9)); // so none overlap
}

} // namespace

TEST_CASE("each summit has a basin, a plateau has one", "[split]")
{
    // Two summits with a saddle between them, in the middle of the map.
    const auto two = raster_of(
        0, 0, 40, 1, [](double x, double y) { return std::max(cone(x, y, 12, 20, 10, 1), cone(x, y, 28, 20, 10, 1)); });
    const auto count = [](const Raster<double>& raster) {
        const auto basins = basins_of(square(5, 5, 35, 35), Lattice(raster, 1));
        std::set<std::int32_t> labels(basins.basin.begin(), basins.basin.end());
        labels.erase(-1);
        return labels.size();
    };
    CHECK(count(two) == 2);
    // A plateau in the shape of a U, whose arms are met one after the other from the north.
    const auto plateau = raster_of(0, 0, 40, 1, [](double x, double y) {
        const bool arm = std::abs(std::abs(x - 20) - 8) < 2 && y > 10 && y < 30;
        const bool floor = std::abs(x - 20) < 10 && y > 10 && y < 14;
        return arm || floor ? 3.0 : 3.0 - 0.1 * std::hypot(x - 20, y - 12) - 0.1;
    });
    CHECK(count(plateau) == 1);
    CHECK(count(raster_of(0, 0, 40, 1, [](double, double) { return 7.0; })) == 1);
}

TEST_CASE("passes are cut from the lowest, when both sides stand alone", "[split]")
{
    HotspotRules rules;
    rules.split_above_km2 = 0.5;
    rules.least_area_km2 = 0.02;
    // A chain 0 - 1 - 2 - 3 with passes 5, 1, 4.
    const std::vector<Holding> chain{holding(0.3), holding(0.3), holding(0.3), holding(0.3)};
    const std::vector<Pass> passes{{0, 1, 5}, {1, 2, 1}, {2, 3, 4}};
    CHECK(cut_at_passes(chain, passes, rules) == std::vector<std::size_t>{0, 1, 2, 3});
    rules.split_above_km2 = 0.7;
    CHECK(cut_at_passes(chain, passes, rules) == std::vector<std::size_t>{0, 0, 2, 2});
    rules.split_above_km2 = 2;
    CHECK(cut_at_passes(chain, passes, rules) == std::vector<std::size_t>{0, 0, 0, 0});
}

TEST_CASE("a side that fails a rule is not cut off", "[split]")
{
    HotspotRules rules;
    rules.split_above_km2 = 0.5;
    const std::vector<Pass> passes{{0, 1, 1}, {1, 2, 2}};
    // The lowest pass would leave 0 alone; whichever rule it fails, the next pass is cut instead.
    for (const auto& weak : {holding(0.01), holding(0.3, 9), holding(0.3, 10, 2)}) {
        CHECK(cut_at_passes({weak, holding(0.3), holding(0.3)}, passes, rules) == std::vector<std::size_t>{0, 0, 2});
    }
    CHECK(cut_at_passes({holding(0.6), holding(0.01)}, {{0, 1, 1}}, rules) == std::vector<std::size_t>{0, 0});
}

TEST_CASE("of two passes between the same basins the higher one holds them together", "[split]")
{
    HotspotRules rules;
    rules.split_above_km2 = 0.7;
    // A triangle: 0-1 at 5, 1-2 at 3, 0-2 at 4. Cutting 2 off cuts 4, not 3.
    const std::vector<Pass> triangle{{0, 1, 5}, {1, 2, 3}, {0, 2, 4}};
    CHECK(cut_at_passes({holding(0.3), holding(0.3), holding(0.3)}, triangle, rules) ==
          std::vector<std::size_t>{0, 0, 2});
}

TEST_CASE("basins that no pass connects are apart", "[split]")
{
    CHECK(cut_at_passes({holding(1), holding(1)}, {}, HotspotRules{}) == std::vector<std::size_t>{0, 1});
    CHECK(cut_at_passes({}, {}, HotspotRules{}).empty());
}

TEST_CASE("two cones that run into each other are cut half way", "[split]")
{
    // Summits at x = 700 and 1300; the line between them is x = 1000, a cell side.
    const auto raster = raster_of(0, 0, 2000, 25, [](double x, double y) {
        return std::max(cone(x, y, 700, 1000, 1000, 1), cone(x, y, 1300, 1000, 1000, 1));
    });
    HotspotRules rules;
    const auto found = split_at(raster, 600, everywhere(2000), rules);
    REQUIRE(found.parts.size() == 2);
    check_tiling(found);
    CHECK(bounds(found.parts[0]).max_x == Approx(1000));
    CHECK(bounds(found.parts[1]).min_x == Approx(1000));
}

TEST_CASE("a single cone is not cut however large it is", "[split]")
{
    const auto raster = raster_of(0, 0, 2000, 25, [](double x, double y) { return cone(x, y, 990, 1010, 900, 1); });
    const auto found = split_at(raster, 200, everywhere(2000), HotspotRules{});
    REQUIRE(found.parts.size() == 1);
    CHECK(found.parts[0] == found.piece);
}

TEST_CASE("parts tile the piece on random surfaces", "[split]")
{
    const auto scene = everywhere(3000);
    for (unsigned seed = 0; seed < 60; ++seed) {
        Dice dice(seed);
        std::vector<Point> summits;
        for (unsigned i = 0; i < 8 + seed % 20; ++i) {
            summits.push_back({dice.whole_below(3000), dice.whole_below(3000)});
        }
        const bool rough = seed % 3 == 0;
        const auto raster = raster_of(0, 0, 3000, 50, [&](double x, double y) {
            double sum = rough ? dice.whole_below(400) : 0;
            for (const auto p : summits) {
                sum += cone(x, y, p.x, p.y, 600, 1);
            }
            return seed % 5 == 0 ? std::floor(sum / 100) * 100 : sum; // terraces
        });
        HotspotRules rules;
        rules.split_above_km2 = 0.1 + 0.1 * (seed % 7);
        rules.least_incidents = 1 + seed % 5;
        rules.least_places = 1 + seed % 5;
        const auto found = split_at(raster, 200, scene, rules);
        INFO("seed " << seed << ", " << found.parts.size() << " parts");
        check_tiling(found);
        for (const auto& part : found.parts) {
            if (found.parts.size() > 1) {
                CHECK(area(part) / 1e6 >= rules.least_area_km2);
            }
        }
    }
}
