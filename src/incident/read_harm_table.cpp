// SPDX-License-Identifier: MIT
#include "harmspot/harm.hpp"

#include "geo/platform.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/numbers.hpp"
#include "incident/text.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace harmspot
{

namespace
{

constexpr std::array<std::string_view, 5> kColumns{"code", "weight", "unit", "source", "vintage"};
using ColumnPlaces = std::array<std::size_t, kColumns.size()>;

struct Record {
    std::string where; ///< file:line
    std::uint64_t line = 0;
    std::vector<std::string> fields;
};

/// Header and rows, without blank lines, each with as many fields as the header.
std::vector<Record> records_of(std::string_view text, const std::string& as_written)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    const std::size_t start = text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
    if (!is_utf8(text)) {
        throw InputError(as_written + ": is not UTF-8 text; save it as \"CSV UTF-8\"");
    }
    constexpr std::size_t kMostFields = 100;
    csv::RowScanner scanner(text, start, ',', kMostFields);
    std::vector<Record> records;
    std::string scratch;
    while (scanner.next()) {
        const auto line = 1 + scanner.lines_before();
        Record record{fmt::format("{}:{}", as_written, line), line, {}};
        if (scanner.shape() != csv::RowShape::whole || scanner.fields() > kMostFields) {
            throw InputError(record.where + ": is no row of a table; is a double quote never closed?");
        }
        for (std::size_t i = 0; i < scanner.fields(); ++i) {
            record.fields.emplace_back(scanner.field(i, scratch));
        }
        if (record.fields.size() == 1 && record.fields.front().empty()) {
            continue;
        }
        if (!records.empty() && record.fields.size() != records.front().fields.size()) {
            throw InputError(fmt::format("{}: has {} fields, the header has {}; put texts that hold commas in double "
                                         "quotes",
                                         record.where, record.fields.size(), records.front().fields.size()));
        }
        records.push_back(std::move(record));
    }
    return records;
}

/// Where each of `kColumns` stands in the header.
ColumnPlaces columns_of(const Record& header)
{
    ColumnPlaces at{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::find_if(header.fields.begin(), header.fields.end(),
                                        [&](const std::string& field) { return folded(field) == kColumns[i]; });
        if (found == header.fields.end()) {
            throw InputError(fmt::format("{}: has no column '{}'; a harm table has the columns {}", header.where,
                                         kColumns[i], fmt::join(kColumns, ", ")));
        }
        if (std::any_of(found + 1, header.fields.end(),
                        [&](const std::string& field) { return folded(field) == kColumns[i]; })) {
            throw InputError(
                fmt::format("{}: has the column '{}' twice; keep one of the two", header.where, kColumns[i]));
        }
        at[i] = static_cast<std::size_t>(found - header.fields.begin());
    }
    return at;
}

double weight_from(const std::string& text, const std::string& where)
{
    const auto weight = parse_number(text);
    if (!weight || !std::isfinite(*weight)) {
        throw InputError(fmt::format("{}: weight '{}' is not a number; write it like 245.01", where, text));
    }
    if (*weight < 0) {
        throw InputError(fmt::format("{}: weight {} is below 0; harm cannot be negative", where, text));
    }
    if (*weight > kMostHarm) {
        throw InputError(
            fmt::format("{}: weight {} is above {:g}; a life sentence is some 10,000 days", where, text, kMostHarm));
    }
    return *weight;
}

/// Unit, source and vintage hold for the whole table, so that every row must say the same.
void keep_alike(std::string& kept, const std::string& text, std::string_view column, bool first,
                const std::string& where)
{
    if (first) {
        kept = text;
    } else if (kept != text) {
        throw InputError(fmt::format("{}: {} is '{}' but '{}' in the rows before; a table has one {}", where, column,
                                     text, kept, column));
    }
}

void add_rows(HarmTable& table, const std::vector<Record>& records, const ColumnPlaces& at)
{
    std::map<std::string, std::uint64_t> line_of; // by folded code
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& [where, line, fields] = records[i];
        const std::string& code = fields[at[0]];
        if (code.empty()) {
            throw InputError(where + ": code is blank");
        }
        const auto [first, is_new] = line_of.emplace(folded(code), line);
        if (!is_new) {
            throw InputError(fmt::format("{}: code '{}' is weighed twice, first in line {}; keep one of the two", where,
                                         code, first->second));
        }
        table.rows.push_back({code, weight_from(fields[at[1]], where)});
        keep_alike(table.unit, fields[at[2]], kColumns[2], i == 1, where);
        keep_alike(table.source, fields[at[3]], kColumns[3], i == 1, where);
        keep_alike(table.vintage, fields[at[4]], kColumns[4], i == 1, where);
    }
}

} // namespace

HarmTable read_harm_table(const std::string& path, const std::string& as_written)
{
    const platform::MappedFile file(path, as_written);
    const auto records = records_of(file.bytes(), as_written);
    if (records.empty()) {
        throw InputError(
            fmt::format("{}: is empty; a harm table starts with the line {}", as_written, fmt::join(kColumns, ",")));
    }
    HarmTable table;
    table.path = as_written;
    table.sha256 = sha256_of(file.bytes());
    add_rows(table, records, columns_of(records.front()));
    if (table.rows.empty()) {
        throw InputError(as_written + ": has a header but no weights");
    }
    if (table.unit.empty()) {
        throw InputError(as_written + ": unit is blank; say what a weight counts, such as days");
    }
    std::sort(table.rows.begin(), table.rows.end(),
              [](const HarmTable::Row& a, const HarmTable::Row& b) { return a.code < b.code; });
    return table;
}

} // namespace harmspot
