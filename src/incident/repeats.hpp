// SPDX-License-Identifier: MIT
#pragma once

#include "incident/assemble.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace harmspot
{

/// Which rows repeat an earlier one. Only the first of such rows is kept.
///
/// With `Duplicates::id` a row repeats one of the same reference; with `id_and_columns` it must also be alike
/// in every mapped column, and rows that only share the reference are kept and counted, since one incident may
/// have several offences. With `columns` it must be alike in the columns compared. A blank reference is like no
/// other: such rows repeat nothing unless the columns compared leave the reference out.
struct RepeatRule {
    /// One value of a row; equal values have equal hashes.
    using Value = std::function<std::uint64_t(const Incidents& incidents, std::size_t row)>;

    Duplicates duplicates = Duplicates::off; ///< `off` too where the rule lacks what it needs
    bool compares_id = false;
    std::vector<Value> values; ///< compared beside the reference
};

/// The rule that `config` asks for, of files with the columns of `map`.
/// \throws ConfigError for a column to compare that `map` does not name
[[nodiscard]] RepeatRule repeat_rule(const IncidentsConfig& config, const ColumnMap& map);

/// Leaves repeated rows out of `assembled`, whose row `offsets[i]` is the first kept one of `blocks[i]`.
void drop_repeats(std::span<const RowBlock> blocks, std::span<const std::size_t> offsets, const RepeatRule& rule,
                  unsigned threads, Assembled& assembled);

} // namespace harmspot
