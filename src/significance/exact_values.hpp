// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

namespace harmspot::significance
{

/// Values rounded to whole multiples of one power of two, so small that no value moves by more than 2^-51 of
/// the sum of all sizes, and so large that every sum of some of them is exact. Sums then do not depend on the
/// order in which they were made, and a draw that ties with what was observed is seen to tie. Counts do not
/// move at all.
struct ExactValues {
    std::vector<double> x;
    double quantum = 0; ///< the multiple; 0 when all values are 0

    /// Two sums of `values` values each that were equal before rounding differ by no more than this.
    [[nodiscard]] double tie(double values) const noexcept { return quantum * values; }
};

/// \throws InputError for a value that is not finite, or a sum of sizes that is not
[[nodiscard]] ExactValues exact_values(std::span<const double> values);

} // namespace harmspot::significance
