// SPDX-License-Identifier: MIT
#pragma once

#include "significance/sample.hpp"

#include "harmspot/grid_statistics.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace harmspot::significance
{

/// A two-sided p-value from draws.
struct Drawn {
    double p = 1;
    bool fitted = false; ///< read off a fitted tail
};

/// How many draws were at least as high and at least as low as what was observed.
struct Counted {
    std::uint32_t above = 0;
    std::uint32_t below = 0;
};

class RareValues;

/// Fewer draws than this as extreme as what was observed: counting says little, the tail is fitted.
inline constexpr std::uint32_t kFewExtreme = 10;

/// p of each of the sample's cells in `tested` by conditional permutation, as `options` say.
/// \throws ConfigError when the table of shared draws would not fit into memory
[[nodiscard]] std::vector<Drawn> drawn_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                         const CellNeighbours& neighbours, const LocalOptions& options);

/// How many values a draw of cell i takes, and the sum that it is compared with.
[[nodiscard]] inline std::uint32_t values_drawn(const Sample& sample, std::size_t i, const LocalOptions& options)
{
    return sample.count[i] + (options.redraw_self ? 1 : 0);
}
[[nodiscard]] inline double observed_sum(const Sample& sample, std::size_t i, const LocalOptions& options)
{
    return sample.neighbour_sum[i] + (options.redraw_self ? sample.values.x[i] : 0.0);
}

/// \param rare what holds fitted tails up; null = nothing is fitted
[[nodiscard]] std::vector<Drawn> shared_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                                const LocalOptions& options, const RareValues* rare);
[[nodiscard]] std::vector<Drawn> own_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                             const LocalOptions& options, const RareValues* rare);
/// For neighbours of unequal weights: sums of weight times value, one draw at a time, counted only.
[[nodiscard]] std::vector<Drawn> weighted_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                                  const Weights& weights, const LocalOptions& options);

/// The upper tail of draws: a generalised Pareto over a threshold that a tenth of them, at most 250, exceed.
///
/// Its shape is taken a standard error heavier than the draws make it, and never lighter than what the predictive
/// distribution of an exponential tail has (1 over the draws beyond the threshold): a tail as it is estimated gives
/// small p more often than they say, since it is raised to the power at which luck in the estimate tells most. See
/// "fitted p-values are met no more often than they say" in the tests.
class ParetoTail
{
public:
    /// \param draws put into another order
    explicit ParetoTail(std::span<double> draws);
    /// The chance of a draw of at least `value`; nothing is fitted below the threshold or when the most extreme
    /// draws are all alike, and then this is negative.
    [[nodiscard]] double p(double value) const;

private:
    double m_threshold = 0;
    double m_share = 0; ///< of draws beyond the threshold
    double m_scale = 0;
    double m_shape = 0;
};

/// The chance of values so rare that no tail of draws knows of them: one homicide among thousands of thefts is dealt
/// into a given neighbourhood once in a thousand draws or less, and then lifts its sum far beyond all others.
class RareValues
{
public:
    RareValues(const Sample& sample, const CellNeighbours& neighbours, const LocalOptions& options);

    /// A one-sided p that a neighbourhood's sum does not have less of, whatever a fitted tail says: the chance that a
    /// draw holds values as extreme as the neighbourhood's first few, times `p_at` of what is left of the sum, for the
    /// number of them with which that is greatest.
    /// \param upper whether high sums are extreme; with low ones all signs change
    /// \param p_at chance by draws of a sum at least so great
    [[nodiscard]] double least_p(std::uint32_t i, bool upper, const std::function<double(double)>& p_at) const;

private:
    const Sample& m_sample;
    const CellNeighbours& m_neighbours;
    bool m_redraw_self;
    std::vector<std::uint32_t> m_at; ///< per cell: where it is in the sample
    std::vector<double> m_rising;    ///< all values of the sample
};

/// The sums of many draws, in order, and what is fitted to their two ends.
class DrawnSums
{
public:
    /// \param sums put into another order
    explicit DrawnSums(std::span<double> sums);

    /// Draws of at least `value`; when not `upper`, of at most.
    [[nodiscard]] std::uint32_t beyond(double value, bool upper) const;
    /// Read off the fitted tail; negative where none is.
    [[nodiscard]] double fitted_p(double value, bool upper) const;
    /// The chance of such a sum: counted, or read off the tail where fewer than `kFewExtreme` draws are beyond.
    [[nodiscard]] double p(double value, bool upper) const;

private:
    std::vector<double> m_rising;
    ParetoTail m_upper;
    ParetoTail m_lower;
};

/// The two-sided p of counts; where one side has few draws, from `sums()`, fitted and held up by `rare`.
/// \param rare null = nothing is fitted
template <class Sums>
[[nodiscard]] Drawn two_sided(Counted counted, std::uint32_t draws, std::uint32_t i, double observed,
                              const RareValues* rare, const Sums& sums)
{
    const bool upper = counted.above <= counted.below;
    const std::uint32_t extreme = upper ? counted.above : counted.below;
    Drawn drawn;
    double side = (extreme + 1.0) / (draws + 1.0);
    if (rare != nullptr && extreme < kFewExtreme) {
        const DrawnSums& known = sums();
        const auto p_at = [&](double sum) { return known.p(upper ? sum : -sum, upper); };
        const double fitted = known.fitted_p(observed, upper);
        if (fitted >= 0) {
            side = std::max(fitted, std::min(side, rare->least_p(i, upper, p_at)));
            drawn.fitted = true;
        }
    }
    drawn.p = side < 0.5 ? 2 * side : 1.0;
    return drawn;
}

/// The same from draws of the cell's own, which are put into another order.
[[nodiscard]] Drawn drawn_from(std::span<double> sums, std::uint32_t i, double observed, double tie,
                               const RareValues* rare);

} // namespace harmspot::significance
