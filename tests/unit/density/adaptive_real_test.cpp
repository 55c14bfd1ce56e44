// SPDX-License-Identifier: MIT
// Bandwidths and maps that spatstat and sparr give for published point patterns.
#include "adaptive_twin.hpp"
#include "classic_points.hpp"
#include "real_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kde_cases;

TEST_CASE("redwood: Abramson's bandwidths as spatstat's formula gives them", "[kde][adaptive][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = read_points(*folder / "redwood.csv");
    auto params = kernel_of(Kernel::gaussian, 0.1, true);
    params.edge = EdgeCorrection::uniform;
    AdaptiveParams adaptive;
    adaptive.pilot_m = 0.1;
    const Raster<std::uint8_t> square(grid_of(0, 0, 1.0 / 256, 256, 256), std::uint8_t{1});
    // bw.abram(redwood, h0 = 0.1), the pilot evaluated at the points themselves.
    const std::vector<double> expected{0.132564, 0.112684, 0.109657, 0.117171};
    for (const auto path : paths_here()) {
        const auto found = adaptive_bandwidths(places.view(), params, adaptive, &square, on_path(path));
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(found.metres[i] == Approx(expected[i]).epsilon(1e-5));
        }
    }
}

TEST_CASE("chorley: fixed and adaptive density as sparr gives them", "[kde][adaptive][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = merged(read_points(*folder / "chorley.csv"));
    const auto window = read_window(*folder / "chorley_window.csv");
    const auto inside = window.on_cells(128);
    auto context = on_path(best_simd());
    context.burn_study_area = [&](Raster<std::uint8_t>& raster) { raster = inside; };
    auto params = kernel_of(Kernel::gaussian, 1.5);
    params.edge = EdgeCorrection::uniform;
    const auto most_of = [](const Surface& surface) { // of the density that integrates to 1, as sparr gives it
        return *std::max_element(surface.raster.values.begin(), surface.raster.values.end()) / 1e6 / surface.mass;
    };
    // sparr 2.2-17, bivariate.density(chorley, h0 = 1.5), on 128 pixels a side: within 2 % on any such grid.
    const auto fixed = kernel_surface(places.view(), inside.grid, params, context);
    CHECK(most_of(fixed) == Approx(0.01310713571).epsilon(0.02));
    // The same with hp = 1, adapt = TRUE. sparr's trim, at a multiple of h0, cuts nothing here, where ours, at a
    // multiple of the median, would cut the two widest.
    AdaptiveParams adaptive;
    adaptive.pilot_m = 1;
    adaptive.trim = std::numeric_limits<double>::infinity();
    const auto surface = adaptive_surface(places.view(), inside.grid, params, adaptive, context);
    CHECK(most_of(surface) == Approx(0.023458494).epsilon(0.02));
    const auto found = adaptive_bandwidths(places.view(), params, adaptive, &inside, context);
    CHECK(found.least_m == Approx(0.9040601).epsilon(0.02));
    CHECK(found.most_m == Approx(7.42292942).epsilon(0.02));
    // sparr's default trim of 5 is 5 h0 = 7.5, since it cuts at multiples of the geometric mean: just over the widest.
    auto trimmed = adaptive;
    trimmed.most_m = 5 * params.bandwidth_m;
    CHECK(adaptive_bandwidths(places.view(), params, trimmed, &inside, context).trimmed == 0);
    trimmed = adaptive;
    trimmed.trim = 5;
    CHECK(5 * found.median_m < found.most_m);
    CHECK(adaptive_bandwidths(places.view(), params, trimmed, &inside, context).trimmed == 2);
    // γ for a pilot that integrates to 1 over the window, where ours counts incidents.
    auto pilot = params;
    pilot.bandwidth_m = adaptive.pilot_m;
    const double mass = kernel_surface(places.view(), inside.grid, pilot, context).mass;
    const double incidents = 1036;
    CHECK(found.gamma_m * std::sqrt(mass / incidents) == Approx(10.95660446).epsilon(0.02));
}
