// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace kde_cases;

namespace
{

bool same_bytes(const Raster<double>& a, const Raster<double>& b)
{
    return a.values.size() == b.values.size() &&
           std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(double)) == 0;
}

/// Largest difference of two rasters, as a share of the larger's peak.
double difference(const Raster<double>& a, const Raster<double>& b)
{
    double most = 0;
    double peak = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        most = std::max(most, std::abs(a.values[i] - b.values[i]));
        peak = std::max({peak, a.values[i], b.values[i]});
    }
    return most / peak;
}

const Box kBox{0, 0, 4000, 3000};
const Grid kGrid = grid_of(0, 3000, 20, 200, 150);

} // namespace

TEST_CASE("one incident puts the kernel's peak in its own cell", "[kde]")
{
    // 11 x 11 cells of 1 m; the incident sits on the middle cell's centre.
    PlaceList places;
    places.add(5.5, 5.5);
    const auto grid = grid_of(0, 11, 1, 11, 11);
    const double per_m2 = 1e-6;
    for (const auto path : paths_here()) {
        const auto quartic = kernel_density(places.view(), grid, kernel_of(Kernel::quartic, 3), on_path(path));
        CHECK(quartic(5, 5) * per_m2 == Approx(3 / (std::numbers::pi * 9)).epsilon(1e-12));
        CHECK(quartic(5, 8) == 0); // exactly a bandwidth away
        CHECK(quartic(5, 7) * per_m2 == Approx(3 / (std::numbers::pi * 9) * 25 / 81).epsilon(1e-12));
        const auto gaussian = kernel_density(places.view(), grid, kernel_of(Kernel::gaussian, 3), on_path(path));
        CHECK(gaussian(5, 5) * per_m2 == Approx(1 / (2 * std::numbers::pi * 9)).epsilon(1e-12));
        CHECK(gaussian(5, 8) * per_m2 == Approx(std::exp(-0.5) / (2 * std::numbers::pi * 9)).epsilon(1e-12));
    }
}

TEST_CASE("row 0 is north and column 0 is west", "[kde]")
{
    PlaceList places;
    places.add(35, 95); // fourth column, first row of ten
    const auto raster =
        kernel_density(places.view(), grid_of(0, 100, 10, 10, 10), kernel_of(Kernel::quartic, 8), on_path(best_simd()));
    for (std::size_t row = 0; row < 10; ++row) {
        for (std::size_t col = 0; col < 10; ++col) {
            CHECK((raster(row, col) > 0) == (row == 0 && col == 3));
        }
    }
}

TEST_CASE("kernels integrate to 1 over the plane", "[kde]")
{
    for (const auto kernel : {Kernel::quartic, Kernel::gaussian}) {
        const double h = 250;
        const auto reach = kernel_of(kernel, h).reach_m();
        constexpr int kRings = 200'000;
        double sum = 0;
        for (int i = 0; i < kRings; ++i) {
            const double d = (i + 0.5) * reach / kRings;
            sum += kernel_per_m2(kernel, h, d) * 2 * std::numbers::pi * d * reach / kRings;
        }
        CHECK(sum == Approx(1).epsilon(1e-9));
    }
    CHECK(kernel_per_m2(Kernel::quartic, 250, 250) == 0);
    CHECK(kernel_per_m2(Kernel::quartic, 250, 251) == 0);
}

TEST_CASE("cells times their area add up to the weights", "[kde]")
{
    const auto places = clustered(11, 500, {1500, 1000, 2500, 2000}, true);
    for (const auto kernel : {Kernel::quartic, Kernel::gaussian}) {
        for (const double bandwidth_m : {15.0, 30.0, 70.0, 90.0, 140.0}) {
            const auto surface = kernel_surface(places.view(), kGrid, kernel_of(kernel, bandwidth_m, std::nullopt),
                                                on_path(best_simd()));
            INFO(kernel_text(kernel) << " " << bandwidth_m);
            CHECK(surface.weight == Approx(places.total()).epsilon(1e-12));
            // A bandwidth of 0.75 cells is the worst here: its samples are 3 to a bandwidth.
            CHECK(surface.mass == Approx(surface.weight).epsilon(2e-3));
            CHECK(surface.mass == Approx(sum_of(surface.raster) * kGrid.cell_area_m2() / 1e6).epsilon(1e-12));
        }
    }
}

TEST_CASE("places outside the grid count within their reach", "[kde]")
{
    PlaceList places;
    places.add(-50, 1510);
    const auto raster = kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, 100), on_path(best_simd()));
    CHECK(raster(74, 0) == Approx(1e6 * kernel_per_m2(Kernel::quartic, 100, 60)).epsilon(1e-12));
    CHECK(raster(74, 3) == 0);
}

TEST_CASE("double the weights double the surface, exactly", "[kde]")
{
    auto places = clustered(12, 300, kBox, true);
    const auto bandwidth_m = GENERATE(150.0, 600.0);
    const auto once =
        kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, bandwidth_m), on_path(best_simd()));
    for (double& weight : places.weight) {
        weight *= 2;
    }
    const auto twice =
        kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, bandwidth_m), on_path(best_simd()));
    std::size_t different = 0;
    for (std::size_t i = 0; i < once.values.size(); ++i) {
        different += twice.values[i] != 2 * once.values[i] ? 1U : 0U;
    }
    CHECK(different == 0);
}

