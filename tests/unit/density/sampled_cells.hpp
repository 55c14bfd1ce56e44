// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/adaptive.hpp"

#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Maps too large for the long-double sum of every cell, by a sample of them.
namespace kde_cases
{

struct SampledCell {
    std::size_t row = 0;
    std::size_t col = 0;
};

/// Cells round random places, where values run from the peak to next to nothing, and one in four anywhere.
inline std::vector<SampledCell> sample_cells(const PlacesView& places, const Grid& grid, double away_m, int count)
{
    std::mt19937_64 random(2023);
    const auto anywhere = [&](std::size_t cells) {
        return static_cast<std::size_t>(uniform(random) * static_cast<double>(cells));
    };
    const auto cell_of = [&](double metres, std::size_t cells) {
        return static_cast<std::size_t>(std::clamp(metres / grid.cell_m, 0.0, static_cast<double>(cells - 1)));
    };
    std::vector<SampledCell> cells;
    for (int i = 0; i < count; ++i) {
        SampledCell cell{anywhere(grid.rows), anywhere(grid.cols)};
        if (i % 4 != 0) {
            const std::size_t place = anywhere(places.size());
            const double x = places.x[place] + (2 * uniform(random) - 1) * away_m;
            const double y = places.y[place] + (2 * uniform(random) - 1) * away_m;
            cell = {cell_of(grid.max_y - y, grid.rows), cell_of(x - grid.min_x, grid.cols)};
        }
        cells.push_back(cell);
    }
    return cells;
}

/// The sum at one cell, each place with its own bandwidth.
inline Exact exact_adaptive_cell(const PlacesView& places, std::span<const double> bandwidths_m, const Grid& grid,
                                 KdeParams params, const SampledCell& cell)
{
    Exact exact;
    params.cell_m = grid.cell_m;
    for (std::size_t i = 0; i < places.size(); ++i) {
        params.bandwidth_m = bandwidths_m[i];
        const auto one = exact_cell({places.x.subspan(i, 1), places.y.subspan(i, 1), places.weight.subspan(i, 1),
                                     places.incidents.subspan(i, 1)},
                                    grid, params, cell.row, cell.col);
        exact.value += one.value;
        exact.allowed += one.allowed;
        exact.in_reach = exact.in_reach || one.in_reach;
    }
    return exact;
}

/// Holds the sampled cells of a map to what they may be off by, and all of it to 0 or more.
inline void check_sampled(const Raster<double>& raster, Kernel kernel, const std::vector<SampledCell>& cells,
                          const std::vector<Exact>& exact)
{
    const long double most = *std::max_element(raster.values.begin(), raster.values.end());
    long double worst = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double value = raster(cells[i].row, cells[i].col);
        const long double allowed = kernel == Kernel::gaussian ? 1e-9L * most : exact[i].allowed;
        const long double error = std::abs(value - exact[i].value);
        worst = std::max(worst, allowed > 0 ? error / allowed : error);
        CHECK((exact[i].in_reach || value == 0));
    }
    INFO(kernel_text(kernel) << ": worst error / allowed " << static_cast<double>(worst));
    CHECK(worst <= 1);
    CHECK(*std::min_element(raster.values.begin(), raster.values.end()) >= 0);
}

inline void check_fixed_sample(const PlaceList& places, const Grid& grid, KdeParams params, int count)
{
    params.cell_m = grid.cell_m;
    const auto cells = sample_cells(places.view(), grid, 1.1 * params.reach_m(), count);
    std::vector<Exact> exact;
    for (const auto& cell : cells) {
        exact.push_back(exact_cell(places.view(), grid, params, cell.row, cell.col));
    }
    for (const auto path : paths_here()) {
        INFO(simd_text(path) << ", " << params.bandwidth_m << " m");
        check_sampled(kernel_density(places.view(), grid, params, on_path(path, 2)), params.kernel, cells, exact);
    }
}

inline void check_adaptive_sample(const PlaceList& places, const Grid& grid, const KdeParams& params,
                                  const AdaptiveParams& adaptive, int count)
{
    const auto found = adaptive_bandwidths(places.view(), params, adaptive, nullptr, on_path(SimdPath::plain));
    const auto cells = sample_cells(places.view(), grid, 3 * found.median_m, count);
    std::vector<Exact> exact;
    for (const auto& cell : cells) {
        exact.push_back(exact_adaptive_cell(places.view(), found.metres, grid, params, cell));
    }
    for (const auto path : paths_here()) {
        INFO(simd_text(path) << ", bandwidths " << found.least_m << " to " << found.most_m << " m");
        check_sampled(adaptive_density(places.view(), found.metres, grid, params, on_path(path, 2)), params.kernel,
                      cells, exact);
    }
}

} // namespace kde_cases
