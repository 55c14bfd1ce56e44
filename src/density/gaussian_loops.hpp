// SPDX-License-Identifier: MIT
#pragma once

// Gaussian kernel, wide bandwidths: the loops between places, lattice and cells. See gaussian_lattice.hpp.

#include "density/exponential.hpp"
#include "density/gaussian_lattice.hpp"

namespace harmspot::density
{
namespace
{

constexpr std::int32_t kSpreadNodes = GaussianLattice::kSpreadNodes;
constexpr std::int32_t kNodesBefore = kSpreadNodes / 2 - 1;
/// A place's nodes along one axis are exp(−a (k − g)²), k from −7 to 8, g its distance past node 0.
constexpr double kSpreadRate = GaussianLattice::kStep * GaussianLattice::kStep / (2 * GaussianLattice::kSpread);

/// exp(−a k²) for k from −`kTableHalf` to `kTableHalf`.
constexpr std::int32_t kTableHalf = 24;
struct SpreadTable {
    alignas(64) double at[64];
};

inline SpreadTable spread_table()
{
    SpreadTable table;
    for (std::int32_t i = 0; i < 64; i += static_cast<std::int32_t>(kLanes)) {
        const Lanes k = load(kLaneNumbers) + all(static_cast<double>(i - kTableHalf));
        store(table.at + i, bounded_exponential(k * k * all(-kSpreadRate)));
    }
    return table;
}

/// Aligned vectors that hold `kSpreadNodes` nodes wherever they begin.
constexpr std::size_t kSpreadVectors = kSpreadNodes / kLanes + 1;

/// What `kLanes` places give to the nodes round them.
struct SpreadLanes {
    std::int32_t col[kLanes];
    std::int32_t row[kLanes];
    alignas(64) double weight[kLanes];
    alignas(64) double past_row[kLanes];  ///< from the node north of the place, in steps
    alignas(64) double row_value[kLanes]; ///< exp(−a g²)
    alignas(64) double row_ratio[kLanes]; ///< exp(2 a g) to the power `kLanes`
    alignas(64) double col_values[kSpreadNodes * kLanes];
};

inline void find_nodes(const GaussianSpread& task, const SpreadTable& table, Lanes x, Lanes y, Lanes weight,
                       SpreadLanes& spread)
{
    const Lanes margin = all(static_cast<double>(GaussianLattice::kMargin));
    const Lanes least = all(static_cast<double>(kSpreadNodes / 2));
    const Lanes most_col = all(task.cols - static_cast<double>(kSpreadNodes / 2 + 2));
    const Lanes most_row = all(task.rows - static_cast<double>(kSpreadNodes / 2 + 2));
    const Lanes steps = all(task.steps_per_m);
    const Lanes from_west = (x - all(task.min_x)) * steps + margin;
    const Lanes from_north = (all(task.max_y) - y) * steps + margin;
    const Lanes u = smaller(larger(from_west, least), most_col);
    const Lanes v = smaller(larger(from_north, least), most_row);
    // Places off the lattice are too far from every cell.
    weight = where_less(from_west, least, all(0), where_less(most_col, from_west, all(0), weight));
    weight = where_less(from_north, least, all(0), where_less(most_row, from_north, all(0), weight));
    store(spread.weight, weight);
    store_whole(spread.col, u);
    store_whole(spread.row, v);
    const Lanes past_col = u - whole(u);
    const Lanes past_row = v - whole(v);
    store(spread.past_row, past_row);
    store(spread.row_value, exponential(past_row * past_row * all(-kSpreadRate)));
    store(spread.row_ratio, exponential(past_row * all(2 * kSpreadRate * static_cast<double>(kLanes))));
    const Lanes ratio = exponential(past_col * all(2 * kSpreadRate));
    Lanes value = weight * exponential(past_col * (past_col + all(2.0 * kNodesBefore)) * all(-kSpreadRate));
    for (std::int32_t k = 0; k < kSpreadNodes; ++k) {
        store(spread.col_values + static_cast<std::size_t>(k) * kLanes,
              value * all(table.at[k - kNodesBefore + kTableHalf]));
        value = value * ratio;
    }
}

/// Adds one place to its nodes, in whole aligned vectors: the processor hands what one place has stored to the
/// next place's load only when both are of the same vector.
inline void spread_place(const GaussianSpread& task, const SpreadTable& table, const SpreadLanes& spread,
                         std::size_t lane)
{
    const auto before = static_cast<std::size_t>(spread.row[lane] - kNodesBefore);
    const std::size_t start = before / kLanes * kLanes;
    const auto first = static_cast<std::int32_t>(start) - spread.row[lane];
    Lanes value = exponential((load(kLaneNumbers) + all(static_cast<double>(first))) *
                              all(2 * kSpreadRate * spread.past_row[lane])) *
                  all(spread.row_value[lane]);
    const double* factors = table.at + (first + kTableHalf);
    Lanes rows[kSpreadVectors];
    for (std::size_t i = 0; i < kSpreadVectors; ++i) {
        rows[i] = value * load(factors + i * kLanes);
        value = value * all(spread.row_ratio[lane]);
    }
    const std::size_t col = static_cast<std::size_t>(spread.col[lane]) - task.first_col;
    double* at = task.lattice.nodes + (col - kNodesBefore) * task.lattice.stride + start;
    const double* col_value = spread.col_values + lane;
    for (std::int32_t k = 0; k < kSpreadNodes; ++k) {
        const Lanes factor = all(*col_value);
        for (std::size_t i = 0; i < kSpreadVectors; ++i) {
            store(at + i * kLanes, fused(factor, rows[i], load(at + i * kLanes)));
        }
        at += task.lattice.stride;
        col_value += kLanes;
    }
    task.occupied[col * task.lattice.stride + static_cast<std::size_t>(spread.row[lane])] = 1;
}

void gaussian_spread(const GaussianSpread& task)
{
    const SpreadTable table = spread_table();
    SpreadLanes spread;
    alignas(64) double rest[3][kLanes] = {};
    for (std::size_t at = 0; at < task.count; at += kLanes) {
        const double* x = task.x + at;
        const double* y = task.y + at;
        const double* weight = task.weight + at;
        const std::size_t here = task.count - at < kLanes ? task.count - at : kLanes;
        if (here < kLanes) {
            for (std::size_t i = 0; i < here; ++i) {
                rest[0][i] = x[i];
                rest[1][i] = y[i];
                rest[2][i] = weight[i];
            }
            x = rest[0];
            y = rest[1];
            weight = rest[2];
        }
        find_nodes(task, table, load(x), load(y), load(weight), spread);
        for (std::size_t lane = 0; lane < here; ++lane) {
            if (spread.weight[lane] > 0) {
                spread_place(task, table, spread, lane);
            }
        }
    }
}

void gaussian_weights(const GaussianWeights& task)
{
    const double per = -0.5 / (task.bandwidth * task.bandwidth * (1 - GaussianLattice::kSpread));
    const Lanes scale = all(task.scale / static_cast<double>(task.samples.count));
    for (std::size_t k = 0; k < task.nodes; ++k) {
        const double node =
            (task.first_node + static_cast<double>(k) - static_cast<double>(GaussianLattice::kMargin)) * task.step;
        for (std::size_t i = 0; i < task.cells; i += kLanes) {
            const Lanes cell = load(kLaneNumbers) + all(task.first_cell + static_cast<double>(i) + 0.5 - node);
            Lanes sum = all(0);
            for (std::size_t j = 0; j < task.samples.count; ++j) {
                const Lanes d = cell + all(task.samples.at[j]);
                sum = sum + bounded_exponential(d * d * all(per));
            }
            store(task.out + k * task.cells + i, sum * scale);
        }
    }
}

/// `kRowsAtOnce` rows and two vectors of columns: as many sums as fit in registers.
inline void band_block(const BandProduct& task, std::size_t row, std::size_t col)
{
    Lanes sums[kRowsAtOnce][2];
    for (auto& sum : sums) {
        sum[0] = all(0);
        sum[1] = all(0);
    }
    const double* left = task.left + row;
    const double* right = task.right + col;
    for (std::size_t k = 0; k < task.count; ++k) {
        const Lanes right0 = load(right);
        const Lanes right1 = load(right + kLanes);
        for (std::size_t i = 0; i < kRowsAtOnce; ++i) {
            const Lanes factor = all(left[i]);
            sums[i][0] = fused(factor, right0, sums[i][0]);
            sums[i][1] = fused(factor, right1, sums[i][1]);
        }
        left += task.left_stride;
        right += task.right_stride;
    }
    for (std::size_t i = 0; i < kRowsAtOnce; ++i) {
        double* out = task.out + (row + i) * task.out_stride + col;
        store(out, sums[i][0]);
        store(out + kLanes, sums[i][1]);
    }
}

void band_product(const BandProduct& task)
{
    for (std::size_t col = 0; col < task.cols; col += 2 * kLanes) {
        for (std::size_t row = 0; row < BandProduct::kRows; row += kRowsAtOnce) {
            band_block(task, row, col);
        }
    }
}

} // namespace
} // namespace harmspot::density
