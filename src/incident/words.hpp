// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace harmspot
{

/// "1,204"
[[nodiscard]] std::string thousands(std::uint64_t value);

/// "1 row", "1,204 rows"
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

/// "3.1 %"; never "100.0 %" of less than all, nor "0.0 %" of more than nothing.
[[nodiscard]] std::string percent(std::uint64_t part, std::uint64_t whole);

} // namespace harmspot
