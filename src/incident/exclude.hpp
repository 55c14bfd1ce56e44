// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "incident/code_map.hpp"
#include "incident/columns.hpp"
#include "incident/row_block.hpp"

#include <span>
#include <vector>

namespace harmspot
{

/// Takes the rows that one of `rules` matches out of their blocks and lists them as `excluded_by_rule`, with
/// the first such rule. Comes before repeats are looked for. Rules see translated codes, and of the flags those
/// with a column of their own. \throws ConfigError for a rule that cannot be used
void exclude_rows(std::span<RowBlock> blocks, std::span<const Lane> lanes, const ColumnMap& map, const CodeMap& codes,
                  const std::vector<ExcludeRule>& rules, unsigned threads);

} // namespace harmspot
