// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// Without blanks (space, tab, line ends) at both ends.
/// Inline and quick where there is nothing to trim, as in nearly every field of a file.
[[nodiscard]] inline std::string_view trimmed(std::string_view text)
{
    const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// How codes and texts are compared: trimmed, ASCII letters in lower case, other bytes as they are.
[[nodiscard]] std::string folded(std::string_view text);

/// `name` as it may stand in a message: cut to a readable length, without control characters.
[[nodiscard]] std::string shown(std::string_view name);

} // namespace harmspot
