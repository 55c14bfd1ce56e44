// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace harmspot
{

/// The largest number of two digits that is no more than `value`, as a legend says it.
[[nodiscard]] double down_to_two_digits(double value);

/// "1,234.5": the shortest text, thousands with commas.
[[nodiscard]] std::string with_commas(double value);

} // namespace harmspot
