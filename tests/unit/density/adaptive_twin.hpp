// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/adaptive.hpp"

#include "kde_verdict.hpp"

/// The sum with a bandwidth for each place, in long double, cell by cell.
namespace kde_cases
{

/// A cell's value by its rule, place by place: each place is a map of its own, of one bandwidth.
inline std::vector<Exact> exact_adaptive_cells(const PlacesView& places, std::span<const double> bandwidths_m,
                                               const Grid& grid, KdeParams params)
{
    params.cell_m = grid.cell_m;
    std::vector<Exact> cells(grid.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PlacesView one{places.x.subspan(i, 1), places.y.subspan(i, 1), places.weight.subspan(i, 1),
                             places.incidents.subspan(i, 1)};
        params.bandwidth_m = bandwidths_m[i];
        for (std::size_t cell = 0; cell < grid.size(); ++cell) {
            const auto exact = exact_cell(one, grid, params, cell / grid.cols, cell % grid.cols);
            cells[cell].value += exact.value;
            cells[cell].allowed += exact.allowed;
            cells[cell].in_reach = cells[cell].in_reach || exact.in_reach;
        }
    }
    if (params.kernel == Kernel::gaussian) {
        long double most = 0;
        for (const auto& cell : cells) {
            most = std::max(most, cell.value);
        }
        for (auto& cell : cells) {
            cell.allowed = 1e-9L * most;
        }
    }
    return cells;
}

inline void check_adaptive_paths(const PlaceList& places, const std::vector<double>& bandwidths_m, const Grid& grid,
                                 const KdeParams& params)
{
    const auto cells = exact_adaptive_cells(places.view(), bandwidths_m, grid, params);
    for (const auto path : paths_here()) {
        const auto raster = adaptive_density(places.view(), bandwidths_m, grid, params, on_path(path));
        const auto verdict = judge(raster, cells);
        INFO(simd_text(path) << ", " << kernel_text(params.kernel) << ", " << grid.cols << " x " << grid.rows
                             << " cells of " << grid.cell_m << " m; worst error / allowed "
                             << static_cast<double>(verdict.worst));
        CHECK(verdict.wrong == 0);
        CHECK(verdict.negative == 0);
        CHECK(verdict.not_zero == 0);
    }
}

} // namespace kde_cases
