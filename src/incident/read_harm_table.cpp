// SPDX-License-Identifier: MIT
#include "harmspot/harm.hpp"

#include "geo/platform.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "incident/csv_records.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace harmspot
{

namespace
{

constexpr std::array<std::string_view, 5> kColumns{"code", "weight", "unit", "source", "vintage"};

/// Where each of `kColumns` stands in the file's header.
std::array<std::size_t, kColumns.size()> columns_of(const CsvRecord& header, const std::string& as_written)
{
    std::array<std::size_t, kColumns.size()> at{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::find_if(header.fields.begin(), header.fields.end(),
                                        [&](const std::string& field) { return folded(field) == kColumns[i]; });
        if (found == header.fields.end()) {
            throw InputError(fmt::format("{}:{}: has no column '{}'; a harm table has the columns {}", as_written,
                                         header.line, kColumns[i], fmt::join(kColumns, ", ")));
        }
        at[i] = static_cast<std::size_t>(found - header.fields.begin());
    }
    return at;
}

double weight_from(const std::string& text, const std::string& where)
{
    const auto digits = trimmed(text);
    double weight = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(weight)) {
        throw InputError(fmt::format("{}: weight '{}' is not a number; write it like 245.01", where, digits));
    }
    if (weight < 0) {
        throw InputError(fmt::format("{}: weight {} is below 0; harm cannot be negative", where, digits));
    }
    return weight;
}

/// Unit, source and vintage hold for the whole table, so that every row must say the same.
void keep_alike(std::string& kept, std::string_view text, std::string_view column, bool first, const std::string& where)
{
    if (first) {
        kept = text;
    } else if (kept != text) {
        throw InputError(fmt::format("{}: {} is '{}' but '{}' in the rows before; a table has one {}", where, column,
                                     text, kept, column));
    }
}

} // namespace

HarmTable read_harm_table(const std::string& path, const std::string& as_written)
{
    const platform::MappedFile file(path, as_written);
    const auto records = csv_records(file.bytes(), as_written);
    if (records.empty()) {
        throw InputError(
            fmt::format("{}: is empty; a harm table starts with the line {}", as_written, fmt::join(kColumns, ",")));
    }
    const auto at = columns_of(records.front(), as_written);

    HarmTable table;
    table.path = as_written;
    table.sha256 = sha256_of(file.bytes());
    std::map<std::string, std::uint64_t> line_of; // by folded code
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& record = records[i];
        const std::string where = fmt::format("{}:{}", as_written, record.line);
        if (record.fields.size() != records.front().fields.size()) {
            throw InputError(fmt::format("{}: has {} fields, the header has {}; put texts that hold commas in double "
                                         "quotes",
                                         where, record.fields.size(), records.front().fields.size()));
        }
        const std::string code(trimmed(record.fields[at[0]]));
        if (code.empty()) {
            throw InputError(where + ": code is blank");
        }
        const auto [repeat, is_new] = line_of.emplace(folded(code), record.line);
        if (!is_new) {
            throw InputError(fmt::format("{}: code '{}' is weighed twice, first in line {}; keep one of the two", where,
                                         code, repeat->second));
        }
        table.rows.push_back({code, weight_from(record.fields[at[1]], where)});
        keep_alike(table.unit, trimmed(record.fields[at[2]]), kColumns[2], i == 1, where);
        keep_alike(table.source, trimmed(record.fields[at[3]]), kColumns[3], i == 1, where);
        keep_alike(table.vintage, trimmed(record.fields[at[4]]), kColumns[4], i == 1, where);
    }
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
