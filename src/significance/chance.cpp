// SPDX-License-Identifier: MIT
#include "harmspot/chance.hpp"

#include "significance/shuffle.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <mutex>
#include <stdexcept>

namespace harmspot
{

namespace
{

constexpr std::uint32_t kDrawsPerTask = 8; ///< that share one pack of cards
constexpr std::uint32_t kDrawBits = 24;    ///< of a counter; what is left tells streams apart
constexpr double kAlike = 1e-9;            ///< sums of the same weights in another order

} // namespace

double excess(double held, double expected, double total)
{
    if (!(held > expected) || !(expected > 0)) {
        return 0;
    }
    const double beyond = total - held;
    const double outside = beyond > 0 ? beyond * std::log(beyond / (total - expected)) : 0;
    return std::max(0.0, held * std::log(held / expected) + outside);
}

Dealer::Dealer(std::span<const std::uint32_t> incidents, std::vector<double> weights, std::uint32_t stream)
    : m_places(incidents.size()), m_weights(std::move(weights)), m_stream(stream)
{
    for (std::uint32_t place = 0; place < incidents.size(); ++place) {
        m_place_of.insert(m_place_of.end(), incidents[place], place);
    }
    if (m_weights.size() > m_place_of.size()) {
        throw std::invalid_argument("more incidents to deal than there are");
    }
    std::sort(m_weights.begin(), m_weights.end());
}

void Dealer::for_each_draw(const DrawOptions& options,
                           const std::function<void(std::uint32_t draw, const Hand& hand)>& look) const
{
    const std::uint32_t key = significance::philox_key(options.seed);
    std::mutex telling;
    std::uint32_t done = 0;
    const auto tell = [&](std::uint32_t draws) {
        if (options.progress != nullptr) {
            const std::lock_guard lock(telling); // so that what is told only grows
            done += draws;
            options.progress->at(options.task, static_cast<double>(done) / options.draws);
        }
    };
    tell(0);
    parallel_for(options.threads, (options.draws + kDrawsPerTask - 1) / kDrawsPerTask, [&](std::size_t task) {
        significance::Shuffle shuffle(m_place_of.size());
        Hand hand;
        const auto first = static_cast<std::uint32_t>(task) * kDrawsPerTask;
        const std::uint32_t last = std::min(options.draws, first + kDrawsPerTask);
        for (std::uint32_t draw = first; draw < last; ++draw) {
            hand.incidents.assign(m_places, 0);
            hand.weight.assign(m_places, 0.0);
            shuffle.draw(m_weights.size(), (m_stream << kDrawBits) | draw, 0, key,
                         [&](std::uint32_t position, std::uint32_t card) {
                             ++hand.incidents[m_place_of[card]];
                             hand.weight[m_place_of[card]] += m_weights[position];
                         });
            look(draw, hand);
        }
        tell(last - first);
    });
}

double GreatestOfDraws::p_value(double observed) const
{
    const auto at_least = std::count_if(excess.begin(), excess.end(),
                                        [least = observed * (1 - kAlike)](double other) { return other >= least; });
    return (1.0 + static_cast<double>(at_least)) / (1.0 + static_cast<double>(excess.size()));
}

std::optional<double> GreatestOfDraws::to_beat(double alpha) const
{
    // p <= alpha: at most this many draws may be at least as great.
    const double most = std::floor(alpha * (1.0 + static_cast<double>(excess.size())) * (1 + kAlike)) - 1;
    if (most < 0 || excess.empty()) {
        return std::nullopt;
    }
    auto falling = excess;
    std::sort(falling.begin(), falling.end(), std::greater<>());
    return falling[std::min(falling.size() - 1, static_cast<std::size_t>(most))];
}

} // namespace harmspot
