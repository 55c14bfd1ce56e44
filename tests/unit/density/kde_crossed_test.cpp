// SPDX-License-Identifier: MIT
// One bandwidth: every kernel, edge correction and cell rule against the plain sums in long double (for bandwidths that
// differ from place to place see adaptive_surface_test.cpp); and what there is to say of nothing, by each of them.
#include "kde_verdict.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace kde_cases;

namespace
{

const std::vector<Kernel> kEveryKernel{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                       Kernel::uniform, Kernel::cone,         Kernel::gaussian};
const std::vector<EdgeCorrection> kEveryEdge{EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::mass};
const std::vector<std::optional<bool>> kEveryCellRule{std::nullopt, false, true};

/// 22 × 18 cells of 25 m, with a hole and an island.
Raster<std::uint8_t> land()
{
    Raster<std::uint8_t> inside(grid_of(1000, 2450, 25, 22, 18), std::uint8_t{0});
    for (std::size_t row = 1; row < 17; ++row) {
        for (std::size_t col = 0; col < 21; ++col) {
            const bool hole = row > 5 && row < 9 && col > 6 && col < 10;
            const bool strait = col == 16 || col == 17;
            inside(row, col) = hole || strait ? 0 : 1;
        }
    }
    return inside;
}

PlaceList places_on(const Raster<std::uint8_t>& inside)
{
    std::mt19937_64 random(12);
    PlaceList places;
    while (places.x.size() < 40) {
        const double east = uniform(random) * 22;
        const double south = uniform(random) * 18;
        if (inside(static_cast<std::size_t>(south), static_cast<std::size_t>(east)) != 0) {
            places.add(1000 + 25 * east, 2450 - 25 * south, 1 + 5 * uniform(random));
        }
    }
    return places;
}

MethodContext on(const Raster<std::uint8_t>& inside, SimdPath path)
{
    auto context = on_path(path);
    context.burn_study_area = [&inside](Raster<std::uint8_t>& raster) { raster = inside; };
    return context;
}

/// A place of weight 1 at (x, y), at a cell's value by the cell rule, per km²; cells may lie off the grid.
long double bump(const Grid& grid, const KdeParams& params, long double x, long double y, int row, int col)
{
    const int samples = params.averages() ? 4 : 1;
    const long double h = params.bandwidth_m;
    long double sum = 0;
    for (int i = 0; i < samples * samples; ++i) {
        const long double dx = grid.min_x + (col + (i % samples + 0.5L) / samples) * grid.cell_m - x;
        const long double dy = grid.max_y - (row + (i / samples + 0.5L) / samples) * grid.cell_m - y;
        const long double u2 = (dx * dx + dy * dy) / (h * h);
        const bool felt = u2 < (params.kernel == Kernel::gaussian ? 64 : 1);
        sum += felt ? of_peak_1(params.kernel, u2) * peak_of(params.kernel) / (h * h) * 1e6L : 0;
    }
    return sum / (samples * samples);
}

/// The bump of a place at (x, y) summed over the cells inside, and over all there are.
std::pair<long double, long double> inside_and_all(const Raster<std::uint8_t>& inside, const KdeParams& params,
                                                   long double x, long double y)
{
    const auto& grid = inside.grid;
    const int beyond = static_cast<int>(std::ceil(params.reach_m() / grid.cell_m)) + 1;
    std::pair<long double, long double> sums{0, 0};
    for (int row = -beyond; row < static_cast<int>(grid.rows) + beyond; ++row) {
        for (int col = -beyond; col < static_cast<int>(grid.cols) + beyond; ++col) {
            const long double k = bump(grid, params, x, y, row, col);
            const bool on_grid =
                row >= 0 && col >= 0 && row < static_cast<int>(grid.rows) && col < static_cast<int>(grid.cols);
            sums.second += k;
            sums.first += on_grid && inside(static_cast<std::size_t>(row), static_cast<std::size_t>(col)) != 0 ? k : 0;
        }
    }
    return sums;
}

/// Whether every cell that a bump at (x, y) may reach is inside: then nothing is corrected.
bool is_far_inside(const Raster<std::uint8_t>& inside, const KdeParams& params, double x, double y)
{
    const auto& grid = inside.grid;
    const auto reach = static_cast<int>(std::ceil(params.reach_m() / grid.cell_m));
    const auto at_row = static_cast<int>(std::floor((grid.max_y - y) / grid.cell_m));
    const auto at_col = static_cast<int>(std::floor((x - grid.min_x) / grid.cell_m));
    for (int row = at_row - reach; row <= at_row + reach; ++row) {
        for (int col = at_col - reach; col <= at_col + reach; ++col) {
            const bool on_grid =
                row >= 0 && col >= 0 && row < static_cast<int>(grid.rows) && col < static_cast<int>(grid.cols);
            if (!on_grid || inside(static_cast<std::size_t>(row), static_cast<std::size_t>(col)) == 0) {
                return false;
            }
        }
    }
    return true;
}

/// Every cell by the definition: Jones's weights first, or Diggle's share last.
std::vector<long double> plain_map(const PlaceList& places, const Raster<std::uint8_t>& inside, const KdeParams& params)
{
    const auto& grid = inside.grid;
    std::vector<long double> weight(places.weight.begin(), places.weight.end());
    for (std::size_t i = 0; i < weight.size() && params.edge == EdgeCorrection::mass; ++i) {
        const bool whole = is_far_inside(inside, params, places.x[i], places.y[i]);
        weight[i] /=
            whole ? 1 : inside_and_all(inside, params, places.x[i], places.y[i]).first * grid.cell_area_m2() / 1e6L;
    }
    std::vector<long double> map(grid.size(), 0);
    for (std::size_t cell = 0; cell < map.size(); ++cell) {
        const bool counts = params.edge == EdgeCorrection::none || inside.values[cell] != 0;
        const auto row = static_cast<int>(cell / grid.cols);
        const auto col = static_cast<int>(cell % grid.cols);
        for (std::size_t i = 0; i < weight.size() && counts; ++i) {
            map[cell] += weight[i] * bump(grid, params, places.x[i], places.y[i], row, col);
        }
        if (params.edge == EdgeCorrection::uniform && map[cell] > 0) {
            const auto [in, all] =
                inside_and_all(inside, params, grid.centre_x(cell % grid.cols), grid.centre_y(cell / grid.cols));
            map[cell] /= in / all;
        }
    }
    return map;
}

} // namespace

