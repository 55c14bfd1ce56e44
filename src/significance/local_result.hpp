// SPDX-License-Identifier: MIT
#pragma once

#include "significance/sample.hpp"

#include "harmspot/grid_statistics.hpp"
#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cstddef>

namespace harmspot::significance
{

struct LocalScore {
    double statistic = 0;
    double z = 0;
    bool defined = false;
};

/// \throws ConfigError for draws out of range
void require_options(const LocalOptions& options);

/// Cells without values yet.
[[nodiscard]] LocalStatistics blank_result(std::size_t cells);

/// Two-sided p from z or from draws, into the cells of `result` that are tested; then the correction.
void add_p(LocalStatistics& result, const Sample& sample, const CellNeighbours& neighbours,
           const LocalOptions& options);

/// The statistic of each cell of the sample by `score(i)`, its p-value and its correction.
template <class Score>
[[nodiscard]] LocalStatistics local_result(std::size_t cells, const Sample& sample, const CellNeighbours& neighbours,
                                           const LocalOptions& options, const Score& score)
{
    require_options(options);
    auto result = blank_result(cells);
    const bool constant = sample.constant();
    const std::size_t blocks = (sample.size() + kBlockCells - 1) / kBlockCells;
    parallel_for(options.threads, blocks, [&](std::size_t block) {
        const std::size_t last = std::min(sample.size(), (block + 1) * kBlockCells);
        for (std::size_t i = block * kBlockCells; i < last; ++i) {
            const std::size_t cell = sample.cell[i];
            const LocalScore one = constant ? LocalScore{} : score(i);
            if (sample.count[i] == 0) {
                result.state[cell] = CellState::island;
            } else if (!one.defined) {
                result.state[cell] = CellState::undefined;
            } else {
                result.state[cell] = CellState::tested;
                result.statistic[cell] = one.statistic;
                result.z[cell] = one.z;
            }
        }
    });
    add_p(result, sample, neighbours, options);
    return result;
}

} // namespace harmspot::significance
