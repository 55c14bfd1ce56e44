// SPDX-License-Identifier: MIT
#include "significance/exact_values.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace harmspot::significance
{

ExactValues exact_values(std::span<const double> values)
{
    constexpr int kBits = 51;
    double sizes = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            throw InputError(fmt::format("the value of cell {} is not a finite number", i + 1));
        }
        sizes += std::abs(values[i]);
    }
    if (!std::isfinite(sizes)) {
        throw InputError("the cells' values are too large to add up");
    }
    ExactValues exact;
    exact.x.assign(values.begin(), values.end());
    if (!(sizes > 0)) {
        return exact;
    }
    int exponent = 0;
    std::frexp(sizes, &exponent); // sizes < 2^exponent
    exact.quantum = std::max(std::ldexp(1.0, exponent - kBits), std::numeric_limits<double>::denorm_min());
    // Beside this number a double's last bit is one quantum, so adding and taking it off rounds to whole quanta.
    const double shift = std::ldexp(3.0, exponent);
    if (std::isfinite(shift)) {
        for (double& x : exact.x) {
            x = (x + shift) - shift;
        }
    }
    return exact;
}

} // namespace harmspot::significance
