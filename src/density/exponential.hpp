// SPDX-License-Identifier: MIT
#pragma once

// e^x in terms of `Lanes`. Include as tile_loops.hpp.

#include "density/tile_loops.hpp"

namespace harmspot::density
{
namespace
{

/// e^x for -700 < x < 700, to about 2 units in the last place; the same on every machine, unlike the C
/// library's.
inline Lanes exponential(Lanes x)
{
    constexpr double kShift = 6755399441055744.0; // 1.5 × 2^52: adding it rounds to whole numbers
    constexpr double kPerLog2 = 1.4426950408889634;
    constexpr double kLog2High = 6.93147180369123816490e-01; // 33 bits; with the rest: fdlibm, e_exp.c
    constexpr double kLog2Low = 1.90821492927058770002e-10;
    constexpr double kOneOverFactorial[] = {
        1.0,        1.0,         1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,
        1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
    constexpr std::size_t kDegree = 13;
    const Lanes k = fused(x, all(kPerLog2), all(kShift)) - all(kShift);
    const Lanes r = fused_negative(k, all(kLog2Low), fused_negative(k, all(kLog2High), x));
    Lanes sum = all(kOneOverFactorial[kDegree]);
    for (std::size_t i = kDegree; i > 0; --i) {
        sum = fused(sum, r, all(kOneOverFactorial[i - 1]));
    }
    return sum * power_of_two(k);
}

inline Lanes bounded_exponential(Lanes x)
{
    constexpr double kBound = 700;
    return exponential(larger(smaller(x, all(kBound)), all(-kBound)));
}

} // namespace
} // namespace harmspot::density
