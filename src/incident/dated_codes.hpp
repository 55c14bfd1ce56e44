// SPDX-License-Identifier: MIT
#pragma once

#include "incident/code_map.hpp"
#include "incident/row_block.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// Whether Excel may have made `code` from a code such as 8/6: `06-Aug`, `6-Aug` or `Aug-06`.
[[nodiscard]] bool is_dated_code(std::string_view code) noexcept;

/// Refuses incidents whose offence code is a date that `codes` does not list: what the code was cannot be
/// told, and dropping or guessing it would move harm unseen.
/// \param names of the files that `RowBlock::file` numbers
/// \throws InputError naming file, line and cure, for the first such row
void refuse_dated_codes(std::span<const RowBlock> blocks, std::span<const Lane> lanes, const CodeMap& codes,
                        const std::vector<std::string>& names);

} // namespace harmspot
