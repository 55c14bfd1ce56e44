// SPDX-License-Identifier: MIT
// The error bound on the heavy-tailed points that speed is measured on: every kernel, one bandwidth and many.
#include "kde_points.hpp"
#include "sampled_cells.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;

namespace
{

PlaceList heavy_tailed(std::size_t count)
{
    const auto points = bench::heavy_tailed_points(count);
    PlaceList places;
    for (std::size_t i = 0; i < count; ++i) {
        places.add(points.x[i], points.y[i], points.weight[i]);
    }
    return places;
}

constexpr int kCells = 60;

} // namespace

TEST_CASE("heavy-tailed points: every kernel within the error allowed, by one bandwidth and by Abramson's and nearest",
          "[kde][adaptive][twin]")
{
    const auto places = heavy_tailed(4000);
    const auto grid = Grid::covering(bench::kForceBox, 100);
    for (const auto kernel :
         {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone, Kernel::gaussian}) {
        const double h = kernel == Kernel::gaussian ? 180 : 500;
        const auto params = kernel_of(kernel, h, std::nullopt);
        check_fixed_sample(places, grid, params, kCells);
        check_fixed_sample(places, grid, kernel_of(kernel, 5 * h), kCells);
        AdaptiveParams adaptive;
        adaptive.pilot_m = h;
        check_adaptive_sample(places, grid, params, adaptive, kCells);
        adaptive.rule = AdaptiveRule::nearest;
        adaptive.least_m = 20; // a fifth of a cell
        check_adaptive_sample(places, grid, params, adaptive, kCells);
    }
}
