// SPDX-License-Identifier: MIT
#pragma once

#include "significance/sample.hpp"

#include "harmspot/grid_statistics.hpp"

#include <cstdint>
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

[[nodiscard]] std::vector<Drawn> shared_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                                const LocalOptions& options);
[[nodiscard]] std::vector<Drawn> own_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                             const LocalOptions& options);
/// For neighbours of unequal weights: sums of weight times value, one draw at a time.
[[nodiscard]] std::vector<Drawn> weighted_draws_p(const Sample& sample, const std::vector<std::uint32_t>& tested,
                                                  const Weights& weights, const LocalOptions& options);

/// The upper tail of draws: a generalised Pareto over a threshold, never lighter than exponential.
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

/// The p of counts; `fit(upper)` gives the fitted chance of that side, negative for none.
template <class Fit>
[[nodiscard]] Drawn two_sided(Counted counted, std::uint32_t draws, bool tail_fit, const Fit& fit)
{
    const bool upper = counted.above <= counted.below;
    const std::uint32_t extreme = upper ? counted.above : counted.below;
    Drawn drawn;
    double side = (extreme + 1.0) / (draws + 1.0);
    if (tail_fit && extreme < kFewExtreme) {
        const double fitted = fit(upper);
        if (fitted >= 0) {
            side = fitted;
            drawn.fitted = true;
        }
    }
    drawn.p = side < 0.5 ? 2 * side : 1.0;
    return drawn;
}

/// The same from draws of the cell's own, which are put into another order.
[[nodiscard]] Drawn drawn_from(std::span<double> sums, double observed, double tie, bool tail_fit);

} // namespace harmspot::significance
