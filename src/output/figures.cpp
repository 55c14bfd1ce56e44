// SPDX-License-Identifier: MIT
#include "output/figures.hpp"

#include "output/text.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

double down_to_two_digits(double value)
{
    if (!(value > 0)) {
        return value;
    }
    constexpr double kSlip = 1e-9; // 0.33 / 0.01 is a little under 33
    const double digits = std::floor(std::log10(value)) - 1;
    // Multiplied or divided by whole numbers alone: 10 to a negative power is not exact.
    const double scale = std::pow(10, std::abs(digits));
    const double figures = std::floor((digits < 0 ? value * scale : value / scale) * (1 + kSlip));
    return digits < 0 ? figures / scale : figures * scale;
}

std::string with_commas(double value)
{
    std::string text = number_text(value);
    const auto end = static_cast<std::ptrdiff_t>(std::min(text.find_first_of(".e"), text.size()));
    for (auto at = end - 3; at > (value < 0 ? 1 : 0); at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

} // namespace harmspot
