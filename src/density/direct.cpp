// SPDX-License-Identifier: MIT
#include "density/engine.hpp"

#include "harmspot/parallel.hpp"

#include <cmath>

namespace harmspot::density
{

namespace
{

/// (1 − u²)^degree
template <int degree>
double power(double u2)
{
    double value = u2 < 1 ? 1 : 0;
    for (int i = 0; i < degree; ++i) {
        value *= 1 - u2;
    }
    return value;
}

double cone(double u2)
{
    return u2 < 1 ? 1 - std::sqrt(u2) : 0;
}

double gaussian(double u2)
{
    return std::exp(-u2 / 2);
}

/// Σ w k(u) at (x, y) over places nearer than the reach; k(0) = 1.
template <double (*kernel)(double u2)>
double sum_at(const PlacesView& places, double x, double y, const KdeParams& params)
{
    const double per_h = 1 / params.bandwidth_m;
    const double reach_u = params.reach_m() * per_h;
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double dx = (x - places.x[i]) * per_h;
        const double dy = (y - places.y[i]) * per_h;
        const double u2 = dx * dx + dy * dy;
        if (u2 < reach_u * reach_u) {
            sum += places.weight[i] * kernel(u2);
        }
    }
    return sum;
}

using SumAt = double (*)(const PlacesView& places, double x, double y, const KdeParams& params);

SumAt sum_of(Kernel kernel)
{
    switch (kernel) {
    case Kernel::uniform:
        return &sum_at<power<0>>;
    case Kernel::epanechnikov:
        return &sum_at<power<1>>;
    case Kernel::triweight:
        return &sum_at<power<3>>;
    case Kernel::cone:
        return &sum_at<cone>;
    case Kernel::gaussian:
        return &sum_at<gaussian>;
    case Kernel::quartic:
        break;
    }
    return &sum_at<power<2>>;
}

} // namespace

void direct_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                    Raster<double>& raster)
{
    const Grid& grid = raster.grid;
    const auto samples = cell_samples(params.averages());
    const double scale = peak_per_km2(params) / static_cast<double>(samples.count * samples.count);
    const auto sum = sum_of(params.kernel);
    TaskProgress progress(context.progress, grid.rows);
    parallel_for(context.threads, grid.rows, [&](std::size_t row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            double total = 0;
            for (std::size_t i = 0; i < samples.count; ++i) {
                for (std::size_t j = 0; j < samples.count; ++j) {
                    const double x = grid.centre_x(col) + samples.at[j] * grid.cell_m;
                    const double y = grid.centre_y(row) - samples.at[i] * grid.cell_m;
                    total += sum(places, x, y, params);
                }
            }
            raster(row, col) = total * scale;
        }
        progress.one_done();
    });
}

} // namespace harmspot::density
