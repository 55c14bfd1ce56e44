// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace harmspot
{

/// "2023-02-28", of days since 1970-01-01.
[[nodiscard]] std::string day_text(std::int32_t day);

} // namespace harmspot
