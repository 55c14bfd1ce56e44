// SPDX-License-Identifier: MIT
#include "significance/own_draws.hpp"

#include "significance/draws.hpp"
#include "significance/shuffle.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <optional>

namespace harmspot::significance
{

namespace
{

/// Cells in a thread's piece of work; small, since a cell is thousands of draws.
constexpr std::size_t kCellsAtATime = 64;

using LaneLoop = void (*)(const OwnDraws&);

LaneLoop lane_loop(SimdPath path)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (path != SimdPath::plain && simd_available(path)) {
        return path == SimdPath::avx512 ? own_sums_avx512 : own_sums_avx2;
    }
#else
    static_cast<void>(path);
#endif
    return own_sums_plain;
}

} // namespace

std::vector<Drawn> own_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                               const LocalOptions& options, const RareValues* rare)
{
    std::vector<Drawn> drawn(tested.size());
    const LaneLoop loop = lane_loop(options.simd);
    const auto others = static_cast<std::uint32_t>(sample.size() - (options.redraw_self || tested.empty() ? 0 : 1));
    const std::uint32_t key = philox_key(options.seed);
    parallel_for(options.threads, (tested.size() + kCellsAtATime - 1) / kCellsAtATime, [&](std::size_t block) {
        std::vector<double> sums(options.draws + kDrawsAtATime);
        std::optional<Shuffle> shuffle; // only where neighbourhoods are large
        const std::size_t last = std::min(tested.size(), (block + 1) * kCellsAtATime);
        for (std::size_t t = block * kCellsAtATime; t < last; ++t) {
            const std::uint32_t i = tested[t];
            const std::uint32_t count = values_drawn(sample, i, options);
            const std::uint32_t self = options.redraw_self ? others : i;
            const std::uint32_t stride = draw_stride(count);
            if (count <= kMostLaneNeighbours && others >= 4 * count) {
                // Twice the stride: repeats take further numbers.
                loop({sample.values.x.data(), others, self, i, count, options.draws, 2 * stride, key, sums.data()});
            } else {
                if (!shuffle) {
                    shuffle.emplace(others);
                }
                for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
                    double sum = 0;
                    shuffle->draw(count, i, draw * stride, key, [&](std::uint32_t, std::uint32_t other) {
                        sum += sample.values.x[other + (other >= self ? 1 : 0)];
                    });
                    sums[draw] = sum;
                }
            }
            drawn[t] = drawn_from(std::span(sums).first(options.draws), i, observed_sum(sample, i, options),
                                  sample.values.tie(count), rare);
        }
    });
    return drawn;
}

} // namespace harmspot::significance
