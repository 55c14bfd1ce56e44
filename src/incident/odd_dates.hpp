// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// Of a file that writes 12/25/2023 for Christmas Day, the days up to the 12th read as dates of another month.
/// \param names of the files that `RowBlock::file` numbers
/// \return a warning for each file with some such rows among others
/// \throws InputError naming file, line and cure when more rows of a file are dates with the month first alone
///         than with the day first alone
[[nodiscard]] std::vector<std::string> judge_month_first(std::span<const RowBlock> blocks,
                                                         const std::vector<std::string>& names);

/// Midnight often stands for "time not known". Where every time of day is 00:00 the column holds dates, and the
/// incidents become of `TimePrecision::day`; where many are, only a warning can be given.
/// \return what to tell a person; empty for nothing
[[nodiscard]] std::string settle_midnights(Incidents& incidents);

} // namespace harmspot
