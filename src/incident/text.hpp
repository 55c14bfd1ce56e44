// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// Without blanks (space, tab, line ends) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// How codes and texts are compared: trimmed, ASCII letters in lower case, other bytes as they are.
[[nodiscard]] std::string folded(std::string_view text);

/// `name` as it may stand in a message: cut to a readable length, without control characters.
[[nodiscard]] std::string shown(std::string_view name);

} // namespace harmspot
