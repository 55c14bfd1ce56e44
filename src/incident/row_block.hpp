// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "incident/distinct.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot
{

/// Text columns of an incident.
enum class TextColumn : std::uint8_t { offence, code, location, location_type, flag_list, own_area };
inline constexpr std::size_t kTextColumns = 6;

/// What one thread has met so far: distinct texts and coordinates, numbered as they came. May hold values
/// that no row uses in the end.
struct Lane {
    std::array<TextTable, kTextColumns> texts;
    std::vector<TextTable> fields; ///< of the columns that only rules look at
    PointTable points;
};

/// `ParsedRow::point` of a row that was left out after it had been parsed.
inline constexpr std::uint32_t kDropped = kNoPlace - 1;

/// Lines of a block are counted in as many bits; blocks are far shorter.
inline constexpr std::uint32_t kLineBits = 30;

/// One used row, its texts and coordinates as numbers of a lane.
struct ParsedRow {
    std::uint32_t point = kNoPlace;
    std::int32_t earliest_min = 0;
    std::int32_t latest_min = 0;
    std::array<std::uint32_t, kTextColumns> texts{};
    std::uint32_t flags = 0;            ///< bits of `flag_columns`
    std::uint32_t line : kLineBits = 0; ///< lines after the first of the block
    TimePrecision precision : 2 = TimePrecision::none;
};
static_assert(sizeof(ParsedRow) <= 44, "this is most of the memory that reading takes");

[[nodiscard]] inline bool is_kept(const ParsedRow& row)
{
    return row.point != kDropped;
}

/// Adds one more row, the rows coming in any order.
inline void add_fault(FaultyRows& faulty, std::uint64_t line)
{
    faulty.first_line = faulty.rows == 0 ? line : std::min(faulty.first_line, line);
    ++faulty.rows;
}

/// What became of a stretch of rows of one file.
struct RowBlock {
    struct LineReject {
        std::uint32_t line = 0; ///< lines after the first of the block
        RejectReason reason = RejectReason::column_count;
        std::uint8_t detail = 0; ///< for `excluded_by_rule` as `Reject::rule`, else a `RejectColumn`
        std::int16_t month = static_cast<std::int16_t>(kNoMonth); ///< as `Reject::month`; years end at 2100
    };

    std::size_t file = 0;
    std::size_t lane = 0;
    std::size_t begin = 0;        ///< byte of the text where its first row starts
    std::size_t end = 0;          ///< byte where the row after its last starts
    std::uint64_t first_line = 0; ///< 1-based
    std::uint64_t lines = 0;
    std::uint64_t row_count = 0;                ///< used and rejected
    RejectColumn position = RejectColumn::none; ///< which column says where
    unsigned unclosed = 0;                      ///< quotes that never close
    bool not_utf8 = false;                      ///< whether a row without a NUL was rejected as bad_encoding
    std::uint32_t unclosed_line = 0;            ///< lines after the first of the block, of the first such quote
    std::vector<ParsedRow> rows;
    std::vector<std::uint32_t> fields;    ///< numbers of a lane, all of a row's together; empty when none is mapped
    std::vector<std::uint64_t> id_hashes; ///< one per row when ids are mapped; 0 for none
    std::vector<LineReject> rejects;
    FaultyRows month_first; ///< of the rejects, those whose date reads month first; as `faults`
    std::array<FaultyRows, kCoordinateFaults> faults{}; ///< `first_line` counted like `LineReject::line`
};

/// A row of `block` as one that is left out after it was parsed.
[[nodiscard]] inline Reject reject_of(const RowBlock& block, const ParsedRow& row, RejectReason reason,
                                      RejectColumn column)
{
    return {static_cast<std::uint32_t>(block.file),
            block.first_line + row.line,
            reason,
            0,
            month_of(row.earliest_min),
            column};
}

} // namespace harmspot
