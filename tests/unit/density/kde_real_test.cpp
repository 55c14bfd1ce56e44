// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "classic_points.hpp"
#include "real_data.hpp"

#include <catch2/catch.hpp>

using namespace kde_cases;

namespace
{

/// Intensity at a point, per unit area: the one cell of a grid round it.
double intensity_at(const PlaceList& places, const KdeParams& params, double x, double y, SimdPath path)
{
    const double cell = params.bandwidth_m / 10;
    const auto raster =
        kernel_density(places.view(), grid_of(x - cell / 2, y + cell / 2, cell, 1, 1), params, on_path(path));
    return raster(0, 0) / 1e6;
}

/// The intensity at every point with the point itself left out, as spatstat gives it by default.
std::vector<double> without_itself(const PlaceList& places, const KdeParams& params, SimdPath path)
{
    std::vector<double> values;
    const double own = kernel_per_m2(params.kernel, params.bandwidth_m, 0);
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        values.push_back(intensity_at(places, params, places.x[i], places.y[i], path) - own);
    }
    return values;
}

} // namespace

TEST_CASE("redwood: Gaussian intensity as spatstat computes it", "[kde][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = read_points(*folder / "redwood.csv");
    const auto n = reference(*folder / "reference_values.csv", "n", "");
    REQUIRE(static_cast<double>(places.x.size()) == n);
    for (const auto path : paths_here()) {
        // spatstat.explore 3.0-6, sigma = 0.1, no edge correction: at (0.5, -0.5), at the first point, and summed.
        const auto params = kernel_of(Kernel::gaussian, 0.1);
        CHECK(intensity_at(places, params, 0.5, -0.5, path) == Approx(53.70725223).epsilon(1e-9));
        const auto values = without_itself(places, params, path);
        CHECK(values.front() == Approx(31.62604544).epsilon(1e-9));
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        CHECK(sum == Approx(5247.598913).epsilon(1e-9));
    }
}

TEST_CASE("redwood: Gaussian intensity at the oversmoothing bandwidth, the reference file's values", "[kde][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = read_points(*folder / "redwood.csv");
    const auto file = *folder / "reference_values.csv";
    const double sigma = reference(file, "OS", "");
    const auto params = kernel_of(Kernel::gaussian, sigma);
    double sum = 0;
    double most = 0;
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        const double value = intensity_at(places, params, places.x[i], places.y[i], best_simd());
        sum += value;
        most = std::max(most, value);
        if (i == 0) {
            CHECK(value ==
                  Approx(reference(file, "kde_at_first_point", "sigma=0.1486214046 edge=FALSE")).epsilon(1e-8));
        }
    }
    const auto mean =
        reference(file, "kde_at_points_mean", "Gaussian sigma=0.1486214046, leaveoneout=FALSE, edge=FALSE");
    CHECK(sum / static_cast<double>(places.x.size()) == Approx(mean).epsilon(1e-8));
    CHECK(most == Approx(reference(file, "kde_at_points_max", "sigma=0.1486214046 edge=FALSE")).epsilon(1e-8));
}

TEST_CASE("redwood: what falls inside the unit square without edge correction", "[kde][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = read_points(*folder / "redwood.csv");
    // The exact integral over the window is 55.77443951; the mean of cell averages comes within 1e-5 of it.
    const auto surface = kernel_surface(places.view(), grid_of(0, 0, 1.0 / 256, 256, 256),
                                        kernel_of(Kernel::gaussian, 0.1, true), on_path(best_simd()));
    CHECK(surface.mass == Approx(55.77443951).epsilon(1e-5));
    CHECK(surface.weight == static_cast<double>(places.x.size()));
}

TEST_CASE("redwood: edge corrections as spatstat gives them", "[kde][edge][real]")
{
    const auto folder = real_data("classic-points");
    if (!folder) {
        return;
    }
    const auto places = read_points(*folder / "redwood.csv");
    auto params = kernel_of(Kernel::gaussian, 0.1, true);
    const auto mass = [&](EdgeCorrection edge) {
        params.edge = edge;
        return kernel_surface(places.view(), grid_of(0, 0, 1.0 / 128, 128, 128), params, on_path(best_simd())).mass;
    };
    // spatstat.explore 3.0-6, sigma = 0.1: 62 with diggle = TRUE, 64.66803703 uniform.
    CHECK(mass(EdgeCorrection::mass) == Approx(62).epsilon(1e-6));
    CHECK(mass(EdgeCorrection::uniform) == Approx(64.66803703).epsilon(1e-4));
}
