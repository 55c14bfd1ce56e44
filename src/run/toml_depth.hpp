// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace harmspot::config
{

/// Line and column (1-based, in bytes) of the first key with more than `most` dots outside quotes.
///
/// toml++ bounds nested values but not dotted keys, whose tables it then frees by recursion: a line of a
/// megabyte of `a.a.a…` would overflow the stack. So such text never reaches it.
[[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> too_many_dots(std::string_view toml, int most);

} // namespace harmspot::config
