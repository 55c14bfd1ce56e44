// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace harmspot
{

/// Whether `text` is well-formed UTF-8 (Unicode table 3-7: no overlong forms, no surrogates) without NUL.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

} // namespace harmspot
