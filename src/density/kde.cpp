// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"

#include "density/edge_corrected.hpp"
#include "density/engine.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr double kGaussianReach = 8; ///< in standard deviations
constexpr double kM2PerKm2 = 1e6;

struct KernelFacts {
    std::string_view name;
    double peak; ///< times π h²: what makes the kernel integrate to 1 over the plane
};

/// In the order of `Kernel`.
constexpr std::array<KernelFacts, 6> kKernels{
    {{"quartic", 3}, {"epanechnikov", 2}, {"triweight", 4}, {"uniform", 1}, {"cone", 3}, {"gaussian", 0.5}}};

/// The kernel at u, its value at 0 being 1.
double of_peak_1(Kernel kernel, double u)
{
    const double a = std::max(0.0, 1 - u * u);
    switch (kernel) {
    case Kernel::gaussian:
        return std::exp(-u * u / 2);
    case Kernel::uniform:
        return u < 1 ? 1 : 0;
    case Kernel::epanechnikov:
        return a;
    case Kernel::triweight:
        return a * a * a;
    case Kernel::cone:
        return std::max(0.0, 1 - u);
    case Kernel::quartic:
        break;
    }
    return a * a;
}

void require_bandwidth(double bandwidth_m)
{
    if (!(bandwidth_m >= density::kLeastBandwidthM && bandwidth_m <= density::kMostBandwidthM)) {
        throw ConfigError(
            fmt::format("bandwidth_m = {} cannot be used: it must be a number of metres above 0", bandwidth_m));
    }
}

} // namespace

void density::require_places(const PlacesView& places)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!(places.weight[i] >= 0) || !std::isfinite(places.weight[i])) {
            throw ConfigError(
                fmt::format("the weight of the place at ({:.1f}, {:.1f}) is {}; weights must be finite and "
                            "not negative. Check the harm table",
                            places.x[i], places.y[i], places.weight[i]));
        }
        if (!std::isfinite(places.x[i]) || !std::isfinite(places.y[i])) {
            throw ConfigError(fmt::format("place {} has no usable position: ({}, {})", i, places.x[i], places.y[i]));
        }
    }
}

/// Row sums first, then their sum: the same order on any number of threads, and short chains of roundings.
double density::sum_of_cells(const Raster<double>& raster, unsigned threads)
{
    constexpr std::size_t kRowsPerTask = 64;
    const std::size_t rows = raster.grid.rows;
    std::vector<double> of_row(rows, 0.0);
    parallel_for(threads, (rows + kRowsPerTask - 1) / kRowsPerTask, [&](std::size_t task) {
        for (std::size_t row = task * kRowsPerTask; row < std::min(rows, (task + 1) * kRowsPerTask); ++row) {
            for (std::size_t col = 0; col < raster.grid.cols; ++col) {
                of_row[row] += raster(row, col);
            }
        }
    });
    return std::accumulate(of_row.begin(), of_row.end(), 0.0);
}

Raster<std::uint8_t> density::study_area_on(const Grid& grid, const MethodContext& context)
{
    Raster<std::uint8_t> inside(grid, context.burn_study_area ? std::uint8_t{0} : std::uint8_t{1});
    if (context.burn_study_area) {
        context.burn_study_area(inside);
    }
    return inside;
}

std::string_view kernel_text(Kernel kernel)
{
    return kKernels[static_cast<std::size_t>(kernel)].name;
}

std::optional<Kernel> kernel_named(std::string_view text)
{
    for (std::size_t i = 0; i < kKernels.size(); ++i) {
        if (kKernels[i].name == text) {
            return static_cast<Kernel>(i);
        }
    }
    return std::nullopt;
}

std::vector<std::string> kernel_names()
{
    std::vector<std::string> names;
    for (const auto& kernel : kKernels) {
        names.emplace_back(kernel.name);
    }
    return names;
}

double KdeParams::reach_m() const
{
    return kernel == Kernel::gaussian ? kGaussianReach * bandwidth_m : bandwidth_m;
}

bool KdeParams::averages() const
{
    return average.value_or(bandwidth_m < density::kAverageBelowCells * cell_m);
}

double kernel_per_m2(Kernel kernel, double bandwidth_m, double d_m)
{
    const double peak = kKernels[static_cast<std::size_t>(kernel)].peak / std::numbers::pi;
    return of_peak_1(kernel, d_m / bandwidth_m) * peak / (bandwidth_m * bandwidth_m);
}

double density::peak_per_km2(const KdeParams& params)
{
    return kM2PerKm2 * kernel_per_m2(params.kernel, params.bandwidth_m, 0);
}

Raster<double> kernel_density(const PlacesView& places, const Grid& grid, const KdeParams& params,
                              const MethodContext& context)
{
    require_bandwidth(params.bandwidth_m);
    density::require_places(places);
    KdeParams on_grid = params;
    on_grid.cell_m = grid.cell_m;
    Raster<double> raster(grid);
    const auto sum = params.direct ? &density::direct_density : &density::tiled_density;
    sum(places, on_grid, context, raster);
    return raster;
}

Surface kernel_surface(const PlacesView& places, const Grid& grid, const KdeParams& params,
                       const MethodContext& context)
{
    Surface surface;
    surface.raster =
        params.edge == EdgeCorrection::none
            ? kernel_density(places, grid, params, context)
            : density::edge_corrected_density(places, density::study_area_on(grid, context), params, context);
    surface.bandwidth_m = params.bandwidth_m;
    surface.reach_m = params.reach_m();
    KdeParams on_grid = params;
    on_grid.cell_m = grid.cell_m;
    surface.cell_rule = on_grid.averages() ? "average" : "centre";
    surface.mass = density::sum_of_cells(surface.raster, context.threads) * grid.cell_area_m2() / kM2PerKm2;
    for (const double weight : places.weight) {
        surface.weight += weight;
    }
    return surface;
}

} // namespace harmspot