TEST_CASE("every kernel, edge correction and cell rule against the plain sum", "[kde][edge][crossed]")
{
    const auto inside = land();
    const auto places = places_on(inside);
    for (const auto kernel : kEveryKernel) {
        for (const auto edge : kEveryEdge) {
            for (const auto& average : kEveryCellRule) {
                for (const double quartic_m : {70.0, 120.0}) { // auto averages one and not the other
                    auto params = kernel_of(kernel, kernel == Kernel::gaussian ? quartic_m / 3 : quartic_m, average);
                    params.edge = edge;
                    params.cell_m = 25;
                    const auto expected = plain_map(places, inside, params);
                    const auto most = *std::max_element(expected.begin(), expected.end());
                    for (const auto path : paths_here()) {
                        const auto surface = kernel_surface(places.view(), inside.grid, params, on(inside, path));
                        long double worst = 0;
                        std::size_t negative = 0;
                        for (std::size_t i = 0; i < expected.size(); ++i) {
                            const double value = surface.raster.values[i];
                            worst = std::max(worst, std::abs(value - expected[i]));
                            negative += value < 0 ? 1U : 0U;
                        }
                        CAPTURE(kernel_text(kernel), static_cast<int>(edge), average.has_value(), params.averages(),
                                params.bandwidth_m, simd_text(path));
                        CHECK(static_cast<double>(worst / most) < 2e-9);
                        CHECK(negative == 0);
                        CHECK(surface.cell_rule == (params.averages() ? "average" : "centre"));
                    }
                }
            }
        }
    }
}

TEST_CASE(
    "no point, one point, weights of 0, and a mask that excludes everything, by every edge correction and cell rule",
    "[kde][edge][crossed]")
{
    const auto inside = land();
    const Raster<std::uint8_t> nowhere(inside.grid, std::uint8_t{0});
    const PlaceList nothing;
    PlaceList one;
    one.add(1100, 2200, 3);
    PlaceList weightless;
    weightless.add(1100, 2200, 0);
    weightless.add(1250, 2100, 0);
    for (const auto kernel : kEveryKernel) {
        for (const auto edge : kEveryEdge) {
            for (const auto& average : kEveryCellRule) {
                auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 20 : 80, average);
                params.edge = edge;
                const auto made = [&](const PlaceList& places, const Raster<std::uint8_t>& area) {
                    return kernel_surface(places.view(), inside.grid, params, on(area, best_simd()));
                };
                CAPTURE(kernel_text(kernel), static_cast<int>(edge), average.has_value());
                CHECK(made(nothing, inside).mass == 0);
                CHECK(made(weightless, inside).mass == 0);
                const auto lone = made(one, inside);
                CHECK(lone.weight == 3);
                CHECK(lone.mass == Approx(3).epsilon(edge == EdgeCorrection::mass ? 1e-9 : 0.2));
                const auto hidden = made(one, nowhere);
                CHECK((hidden.mass == 0) == (edge != EdgeCorrection::none));
                for (const double value : hidden.raster.values) {
                    REQUIRE(std::isfinite(value));
                }
            }
        }
    }
}
