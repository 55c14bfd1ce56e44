// SPDX-License-Identifier: MIT
#include "harmspot/adaptive.hpp"

#include "density/adaptive_engine.hpp"
#include "density/engine.hpp"
#include "density/place_buckets.hpp"
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

using namespace density;

constexpr double kM2PerKm2 = 1e6;

/// Bandwidths under this have their cells averaged.
double average_below_m(const KdeParams& params, double cell_m)
{
    if (params.average.has_value()) {
        return *params.average ? std::numeric_limits<double>::infinity() : 0;
    }
    return kAverageBelowCells * cell_m;
}

double reach_in_bandwidths(Kernel kernel)
{
    KdeParams of_one;
    of_one.kernel = kernel;
    of_one.bandwidth_m = 1;
    return of_one.reach_m();
}

/// The plain sum over pairs, in place order: the reference.
void direct_adaptive_density(const PlacesView& places, std::span<const double> bandwidths_m, const KdeParams& params,
                             const MethodContext& context, Raster<double>& raster)
{
    const Grid& grid = raster.grid;
    const double below_m = average_below_m(params, grid.cell_m);
    const double reach = reach_in_bandwidths(params.kernel);
    TaskProgress progress(context.progress, grid.rows);
    parallel_for(context.threads, grid.rows, [&](std::size_t row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            double total = 0;
            for (std::size_t place = 0; place < places.size(); ++place) {
                const double h = bandwidths_m[place];
                const auto samples = cell_samples(h < below_m);
                double sum = 0;
                for (std::size_t i = 0; i < samples.count; ++i) {
                    for (std::size_t j = 0; j < samples.count; ++j) {
                        const double d = std::hypot(grid.centre_x(col) + samples.at[j] * grid.cell_m - places.x[place],
                                                    grid.centre_y(row) - samples.at[i] * grid.cell_m - places.y[place]);
                        sum += d < reach * h ? kernel_per_m2(params.kernel, h, d) : 0;
                    }
                }
                total += places.weight[place] * sum / static_cast<double>(samples.count * samples.count);
            }
            raster(row, col) = kM2PerKm2 * total;
        }
        progress.one_done();
    });
}

void write_tile(const AdaptiveTile& tile, std::size_t first_row, std::size_t first_col, Raster<double>& raster)
{
    for (std::size_t row = 0; row < tile.rows; ++row) {
        std::copy_n(tile.sums + row * AdaptiveTile::kStride, tile.cols, &raster(first_row + row, first_col));
    }
}

void splat_adaptive_density(const PlacesView& places, std::span<const double> bandwidths_m, const KdeParams& params,
                            const MethodContext& context, Raster<double>& raster)
{
    constexpr std::size_t kSide = AdaptiveTile::kSide;
    const Grid& grid = raster.grid;
    const auto splat = adaptive_loops_of(context.simd).splat[static_cast<std::size_t>(params.kernel)];
    const double reach = reach_in_bandwidths(params.kernel);
    const ReachingPlaces reaching(places, bandwidths_m, grid, reach);
    const std::size_t tiles_across = (grid.cols + kSide - 1) / kSide;
    const std::size_t tiles_down = (grid.rows + kSide - 1) / kSide;
    TaskProgress progress(context.progress, tiles_down);
    parallel_for(context.threads, tiles_down, [&](std::size_t down) {
        std::vector<double> sums(AdaptiveTile::kSums);
        std::vector<PlaceSpan> spans;
        for (std::size_t across = 0; across < tiles_across; ++across) {
            AdaptiveTile tile{};
            tile.places = reaching.data();
            tile.west_m = static_cast<double>(across * kSide) * grid.cell_m;
            tile.north_m = static_cast<double>(down * kSide) * grid.cell_m;
            tile.per_cell = 1 / grid.cell_m;
            tile.rows = std::min(kSide, grid.rows - down * kSide);
            tile.cols = std::min(kSide, grid.cols - across * kSide);
            tile.reach = reach;
            tile.peak = kM2PerKm2 * kernel_per_m2(params.kernel, 1, 0);
            tile.average_below_m = average_below_m(params, grid.cell_m);
            tile.sums = sums.data();
            reaching.find(tile.west_m, tile.north_m, tile.west_m + static_cast<double>(tile.cols) * grid.cell_m,
                          tile.north_m + static_cast<double>(tile.rows) * grid.cell_m, spans);
            tile.spans = spans.data();
            tile.span_count = spans.size();
            std::fill(sums.begin(), sums.end(), 0.0);
            splat(tile);
            write_tile(tile, down * kSide, across * kSide, raster);
        }
        progress.one_done();
    });
}

} // namespace

AdaptiveLoops density::adaptive_loops_of(SimdPath path)
{
#if defined(__x86_64__)
    if (path == SimdPath::avx512 && simd_available(path)) {
        return avx512_adaptive_loops();
    }
    if (path == SimdPath::avx2 && simd_available(path)) {
        return avx2_adaptive_loops();
    }
#endif
    static_cast<void>(path);
    return plain_adaptive_loops();
}

void density::require_bandwidths(const PlacesView& places, std::span<const double> bandwidths_m)
{
    if (bandwidths_m.size() != places.size()) {
        throw ConfigError(
            fmt::format("{} bandwidths for {} places: each place needs one", bandwidths_m.size(), places.size()));
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!(bandwidths_m[i] >= kLeastBandwidthM && bandwidths_m[i] <= kMostBandwidthM)) {
            throw ConfigError(
                fmt::format("the bandwidth of the place at ({:.1f}, {:.1f}) is {}: it must be a number of "
                            "metres above 0",
                            places.x[i], places.y[i], bandwidths_m[i]));
        }
    }
}

Raster<double> adaptive_density(const PlacesView& places, std::span<const double> bandwidths_m, const Grid& grid,
                                const KdeParams& params, const MethodContext& context)
{
    require_places(places);
    require_bandwidths(places, bandwidths_m);
    Raster<double> raster(grid);
    const auto sum = params.direct ? &direct_adaptive_density : &splat_adaptive_density;
    sum(places, bandwidths_m, params, context, raster);
    return raster;
}

} // namespace harmspot
