// SPDX-License-Identifier: MIT
#include "significance/draws.hpp"
#include "significance/shuffle.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kCellsAtATime = 64;
/// With shared draws every cell reads this stream of random numbers.
constexpr std::uint32_t kSharedStream = 0xFFFFFFFFU;

/// Weighted sums are not exact; two that were equal may differ by this.
double rounding(double observed, std::size_t terms)
{
    return 4 * static_cast<double>(terms) * std::numeric_limits<double>::epsilon() * std::abs(observed);
}

} // namespace

std::vector<Drawn> weighted_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                    const Weights& weights, const LocalOptions& options)
{
    std::vector<Drawn> drawn(tested.size());
    const std::uint32_t key = philox_key(options.seed);
    const bool shared = options.chance == Chance::shared_draws;
    const std::uint32_t most = tested.empty() ? 0 : *std::max_element(sample.count.begin(), sample.count.end());
    parallel_for(options.threads, (tested.size() + kCellsAtATime - 1) / kCellsAtATime, [&](std::size_t block) {
        std::vector<double> sums(options.draws);
        Shuffle others(sample.size() - (options.redraw_self ? 0 : 1));
        const std::size_t last = std::min(tested.size(), (block + 1) * kCellsAtATime);
        for (std::size_t t = block * kCellsAtATime; t < last; ++t) {
            const std::uint32_t i = tested[t];
            const auto own = weights.weights_of(i);
            const std::uint32_t self = options.redraw_self ? static_cast<std::uint32_t>(sample.size()) : i;
            const std::size_t take = values_drawn(sample, i, options);
            const double observed = sample.lag[i] + (options.redraw_self ? sample.values.x[i] : 0.0);
            const std::uint32_t stride = draw_stride(shared ? most + 1 : take);
            for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
                double sum = 0;
                others.draw(take, shared ? kSharedStream : i, draw * stride, key,
                            [&](std::uint32_t position, std::uint32_t other) {
                                // The cell's own weight is 1 and comes last.
                                const double weight = position < own.size() ? own[position] : 1.0;
                                sum += weight * sample.values.x[other + (other >= self ? 1 : 0)];
                            });
                sums[draw] = sum;
            }
            drawn[t] = drawn_from(sums, i, observed, rounding(observed, take), nullptr);
        }
    });
    return drawn;
}

} // namespace harmspot::significance
