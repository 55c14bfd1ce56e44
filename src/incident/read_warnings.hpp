// SPDX-License-Identifier: MIT
#pragma once

#include "incident/assemble.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// What a person should know about the data before reading a map made of them, one sentence each.
/// \param earlier_too whether files may hold nothing but rows before the period, which [persistence] and [change] look
/// at
[[nodiscard]] std::vector<std::string> read_warnings(const Assembled& assembled, const RowReport& report,
                                                     const ColumnMap& map, bool earlier_too);

} // namespace harmspot
