// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace harmspot
{

/// Whether `pattern` holds `*`, `?` or `[`.
[[nodiscard]] bool has_wildcard(std::string_view pattern) noexcept;

/// Whether all of `name` fits: `*` any text, `?` any byte, `[a-c]` one of, `[!a-c]` none of. A `[` without
/// `]` stands for itself.
[[nodiscard]] bool matches_wildcard(std::string_view pattern, std::string_view name) noexcept;

} // namespace harmspot