TEST_CASE("scale: all lengths times k divide the surface by k squared", "[kde]")
{
    auto places = clustered(13, 300, kBox, true);
    const auto params = kernel_of(Kernel::quartic, 500);
    const auto small = kernel_density(places.view(), kGrid, params, on_path(best_simd()));
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        places.x[i] *= 4;
        places.y[i] *= 4;
    }
    auto large = kernel_density(places.view(), grid_of(0, 12'000, 80, 200, 150), kernel_of(Kernel::quartic, 2000),
                                on_path(best_simd()));
    for (double& value : large.values) {
        value *= 16;
    }
    CHECK(difference(small, large) < 1e-12);
}

TEST_CASE("shift: the surface moves with its places", "[kde]")
{
    auto places = clustered(14, 300, kBox, true);
    const auto params = kernel_of(Kernel::quartic, GENERATE(150.0, 600.0));
    const auto here = kernel_density(places.view(), kGrid, params, on_path(best_simd()));
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        places.x[i] += 400'000;
        places.y[i] += 560'000;
    }
    const auto there =
        kernel_density(places.view(), grid_of(400'000, 563'000, 20, 200, 150), params, on_path(best_simd()));
    CHECK(difference(here, there) < 1e-11);
}

TEST_CASE("order of places: within rounding, none", "[kde]")
{
    const auto places = clustered(15, 300, kBox, true);
    const auto params = kernel_of(Kernel::quartic, GENERATE(150.0, 600.0));
    PlaceList backwards;
    for (std::size_t i = places.x.size(); i-- > 0;) {
        backwards.add(places.x[i], places.y[i], places.weight[i]);
    }
    CHECK(difference(kernel_density(places.view(), kGrid, params, on_path(best_simd())),
                     kernel_density(backwards.view(), kGrid, params, on_path(best_simd()))) < 1e-12);
}

TEST_CASE("swapping x and y swaps the surface", "[kde]")
{
    const auto places = clustered(16, 300, kBox, true);
    auto swapped = places;
    std::swap(swapped.x, swapped.y);
    const auto kernel = GENERATE(Kernel::quartic, Kernel::gaussian);
    const auto params = kernel_of(kernel, GENERATE(90.0, 600.0));
    const auto raster = kernel_density(places.view(), kGrid, params, on_path(best_simd()));
    const auto other = kernel_density(swapped.view(), grid_of(0, 4000, 20, 150, 200), params, on_path(best_simd()));
    Raster<double> back(kGrid, 0.0);
    for (std::size_t row = 0; row < kGrid.rows; ++row) {
        for (std::size_t col = 0; col < kGrid.cols; ++col) {
            back(row, col) = other(kGrid.cols - 1 - col, kGrid.rows - 1 - row);
        }
    }
    // Nodes of the Gaussian lie otherwise about the places, within its bound.
    CHECK(difference(raster, back) < (kernel == Kernel::gaussian ? 1e-9 : 1e-12));
}

TEST_CASE("a wider bandwidth lowers the peak of one place", "[kde]")
{
    PlaceList places;
    places.add(2010, 1510);
    double last = 1e300;
    for (const double bandwidth_m : {100.0, 200.0, 399.0, 401.0, 800.0}) {
        const auto raster =
            kernel_density(places.view(), kGrid, kernel_of(Kernel::quartic, bandwidth_m), on_path(best_simd()));
        const double peak = *std::max_element(raster.values.begin(), raster.values.end());
        CHECK(peak < last);
        last = peak;
    }
}

TEST_CASE("the same bytes on any number of threads", "[kde]")
{
    const auto places = clustered(17, 2000, kBox.grown(200), true);
    for (const auto kernel : {Kernel::quartic, Kernel::gaussian}) {
        for (const double bandwidth_m : {50.0, 150.0, 600.0}) {
            const auto params = kernel_of(kernel, bandwidth_m, std::nullopt);
            for (const auto path : paths_here()) {
                const auto one = kernel_density(places.view(), kGrid, params, on_path(path, 1));
                for (const unsigned threads : {2U, 5U}) {
                    CHECK(same_bytes(one, kernel_density(places.view(), kGrid, params, on_path(path, threads))));
                }
            }
        }
    }
}

TEST_CASE("weight 0 changes nothing", "[kde]")
{
    auto places = clustered(18, 200, kBox, true);
    const auto params = kernel_of(Kernel::quartic, GENERATE(150.0, 600.0));
    const auto before = kernel_density(places.view(), kGrid, params, on_path(best_simd()));
    places.add(2000, 1500, 0);
    CHECK(same_bytes(before, kernel_density(places.view(), kGrid, params, on_path(best_simd()))));
}

TEST_CASE("progress ends at 1, and a caller that wants to stop is heard", "[kde]")
{
    const auto places = clustered(19, 200, kBox, true);
    Progress progress;
    std::vector<double> told;
    progress.on_progress = [&](std::string_view, double fraction) { told.push_back(fraction); };
    auto context = on_path(best_simd());
    context.progress = &progress;
    auto params = kernel_of(Kernel::quartic, 100);
    params.direct = GENERATE(false, true);
    CHECK(kernel_surface(places.view(), kGrid, params, context).mass > 0);
    REQUIRE_FALSE(told.empty());
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.back() == 1);
    progress.should_stop = [] { return true; };
    CHECK_THROWS_AS(kernel_surface(places.view(), kGrid, params, context), Interrupted);
}
