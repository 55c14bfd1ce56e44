// SPDX-License-Identifier: MIT
#include "incident/input_file.hpp"

#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostColumns = 4096;
constexpr std::array kDelimiters{',', ';', '\t'};

/// Kinds of file that people take for CSV, told by their first bytes.
void refuse_other_kinds(std::string_view bytes, const std::string& name)
{
    if (bytes.starts_with("PK\x03\x04")) {
        throw InputError(name + ": is a ZIP or Excel workbook, not CSV text; unpack it or save it as \"CSV UTF-8\"");
    }
}

std::string_view without_line_ends(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

/// The first row, cut at one delimiter.
struct Header {
    std::vector<std::string> names;
    std::size_t end = 0; ///< byte where the next row starts
    std::uint64_t lines = 0;
};

Header cut_header(std::string_view text, char delimiter, const std::string& name)
{
    csv::RowScanner scanner(text, 0, delimiter, kMostColumns);
    if (!scanner.next()) {
        throw InputError(name + ": holds no text; expected a header line and rows");
    }
    if (scanner.shape() != csv::RowShape::whole || scanner.has_nul() || scanner.fields() > kMostColumns) {
        throw InputError(name + ":1: is not a header of column names; is this a CSV file?");
    }
    Header header{{}, scanner.position(), scanner.lines_passed()};
    std::string scratch;
    for (std::size_t i = 0; i < scanner.fields(); ++i) {
        header.names.emplace_back(scanner.field(i, scratch));
    }
    return header;
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

InputFile::InputFile(const std::string& path, const std::string& as_written)
    : m_name(as_written), m_file(path, as_written)
{
    if (m_file.bytes().empty()) {
        throw InputError(m_name + ": is empty (0 bytes); expected a header line and rows");
    }
}

std::size_t InputFile::expected_bytes() const noexcept
{
    return is_gzip(m_file.bytes()) ? stated_gzip_size(m_file.bytes()) : m_file.bytes().size();
}

void InputFile::read_header(const ColumnMap& map)
{
    m_text = m_file.bytes();
    if (is_gzip(m_text)) {
        m_unpacked = gunzip(m_text, m_name, GzipLimits{});
        m_text = m_unpacked.bytes();
    }
    refuse_other_kinds(m_text, m_name);
    if (is_utf16(m_text)) {
        m_unpacked = utf16_to_utf8(m_text, m_name);
        m_text = m_unpacked.bytes();
        m_encoding = Encoding::utf16;
    } else if (m_text.starts_with(kByteOrderMark)) {
        m_text.remove_prefix(kByteOrderMark.size());
    }
    m_text = without_line_ends(m_text);
    refuse_lone_returns(m_text, m_name);
    const bool readable = is_utf8(m_text.substr(0, cut_header(m_text, m_delimiter, m_name).end));
    if (!readable && (m_encoding != Encoding::utf8 || !is_windows_1252(m_text))) {
        throw InputError(m_name + ":1: the column names are not UTF-8 text; save the file as \"CSV UTF-8\"");
    }
    if (!readable) {
        decode_windows_1252();
    }
    find_columns(map);
}

bool InputFile::fall_back(const ColumnMap& map)
{
    // Column names that are UTF-8 and more than ASCII show what the file was meant to be.
    if (m_encoding != Encoding::utf8 || !is_ascii(m_text.substr(0, m_first_row)) || !is_windows_1252(m_text)) {
        return false;
    }
    decode_windows_1252();
    find_columns(map);
    return true;
}

void InputFile::decode_windows_1252()
{
    m_unpacked = windows_1252_to_utf8(m_text);
    m_text = m_unpacked.bytes();
    m_encoding = Encoding::windows_1252;
}

void InputFile::find_columns(const ColumnMap& map)
{
    bool bound = false;
    std::size_t most_names = 0;
    std::string complaint;
    for (const char delimiter : kDelimiters) {
        Header header;
        try {
            header = cut_header(m_text, delimiter, m_name);
        } catch (const InputError& error) {
            // By the wrong delimiter a quoted name may look broken; the right one decides.
            complaint = complaint.empty() ? error.what() : complaint;
            continue;
        }
        const bool more = header.names.size() > most_names;
        try {
            auto columns = bind_columns(header.names, map, m_name);
            if (bound && !more) {
                continue;
            }
            bound = true;
            m_columns = std::move(columns);
        } catch (const InputError& error) {
            if (bound || !more) {
                continue;
            }
            complaint = error.what();
        }
        most_names = header.names.size();
        m_delimiter = delimiter;
        m_first_row = header.end;
        m_first_line = 1 + header.lines;
        m_header = std::move(header.names);
    }
    if (!bound) {
        throw InputError(complaint);
    }
}

std::string InputFile::sha256() const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const auto bytes = m_file.bytes();
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw Error("OpenSSL could not compute a SHA-256");
    }
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

} // namespace harmspot
