// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace harmspot
{

/// Shortest text that reads back as the same number; no exponent between 1e-5 and 1e15, none of "-0".
/// \pre finite
[[nodiscard]] std::string number_text(double value);

/// A JSON string: quotes round `json_escaped()`.
[[nodiscard]] std::string json_string(std::string_view text);

/// A property as JSON; null for a number that is not finite.
[[nodiscard]] std::string json_value(const PropertyValue& value);

/// `text` with every byte that is not UTF-8, and every NUL, as U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

} // namespace harmspot
