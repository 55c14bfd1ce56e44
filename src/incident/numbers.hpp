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

/// The same, and thousands set apart by commas (`425,123`, `1,234,567.8`): one to three digits, then groups
/// of exactly three. A decimal comma (`425123,5`, `54,9`) is no number.
[[nodiscard]] std::optional<double> parse_grouped_number(std::string_view text) noexcept;

/// A coordinate as exports write it: also with a decimal comma (`54,978`, `425123,5`), with groups of three set
/// apart by blanks, and after the apostrophe that makes Excel keep a text. One comma is
/// decimal in degrees, which have no thousands; elsewhere it is where more than three digits come before it.
[[nodiscard]] std::optional<double> parse_coordinate(std::string_view text, bool in_degrees) noexcept;

/// Whether a text stands for an empty field, as databases and spreadsheets write it: `NULL`, `N/A`, `-`, …
[[nodiscard]] bool stands_for_nothing(std::string_view text);

} // namespace harmspot
