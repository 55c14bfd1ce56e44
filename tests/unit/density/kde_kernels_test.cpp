// SPDX-License-Identifier: MIT
#include "kde_verdict.hpp"

#include <cmath>

using namespace kde_cases;

namespace
{

const std::vector<Kernel> kNoQuartic{Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone};
const Box kBox{400'000, 560'000, 402'000, 561'500};

} // namespace

TEST_CASE("every kernel integrates to 1 over the plane", "[kde][kernels]")
{
    constexpr double h = 250;
    constexpr int kSteps = 200'000;
    for (const auto& name : kernel_names()) {
        const auto kernel = kernel_named(name);
        REQUIRE(kernel.has_value());
        CHECK(kernel_text(*kernel) == name);
        const double end = kernel_of(*kernel, h).reach_m();
        double mass = 0;
        for (int i = 0; i < kSteps; ++i) {
            const double d = (i + 0.5) * end / kSteps;
            mass += 2 * std::numbers::pi * d * kernel_per_m2(*kernel, h, d) * end / kSteps;
        }
        INFO(name);
        CHECK(mass == Approx(1).epsilon(1e-8));
    }
    CHECK_FALSE(kernel_named("biweight").has_value());
}

TEST_CASE("every kernel: cells are within the error allowed at any bandwidth", "[kde][kernels]")
{
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    const auto cells = GENERATE(0.3, 1.0, 4.0, 11.9, 12.1, 20.0, 33.0, 70.0);
    for (const auto kernel : kNoQuartic) {
        const auto places = clustered(11, 300, kBox.grown(300), true);
        check_all_paths(places, grid, kernel_of(kernel, cells * grid.cell_m, std::nullopt));
    }
}

TEST_CASE("every kernel: adversarial places", "[kde][kernels]")
{
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    for (const auto kernel : kNoQuartic) {
        PlaceList one_place;
        for (int i = 0; i < 2000; ++i) {
            one_place.add(401'003.7, 560'701.2, 1 + i % 7);
        }
        PlaceList on_edges;
        for (int i = 0; i < 12; ++i) {
            on_edges.add(400'200 + 100.0 * i, 561'000);
            on_edges.add(400'205 + 100.0 * i, 560'805);
        }
        auto wide_weights = clustered(7, 300, kBox, false);
        for (std::size_t i = 0; i < wide_weights.weight.size(); ++i) {
            wide_weights.weight[i] = std::pow(10.0, static_cast<double>(i % 13) - 6);
        }
        for (const double bandwidth_m : {50.0, 130.0, 205.0, 480.0}) {
            check_all_paths(one_place, grid, kernel_of(kernel, bandwidth_m));
            check_all_paths(on_edges, grid, kernel_of(kernel, bandwidth_m));
            check_all_paths(wide_weights, grid, kernel_of(kernel, bandwidth_m));
        }
        const auto around = clustered(6, 200, kBox.grown(20'000), true);
        check_all_paths(around, grid_of(400'000, 561'500, 100, 20, 15), kernel_of(kernel, 90'000));
    }
}

TEST_CASE("every kernel: averages over cells, and the plain sum", "[kde][kernels]")
{
    const auto grid = grid_of(400'000, 561'500, 25, 60, 50);
    const auto places = clustered(5, 100, kBox, true);
    for (const auto kernel : kNoQuartic) {
        check_all_paths(places, grid, kernel_of(kernel, 700, true));
        auto direct = kernel_of(kernel, 333, false);
        direct.direct = true;
        check_all_paths(places, grid, direct);
    }
}

TEST_CASE("every kernel: the same bytes on 1 thread and 5", "[kde][kernels]")
{
    const auto grid = grid_of(400'000, 561'500, 10, 200, 150);
    const auto places = clustered(12, 2000, kBox, true);
    for (const auto kernel : kNoQuartic) {
        const auto one = kernel_density(places.view(), grid, kernel_of(kernel, 300), on_path(best_simd(), 1));
        const auto five = kernel_density(places.view(), grid, kernel_of(kernel, 300), on_path(best_simd(), 5));
        CHECK(one.values == five.values);
    }
}
