// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "density/engine.hpp"
#include "kde_cases.hpp"
#include "kde_verdict.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

using namespace kde_cases;

// The Gaussian by its lattice: within 1e-9 of the greatest value of the untruncated sum, exactly 0 past 8 standard
// deviations of every place, never negative; on each set that could break one of these.

namespace
{

const Box kBox{400'000, 560'000, 402'000, 561'500};
const Grid kGrid = grid_of(400'000, 561'500, 20, 100, 75);

void check_lattice(const PlaceList& places, const Grid& grid, double bandwidth_m, std::optional<bool> average = false)
{
    auto params = kernel_of(Kernel::gaussian, bandwidth_m, average);
    params.cell_m = grid.cell_m;
    REQUIRE(density::lattice_is_cheaper(places.view(), params, grid));
    check_all_paths(places, grid, params);
}

/// So many places that several chunks of them are spread apart and added up.
PlaceList many_places(bool ordered)
{
    auto places = clustered(40, 70'000, kBox.grown(500), true);
    if (ordered) {
        std::vector<std::size_t> order(places.x.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return places.x[a] < places.x[b]; });
        PlaceList sorted;
        for (const auto i : order) {
            sorted.add(places.x[i], places.y[i], places.weight[i]);
        }
        return sorted;
    }
    return places;
}

} // namespace

TEST_CASE("gaussian lattice: places of all kinds of weight, bandwidths of 4 to 40 cells", "[kde][gaussian]")
{
    const auto cells = GENERATE(4.0, 5.3, 10.0, 40.0);
    check_lattice(clustered(31, 250, kBox.grown(300), true), kGrid, cells * kGrid.cell_m);
}

TEST_CASE("gaussian lattice: everything on one place, on a node, an edge, a corner", "[kde][gaussian]")
{
    for (const auto& [x, y] : {std::pair{401'003.7, 560'701.2}, {401'000.0, 560'700.0}, {400'000.0, 561'500.0}}) {
        PlaceList places;
        for (int i = 0; i < 60; ++i) {
            places.add(x, y, 1 + i % 7);
        }
        check_lattice(places, kGrid, 80);
        check_lattice(places, kGrid, 100);
    }
}

TEST_CASE("gaussian lattice: a heavy cluster, empty land, and a light place beyond it", "[kde][gaussian]")
{
    auto places = clustered(32, 200, {400'000, 561'300, 400'150, 561'500}, false);
    for (double& weight : places.weight) {
        weight *= 1e9;
    }
    places.add(401'900, 560'050, 1e-3);
    check_lattice(places, grid_of(400'000, 561'500, 10, 200, 150), 45);
}

TEST_CASE("gaussian lattice: weights over 12 orders of magnitude", "[kde][gaussian]")
{
    auto places = clustered(33, 300, kBox, false);
    for (std::size_t i = 0; i < places.weight.size(); ++i) {
        places.weight[i] = std::pow(10.0, static_cast<double>(i % 13) - 6);
    }
    check_lattice(places, kGrid, 90);
    check_lattice(places, kGrid, 333);
}

TEST_CASE("gaussian lattice: a bandwidth wider than the grid", "[kde][gaussian]")
{
    auto places = clustered(34, 4000, kBox.grown(20'000), true);
    check_lattice(places, grid_of(400'000, 561'500, 100, 20, 15), 9'000);
}

TEST_CASE("gaussian lattice: places only outside the grid", "[kde][gaussian]")
{
    // Up to a bandwidth from it, so that the grid's greatest value is of the plane's order.
    PlaceList places;
    for (int i = 0; i < 200; ++i) {
        places.add(399'990.0 - i, 561'600.0 + i);
        places.add(402'010.0 + i, 559'990.0 - i);
        places.add(402'300.0 + 20 * i, 560'500.0);
    }
    check_lattice(places, kGrid, 300);
}

TEST_CASE("gaussian lattice: cell averages", "[kde][gaussian]")
{
    check_lattice(clustered(35, 150, kBox, true), grid_of(400'000, 561'500, 50, 40, 30), 400, true);
    check_lattice(clustered(36, 150, kBox, true), grid_of(400'000, 561'500, 25, 60, 40), 250, true);
}

TEST_CASE("gaussian lattice: grids that end inside a group of cells", "[kde][gaussian]")
{
    const auto places = clustered(37, 2000, {400'000, 561'000, 400'500, 561'500}, true);
    check_lattice(places, grid_of(400'000, 561'500, 10, 65, 9), 60);
    check_lattice(places, grid_of(400'000, 561'500, 10, 17, 31), 60);
    check_lattice(places, grid_of(400'000, 561'260, 10, 120, 1), 60);
    check_lattice(places, grid_of(400'250, 561'500, 10, 1, 120), 60);
}

TEST_CASE("gaussian lattice: many places in and out of order", "[kde][gaussian]")
{
    const auto grid = grid_of(400'000, 561'500, 100, 20, 15);
    const auto places = many_places(GENERATE(true, false));
    check_lattice(places, grid, 450);
}

TEST_CASE("gaussian lattice: the same bytes on any number of threads", "[kde][gaussian]")
{
    const auto places = many_places(GENERATE(true, false));
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    const auto params = kernel_of(Kernel::gaussian, 70);
    for (const auto path : paths_here()) {
        const auto one = kernel_density(places.view(), grid, params, on_path(path, 1));
        for (const unsigned threads : {2U, 5U}) {
            const auto other = kernel_density(places.view(), grid, params, on_path(path, threads));
            CHECK(std::memcmp(one.values.data(), other.values.data(), one.values.size() * sizeof(double)) == 0);
        }
    }
}

TEST_CASE("gaussian: few places are added cell by cell, and as exactly", "[kde][gaussian]")
{
    PlaceList places;
    places.add(401'003.7, 560'701.2, 5);
    const auto params = kernel_of(Kernel::gaussian, 100);
    REQUIRE_FALSE(density::lattice_is_cheaper(places.view(), params, kGrid));
    check_all_paths(places, kGrid, params);
}
