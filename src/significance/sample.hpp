// SPDX-License-Identifier: MIT
#pragma once

#include "significance/exact_values.hpp"

#include "harmspot/grid_statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot::significance
{

/// What the statistics of one set of cells share. Cells that are not analysed are not in it.
struct Sample {
    std::vector<std::uint32_t> cell; ///< which cell of the neighbours this is
    ExactValues values;              ///< of these cells
    double mean = 0;
    double variance = 0;                ///< Σ (x - mean)² / n
    std::vector<double> weight;         ///< Σ_j w_ij, the cell itself left out
    std::vector<double> weight_squares; ///< Σ_j w_ij²
    std::vector<double> lag;            ///< Σ_j w_ij x_j
    std::vector<double> neighbour_sum;  ///< Σ x_j over neighbours, unweighted
    std::vector<std::uint32_t> count;   ///< neighbours
    bool equal_weights = true;          ///< each cell's neighbours weigh the same as each other

    [[nodiscard]] std::size_t size() const noexcept { return cell.size(); }
    /// All values are the same, up to rounding.
    [[nodiscard]] bool constant() const noexcept;
};

/// \throws InputError for values that are not finite, are not one per cell, or weights that are not above 0
[[nodiscard]] Sample make_sample(std::span<const double> values, const CellNeighbours& neighbours, unsigned threads);

/// Cells in blocks of this many are one thread's work at a time.
inline constexpr std::size_t kBlockCells = 512;

} // namespace harmspot::significance
