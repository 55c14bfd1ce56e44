// SPDX-License-Identifier: MIT
#include "density/edge_mass.hpp"

#include "kde_cases.hpp"
#include "some_area.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;

namespace
{

const std::vector<Kernel> kKernels{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                   Kernel::uniform, Kernel::cone,         Kernel::gaussian};

KdeParams corrected(Kernel kernel, EdgeCorrection edge, double bandwidth_m, bool average)
{
    auto params = kernel_of(kernel, bandwidth_m, average);
    params.edge = edge;
    return params;
}

} // namespace

TEST_CASE("the share of a bump inside, by the plain sum over cells", "[kde][edge]")
{
    const auto inside = some_area();
    const auto& grid = inside.grid;
    for (const auto kernel : kKernels) {
        CAPTURE(kernel_text(kernel));
        auto params = kernel_of(kernel, kernel == Kernel::gaussian ? 40 : 130);
        params.cell_m = 25;
        const density::EdgeMass mass(inside, params);
        for (std::size_t row = 0; row < grid.rows; row += 7) {
            for (std::size_t col = 0; col < grid.cols; col += 5) {
                double in = 0;
                double all = 0;
                for (int r = -200; r < 250; ++r) {
                    for (int c = -200; c < 260; ++c) {
                        const double d = 25 * std::hypot(r - static_cast<double>(row), c - static_cast<double>(col));
                        const double k = d < params.reach_m() ? kernel_per_m2(kernel, params.bandwidth_m, d) : 0;
                        all += k;
                        const bool on = r >= 0 && r < 50 && c >= 0 && c < 60 &&
                                        inside(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) != 0;
                        in += on ? k : 0;
                    }
                }
                CHECK(mass.at_cell(row, col) == Approx(in / all).epsilon(1e-9).margin(1e-12));
            }
        }
    }
}

TEST_CASE("half of a bump on a straight border is inside", "[kde][edge]")
{
    Raster<std::uint8_t> inside(grid_of(0, 2000, 10, 200, 200), std::uint8_t{0});
    for (std::size_t row = 0; row < 200; ++row) {
        for (std::size_t col = 0; col < 100; ++col) {
            inside(row, col) = 1;
        }
    }
    auto params = kernel_of(Kernel::quartic, 300);
    params.cell_m = 10;
    const density::EdgeMass mass(inside, params);
    CHECK(mass.at({1000, 1000}) == Approx(0.5).epsilon(1e-3));
    CHECK(mass.at({500, 1000}) == 1);
    CHECK(mass.at({1290, 1000}) < 1e-3);
    CHECK(mass.at({0, 2000}) == Approx(0.25).epsilon(1e-2)); // a corner
}

TEST_CASE("the mass correction keeps every incident's weight inside", "[kde][edge]")
{
    const auto inside = some_area();
    const auto places = places_in(inside);
    for (const auto kernel : kKernels) {
        for (const bool average : {false, true}) {
            CAPTURE(kernel_text(kernel), average);
            const auto params = corrected(kernel, EdgeCorrection::mass, kernel == Kernel::gaussian ? 60 : 200, average);
            const auto surface = kernel_surface(places.view(), inside.grid, params, in_some_area());
            // Far from the border cells hold what they hold without correction: all but a few thousandths.
            CHECK(surface.mass == Approx(places.total()).epsilon(average ? 2e-3 : 8e-3));
            for (std::size_t i = 0; i < inside.values.size(); ++i) {
                CHECK((inside.values[i] != 0 || surface.raster.values[i] == 0));
            }
        }
    }
}

TEST_CASE("the uniform correction is the plain density over the share inside", "[kde][edge]")
{
    const auto inside = some_area();
    const auto places = places_in(inside);
    for (const auto kernel : kKernels) {
        CAPTURE(kernel_text(kernel));
        auto params = corrected(kernel, EdgeCorrection::uniform, kernel == Kernel::gaussian ? 60 : 200, false);
        params.cell_m = 25;
        const auto surface = kernel_surface(places.view(), inside.grid, params, in_some_area());
        const auto plain = kernel_density(places.view(), inside.grid, params, on_path(SimdPath::plain));
        const density::EdgeMass mass(inside, params);
        for (std::size_t row = 0; row < 50; row += 3) {
            for (std::size_t col = 0; col < 60; col += 3) {
                const double expected = inside(row, col) != 0 ? plain(row, col) / mass.at_cell(row, col) : 0;
                CHECK(surface.raster(row, col) == Approx(expected).epsilon(1e-9));
            }
        }
        CHECK(surface.raster.values ==
              kernel_surface(places.view(), inside.grid, params, in_some_area(4)).raster.values);
    }
}

TEST_CASE("without a study area the grid is the area", "[kde][edge]")
{
    PlaceList places;
    places.add(10, 990);
    const auto params = corrected(Kernel::quartic, EdgeCorrection::mass, 200, true);
    const auto surface = kernel_surface(places.view(), grid_of(0, 1000, 25, 40, 40), params, on_path(SimdPath::plain));
    CHECK(surface.mass == Approx(1).epsilon(1e-9));
}
