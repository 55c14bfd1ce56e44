// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

/// What the density tests share: places that own their columns, and a second writing of the kernel sum.
namespace kde_cases
{

using namespace harmspot;

/// Owns what a `PlacesView` refers to.
struct PlaceList {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;

    void add(double at_x, double at_y, double w = 1)
    {
        x.push_back(at_x);
        y.push_back(at_y);
        weight.push_back(w);
        incidents.push_back(1);
    }
    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
    [[nodiscard]] double total() const
    {
        double sum = 0;
        for (const double w : weight) {
            sum += w;
        }
        return sum;
    }
};

inline Grid grid_of(double min_x, double max_y, double cell_m, std::size_t cols, std::size_t rows)
{
    Grid grid;
    grid.min_x = min_x;
    grid.max_y = max_y;
    grid.cell_m = cell_m;
    grid.cols = cols;
    grid.rows = rows;
    return grid;
}

/// Uniform in [0, 1), the same with every standard library.
inline double uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

/// Clusters round random middles, some far heavier than others, with uniform ones between.
inline PlaceList clustered(std::uint64_t seed, std::size_t count, const Box& box, bool heavy_tailed)
{
    std::mt19937_64 random(seed);
    const double width = box.max_x - box.min_x;
    const double height = box.max_y - box.min_y;
    PlaceList places;
    double middle_x = 0;
    double middle_y = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 50 == 0) {
            middle_x = box.min_x + uniform(random) * width;
            middle_y = box.min_y + uniform(random) * height;
        }
        const double spread = i % 10 == 0 ? 1 : 0.02;
        const double x = middle_x + (uniform(random) - 0.5) * spread * width;
        const double y = middle_y + (uniform(random) - 0.5) * spread * height;
        const double weight = heavy_tailed ? std::pow(1 - uniform(random), -1.5) : 1 + uniform(random);
        places.add(x, y, weight);
    }
    return places;
}

/// The value of one cell and how much error it may carry (the Gaussian: see `exact_cells`), in long double, per km².
struct Exact {
    long double value = 0;
    long double allowed = 0;
    bool in_reach = false; ///< of any place, by more than a rounding
};

/// The kernel at u² < 1, or for the Gaussian at any; its value at 0 is 1.
inline long double of_peak_1(Kernel kernel, long double u2)
{
    const long double a = 1 - u2;
    switch (kernel) {
    case Kernel::uniform:
        return 1;
    case Kernel::epanechnikov:
        return a;
    case Kernel::triweight:
        return a * a * a;
    case Kernel::cone:
        return 1 - std::sqrt(u2);
    case Kernel::gaussian:
        return std::exp(-u2 / 2);
    case Kernel::quartic:
        break;
    }
    return a * a;
}

/// The kernel's value at 0 for h = 1, from the condition that it integrates to 1 over the plane.
inline long double peak_of(Kernel kernel)
{
    using std::numbers::pi_v;
    switch (kernel) {
    case Kernel::uniform:
        return 1 / pi_v<long double>;
    case Kernel::epanechnikov:
        return 2 / pi_v<long double>;
    case Kernel::triweight:
        return 4 / pi_v<long double>;
    case Kernel::gaussian:
        return 1 / (2 * pi_v<long double>);
    case Kernel::cone:
    case Kernel::quartic:
        break;
    }
    return 3 / pi_v<long double>;
}

/// Σ w k((x − x_i)/h) / h² at a point, times 10⁶, straight from the formula, the Gaussian untruncated. A place within
/// 1e-9 of the uniform kernel's rim may count or not.
inline Exact exact_at(const PlacesView& places, const KdeParams& params, long double x, long double y)
{
    const long double h = params.bandwidth_m;
    const bool gaussian = params.kernel == Kernel::gaussian;
    const long double reach = gaussian ? 8 * h : h;
    const long double peak = peak_of(params.kernel) / (h * h) * 1e6L;
    Exact exact;
    long double near = 0;
    long double either = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const long double dx = x - places.x[i];
        const long double dy = y - places.y[i];
        const long double d2 = dx * dx + dy * dy;
        const long double u2 = d2 / (h * h);
        const long double weight = places.weight[i];
        if (u2 < 36 || d2 < reach * reach) {
            near += weight;
        }
        if (params.kernel == Kernel::uniform && std::abs(u2 - 1) < 1e-9L) {
            either += weight;
        }
        if (gaussian || d2 < reach * reach) {
            exact.value += weight * of_peak_1(params.kernel, u2);
        }
        if (d2 < reach * reach) {
            exact.in_reach = exact.in_reach || (weight > 0 && d2 < reach * reach * (1 + 1e-9L));
        }
    }
    exact.value *= peak;
    exact.allowed = 1e-9L * exact.value + 1e-12L * peak * near + peak * either;
    return exact;
}

/// The cell's value by its rule: at the centre, or the mean of 4 × 4 sub-cell centres.
inline Exact exact_cell(const PlacesView& places, const Grid& grid, const KdeParams& params, std::size_t row,
                        std::size_t col)
{
    const int samples = params.averages() ? 4 : 1;
    const long double cell = grid.cell_m;
    Exact exact;
    for (int i = 0; i < samples; ++i) {
        for (int j = 0; j < samples; ++j) {
            const long double x = grid.min_x + (static_cast<long double>(col) + (j + 0.5L) / samples) * cell;
            const long double y = grid.max_y - (static_cast<long double>(row) + (i + 0.5L) / samples) * cell;
            const auto one = exact_at(places, params, x, y);
            exact.value += one.value / (samples * samples);
            exact.allowed += one.allowed / (samples * samples);
            exact.in_reach = exact.in_reach || one.in_reach;
        }
    }
    return exact;
}

inline std::vector<SimdPath> paths_here()
{
    std::vector<SimdPath> paths;
    for (const auto path : {SimdPath::plain, SimdPath::avx2, SimdPath::avx512}) {
        if (simd_available(path)) {
            paths.push_back(path);
        }
    }
    return paths;
}

inline MethodContext on_path(SimdPath path, unsigned threads = 1)
{
    MethodContext context;
    context.simd = path;
    context.threads = threads;
    return context;
}

inline KdeParams kernel_of(Kernel kernel, double bandwidth_m, std::optional<bool> average = false)
{
    KdeParams params;
    params.kernel = kernel;
    params.bandwidth_m = bandwidth_m;
    params.average = average;
    return params;
}

inline double sum_of(const Raster<double>& raster)
{
    double sum = 0;
    for (const double value : raster.values) {
        sum += value;
    }
    return sum;
}

} // namespace kde_cases
