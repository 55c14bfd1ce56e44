// SPDX-License-Identifier: MIT
#include "incident/input_file.hpp"

#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/text.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>

#include <utility>

namespace harmspot
{

namespace
{

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Kinds of file that people pack, or name a table of codes, in place of CSV.
void refuse_other_kinds(std::string_view bytes, const std::string& name)
{
    if (is_zip(bytes)) {
        throw InputError(name + ": holds a ZIP or Excel workbook, not CSV text; unpack it or save it as \"CSV UTF-8\"");
    }
}
std::string_view without_line_ends(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Lines that end with a carriage return alone, as on old Macs, look like one endless header.
void refuse_lone_returns(std::string_view text, const std::string& name)
{
    if (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos) {
        throw InputError(name + ": its lines end with a carriage return alone (CR), as \"CSV (Macintosh)\" writes "
                                "them; save it as \"CSV UTF-8\", whose lines end with LF or CRLF");
    }
}

} // namespace

InputFile::InputFile(const InputPart& part) : m_part(part), m_what(kind_text(part.kind)), m_file(part.path, part.name)
{
    if (m_file.bytes().empty()) {
        throw InputError(name() + ": is empty (0 bytes); expected a header line and rows");
    }
}

InputFile::InputFile(const std::string& path, const std::string& as_written)
    : InputFile(InputPart{path, as_written, as_written, InputKind::csv, std::nullopt, 0, 0, {}})
{
    m_part.kind = is_gzip(m_file.bytes()) ? InputKind::gzip : InputKind::csv;
}

bool InputFile::is_table() const noexcept
{
    return driver_of(m_part.kind) != nullptr;
}

void InputFile::read_table(const ColumnMap& map, const IncidentsConfig& config, const HeaderJudge& judge)
{
    m_table = m_part.kind == InputKind::workbook ? read_workbook(m_file.bytes(), name(), config, map, judge)
                                                 : read_layer(m_part.path, name(), m_part.kind, config, map);
    m_what = m_table.what;
    m_header = std::move(m_table.header);
    m_columns = m_table.columns;
    m_first_line = m_table.first_line;
    m_text = without_line_ends(m_table.rows);
}

void InputFile::unpack()
{
    m_text = m_file.bytes();
    if (m_part.member) {
        m_unpacked = ZipArchive(m_text, m_part.file_name, ZipLimits{}).read(*m_part.member);
        m_text = m_unpacked.bytes();
        m_member_sha256 = sha256_of(m_text);
        m_what = "CSV in a ZIP";
    } else if (m_part.kind == InputKind::gzip) {
        m_unpacked = gunzip(m_text, name(), GzipLimits{});
        m_text = m_unpacked.bytes();
        if (is_gzip(m_text)) {
            throw InputError(name() + ": is packed twice; unpack it once");
        }
    }
}

bool InputFile::unpack_start()
{
    constexpr std::size_t kStart = std::size_t{1} << 20U;
    m_stream.emplace(m_file.bytes(), name(), GzipLimits{});
    m_unpacked.data.reset(new char[kStart]); // not zeroed
    m_unpacked.size = m_stream->read({m_unpacked.data.get(), kStart});
    m_text = m_unpacked.bytes();
    // Text in another encoding is decoded as a whole, and so is whatever shows no header here.
    csv::RowScanner scanner(m_text, 0, m_delimiter, 1);
    const bool usual = m_unpacked.size == kStart && !is_gzip(m_text) && !is_utf16(m_text) && !is_zip(m_text) &&
                       scanner.next() && !scanner.reached_end() && is_utf8(m_text.substr(0, scanner.position()));
    if (!usual) {
        m_stream.reset();
    }
    return usual;
}

void InputFile::read_header_of_start(const ColumnMap& map, const IncidentsConfig& config)
{
    if (m_part.kind != InputKind::gzip || m_part.member || !unpack_start()) {
        read_header(map, config);
        return;
    }
    read_text(map, {});
}

std::size_t InputFile::more(std::span<char> to)
{
    return m_stream->read(to);
}

void InputFile::read_header(const ColumnMap& map, const IncidentsConfig& config, const HeaderJudge& judge)
{
    if (is_table()) {
        read_table(map, config, judge);
        return;
    }
    unpack();
    read_text(map, judge);
}

void InputFile::read_text(const ColumnMap& map, const HeaderJudge& judge)
{
    refuse_other_kinds(m_text, name());
    if (is_utf16(m_text)) {
        m_unpacked = utf16_to_utf8(m_text, name());
        m_text = m_unpacked.bytes();
        m_encoding = Encoding::utf16;
    } else if (m_text.starts_with(kByteOrderMark)) {
        m_text.remove_prefix(kByteOrderMark.size());
    }
    m_text = is_partial() ? m_text : without_line_ends(m_text);
    refuse_lone_returns(m_text, name());
    const bool readable = is_utf8(m_text.substr(0, end_of_first_row(m_text, name())));
    if (!readable && (m_encoding != Encoding::utf8 || !is_windows_1252(m_text))) {
        throw InputError(name() + ":1: the column names are not UTF-8 text; save the file as \"CSV UTF-8\"");
    }
    if (!readable) {
        decode_windows_1252();
    }
    find_columns(map, judge);
}

bool InputFile::fall_back(const ColumnMap& map)
{
    // Column names that are UTF-8 and more than ASCII show what the file was meant to be.
    if (m_encoding != Encoding::utf8 || !is_ascii(m_text.substr(0, m_first_row))) {
        return false;
    }
    if (is_partial()) { // judged, and decoded, as a whole
        m_stream.reset();
        unpack();
        m_text = without_line_ends(m_text.substr(m_text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0));
    }
    if (!is_windows_1252(m_text)) {
        return false;
    }
    decode_windows_1252();
    if (!is_table()) {
        find_columns(map, {});
    }
    return true;
}

void InputFile::decode_windows_1252()
{
    m_unpacked = windows_1252_to_utf8(m_text);
    m_text = m_unpacked.bytes();
    m_encoding = Encoding::windows_1252;
}

void InputFile::find_columns(const ColumnMap& map, const HeaderJudge& judge)
{
    auto found = find_header(m_text, map, judge, name());
    m_header = std::move(found.names);
    m_columns = std::move(found.columns);
    m_delimiter = found.delimiter;
    m_first_row = found.first_row;
    m_first_line = found.first_line;
    m_table.notes.clear();
    if (found.line > (folded(m_text.substr(0, 4)) == "sep=" ? 2U : 1U)) { // Excel's own line is no title
        m_table.notes.push_back(header_note(name(), found.line));
    }
}

std::string InputFile::sha256() const
{
    return m_part.member ? m_member_sha256 : sha256_of(m_file.bytes());
}

} // namespace harmspot
