// SPDX-License-Identifier: MIT
#include "scene.hpp"

#include "harmspot/kde.hpp"
#include "harmspot/many_weightings.hpp"
#include "harmspot/stability.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

/// A square kilometre with some incidents, and how often each of its hotspots comes back when they are drawn anew.
struct Town {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> number;
    std::vector<double> place_weight;
    std::vector<std::uint32_t> ones;
    MultiPolygon study = scene::square(0, 0, 2000, 2000);

    void add(double at_x, double at_y, double of_weight)
    {
        number.push_back(static_cast<std::uint32_t>(x.size()));
        x.push_back(at_x);
        y.push_back(at_y);
        weight.push_back(of_weight);
        ones.push_back(1);
    }

    /// In how many of 100 bootstrap re-runs each spot is found again.
    [[nodiscard]] std::vector<int> found(const std::vector<MultiPolygon>& spots, double area_share) const
    {
        WatchedScope scope{&study, 4, {}};
        for (const auto& spot : spots) {
            scope.spots.push_back(&spot);
        }
        const Grid grid = Grid::covering({0, 0, 2000, 2000}, 25);
        const HotspotWatch watch(std::span(&scope, 1), {CutRule::Kind::area_share, area_share}, grid);
        KdeParams params;
        params.bandwidth_m = 100;
        const DrawnIncidents incidents(number, weight, x.size());
        std::vector<int> times(spots.size(), 0);
        for (std::uint32_t run = 0; run < 100; ++run) {
            const auto draw = incidents.draw(1, run);
            const auto raster = kernel_density({x, y, draw.weight, ones}, grid, params, {});
            std::vector<std::uint32_t> cells;
            std::vector<double> values;
            for (std::uint32_t i = 0; i < grid.size(); ++i) {
                if (raster.values[i] > 0) {
                    cells.push_back(i);
                    values.push_back(raster.values[i]);
                }
            }
            const auto sighting = watch.look({&grid, cells, values}, watch.seats(cells));
            for (std::size_t i = 0; i < spots.size(); ++i) {
                times[i] += sighting.found[0][i];
            }
        }
        return times;
    }
};

/// Incidents all over, one every 200 m.
Town with_background()
{
    Town town;
    for (int at_x = 100; at_x < 2000; at_x += 200) {
        for (int at_y = 100; at_y < 2000; at_y += 200) {
            town.add(at_x, at_y, 1);
        }
    }
    return town;
}

} // namespace

TEST_CASE("one solid clump is found in every re-run", "[stability]")
{
    auto town = with_background();
    for (int i = 0; i < 10; ++i) {
        for (int j = 0; j < 10; ++j) {
            town.add(480 + 4 * i, 480 + 4 * j, 1);
        }
    }
    CHECK(town.found({scene::square(430, 430, 570, 570)}, 0.01) == std::vector<int>{100});
}

TEST_CASE("a hotspot that rests on one grave incident is gone whenever that one is not drawn", "[stability]")
{
    auto town = with_background();
    for (int i = 0; i < 10; ++i) {
        for (int j = 0; j < 10; ++j) {
            town.add(480 + 4 * i, 480 + 4 * j, 1);
        }
    }
    town.add(1500, 1500, 100); // as much harm as the whole clump
    const auto found = town.found({scene::square(430, 430, 570, 570), scene::square(1440, 1440, 1560, 1560)}, 0.01);
    CHECK(found[0] == 100);
    const DrawnIncidents incidents(town.number, town.weight, town.x.size());
    int drawn = 0;
    for (std::uint32_t run = 0; run < 100; ++run) {
        drawn += incidents.draw(1, run).incidents.back() > 0 ? 1 : 0;
    }
    CHECK(found[1] == drawn);
    CHECK(found[1] < 80); // 63 are expected
}
