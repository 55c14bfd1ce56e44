// SPDX-License-Identifier: MIT
// Bandwidths that differ from place to place: every cell against the sum in long double.
#include "adaptive_twin.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;

namespace
{

const std::vector<Kernel> kEveryKernel{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                       Kernel::uniform, Kernel::cone,         Kernel::gaussian};
const Box kBox{400'000, 560'000, 402'000, 561'500};
const Grid kGrid = grid_of(400'000, 561'500, 20, 70, 40); // more than a tile wide

/// From `least_m` to `most_m`, even on a log scale.
std::vector<double> spread_bandwidths(std::size_t count, double least_m, double most_m, std::uint64_t seed = 5)
{
    std::mt19937_64 random(seed);
    std::vector<double> metres;
    for (std::size_t i = 0; i < count; ++i) {
        metres.push_back(least_m * std::pow(most_m / least_m, uniform(random)));
    }
    return metres;
}

} // namespace

TEST_CASE("adaptive: every kernel and cell rule, bandwidths from a quarter cell to the width of the grid",
          "[kde][adaptive][twin]")
{
    const auto places = clustered(2, 70, kBox.grown(300), true);
    for (const auto kernel : kEveryKernel) {
        const double most_m = kernel == Kernel::gaussian ? 300 : 2000;
        const auto metres = spread_bandwidths(places.x.size(), 5, most_m);
        for (const std::optional<bool> average : {std::optional<bool>(), std::optional(false), std::optional(true)}) {
            check_adaptive_paths(places, metres, kGrid, kernel_of(kernel, 1, average));
        }
    }
}

TEST_CASE("adaptive: the plain sum is the formula", "[kde][adaptive][twin]")
{
    const auto places = clustered(3, 40, kBox, true);
    const auto metres = spread_bandwidths(places.x.size(), 10, 700);
    for (const auto kernel : kEveryKernel) {
        auto params = kernel_of(kernel, 1, std::nullopt);
        params.direct = true;
        check_adaptive_paths(places, metres, grid_of(400'000, 561'500, 50, 40, 30), params);
    }
}

TEST_CASE("adaptive: everything on one place, each with a bandwidth of its own", "[kde][adaptive][twin]")
{
    PlaceList places;
    for (int i = 0; i < 100; ++i) {
        places.add(401'003.7, 560'701.2, 1 + i % 7);
    }
    const auto metres = spread_bandwidths(places.x.size(), 15, 900);
    for (const auto kernel : kEveryKernel) {
        check_adaptive_paths(places, metres, kGrid, kernel_of(kernel, 1, std::nullopt));
    }
}

TEST_CASE("adaptive: places on cell edges, corners and centres, bandwidths of whole cells", "[kde][adaptive][twin]")
{
    // Cells lie at exactly a bandwidth from places: there the kernel is 0, and so is the cell.
    PlaceList places;
    std::vector<double> metres;
    for (int i = 0; i < 10; ++i) {
        places.add(400'200 + 160.0 * i, 561'000);
        metres.push_back(20.0 * (i + 1));
        places.add(400'210 + 160.0 * i, 560'810);
        metres.push_back(40.0 * (i + 1));
        places.add(400'200 + 160.0 * i, 560'610);
        metres.push_back(10.0 * (2 * i + 1));
    }
    for (const auto kernel : kEveryKernel) {
        check_adaptive_paths(places, metres, kGrid, kernel_of(kernel, 1));
        check_adaptive_paths(places, metres, kGrid, kernel_of(kernel, 1, std::nullopt));
    }
}

TEST_CASE("adaptive: bandwidths far below a cell and far wider than the grid", "[kde][adaptive][twin]")
{
    const auto around = clustered(6, 60, kBox.grown(20'000), true);
    const auto inside = clustered(7, 60, kBox, true);
    for (const auto kernel : kEveryKernel) {
        check_adaptive_paths(around, spread_bandwidths(around.x.size(), 2'000, 90'000),
                             grid_of(400'000, 561'500, 100, 20, 15), kernel_of(kernel, 1));
        check_adaptive_paths(inside, spread_bandwidths(inside.x.size(), 0.001, 1), kGrid,
                             kernel_of(kernel, 1, std::nullopt));
    }
}

TEST_CASE("adaptive: weights over 12 orders of magnitude", "[kde][adaptive][twin]")
{
    auto places = clustered(8, 80, kBox, false);
    for (std::size_t i = 0; i < places.weight.size(); ++i) {
        places.weight[i] = std::pow(10.0, static_cast<double>(i % 13) - 6);
    }
    for (const auto kernel : kEveryKernel) {
        check_adaptive_paths(places, spread_bandwidths(places.x.size(), 20, 400), kGrid,
                             kernel_of(kernel, 1, std::nullopt));
    }
}

TEST_CASE("adaptive: grids of one row, one column, one cell, and one more than a tile", "[kde][adaptive][twin]")
{
    const auto places = clustered(9, 60, {400'000, 561'000, 400'500, 561'500}, true);
    const auto metres = spread_bandwidths(places.x.size(), 5, 300);
    for (const auto& grid : {grid_of(400'000, 561'260, 10, 50, 1), grid_of(400'250, 561'500, 10, 1, 50),
                             grid_of(400'250, 561'250, 10, 1, 1), grid_of(399'900, 561'600, 10, 65, 65)}) {
        check_adaptive_paths(places, metres, grid, kernel_of(Kernel::quartic, 1, std::nullopt));
        check_adaptive_paths(places, metres, grid, kernel_of(Kernel::gaussian, 1, std::nullopt));
    }
}
