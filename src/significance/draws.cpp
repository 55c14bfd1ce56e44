// SPDX-License-Identifier: MIT
#include "significance/draws.hpp"

#include "significance/each_neighbour.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>

namespace harmspot::significance
{

namespace
{

constexpr std::size_t kMostTailDraws = 250;
constexpr std::size_t kTailOneIn = 10;
constexpr std::size_t kLeastTailDraws = 20;

constexpr auto kNowhere = std::numeric_limits<std::uint32_t>::max();

std::vector<double> negated(std::span<const double> values)
{
    std::vector<double> result(values.begin(), values.end());
    std::transform(result.begin(), result.end(), result.begin(), std::negate<>());
    return result;
}

ParetoTail tail_of(std::vector<double> draws)
{
    return ParetoTail(draws);
}

} // namespace

ParetoTail::ParetoTail(std::span<double> draws)
{
    const std::size_t take = std::min(kMostTailDraws, draws.size() / kTailOneIn);
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
    m_shape = 1 / count;
    const double gap = mean - 2 * moment;
    if (gap > 0) {
        const double shape = 2 - mean / gap;
        m_scale = shape > 0 ? 2 * mean * moment / gap : mean;
        const double error = (1 + std::max(0.0, shape)) / std::sqrt(count);
        m_shape = std::max(m_shape, shape + error);
    }
}

double ParetoTail::p(double value) const
{
    if (!(m_share > 0) || value < m_threshold) {
        return -1;
    }
    const double excess = (value - m_threshold) / m_scale;
    return m_share * std::pow(1 + m_shape * excess, -1 / m_shape);
}

RareValues::RareValues(const Sample& sample, const CellNeighbours& neighbours, const LocalOptions& options)
    : m_sample(sample), m_neighbours(neighbours), m_redraw_self(options.redraw_self),
      m_at(std::visit(
               [](const auto& known) {
                   if constexpr (requires { known.in; }) {
                       return known.in.size();
                   } else {
                       return known.size();
                   }
               },
               neighbours),
           kNowhere),
      m_rising(sample.values.x)
{
    for (std::uint32_t i = 0; i < sample.size(); ++i) {
        m_at[sample.cell[i]] = i;
    }
    std::sort(m_rising.begin(), m_rising.end());
}

double RareValues::least_p(std::uint32_t i, bool upper, const std::function<double(double)>& p_at) const
{
    const double sign = upper ? 1 : -1;
    const double own = sign * m_sample.values.x[i];
    std::vector<double> held;
    each_neighbour(m_neighbours, m_sample.cell[i],
                   [&](std::uint32_t cell) { held.push_back(sign * m_sample.values.x[m_at[cell]]); });
    if (m_redraw_self) {
        held.push_back(own);
    }
    std::sort(held.begin(), held.end(), std::greater<>());
    const auto as_extreme = [&](double value) {
        const auto end = m_rising.end();
        const auto all = upper ? end - std::lower_bound(m_rising.begin(), end, value)
                               : std::upper_bound(m_rising.begin(), end, -value) - m_rising.begin();
        return static_cast<double>(all) - (!m_redraw_self && own >= value ? 1 : 0);
    };
    const auto pool = static_cast<double>(m_sample.size()) - (m_redraw_self ? 0 : 1);
    const double least = upper ? m_rising.front() : -m_rising.back();
    double rest = std::accumulate(held.begin(), held.end(), 0.0);
    double chance = 1;
    double best = 0;
    double alike = 0; // how many in a row are of one size: which of them was dealt first is all the same
    for (std::size_t j = 0; j < held.size() && chance > best; ++j) {
        const auto dealt = static_cast<double>(j);
        alike = j > 0 && !(held[j] < held[j - 1]) ? alike + 1 : 1;
        const double ways = (static_cast<double>(held.size()) - dealt) * (as_extreme(held[j]) - dealt);
        chance *= std::min(1.0, ways / ((pool - dealt) * alike));
        rest -= held[j];
        // The draws are of sums of all; those of fewer are no less than what is left when the others are the least.
        best = std::max(best, chance * p_at(rest + (dealt + 1) * least));
    }
    return best;
}

DrawnSums::DrawnSums(std::span<double> sums)
    : m_rising(sums.begin(), sums.end()), m_upper(sums), m_lower(tail_of(negated(sums)))
{
    std::sort(m_rising.begin(), m_rising.end());
}

std::uint32_t DrawnSums::beyond(double value, bool upper) const
{
    return static_cast<std::uint32_t>(upper ? m_rising.end() - std::lower_bound(m_rising.begin(), m_rising.end(), value)
                                            : std::upper_bound(m_rising.begin(), m_rising.end(), value) -
                                                  m_rising.begin());
}

double DrawnSums::fitted_p(double value, bool upper) const
{
    return upper ? m_upper.p(value) : m_lower.p(-value);
}

double DrawnSums::p(double value, bool upper) const
{
    const auto extreme = beyond(value, upper);
    const double fitted = extreme < kFewExtreme ? fitted_p(value, upper) : -1;
    return fitted >= 0 ? fitted : (extreme + 1.0) / (static_cast<double>(m_rising.size()) + 1.0);
}

Drawn drawn_from(std::span<double> sums, std::uint32_t i, double observed, double tie, const RareValues* rare)
{
    Counted counted;
    for (const double sum : sums) {
        counted.above += sum >= observed - tie ? 1 : 0;
        counted.below += sum <= observed + tie ? 1 : 0;
    }
    std::optional<DrawnSums> known;
    return two_sided(counted, static_cast<std::uint32_t>(sums.size()), i, observed, rare,
                     [&]() -> const DrawnSums& { return known.emplace(sums); });
}

std::vector<Drawn> drawn_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                           const CellNeighbours& neighbours, const LocalOptions& options)
{
    if (!sample.equal_weights) {
        return weighted_draws_p(sample, tested, std::get<Weights>(neighbours), options);
    }
    std::optional<RareValues> rare;
    if (options.tail_fit) {
        rare.emplace(sample, neighbours, options);
    }
    const RareValues* const known = rare ? &*rare : nullptr;
    return options.chance == Chance::shared_draws ? shared_draws_p(sample, tested, options, known)
                                                  : own_draws_p(sample, tested, options, known);
}

} // namespace harmspot::significance
