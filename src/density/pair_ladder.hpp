// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstddef>
#include <vector>

namespace harmspot::density
{

/// Gaussian sums over pairs of places, at many bandwidths from one look at each distance.
///
/// Bandwidths fall by 2^(1/8) from step to step, so that eight steps on the exponent has been squared twice
/// and four steps on once: an eighth of the exponentials serves them all.
class PairLadder
{
public:
    static constexpr std::size_t kStepsPerSquare = 4; ///< steps over which σ² halves

    /// Sums at every `stride`-th place over all others, for `steps` bandwidths down from `widest_m`.
    /// \throws Interrupted when the caller wants to stop
    PairLadder(const PlacesView& places, double widest_m, std::size_t steps, std::size_t stride, unsigned threads,
               const Progress* progress);

    [[nodiscard]] std::size_t steps() const noexcept { return m_steps; }
    [[nodiscard]] std::size_t judged() const noexcept { return m_rows; }
    [[nodiscard]] double sigma_m(std::size_t step) const;
    /// Σ_{j ≠ i} exp(−d²/(2σ²)) at the `row`-th judged place.
    [[nodiscard]] double gauss(std::size_t row, std::size_t step) const
    {
        return m_sums[row * m_wide + step + kStepsPerSquare];
    }
    /// Σ_{j ≠ i} exp(−d²/(4σ²)): the kernel convolved with itself, but for its constant.
    [[nodiscard]] double twice_smoothed(std::size_t row, std::size_t step) const { return m_sums[row * m_wide + step]; }

private:
    std::size_t m_steps;
    std::size_t m_wide; ///< steps kept a row: those of exp(−d²/(4σ²)) and one square more
    std::size_t m_rows;
    double m_widest_m;
    std::vector<double> m_sums;
};

} // namespace harmspot::density
