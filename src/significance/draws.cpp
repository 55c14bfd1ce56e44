// SPDX-License-Identifier: MIT
#include "significance/draws.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kMostTailDraws = 250;
/// Of a small number of draws the tail is at most this part.
constexpr std::size_t kTailPart = 4;
constexpr std::size_t kLeastTailDraws = 20;

} // namespace

ParetoTail::ParetoTail(std::span<double> draws)
{
    const std::size_t take = std::min(kMostTailDraws, draws.size() / kTailPart);
    if (take < kLeastTailDraws) {
        return;
    }
    const auto count = static_cast<double>(take);
    const auto end = draws.begin() + static_cast<std::ptrdiff_t>(take);
    std::nth_element(draws.begin(), end, draws.end(), std::greater<>());
    std::sort(draws.begin(), end);
    m_threshold = (*end + draws.front()) / 2;
    double mean = 0;
    double moment = 0; // E[Y (1 - F(Y))], Hosking & Wallis 1987
    for (std::size_t j = 0; j < take; ++j) {
        constexpr double kPlotting = 0.35;
        const double excess = draws[j] - m_threshold;
        mean += excess / count;
        moment += excess * (1 - (static_cast<double>(j) + 1 - kPlotting) / count) / count;
    }
    if (!(mean > 0)) {
        return;
    }
    m_share = count / static_cast<double>(draws.size());
    m_scale = mean;
    const double gap = mean - 2 * moment;
    if (gap > 0 && 2 - mean / gap > 0) {
        m_shape = 2 - mean / gap;
        m_scale = 2 * mean * moment / gap;
    }
}

double ParetoTail::p(double value) const
{
    if (!(m_share > 0) || value < m_threshold) {
        return -1;
    }
    const double excess = (value - m_threshold) / m_scale;
    return m_share * (m_shape > 0 ? std::pow(1 + m_shape * excess, -1 / m_shape) : std::exp(-excess));
}

Drawn drawn_from(std::span<double> sums, double observed, double tie, bool tail_fit)
{
    Counted counted;
    for (const double sum : sums) {
        counted.above += sum >= observed - tie ? 1 : 0;
        counted.below += sum <= observed + tie ? 1 : 0;
    }
    return two_sided(counted, static_cast<std::uint32_t>(sums.size()), tail_fit, [&](bool upper) {
        if (upper) {
            return ParetoTail(sums).p(observed);
        }
        std::transform(sums.begin(), sums.end(), sums.begin(), std::negate<>());
        return ParetoTail(sums).p(-observed);
    });
}

std::vector<Drawn> drawn_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                           const CellNeighbours& neighbours, const LocalOptions& options)
{
    if (!sample.equal_weights) {
        return weighted_draws_p(sample, tested, std::get<Weights>(neighbours), options);
    }
    return options.chance == Chance::shared_draws ? shared_draws_p(sample, tested, options)
                                                  : own_draws_p(sample, tested, options);
}

} // namespace harmspot::significance
