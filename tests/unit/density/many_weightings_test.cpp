// SPDX-License-Identifier: MIT
#include "kde_cases.hpp"

#include "harmspot/error.hpp"
#include "harmspot/many_weightings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace harmspot;
using namespace kde_cases;

namespace
{

constexpr std::size_t kLanes = ManyWeightings::kLanes;

/// A weight for every place and lane, a third of them 0, as where an incident was not drawn.
std::vector<double> lanes_for(std::size_t places, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<double> weight(places * kLanes);
    for (auto& w : weight) {
        const double u = uniform(random);
        w = u < 1.0 / 3 ? 0 : std::pow(1 - u, -1.5);
    }
    return weight;
}

PlaceList in_lane(PlaceList places, const std::vector<double>& weight, std::size_t lane)
{
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        places.weight[i] = weight[i * kLanes + lane];
    }
    return places;
}

/// The densities of one lane on the whole grid, 0 where no cell was kept.
Raster<double> raster_of(const ManyWeightings& many, const Cells<double>& densities, std::size_t lane)
{
    Raster<double> raster(many.grid(), 0.0);
    const auto cells = many.cells();
    for (std::size_t k = 0; k < cells.size(); ++k) {
        raster.values[cells[k]] = densities[lane * cells.size() + k];
    }
    return raster;
}

} // namespace

TEST_CASE("one place under eight weights is eight multiples of its bump", "[many_weightings]")
{
    // 11 x 11 cells of 1 m, the place on the middle cell's centre; lane l weighs l.
    PlaceList places;
    places.add(5.5, 5.5);
    std::vector<double> weight;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        weight.push_back(static_cast<double>(lane));
    }
    const ManyWeightings many(places.view(), grid_of(0, 11, 1, 11, 11), kernel_of(Kernel::quartic, 3), 1);
    const auto densities = many.densities(weight);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const auto raster = raster_of(many, densities, lane);
        CHECK(raster(5, 5) == Approx(static_cast<double>(lane) * 3e6 / (std::numbers::pi * 9)));
        CHECK(raster(5, 8) == 0); // 3 m off: the rim
        CHECK(raster(0, 0) == 0);
    }
}

TEST_CASE("every lane is the density of its own weights, by the plain formula", "[many_weightings]")
{
    const auto kernel = GENERATE(Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform,
                                 Kernel::cone, Kernel::gaussian);
    const bool average = GENERATE(false, true);
    CAPTURE(kernel_text(kernel), average);
    // Places lie past the grid on every side, on cell edges and on top of each other.
    auto places = clustered(7, 60, {-40, -40, 160, 140}, true);
    places.add(50, 50);
    places.add(50, 50);
    places.add(-25, 50);
    const Grid grid = grid_of(0, 100, 5, 24, 20);
    const auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 9 : 23, average);
    const auto weight = lanes_for(places.x.size(), 11);
    const ManyWeightings many(places.view(), grid, params, 2);
    const auto densities = many.densities(weight);
    for (const std::size_t lane : {std::size_t{0}, std::size_t{5}}) {
        const auto mine = in_lane(places, weight, lane);
        const auto raster = raster_of(many, densities, lane);
        auto on_grid = params;
        on_grid.cell_m = grid.cell_m;
        std::size_t wrong = 0;
        for (std::size_t row = 0; row < grid.rows; ++row) {
            for (std::size_t col = 0; col < grid.cols; ++col) {
                const auto exact = exact_cell(mine.view(), grid, on_grid, row, col);
                // The Gaussian stops at 8 sigma, where the formula goes on: 1e-9 of what a place can add.
                const double cut = kernel == Kernel::gaussian ? 1e-9 * mine.total() / (81 * 1e-6) : 0;
                wrong += std::abs(raster(row, col) - static_cast<double>(exact.value)) >
                                 static_cast<double>(exact.allowed) + cut
                             ? 1U
                             : 0U;
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("lanes equal the engine's own surface and do not depend on threads", "[many_weightings]")
{
    const auto places = clustered(3, 4000, {0, 0, 6000, 5000}, true);
    const Grid grid = grid_of(0, 5000, 25, 240, 200);
    const auto weight = lanes_for(places.x.size(), 5);
    const auto params = kernel_of(Kernel::quartic, 300, std::nullopt);
    const ManyWeightings many(places.view(), grid, params, 1);
    const auto densities = many.densities(weight);
    const ManyWeightings threaded(places.view(), grid, params, 4);
    CHECK(densities == threaded.densities(weight));
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const auto mine = in_lane(places, weight, lane);
        const auto expected = kernel_density(mine.view(), grid, params, on_path(SimdPath::plain));
        const auto raster = raster_of(many, densities, lane);
        double worst = 0;
        const double highest = *std::max_element(expected.values.begin(), expected.values.end());
        for (std::size_t i = 0; i < grid.size(); ++i) {
            worst = std::max(worst, std::abs(raster.values[i] - expected.values[i]));
        }
        CHECK(worst <= 1e-9 * highest);
    }
}

TEST_CASE("no places reach no cells, and a bandwidth that is none is refused", "[many_weightings]")
{
    const PlaceList none;
    const Grid grid = grid_of(0, 100, 5, 20, 20);
    const ManyWeightings many(none.view(), grid, kernel_of(Kernel::quartic, 20), 1);
    CHECK(many.cells().empty());
    CHECK(many.densities({}).empty());
    CHECK_THROWS_AS(ManyWeightings(none.view(), grid, kernel_of(Kernel::quartic, 0), 1), ConfigError);
    CHECK_THROWS_AS(ManyWeightings(none.view(), grid, kernel_of(Kernel::quartic, -5), 1), ConfigError);
    PlaceList far;
    far.add(1000, 1000);
    CHECK(ManyWeightings(far.view(), grid, kernel_of(Kernel::quartic, 20), 1).cells().empty());
}
