// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace harmspot
{

/// `name` in single quotes, without control characters, cut at 60 bytes: safe in a message or on a terminal.
[[nodiscard]] std::string quoted_name(std::string_view name);

} // namespace harmspot
