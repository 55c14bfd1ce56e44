// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <numbers>

namespace harmspot::significance
{

/// Chance that a standard normal lies at least as far from 0 as z.
[[nodiscard]] inline double two_sided_p(double z)
{
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

} // namespace harmspot::significance
