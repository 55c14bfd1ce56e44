// SPDX-License-Identifier: MIT
#pragma once

#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The engine against the sum in long double, cell by cell.
namespace kde_cases
{

/// What a raster got wrong against the long-double sum.
struct Verdict {
    long double worst = 0; ///< error as a share of what is allowed
    std::size_t wrong = 0;
    std::size_t negative = 0;
    std::size_t not_zero = 0; ///< cells out of every place's reach that are not exactly 0
};

/// Every cell. What the Gaussian may be off by is a share of the greatest of them.
inline std::vector<Exact> exact_cells(const PlacesView& places, const Grid& grid, KdeParams params)
{
    params.cell_m = grid.cell_m;
    std::vector<Exact> cells;
    cells.reserve(grid.size());
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            cells.push_back(exact_cell(places, grid, params, row, col));
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

inline Verdict judge(const Raster<double>& raster, const std::vector<Exact>& cells)
{
    Verdict verdict;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double value = raster.values[i];
        const long double error = std::abs(value - cells[i].value);
        verdict.wrong += error <= cells[i].allowed ? 0U : 1U;
        verdict.negative += value < 0 ? 1U : 0U;
        verdict.not_zero += !cells[i].in_reach && value != 0 ? 1U : 0U;
        if (cells[i].allowed > 0) {
            verdict.worst = std::max(verdict.worst, error / cells[i].allowed);
        }
    }
    return verdict;
}

inline void check_all_paths(const PlaceList& places, const Grid& grid, const KdeParams& params)
{
    const auto cells = exact_cells(places.view(), grid, params);
    for (const auto path : paths_here()) {
        const auto verdict = judge(kernel_density(places.view(), grid, params, on_path(path)), cells);
        INFO(simd_text(path) << ", " << kernel_text(params.kernel) << " " << params.bandwidth_m << " m, " << grid.cols
                             << " x " << grid.rows << " cells of " << grid.cell_m << " m; worst error / allowed "
                             << static_cast<double>(verdict.worst));
        CHECK(verdict.wrong == 0);
        CHECK(verdict.negative == 0);
        CHECK(verdict.not_zero == 0);
    }
}

} // namespace kde_cases
