// SPDX-License-Identifier: MIT
#include "incident/csv_scan.hpp"

#include "incident/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace harmspot::csv
{

namespace
{

/// A quoted field without its quotes; doubled quotes become one. Text after the closing quote is kept.
std::string_view unquoted(std::string_view raw, std::string& scratch)
{
    const std::string_view inside = raw.substr(1);
    const std::size_t close = inside.find('"');
    if (close + 1 == inside.size()) {
        return inside.substr(0, close);
    }
    scratch.clear();
    bool quoted = true;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (quoted && inside[i] == '"') {
            const bool doubled = i + 1 < inside.size() && inside[i + 1] == '"';
            quoted = doubled;
            if (!doubled) {
                continue;
            }
            ++i;
        }
        scratch.push_back(inside[i]);
    }
    return scratch;
}

} // namespace

std::uint64_t structural_mask_plain(const char* block, char delimiter) noexcept
{
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
        const char c = block[i];
        const bool hit = c == delimiter || c == '\n' || c == '"' || c == '\0';
        mask |= static_cast<std::uint64_t>(hit) << i;
    }
    return mask;
}

#if defined(__SSE2__)
std::uint64_t structural_mask(const char* block, char delimiter) noexcept
{
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i nuls = _mm_setzero_si128();
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlockBytes / sizeof(__m128i); ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
        const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, feeds)),
                                          _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, nuls)));
        const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
        mask |= static_cast<std::uint64_t>(bits) << (i * sizeof(__m128i));
    }
    return mask;
}
#else
std::uint64_t structural_mask(const char* block, char delimiter) noexcept
{
    return structural_mask_plain(block, delimiter);
}
#endif

std::uint64_t count_quotes(std::string_view text) noexcept
{
    // Counting in bytes lets the compiler use whole vectors; a byte holds the count of a short stretch.
    constexpr std::size_t kStretch = 192;
    std::uint64_t total = 0;
    std::size_t at = 0;
    for (; at + kStretch <= text.size(); at += kStretch) {
        unsigned char count = 0;
        for (std::size_t i = 0; i < kStretch; ++i) {
            count = static_cast<unsigned char>(count + (text[at + i] == '"' ? 1 : 0));
        }
        total += count;
    }
    return total +
           static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '"'));
}

std::size_t guess_row_start(std::string_view text, std::size_t from, std::size_t until, bool inside_quotes) noexcept
{
    if (from == 0) {
        return 0;
    }
    for (std::size_t i = from - 1; i < until && i < text.size(); ++i) {
        if (text[i] == '"' && i >= from) {
            inside_quotes = !inside_quotes;
        } else if (text[i] == '\n' && !inside_quotes) {
            return i + 1;
        }
    }
    return until;
}

namespace
{

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

RowScanner::RowScanner(std::string_view text, std::size_t start, char delimiter, std::size_t max_fields)
    : m_text(text), m_delimiter(delimiter), m_ends(max_fields)
{
    start_at(start);
}

std::uint64_t RowScanner::mask_at(std::size_t block) const
{
    if (block + kBlockBytes <= m_text.size()) {
        return structural_mask(m_text.data() + block, m_delimiter);
    }
    if (block >= m_text.size()) {
        return 0;
    }
    std::array<char, kBlockBytes> last{};
    const std::size_t left = m_text.size() - block;
    std::memcpy(last.data(), m_text.data() + block, left);
    const std::uint64_t real = (std::uint64_t{1} << left) - 1;
    return structural_mask(last.data(), m_delimiter) & real;
}

void RowScanner::start_at(std::size_t position)
{
    m_next = position;
    m_block = position;
    m_mask = mask_at(position);
}

void RowScanner::end_field(std::size_t at)
{
    if (m_fields < m_ends.size()) {
        m_ends[m_fields] = at;
    }
    ++m_fields;
}

bool RowScanner::end_row(std::size_t at, std::size_t next)
{
    const bool carriage_return = at > m_begin && m_text[at - 1] == '\r';
    end_field(carriage_return ? at - 1 : at);
    m_shape = at - m_begin > kMaxRowBytes ? RowShape::too_long : RowShape::whole;
    m_next = next;
    return true;
}

bool RowScanner::give_up_first_line(std::size_t reached)
{
    m_shape = reached - m_begin > kMaxRowBytes ? RowShape::too_long : RowShape::unclosed_quote;
    ++m_unclosed;
    const std::size_t feed = m_text.find('\n', m_begin);
    start_at(feed == std::string_view::npos ? m_text.size() : feed + 1);
    m_next_line = m_line + (feed == std::string_view::npos ? 0 : 1);
    return m_unclosed <= kMaxUnclosedQuotes;
}

bool RowScanner::next()
{
    if (m_next >= m_text.size() || m_unclosed > kMaxUnclosedQuotes) {
        return false;
    }
    m_begin = m_next;
    m_line = m_next_line;
    m_fields = 0;
    m_nul = false;
    m_reached_end = false;
    const char* const text = m_text.data();
    std::uint64_t mask = m_mask; // in a register: writes to `m_ends` might otherwise touch it
    bool quoted = false;
    std::size_t opens_at = m_begin;   // where a quote would open a field, or reopen one as a doubled quote
    std::size_t closed_at = kNowhere; // the last quote that closed the field
    // Two stray quotes would join all the rows between them into one. What gives them away is that text
    // follows the second; on one line that is harmless, and exports do write it.
    const auto joins_rows = [&](std::size_t field_end) {
        return closed_at != kNowhere && m_next_line != m_line &&
               !is_blank(m_text.substr(closed_at + 1, field_end - closed_at - 1));
    };
    for (;;) {
        while (mask == 0) {
            m_block += kBlockBytes;
            if (m_block >= m_text.size()) {
                m_mask = 0;
                m_reached_end = true;
                return quoted || joins_rows(m_text.size()) ? give_up_first_line(m_text.size())
                                                           : end_row(m_text.size(), m_text.size());
            }
            mask = mask_at(m_block);
        }
        const std::size_t at = m_block + static_cast<std::size_t>(std::countr_zero(mask));
        mask &= mask - 1;
        const char c = text[at];
        if (c == m_delimiter) {
            if (!quoted) {
                if (joins_rows(at)) {
                    return give_up_first_line(at);
                }
                end_field(at);
                opens_at = at + 1;
                closed_at = kNowhere;
            }
        } else if (c == '\n') {
            if (!quoted && joins_rows(at)) {
                return give_up_first_line(at);
            }
            ++m_next_line;
            if (!quoted) {
                m_mask = mask;
                return end_row(at, at + 1);
            }
            if (at - m_begin > kMaxRowBytes) {
                return give_up_first_line(at);
            }
        } else if (c == '"') {
            if (quoted) {
                quoted = false;
                opens_at = at + 1;
                closed_at = at;
            } else {
                quoted = at == opens_at;
            }
        } else {
            m_nul = true;
        }
    }
}

std::string_view RowScanner::field(std::size_t i, std::string& scratch) const
{
    const std::size_t begin = i == 0 ? m_begin : m_ends[i - 1] + 1;
    const std::string_view raw = m_text.substr(begin, m_ends[i] - begin);
    return trimmed(!raw.empty() && raw.front() == '"' ? unquoted(raw, scratch) : raw);
}

} // namespace harmspot::csv
