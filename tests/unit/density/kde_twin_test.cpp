// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "kde_cases.hpp"
#include "kde_verdict.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kde_cases;

namespace
{

/// On both sides of the change from splat to bands (14 cells), and of that from averages to centres (4).
const std::vector<double> kBandwidthsInCells{0.3, 1, 2.5, 4, 7.3, 13.9, 14.1, 20.1, 33, 70};

const Box kBox{400'000, 560'000, 402'000, 561'500};

} // namespace

TEST_CASE("the direct sum is the formula", "[kde][twin]")
{
    const auto places = clustered(1, 60, kBox, true);
    const auto grid = grid_of(400'000, 561'500, 100, 20, 15);
    for (const auto kernel : {Kernel::quartic, Kernel::gaussian}) {
        for (const std::optional<bool> average : {false, true}) {
            auto params = kernel_of(kernel, 333, average);
            params.direct = true;
            const auto verdict = judge(kernel_density(places.view(), grid, params, on_path(SimdPath::plain)),
                                       exact_cells(places.view(), grid, params));
            CHECK(verdict.wrong == 0);
            CHECK(verdict.not_zero == 0);
        }
    }
}

TEST_CASE("quartic: every cell is within the error allowed", "[kde][twin]")
{
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    const auto cells = GENERATE(from_range(kBandwidthsInCells));
    for (const bool heavy_tailed : {false, true}) {
        const auto places = clustered(heavy_tailed ? 3 : 2, 400, kBox.grown(300), heavy_tailed);
        check_all_paths(places, grid, kernel_of(Kernel::quartic, cells * grid.cell_m, std::nullopt));
    }
}

TEST_CASE("gaussian: every cell is within the error allowed", "[kde][twin]")
{
    const auto grid = grid_of(400'000, 561'500, 20, 100, 75);
    const auto cells = GENERATE(0.05, 0.3, 0.99, 1.01, 3.0, 8.0, 40.0);
    const auto places = clustered(4, 250, kBox.grown(300), true);
    check_all_paths(places, grid, kernel_of(Kernel::gaussian, cells * grid.cell_m, std::nullopt));
}

TEST_CASE("cell averages agree with the sum at wide bandwidths too", "[kde][twin]")
{
    const auto grid = grid_of(400'000, 561'500, 25, 60, 50);
    const auto places = clustered(5, 100, kBox, true);
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 300, true));
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 700, true));
    check_all_paths(places, grid, kernel_of(Kernel::gaussian, 60, true));
}

TEST_CASE("everything on one place", "[kde][twin]")
{
    PlaceList places;
    for (int i = 0; i < 5000; ++i) {
        places.add(401'003.7, 560'701.2, 1 + i % 7);
    }
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 55));
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 480));
}

TEST_CASE("places on cell edges and corners, with a bandwidth of whole cells", "[kde][twin]")
{
    // Cells lie at a distance of exactly the bandwidth from places: there the kernel is 0, and so is the cell.
    PlaceList places;
    for (int i = 0; i < 12; ++i) {
        places.add(400'200 + 100.0 * i, 561'000);
        places.add(400'205 + 100.0 * i, 560'805);
        places.add(400'200 + 100.0 * i, 560'605);
    }
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    for (const double bandwidth_m : {5.0, 10.0, 50.0, 130.0, 200.0, 205.0, 250.0, 650.0}) {
        check_all_paths(places, grid, kernel_of(Kernel::quartic, bandwidth_m));
    }
}

TEST_CASE("bandwidth wider than the grid", "[kde][twin]")
{
    const auto places = clustered(6, 200, kBox.grown(20'000), true);
    const auto grid = grid_of(400'000, 561'500, 100, 20, 15);
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 9'000));
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 90'000));
    check_all_paths(places, grid, kernel_of(Kernel::gaussian, 9'000));
}

TEST_CASE("weights over 12 orders of magnitude", "[kde][twin]")
{
    auto places = clustered(7, 400, kBox, false);
    for (std::size_t i = 0; i < places.weight.size(); ++i) {
        places.weight[i] = std::pow(10.0, static_cast<double>(i % 13) - 6);
    }
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 100));
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 300));
    check_all_paths(places, grid, kernel_of(Kernel::gaussian, 40));
}

