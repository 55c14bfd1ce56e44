// SPDX-License-Identifier: MIT
#include "significance/local_result.hpp"

#include "significance/draws.hpp"
#include "significance/normal.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

namespace harmspot::significance
{

namespace
{

void add_normal_p(LocalStatistics& result, const Sample& sample, unsigned threads)
{
    parallel_for(threads, (sample.size() + kBlockCells - 1) / kBlockCells, [&](std::size_t block) {
        const std::size_t last = std::min(sample.size(), (block + 1) * kBlockCells);
        for (std::size_t i = block * kBlockCells; i < last; ++i) {
            const std::size_t cell = sample.cell[i];
            if (result.state[cell] == CellState::tested) {
                result.p_value[cell] = two_sided_p(result.z[cell]);
            }
        }
    });
}

void add_drawn_p(LocalStatistics& result, const Sample& sample, const std::vector<std::uint32_t>& tested,
                 const CellNeighbours& neighbours, const LocalOptions& options)
{
    const auto drawn = drawn_p(sample, tested, neighbours, options);
    for (std::size_t t = 0; t < tested.size(); ++t) {
        const std::size_t cell = sample.cell[tested[t]];
        result.p_value[cell] = drawn[t].p;
        result.tail_fitted[cell] = drawn[t].fitted ? 1 : 0;
    }
}

} // namespace

void require_options(const LocalOptions& options)
{
    if (options.chance != Chance::normal && (options.draws == 0 || options.draws > kMostDraws)) {
        throw ConfigError(fmt::format("permutation draws must be from 1 to {}, not {}", kMostDraws, options.draws));
    }
}

LocalStatistics blank_result(std::size_t cells)
{
    LocalStatistics result;
    result.statistic.assign(cells, 0.0);
    result.z.assign(cells, 0.0);
    result.p_value.assign(cells, 1.0);
    result.p_adjusted.assign(cells, 1.0);
    result.state.assign(cells, CellState::outside);
    result.tail_fitted.assign(cells, 0);
    return result;
}

void add_p(LocalStatistics& result, const Sample& sample, const CellNeighbours& neighbours, const LocalOptions& options)
{
    std::vector<std::uint32_t> tested;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (result.state[sample.cell[i]] == CellState::tested) {
            tested.push_back(static_cast<std::uint32_t>(i));
        }
    }
    if (options.chance == Chance::normal) {
        add_normal_p(result, sample, options.threads);
    } else {
        add_drawn_p(result, sample, tested, neighbours, options);
    }
    std::vector<double> raw;
    raw.reserve(tested.size());
    for (const std::uint32_t i : tested) {
        raw.push_back(result.p_value[sample.cell[i]]);
    }
    const auto adjusted = adjusted_p(raw, options.correction);
    for (std::size_t t = 0; t < tested.size(); ++t) {
        result.p_adjusted[sample.cell[tested[t]]] = adjusted[t];
    }
}

} // namespace harmspot::significance
