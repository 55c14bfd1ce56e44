// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "output/text.hpp"

#include <cmath>
#include <filesystem>

namespace harmspot
{

namespace
{

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // without it Excel reads UTF-8 as Windows-1252

/// Whether a spreadsheet may take the text for a formula (OWASP: CSV injection; the last four are the
/// full-width forms of = + - @).
bool starts_like_formula(std::string_view text)
{
    constexpr std::string_view kSingles("=+-@\t\r\n\0", 8);
    if (text.empty()) {
        return false;
    }
    if (kSingles.find(text.front()) != std::string_view::npos) {
        return true;
    }
    for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
        if (text.starts_with(wide)) {
            return true;
        }
    }
    return false;
}

std::string text_cell(std::string_view text)
{
    std::string cell = starts_like_formula(text) ? "'" : "";
    cell += valid_utf8(text);
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::string cell_text(const Table::Cell& cell)
{
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return text_cell(*text);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return std::to_string(*whole);
    }
    const double value = std::get<double>(cell);
    return std::isfinite(value) ? number_text(value) : "";
}

template <class Cells, class Text>
void append_line(std::string& out, const Cells& cells, Text text)
{
    std::string_view separator;
    for (const auto& cell : cells) {
        out += separator;
        out += text(cell);
        separator = ",";
    }
    out += "\r\n";
}

std::string csv_text(const Table& table)
{
    std::string out(kByteOrderMark);
    append_line(out, table.columns, [](const auto& column) { return text_cell(column.name); });
    for (const auto& row : table.rows) {
        append_line(out, row, cell_text);
    }
    return out;
}

/// The metadata that W3C's "Metadata Vocabulary for Tabular Data" looks for beside a CSV.
std::string metadata_text(const PublishableTable& table, const std::string& file_name)
{
    std::string out = "{\n\"@context\": \"http://www.w3.org/ns/csvw\",\n";
    out += "\"url\": " + json_string(file_name) + ",\n";
    out += "\"dc:title\": " + json_string(table.name()) + ",\n";
    out += "\"dc:accessRights\": " + json_string(table.rules().marking) + ",\n";
    out += "\"rdfs:comment\": [";
    std::string_view separator;
    for (const auto& statement : product_statements({}, table.rules(), table.withheld())) {
        out += separator;
        out += json_string(statement);
        separator = ", ";
    }
    out += "],\n\"dialect\": {\"encoding\": \"utf-8\", \"lineTerminators\": [\"\\r\\n\"]},\n";
    out += "\"tableSchema\": {\"columns\": [";
    separator = "";
    for (const auto& column : table.table().columns) {
        out += separator;
        out += "{\"titles\": " + json_string(column.name) + "}";
        separator = ", ";
    }
    return out + "]}\n}\n";
}

} // namespace

std::string csv_metadata_path(const std::string& csv_path)
{
    return csv_path + "-metadata.json";
}

void write_csv(const std::string& path, const PublishableTable& table)
{
    write_text(path, csv_text(table.table()));
    write_text(csv_metadata_path(path), metadata_text(table, std::filesystem::path(path).filename().string()));
}

} // namespace harmspot
