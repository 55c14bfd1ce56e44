// SPDX-License-Identifier: MIT
#pragma once

#include "incident/columns.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// Rows among which the column names are looked for. Exports have a title, a date, a blank row above them.
inline constexpr std::size_t kHeaderRows = 20;

/// How many of `names` are known as names of columns. Used where no map says which columns there must be.
using HeaderJudge = std::function<std::size_t(std::span<const std::string>)>;

/// The row of column names of a text.
struct FoundHeader {
    std::vector<std::string> names;
    Columns columns;
    char delimiter = ',';
    std::size_t first_row = 0;    ///< byte where the row after it starts
    std::uint64_t line = 1;       ///< where it stands, 1-based
    std::uint64_t first_line = 1; ///< line of the row after it
};

/// The first row, cut by whichever delimiter makes a header with the columns of `map` (of several that do, the
/// one with the most columns); when none does, the first of the rows below it that has them.
/// \param name what messages start with
/// \throws InputError naming what the likeliest header lacks
[[nodiscard]] FoundHeader find_header(std::string_view text, const ColumnMap& map, const HeaderJudge& judge,
                                      const std::string& name);

/// Byte where the row after the first one starts, cut at commas.
/// \throws InputError when the text starts with no row of names
[[nodiscard]] std::size_t end_of_first_row(std::string_view text, const std::string& name);

/// Which of `rows`, the first of a table, holds the column names; `rows.size()` when none does.
[[nodiscard]] std::size_t find_header(std::span<const std::vector<std::string>> rows, const ColumnMap& map,
                                      const HeaderJudge& judge);

/// "NAME: its column names stand in row 3; what stands above them was not read."
[[nodiscard]] std::string header_note(const std::string& name, std::uint64_t row);

} // namespace harmspot
