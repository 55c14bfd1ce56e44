// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace harmspot
{

/// A decimal number (`-1.617`, `424560`, `4.25E+05`, `+3`), correctly rounded, whatever the locale.
/// "nan" and "inf" give what they say; numbers beyond a double give infinity. Nothing else is a number:
/// no thousands commas, no units, no hexadecimal.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

} // namespace harmspot
