// SPDX-License-Identifier: MIT
#include "incident/input_file.hpp"

#include "harmspot/error.hpp"
#include "incident/csv_scan.hpp"
#include "incident/utf8.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace harmspot
{

namespace
{

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostColumns = 4096;

/// Kinds of file that people take for CSV, told by their first bytes.
void refuse_other_kinds(std::string_view bytes, const std::string& name)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        throw InputError(name + ": is UTF-16 text (Excel's \"Unicode Text\"); save it as \"CSV UTF-8\"");
    }
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
    if (m_text.starts_with(kByteOrderMark)) {
        m_text.remove_prefix(kByteOrderMark.size());
    }
    m_text = without_line_ends(m_text);
    csv::RowScanner scanner(m_text, 0, kDelimiter, kMostColumns);
    if (!scanner.next()) {
        throw InputError(m_name + ": holds no text; expected a header line and rows");
    }
    if (scanner.shape() != csv::RowShape::whole || scanner.has_nul() || scanner.fields() > kMostColumns) {
        throw InputError(m_name + ":1: is not a header of column names; is this a CSV file?");
    }
    std::vector<std::string> header;
    std::string scratch;
    for (std::size_t i = 0; i < scanner.fields(); ++i) {
        header.emplace_back(scanner.field(i, scratch));
        if (!is_utf8(header.back())) {
            throw InputError(
                fmt::format("{}:1: column name {} is not UTF-8 text; save the file as \"CSV UTF-8\"", m_name, i + 1));
        }
    }
    m_columns = bind_columns(header, map, m_name);
    m_first_row = scanner.position();
    m_first_line = 1 + scanner.lines_passed();
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
