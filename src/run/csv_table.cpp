// SPDX-License-Identifier: MIT
#include "run/csv_table.hpp"

#include "geo/platform.hpp"
#include "geo/sha256.hpp"
#include "harmspot/config.hpp"
#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/numbers.hpp"
#include "incident/text.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    const auto found =
        std::find_if(header.begin(), header.end(), [&](const std::string& one) { return folded(one) == folded(name); });
    return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
}

std::size_t CsvTable::needed(std::string_view name) const
{
    const auto found = column(name);
    if (!found) {
        const auto near = nearest_name(name, header);
        throw InputError(fmt::format("{}:1: has no column '{}'{}; its columns are {}", as_written, name,
                                     near.empty() ? "" : fmt::format(", but '{}'", shown(near)),
                                     shown(fmt::format("{}", fmt::join(header, ", ")))));
    }
    return *found;
}

std::string CsvTable::where(std::size_t row) const
{
    return fmt::format("{}:{}", as_written, line[row]);
}

double CsvTable::number(std::size_t row, std::size_t column, double least) const
{
    const auto& text = rows[row][column];
    const auto value = parse_grouped_number(trimmed(text));
    if (!value || !std::isfinite(*value) || *value < least) {
        throw InputError(fmt::format("{}: {} '{}' is not a number{}", where(row), shown(header[column]), shown(text),
                                     std::isfinite(least) ? fmt::format(" of at least {:g}", least) : ""));
    }
    return *value;
}

bool is_csv(const NamedFile& file)
{
    return folded(file.path).ends_with(".csv");
}

CsvTable read_csv_table(const NamedFile& file, bool rows_needed)
{
    const platform::MappedFile mapped(file.path, file.as_written);
    const auto text = mapped.bytes();
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (!is_utf8(text)) {
        throw InputError(file.as_written + ": is not UTF-8 text; save it as \"CSV UTF-8\"");
    }
    CsvTable table;
    table.as_written = file.as_written;
    table.sha256 = sha256_of(text);
    constexpr std::size_t kMostFields = 1000;
    csv::RowScanner scanner(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0, ',', kMostFields);
    std::string scratch;
    while (scanner.next()) {
        const auto line = 1 + scanner.lines_before();
        if (scanner.shape() != csv::RowShape::whole || scanner.fields() > kMostFields) {
            throw InputError(
                fmt::format("{}:{}: is no row of a table; is a double quote never closed?", file.as_written, line));
        }
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < scanner.fields(); ++i) {
            fields.emplace_back(trimmed(scanner.field(i, scratch)));
        }
        if (fields.size() == 1 && fields.front().empty()) {
            continue;
        }
        if (table.header.empty()) {
            table.header = std::move(fields);
            continue;
        }
        if (fields.size() != table.header.size()) {
            throw InputError(fmt::format("{}:{}: has {} fields, the header has {}; put texts that hold commas in "
                                         "double quotes",
                                         file.as_written, line, fields.size(), table.header.size()));
        }
        table.rows.push_back(std::move(fields));
        table.line.push_back(line);
    }
    if (table.header.empty() || (rows_needed && table.rows.empty())) {
        throw InputError(file.as_written + (table.header.empty() ? ": is empty" : ": has a header but no rows"));
    }
    return table;
}

} // namespace harmspot