TEST_CASE("a tiny place beside a huge cluster", "[kde][twin]")
{
    auto places = clustered(8, 3000, {400'000, 560'600, 400'200, 560'800}, true);
    places.add(401'400, 560'700, 1e-3);
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    check_all_paths(places, grid, kernel_of(Kernel::quartic, 250));
}

TEST_CASE("quartic by cells: many places a cell and few, across tiles, beside the grid and on cell edges",
          "[kde][twin]")
{
    // Tiles of 128 rows and 260 columns meet at (402'600, 560'220). Cells hold from none to hundreds of places.
    PlaceList places;
    std::mt19937_64 random(12);
    for (const auto& box : {Box{402'570, 560'190, 402'630, 560'240}, Box{399'950, 560'900, 400'020, 560'930},
                            Box{401'003, 561'493, 401'009, 561'548}, Box{405'195, 560'095, 405'240, 560'120}}) {
        for (int i = 0; i < 150; ++i) {
            const double share = uniform(random) * uniform(random);
            places.add(box.min_x + share * (box.max_x - box.min_x),
                       box.min_y + uniform(random) * (box.max_y - box.min_y), std::pow(1 - uniform(random), -1.5));
        }
    }
    for (int i = 0; i < 40; ++i) {
        places.add(403'000 + 5 * (i % 3), 560'800 - 5 * (i % 2)); // corners, sides and the middle of one cell
    }
    for (const double bandwidth_m : {50.0, 61.0, 140.0}) {
        check_all_paths(places, grid_of(400'000, 561'500, 10, 520, 140), kernel_of(Kernel::quartic, bandwidth_m));
    }
    check_all_paths(places, grid_of(402'500, 560'300, 10, 30, 20), kernel_of(Kernel::quartic, 35, true));
    check_all_paths(places, grid_of(402'500, 560'300, 10, 30, 20), kernel_of(Kernel::quartic, 6, true));
}

TEST_CASE("quartic bands: strips and blocks that end anywhere, empty ones between, and places beside the grid",
          "[kde][twin]")
{
    // 25 cells of bandwidth make strips of about 100 columns and blocks of 48 rows.
    PlaceList places;
    std::mt19937_64 random(10);
    for (const auto& box : {Box{399'760, 560'000, 400'020, 561'500}, Box{402'980, 560'300, 403'250, 560'400},
                            Box{400'990, 561'480, 401'010, 561'740}, Box{401'000, 559'760, 401'050, 560'010}}) {
        for (int i = 0; i < 60; ++i) {
            places.add(box.min_x + uniform(random) * (box.max_x - box.min_x),
                       box.min_y + uniform(random) * (box.max_y - box.min_y), std::pow(1 - uniform(random), -1.5));
        }
    }
    for (const std::size_t cols : {97U, 103U, 301U, 304U}) {
        check_all_paths(places, grid_of(400'000, 561'500, 10, cols, 149), kernel_of(Kernel::quartic, 250));
    }
    check_all_paths(places, grid_of(400'000, 561'500, 40, 76, 37), kernel_of(Kernel::quartic, 1250, true));
}

TEST_CASE("quartic bands: thousands of places in one column beside a light one", "[kde][twin]")
{
    PlaceList places;
    std::mt19937_64 random(11);
    for (int i = 0; i < 20'000; ++i) {
        places.add(400'403 + 4 * uniform(random), 560'500 + 500 * uniform(random), std::pow(1 - uniform(random), -1.5));
    }
    for (int i = 0; i < 30; ++i) {
        places.add(400'640 + 40 * i, 560'700 + i, 1e-4);
    }
    check_all_paths(places, grid_of(400'000, 560'800, 10, 190, 4), kernel_of(Kernel::quartic, 300));
}

TEST_CASE("grids of one row, one column and one cell", "[kde][twin]")
{
    const auto places = clustered(9, 100, {400'000, 561'000, 400'500, 561'500}, true);
    for (const double bandwidth_m : {80.0, 400.0}) {
        const auto params = kernel_of(Kernel::quartic, bandwidth_m);
        check_all_paths(places, grid_of(400'000, 561'260, 10, 50, 1), params);
        check_all_paths(places, grid_of(400'250, 561'500, 10, 1, 50), params);
        check_all_paths(places, grid_of(400'250, 561'250, 10, 1, 1), params);
        check_all_paths(places, grid_of(400'250, 561'250, 10, 9, 3), params);
    }
}
