// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/theme.hpp"
#include "incident/code_map.hpp"
#include "incident/columns.hpp"
#include "incident/row_block.hpp"

#include <span>

namespace harmspot
{

/// Takes the rows that `rule` matches out of their blocks and lists them as `excluded_by_rule`. Comes before
/// repeats are looked for. The rule sees translated codes, and of the flags those with a column of their own.
/// \throws ConfigError for a rule that cannot be used
void exclude_rows(std::span<RowBlock> blocks, std::span<const Lane> lanes, const ColumnMap& map, const CodeMap& codes,
                  const Rule& rule, unsigned threads);

} // namespace harmspot
