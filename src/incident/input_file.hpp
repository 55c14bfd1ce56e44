// SPDX-License-Identifier: MIT
#pragma once

#include "geo/platform.hpp"
#include "incident/columns.hpp"
#include "incident/encoding.hpp"
#include "incident/find_header.hpp"
#include "incident/gzip.hpp"
#include "incident/inflate.hpp"
#include "incident/input_parts.hpp"
#include "incident/row_parser.hpp"
#include "incident/table_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// One input, open: its text, where its rows start, and which column is which.
///
/// Text may be UTF-8, with or without a mark, or UTF-16 with one; Windows-1252 when `fall_back` says so, or
/// when the header already is no UTF-8. Fields are separated by commas, semicolons or tabs, whichever makes
/// a header with the mapped columns (and, of several that do, with the most columns). Of a workbook or a GIS
/// layer the text is what a CSV export of its mapped columns would hold.
class InputFile
{
public:
    /// \throws InputError naming `as_written` for what cannot be read or is not CSV text
    explicit InputFile(const InputPart& part);
    /// Text, plain or gzip.
    InputFile(const std::string& path, const std::string& as_written);

    /// Unpacks and decodes when needed, reads the header and binds `map` to it. Call once, before what follows.
    /// \param config which layer or sheet to read
    /// \throws InputError for damaged data or a header that lacks a mapped column
    /// \param judge knows the names that columns have, where `map` does not say which there must be
    void read_header(const ColumnMap& map, const IncidentsConfig& config = {}, const HeaderJudge& judge = {});
    /// The same, but of a gzip file unpacks the start only when that shows what the rest is: then `text()` is
    /// that start, `is_partial()`, and `more` gives what follows.
    void read_header_of_start(const ColumnMap& map, const IncidentsConfig& config);
    [[nodiscard]] bool is_partial() const noexcept { return m_stream.has_value(); }
    /// Fills `to` with text that follows; returns fewer bytes at the end only.
    /// \throws InputError for damaged data
    [[nodiscard]] std::size_t more(std::span<char> to);

    /// To be called when rows turned out not to be UTF-8. True when the file is Windows-1252, and then its
    /// text has become UTF-8 and its rows are to be parsed again; false when nothing has changed.
    bool fall_back(const ColumnMap& map);

    [[nodiscard]] const std::string& name() const noexcept { return m_part.name; }
    /// "CSV", "Excel workbook, sheet 'Data'", …
    [[nodiscard]] const std::string& what() const noexcept { return m_what; }
    /// Whole sentences for a person about how the file was read.
    [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return m_table.notes; }
    /// Whether it is a workbook or a GIS layer, not text.
    [[nodiscard]] bool is_table() const noexcept;
    /// The whole text without byte-order mark and without line ends at its end.
    [[nodiscard]] std::string_view text() const noexcept { return m_text; }
    /// Column names.
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return m_header; }
    [[nodiscard]] RowText row_text() const noexcept { return {m_text, m_columns, m_delimiter, is_partial()}; }
    [[nodiscard]] char delimiter() const noexcept { return m_delimiter; }
    [[nodiscard]] Encoding encoding() const noexcept { return m_encoding; }
    [[nodiscard]] const Columns& columns() const noexcept { return m_columns; }
    /// Byte of the text where the first row after the header starts, and its line, 1-based.
    [[nodiscard]] std::size_t first_row() const noexcept { return m_first_row; }
    [[nodiscard]] std::uint64_t first_line() const noexcept { return m_first_line; }
    /// Lower-case hexadecimal SHA-256 of the file as it is on disk; of a ZIP's member, unpacked.
    [[nodiscard]] std::string sha256() const;

private:
    void read_table(const ColumnMap& map, const IncidentsConfig& config, const HeaderJudge& judge);
    void unpack();
    bool unpack_start();
    void read_text(const ColumnMap& map, const HeaderJudge& judge);
    void find_columns(const ColumnMap& map, const HeaderJudge& judge);
    void decode_windows_1252();

    InputPart m_part;
    std::string m_what;
    platform::MappedFile m_file;
    TableText m_table;
    std::string m_member_sha256;
    ByteBuffer m_unpacked;
    std::optional<GzipStream> m_stream;
    std::string_view m_text;
    Encoding m_encoding = Encoding::utf8;
    char m_delimiter = ',';
    std::vector<std::string> m_header;
    Columns m_columns;
    std::size_t m_first_row = 0;
    std::uint64_t m_first_line = 1;
};

} // namespace harmspot
