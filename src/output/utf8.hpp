// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace harmspot
{

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// The code point that starts at `at`, which moves past it. Bytes that are not UTF-8 (overlong forms and
/// surrogates included) give U+FFFD once for each maximal part, as the Unicode Standard (3.9, table 3-8)
/// recommends. \pre at < text.size()
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

} // namespace harmspot
