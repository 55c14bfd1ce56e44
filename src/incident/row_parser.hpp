// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "incident/columns.hpp"
#include "incident/row_block.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace harmspot
{

/// A text of rows, and how they are to be cut into fields.
struct RowText {
    std::string_view text;
    const Columns& columns;
    char delimiter = ',';
    bool more_follows = false; ///< the text goes on elsewhere, so a row that reaches its end is no whole row
};

/// What makes a row of this run usable.
struct RowRules {
    Box area;                ///< where coordinates of the source CRS may lie, edges included
    bool in_degrees = false; ///< whether they are longitude and latitude
    std::int32_t from_min = std::numeric_limits<std::int32_t>::min();
    std::int32_t to_min = std::numeric_limits<std::int32_t>::max(); ///< inclusive
};

/// Parses the rows of `text` that start in [begin, until); `begin` must be where a row starts. Stops before a
/// row that reaches the end of the text where more follows; then that is where the block ends.
///
/// A row fails for the first of: line_too_long, column_count, bad_encoding (a NUL anywhere in the row, or a
/// number or date that is no UTF-8), bad_number, bad_coordinate, bad_date, date_order, out_of_period, and
/// then bad_encoding of its texts. Rejected rows carry the month of their date where it can be read.
[[nodiscard]] RowBlock parse_rows(const RowText& text, const RowRules& rules, Lane& lane, std::size_t begin,
                                  std::size_t until);

} // namespace harmspot
