// SPDX-License-Identifier: MIT
#pragma once

#include "geo/platform.hpp"
#include "incident/columns.hpp"
#include "incident/gzip.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace harmspot
{

inline constexpr char kDelimiter = ',';

/// One input, open: its text, where its rows start, and which column is which.
class InputFile
{
public:
    /// \throws InputError naming `as_written` for what cannot be read or is not CSV text
    InputFile(const std::string& path, const std::string& as_written);

    /// Unpacks when needed, reads the header and binds `map` to it. Call once, before what follows.
    /// \throws InputError for damaged data or a header that lacks a mapped column
    void read_header(const ColumnMap& map);

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// Bytes of text, unpacked: exact for plain files, for gzip as the file itself says.
    [[nodiscard]] std::size_t expected_bytes() const noexcept;
    /// The whole text without byte-order mark and without line ends at its end.
    [[nodiscard]] std::string_view text() const noexcept { return m_text; }
    [[nodiscard]] const Columns& columns() const noexcept { return m_columns; }
    /// Byte of the text where the first row after the header starts, and its line, 1-based.
    [[nodiscard]] std::size_t first_row() const noexcept { return m_first_row; }
    [[nodiscard]] std::uint64_t first_line() const noexcept { return m_first_line; }
    /// Lower-case hexadecimal SHA-256 of the file as it is on disk.
    [[nodiscard]] std::string sha256() const;

private:
    std::string m_name;
    platform::MappedFile m_file;
    ByteBuffer m_unpacked;
    std::string_view m_text;
    Columns m_columns;
    std::size_t m_first_row = 0;
    std::uint64_t m_first_line = 1;
};

} // namespace harmspot
