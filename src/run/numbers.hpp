// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace harmspot
{

/// 1234567 as "1,234,567".
[[nodiscard]] std::string thousands(std::uint64_t value);

} // namespace harmspot
