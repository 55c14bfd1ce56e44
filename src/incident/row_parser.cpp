// SPDX-License-Identifier: MIT
#include "incident/row_parser.hpp"

#include "incident/clock_change.hpp"
#include "incident/csv_scan.hpp"
#include "incident/dates.hpp"
#include "incident/grid_reference.hpp"
#include "incident/numbers.hpp"
#include "incident/position_fault.hpp"
#include "incident/utf8.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace harmspot
{

namespace
{

using Reason = std::optional<RejectReason>;
using Fault = std::optional<CoordinateFault>;

/// Why a text that should have been a number or a date is not one.
RejectReason unreadable(std::string_view text, RejectReason reason)
{
    return is_utf8(text) ? reason : RejectReason::bad_encoding;
}

bool is_yes(std::string_view text)
{
    const auto letter = [&](std::size_t i) { return static_cast<char>(text[i] | 0x20); };
    switch (text.size()) {
    case 1:
        return text[0] == '1' || letter(0) == 'y';
    case 3:
        return letter(0) == 'y' && letter(1) == 'e' && letter(2) == 's';
    case 4:
        return letter(0) == 't' && letter(1) == 'r' && letter(2) == 'u' && letter(3) == 'e';
    default:
        return false;
    }
}

class RowParser
{
public:
    RowParser(const csv::RowScanner& scanner, const Columns& columns, const RowRules& rules, Lane& lane)
        : m_scanner(scanner), m_columns(columns), m_rules(rules), m_lane(lane)
    {
    }

    /// Fills `row` from the scanner's row; the reason when it cannot be used.
    [[nodiscard]] Reason parse(ParsedRow& row)
    {
        m_fault.reset();
        m_column = RejectColumn::none;
        m_month_first = false;
        if (m_scanner.shape() == csv::RowShape::too_long) {
            return RejectReason::line_too_long;
        }
        if (m_scanner.shape() != csv::RowShape::whole || m_scanner.fields() != m_columns.count) {
            return RejectReason::column_count;
        }
        if (m_scanner.has_nul()) {
            return RejectReason::bad_encoding;
        }
        std::optional<Point> at;
        if (const Reason reason = parse_point(at)) {
            return reason;
        }
        if (const Reason reason = parse_when(row)) {
            return reason;
        }
        if (!parse_texts(row)) {
            return RejectReason::bad_encoding;
        }
        parse_flags(row);
        row.point = at ? m_lane.points.number_of(*at) : kNoPlace;
        return std::nullopt;
    }
    /// Month of the date of a row that was rejected, for walking from one count to another; `kNoMonth` where
    /// its columns cannot be told apart or the date cannot be read.
    [[nodiscard]] std::int32_t month()
    {
        if (m_scanner.shape() != csv::RowShape::whole || m_scanner.fields() != m_columns.count) {
            return kNoMonth;
        }
        const bool one = m_columns.date != kUnmapped;
        std::optional<DateSpan> when;
        const bool readable = !parse_one_date(one ? m_columns.date : m_columns.earliest, when);
        if (readable && !when && !one) {
            static_cast<void>(parse_one_date(m_columns.latest, when));
        }
        return when ? month_of(when->earliest_min) : kNoMonth;
    }
    /// Adds the numbers of the row's `fields`; false when one of them is no UTF-8.
    [[nodiscard]] bool parse_fields(std::vector<std::uint32_t>& numbers)
    {
        const std::size_t before = numbers.size();
        for (std::size_t i = 0; i < m_columns.fields.size(); ++i) {
            const auto number = m_lane.fields[i].number_of(field(m_columns.fields[i]));
            if (!number) {
                m_column = RejectColumn::fields;
                numbers.resize(before);
                return false;
            }
            numbers.push_back(*number);
        }
        return true;
    }
    /// What was wrong with the position, when that is why the last row cannot be used.
    [[nodiscard]] Fault fault() const { return m_fault; }
    /// Whether its date would be one with the month first.
    [[nodiscard]] bool month_first() const { return m_month_first; }
    /// Which column it was that made the last row unusable.
    [[nodiscard]] RejectColumn column() const { return m_column; }
    [[nodiscard]] std::uint64_t id_hash()
    {
        const auto id = field(m_columns.id);
        return id.empty() ? 0 : hash_bytes(id) | 1U;
    }

private:
    [[nodiscard]] std::string_view field(std::size_t column)
    {
        return column == kUnmapped ? std::string_view() : m_scanner.field(column, m_scratch);
    }

    struct Coordinate {
        double value = 0;
        bool present = false;
    };

    Reason parse_axis(std::size_t column, Coordinate& coordinate)
    {
        const auto text = field(column);
        if (text.empty()) {
            return std::nullopt;
        }
        const auto number = parse_coordinate(text, m_rules.in_degrees);
        if (!number && stands_for_nothing(text)) {
            return std::nullopt;
        }
        coordinate = {number.value_or(0), true};
        if (!number) {
            m_fault = CoordinateFault::unreadable;
            m_column = column == m_columns.x ? m_columns.x_key : m_columns.y_key;
        }
        return number ? Reason() : unreadable(text, RejectReason::bad_number);
    }

    Reason parse_grid_square(std::optional<Point>& at)
    {
        const auto text = field(m_columns.grid_reference);
        if (text.empty()) {
            return std::nullopt;
        }
        at = parse_grid_reference(text);
        if (!at && stands_for_nothing(text)) {
            return std::nullopt;
        }
        if (!at) {
            m_fault = CoordinateFault::unreadable;
            m_column = m_columns.position_key;
        }
        return at ? Reason() : unreadable(text, RejectReason::bad_coordinate);
    }

    Reason parse_point(std::optional<Point>& at)
    {
        if (m_columns.grid_reference != kUnmapped) {
            return parse_grid_square(at);
        }
        Coordinate x;
        Coordinate y;
        if (const Reason reason = parse_axis(m_columns.x, x)) {
            return reason;
        }
        if (const Reason reason = parse_axis(m_columns.y, y)) {
            return reason;
        }
        if (!x.present && !y.present) {
            return std::nullopt;
        }
        const Point point{x.value, y.value};
        m_fault = x.present != y.present ? Fault(CoordinateFault::one_missing) : position_fault(point, m_rules);
        if (m_fault) {
            m_column = m_columns.position_key;
            if (x.present != y.present) {
                m_column = x.present ? m_columns.y_key : m_columns.x_key;
            }
            return RejectReason::bad_coordinate;
        }
        at = point;
        return std::nullopt;
    }

    [[nodiscard]] RejectColumn date_key(std::size_t column) const
    {
        if (m_columns.date != kUnmapped) {
            return m_columns.date_key;
        }
        return column == m_columns.earliest ? RejectColumn::earliest : RejectColumn::latest;
    }

    /// Nothing and no reason for an empty field.
    Reason parse_one_date(std::size_t column, std::optional<DateSpan>& span)
    {
        const auto text = field(column);
        if (text.empty()) {
            return std::nullopt;
        }
        span = parse_date(text);
        if (!span && stands_for_nothing(text)) {
            return std::nullopt;
        }
        if (!span) {
            m_column = date_key(column);
            m_month_first = m_month_first || is_month_first(text);
        }
        return span ? Reason() : unreadable(text, RejectReason::bad_date);
    }

    Reason parse_when(ParsedRow& row)
    {
        std::optional<DateSpan> first;
        std::optional<DateSpan> last;
        const bool one = m_columns.date != kUnmapped;
        if (const Reason reason = parse_one_date(one ? m_columns.date : m_columns.earliest, first)) {
            return reason;
        }
        if (const Reason reason = one ? Reason() : parse_one_date(m_columns.latest, last)) {
            return reason;
        }
        if (!first && !last) {
            m_column = one ? m_columns.date_key : RejectColumn::earliest_and_latest;
            return RejectReason::bad_date;
        }
        DateSpan from = first ? *first : *last;
        DateSpan to = last ? *last : *first;
        if (from.earliest_min > to.latest_min && !widen_to_hour_shown_twice(from, to)) {
            m_column = RejectColumn::earliest_and_latest;
            return RejectReason::date_order;
        }
        if (from.earliest_min < m_rules.from_min || to.latest_min > m_rules.to_min) {
            m_column = date_key(from.earliest_min < m_rules.from_min ? m_columns.earliest : m_columns.latest);
            return RejectReason::out_of_period;
        }
        row.earliest_min = from.earliest_min;
        row.latest_min = to.latest_min;
        row.precision = std::min(from.precision, to.precision);
        return std::nullopt;
    }

    /// From 01:50 to 01:10 is twenty minutes in the night when the clocks go back. The wall clock then stands
    /// somewhere in that hour; false when the two are not both in it.
    static bool widen_to_hour_shown_twice(DateSpan& from, DateSpan& to)
    {
        constexpr std::int32_t kHourMin = 60;
        const std::int32_t hour = hour_shown_twice(from.earliest_min);
        const auto inside = [&](std::int32_t minute) { return minute >= hour && minute < hour + kHourMin; };
        if (!inside(from.earliest_min) || !inside(to.latest_min)) {
            return false;
        }
        from.earliest_min = hour;
        to.latest_min = hour + kHourMin - 1;
        return true;
    }

    bool parse_texts(ParsedRow& row)
    {
        const std::array<std::size_t, kTextColumns> columns{m_columns.offence,   m_columns.code,
                                                            m_columns.location,  m_columns.location_type,
                                                            m_columns.flag_list, m_columns.own_area};
        constexpr std::array<RejectColumn, kTextColumns> kKeys{RejectColumn::offence,   RejectColumn::code,
                                                               RejectColumn::location,  RejectColumn::location_type,
                                                               RejectColumn::flag_list, RejectColumn::own_area};
        for (std::size_t i = 0; i < kTextColumns; ++i) {
            if (columns[i] == kUnmapped) {
                continue;
            }
            const auto number = m_lane.texts[i].number_of(field(columns[i]));
            if (!number) {
                m_column = kKeys[i];
                return false;
            }
            row.texts[i] = *number;
        }
        return true;
    }

    void parse_flags(ParsedRow& row)
    {
        for (const auto& flag : m_columns.flags) {
            row.flags |= is_yes(field(flag.column)) ? flag.bit : 0;
        }
    }

    const csv::RowScanner& m_scanner;
    const Columns& m_columns;
    const RowRules& m_rules;
    Lane& m_lane;
    std::string m_scratch;
    Fault m_fault;
    RejectColumn m_column = RejectColumn::none;
    bool m_month_first = false;
};

/// Makes room once the first rows have shown how long a row is: growing by doubling would take up to twice
/// the memory.
void reserve_rows(RowBlock& block, std::size_t bytes_read, std::size_t bytes_in_all, bool ids)
{
    constexpr std::size_t kSlack = 32; // 1/32: rows vary in length
    const std::size_t rows = bytes_in_all / (bytes_read / block.rows.size() + 1);
    block.rows.reserve(rows + rows / kSlack);
    block.id_hashes.reserve(ids ? rows + rows / kSlack : 0);
}

} // namespace

RowBlock parse_rows(const RowText& text, const RowRules& rules, Lane& lane, std::size_t begin, std::size_t until)
{
    constexpr std::size_t kRowsToEstimate = 500;
    const Columns& columns = text.columns;
    csv::RowScanner scanner(text.text, begin, text.delimiter, columns.count);
    RowParser parser(scanner, columns, rules, lane);
    lane.fields.resize(columns.fields.size());
    RowBlock block;
    block.begin = begin;
    block.end = begin;
    block.position = columns.position_key;
    while (scanner.position() < until) {
        const bool found = scanner.next();
        if (text.more_follows && scanner.reached_end()) {
            return block;
        }
        if (!found) {
            block.unclosed = scanner.unclosed();
            return block; // too many quotes never close: the file will be refused
        }
        ++block.row_count;
        ParsedRow row;
        row.line = static_cast<std::uint32_t>(scanner.lines_before()) & ((1U << kLineBits) - 1);
        if (scanner.unclosed() != block.unclosed) {
            block.unclosed_line = block.unclosed == 0 ? row.line : block.unclosed_line;
            block.unclosed = scanner.unclosed();
        }
        block.end = scanner.position();
        block.lines = scanner.lines_passed();
        Reason reason = parser.parse(row);
        if (!reason && !columns.fields.empty() && !parser.parse_fields(block.fields)) {
            reason = RejectReason::bad_encoding;
        }
        if (reason) {
            const auto column = parser.column(); // before its month is looked for
            if (parser.month_first()) {
                add_fault(block.month_first, row.line);
            }
            block.not_utf8 = block.not_utf8 || (*reason == RejectReason::bad_encoding && !scanner.has_nul());
            block.rejects.push_back(
                {row.line, *reason, static_cast<std::uint8_t>(column), static_cast<std::int16_t>(parser.month())});
            if (const Fault fault = parser.fault()) {
                add_fault(block.faults[static_cast<std::size_t>(*fault)], row.line);
            }
            continue;
        }
        if (columns.id != kUnmapped) {
            block.id_hashes.push_back(parser.id_hash());
        }
        block.rows.push_back(row);
        if (block.rows.size() == kRowsToEstimate) {
            reserve_rows(block, scanner.position() - begin, until - begin, columns.id != kUnmapped);
        }
    }
    return block;
}

} // namespace harmspot
