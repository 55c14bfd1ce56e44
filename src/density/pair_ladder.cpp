// SPDX-License-Identifier: MIT
#include "density/pair_ladder.hpp"

#include "density/engine.hpp"

#include <array>
#include <cmath>

namespace harmspot::density
{

namespace
{

constexpr double kStepsPerOctave = 8;  ///< of σ
constexpr double kNegligible = 1e-290; ///< its square is 0: nothing narrower can see the pair

} // namespace

PairLadder::PairLadder(const PlacesView& places, double widest_m, std::size_t steps, std::size_t stride,
                       unsigned threads, const Progress* progress)
    : m_steps(steps), m_wide(steps + kStepsPerSquare), m_rows((places.size() + stride - 1) / stride),
      m_widest_m(widest_m), m_sums(m_rows * m_wide, 0.0)
{
    std::array<double, kStepsPerSquare> per_m2{};
    for (std::size_t k = 0; k < kStepsPerSquare; ++k) {
        per_m2[k] = 1 / (4 * sigma_m(k) * sigma_m(k));
    }
    parallel_told(threads, progress, m_rows, [&](std::size_t row) {
        const std::size_t i = row * stride;
        double* const sums = m_sums.data() + row * m_wide;
        for (std::size_t j = 0; j < places.size(); ++j) {
            const double dx = places.x[i] - places.x[j];
            const double dy = places.y[i] - places.y[j];
            const double d2 = dx * dx + dy * dy;
            for (std::size_t k = 0; j != i && k < kStepsPerSquare; ++k) {
                double value = std::exp(-d2 * per_m2[k]);
                for (std::size_t step = k; step < m_wide && value > kNegligible; step += kStepsPerSquare) {
                    sums[step] += value;
                    value *= value;
                }
            }
        }
    });
}

double PairLadder::sigma_m(std::size_t step) const
{
    return m_widest_m * std::exp2(-static_cast<double>(step) / kStepsPerOctave);
}

} // namespace harmspot::density
