// SPDX-License-Identifier: MIT
#include "incident/find_header.hpp"

#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::size_t kMostColumns = 4096;
constexpr std::array kDelimiters{',', ';', '\t', '|'};

/// Fewer known names than this may stand in a row of data by chance.
constexpr std::size_t kFewestKnown = 3;
/// Fewer than this where the very names are known.
constexpr std::size_t kFewestNamed = 2;

/// A row that the scanner has found, as column names.
FoundHeader cut(const csv::RowScanner& scanner, char delimiter)
{
    FoundHeader header;
    std::string scratch;
    for (std::size_t i = 0; i < std::min(scanner.fields(), kMostColumns); ++i) {
        header.names.emplace_back(scanner.field(i, scratch));
    }
    header.delimiter = delimiter;
    header.first_row = scanner.position();
    header.line = 1 + scanner.lines_before();
    header.first_line = 1 + scanner.lines_passed();
    return header;
}

bool is_header(const csv::RowScanner& scanner)
{
    return scanner.shape() == csv::RowShape::whole && !scanner.has_nul() && scanner.fields() <= kMostColumns;
}

FoundHeader cut_first_row(std::string_view text, char delimiter, const std::string& name)
{
    csv::RowScanner scanner(text, 0, delimiter, kMostColumns);
    if (!scanner.next()) {
        throw InputError(name + ": holds no text; expected a header line and rows");
    }
    if (!is_header(scanner)) {
        throw InputError(name + ":1: is not a header of column names; is this a CSV file?");
    }
    return cut(scanner, delimiter);
}

/// The first row by the delimiter that suits best; nothing when none does, and then `complaint` says why.
std::optional<FoundHeader> find_in_first_row(std::string_view text, const ColumnMap& map, const std::string& name,
                                             std::string& complaint)
{
    std::optional<FoundHeader> found;
    std::size_t most_names = 0;
    for (const char delimiter : kDelimiters) {
        FoundHeader header;
        try {
            header = cut_first_row(text, delimiter, name);
        } catch (const InputError& error) {
            // By the wrong delimiter a quoted name may look broken; the right one decides.
            complaint = complaint.empty() ? error.what() : complaint;
            continue;
        }
        const bool more = header.names.size() > most_names;
        try {
            header.columns = bind_columns(header.names, map, name + ":1");
            if (found && !more) {
                continue;
            }
        } catch (const InputError& error) {
            if (!found && more) {
                complaint = error.what();
                most_names = header.names.size();
            }
            continue;
        }
        most_names = header.names.size();
        found = std::move(header);
    }
    return found;
}

/// How likely a row below the first is one of column names: those known, none when one is a number.
std::size_t likelihood(std::span<const std::string> names, const ColumnMap& map, const HeaderJudge& judge)
{
    const bool data = std::any_of(names.begin(), names.end(),
                                  [](const std::string& text) { return parse_grouped_number(text).has_value(); });
    return data ? 0 : judge ? judge(names) : named_columns(names, map);
}

/// Of the rows below the first, the one with the most known names.
std::optional<FoundHeader> find_below(std::string_view text, const ColumnMap& map, const HeaderJudge& judge)
{
    std::optional<FoundHeader> best;
    std::size_t most = (judge ? kFewestKnown : kFewestNamed) - 1;
    for (const char delimiter : kDelimiters) {
        csv::RowScanner scanner(text, 0, delimiter, kMostColumns);
        for (std::size_t row = 0; row < kHeaderRows && scanner.next(); ++row) {
            if (row == 0 || !is_header(scanner)) {
                continue;
            }
            auto header = cut(scanner, delimiter);
            const auto known = likelihood(header.names, map, judge);
            if (known > most) {
                most = known;
                best = std::move(header);
            }
        }
    }
    return best;
}

} // namespace

std::size_t end_of_first_row(std::string_view text, const std::string& name)
{
    return cut_first_row(text, kDelimiters.front(), name).first_row;
}

FoundHeader find_header(std::string_view text, const ColumnMap& map, const HeaderJudge& judge, const std::string& name)
{
    std::string complaint;
    auto found = find_in_first_row(text, map, name, complaint);
    if (found && (!judge || judge(found->names) >= kFewestKnown)) {
        return *std::move(found);
    }
    if (auto below = find_below(text, map, judge)) {
        below->columns = bind_columns(below->names, map, fmt::format("{}:{}", name, below->line));
        return *std::move(below);
    }
    if (!found) {
        throw InputError(complaint);
    }
    return *std::move(found);
}

std::size_t find_header(std::span<const std::vector<std::string>> rows, const ColumnMap& map, const HeaderJudge& judge)
{
    std::size_t best = rows.size();
    std::size_t most = (judge ? kFewestKnown : kFewestNamed) - 1;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (const auto known = likelihood(rows[row], map, judge); known > most) {
            most = known;
            best = row;
        }
    }
    return best;
}

std::string header_note(const std::string& name, std::uint64_t row)
{
    return fmt::format("{}: its column names stand in row {}; what stands above them was not read.", name, row);
}

} // namespace harmspot
