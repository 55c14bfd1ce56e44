// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Rows and fields of comma-separated text (RFC 4180), without copying it.
namespace harmspot::csv
{

/// A row longer than this is not read: no real export has one, and a stray quote makes them.
inline constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20U;

/// A file with more quotes than this that never close is not a CSV file.
inline constexpr unsigned kMaxUnclosedQuotes = 100;

inline constexpr std::size_t kBlockBytes = 64;

/// Bit i is set when byte i of the 64 at `block` is `delimiter`, a line feed, a quote or a NUL.
[[nodiscard]] std::uint64_t structural_mask(const char* block, char delimiter) noexcept;
/// The same byte by byte, for machines without SSE2; also what tests compare with.
[[nodiscard]] std::uint64_t structural_mask_plain(const char* block, char delimiter) noexcept;

/// Number of `"` in `text`.
[[nodiscard]] std::uint64_t count_quotes(std::string_view text) noexcept;

enum class RowShape {
    whole,         ///< fields may be asked for
    too_long,      ///< more than `kMaxRowBytes`
    unclosed_quote ///< a quote that the end of the text did not close either
};

/// Walks the rows of a text from a byte where a row starts.
///
/// A quote opens a field only as its first byte; elsewhere it is an ordinary character. Inside a quoted
/// field line ends belong to the field. When such a field grows past `kMaxRowBytes` or never closes, its
/// first line alone is given up and reading goes on with the next line, so that a stray quote costs one
/// row; likewise when text follows the quote that closes a field of several lines. Rows end with LF or CRLF. What is
/// found depends on the start only, not on how far one walks.
class RowScanner
{
public:
    /// \param max_fields fields kept for asking; more are counted only
    RowScanner(std::string_view text, std::size_t start, char delimiter, std::size_t max_fields);

    /// Moves to the next row. False at the end, or once `unclosed()` is more than `kMaxUnclosedQuotes`.
    bool next();

    [[nodiscard]] RowShape shape() const noexcept { return m_shape; }
    [[nodiscard]] bool has_nul() const noexcept { return m_nul; }
    /// Quotes met so far that never close.
    [[nodiscard]] unsigned unclosed() const noexcept { return m_unclosed; }
    /// Whether the row found last was looked for up to the end of the text: there it might go on.
    [[nodiscard]] bool reached_end() const noexcept { return m_reached_end; }
    /// Byte where the next row starts.
    [[nodiscard]] std::size_t position() const noexcept { return m_next; }
    /// Line feeds between the scanner's start and this row.
    [[nodiscard]] std::uint64_t lines_before() const noexcept { return m_line; }
    /// Line feeds between the scanner's start and the next row.
    [[nodiscard]] std::uint64_t lines_passed() const noexcept { return m_next_line; }

    [[nodiscard]] std::size_t fields() const noexcept { return m_fields; }
    /// Field `i` trimmed of blanks, without its quotes. May point into `scratch`, which it overwrites.
    [[nodiscard]] std::string_view field(std::size_t i, std::string& scratch) const;

private:
    void start_at(std::size_t position);
    void end_field(std::size_t at);
    bool end_row(std::size_t at, std::size_t next);
    bool give_up_first_line(std::size_t reached);
    [[nodiscard]] std::uint64_t mask_at(std::size_t block) const;

    std::string_view m_text;
    char m_delimiter;
    std::vector<std::size_t> m_ends;

    std::size_t m_block = 0;  ///< first byte of the 64 that `m_mask` describes
    std::uint64_t m_mask = 0; ///< structural bytes of the block not yet visited

    std::size_t m_begin = 0;
    std::size_t m_next = 0;
    std::uint64_t m_line = 0;
    std::uint64_t m_next_line = 0;
    std::size_t m_fields = 0;
    RowShape m_shape = RowShape::whole;
    bool m_nul = false;
    bool m_reached_end = false;
    unsigned m_unclosed = 0;
};

/// Byte where a row probably starts at or after `from`, given whether `from` lies inside quotes; `until`
/// when there is none before it. Right for every well-formed file; whoever uses it must check.
[[nodiscard]] std::size_t guess_row_start(std::string_view text, std::size_t from, std::size_t until,
                                          bool inside_quotes) noexcept;

} // namespace harmspot::csv
