// SPDX-License-Identifier: MIT
#include "incident/encoding.hpp"

#include "harmspot/error.hpp"
#include "incident/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace harmspot
{

namespace
{

/// Windows-1252 bytes 0x80 to 0x9F (Unicode consortium, CP1252.TXT); 0 where it defines nothing. All other
/// bytes are the character of their own number.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
constexpr unsigned kFirstSpecial = 0x80;
constexpr unsigned kLastSpecial = 0x9F;

/// Most bytes of UTF-8 for one byte of Windows-1252, and for one unit of UTF-16.
constexpr std::size_t kMostBytes = 3;

unsigned byte_of(char c)
{
    return static_cast<unsigned char>(c);
}

/// Appends characters to a buffer that is large enough.
class Utf8Writer
{
public:
    explicit Utf8Writer(std::size_t most_bytes)
    {
        m_buffer.data.reset(new char[most_bytes]); // not zeroed
    }
    void put(std::uint32_t character)
    {
        if (character < 0x80) {
            add(character);
        } else if (character < 0x800) {
            add(0xC0U | character >> 6U);
            add_rest(character, 1);
        } else if (character < 0x10000) {
            add(0xE0U | character >> 12U);
            add_rest(character, 2);
        } else {
            add(0xF0U | character >> 18U);
            add_rest(character, 3);
        }
    }
    [[nodiscard]] ByteBuffer take() { return std::move(m_buffer); }

private:
    void add(std::uint32_t byte) { m_buffer.data[m_buffer.size++] = static_cast<char>(byte); }
    void add_rest(std::uint32_t character, unsigned bytes)
    {
        while (bytes-- > 0) {
            add(0x80U | (character >> (6U * bytes) & 0x3FU));
        }
    }

    ByteBuffer m_buffer;
};

bool has_mark(std::string_view bytes)
{
    return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

/// Which byte of two comes first; `none` for what is no UTF-16.
enum class ByteOrder : std::uint8_t { none, low_first, high_first };

ByteOrder order_of(std::string_view bytes)
{
    if (has_mark(bytes)) {
        return bytes.front() == '\xFF' ? ByteOrder::low_first : ByteOrder::high_first;
    }
    constexpr std::size_t kLooked = 4096;
    constexpr std::size_t kLeast = 8;
    const std::size_t pairs = std::min(kLooked, bytes.size()) / 2;
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < 2 * pairs; ++i) {
        nuls[i % 2] += bytes[i] == '\0' ? 1U : 0U;
    }
    const auto only = [&](std::size_t half) { // nine in ten here, none there
        return pairs >= kLeast && 10 * nuls[half] >= 9 * pairs && nuls[1 - half] == 0;
    };
    return only(1) ? ByteOrder::low_first : only(0) ? ByteOrder::high_first : ByteOrder::none;
}

bool is_undefined(char c)
{
    const unsigned byte = byte_of(c);
    return byte == 0 || (byte >= kFirstSpecial && byte <= kLastSpecial && kWindows1252[byte - kFirstSpecial] == 0);
}

} // namespace

std::string_view encoding_text(Encoding encoding)
{
    return encoding == Encoding::utf8 ? "UTF-8" : encoding == Encoding::utf16 ? "UTF-16" : "Windows-1252";
}

bool is_ascii(std::string_view text) noexcept
{
    unsigned char all = 0;
    for (const char c : text) {
        all = static_cast<unsigned char>(all | byte_of(c)); // without a branch, so that it goes by vectors
    }
    return all < 0x80;
}

bool is_utf16(std::string_view bytes) noexcept
{
    return order_of(bytes) != ByteOrder::none;
}

ByteBuffer utf16_to_utf8(std::string_view bytes, const std::string& as_written)
{
    if (bytes.size() % 2 != 0) {
        throw InputError(as_written + ": is UTF-16 text that ends in half a character; it was cut short, export it "
                                      "again");
    }
    const std::size_t low = order_of(bytes) == ByteOrder::low_first ? 0 : 1;
    const auto unit = [&](std::size_t at) -> std::uint32_t {
        return byte_of(bytes[at + low]) | byte_of(bytes[at + 1 - low]) << 8U;
    };
    Utf8Writer writer(bytes.size() / 2 * kMostBytes);
    for (std::size_t at = has_mark(bytes) ? 2 : 0; at < bytes.size(); at += 2) {
        const std::uint32_t first = unit(at);
        if ((first & 0xFC00U) == 0xD800U && at + 2 < bytes.size() && (unit(at + 2) & 0xFC00U) == 0xDC00U) {
            at += 2;
            writer.put(0x10000U + ((first & 0x3FFU) << 10U) + (unit(at) & 0x3FFU));
        } else {
            writer.put(first);
        }
    }
    return writer.take();
}

bool is_windows_1252(std::string_view text) noexcept
{
    constexpr std::size_t kInvalidIn = 100;
    if (std::any_of(text.begin(), text.end(), is_undefined)) {
        return false;
    }
    std::size_t beyond_ascii = 0;
    std::size_t invalid = 0;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!is_ascii(line)) {
            ++beyond_ascii;
            invalid += is_utf8(line) ? 0U : 1U;
        }
    }
    return invalid > 0 && invalid * kInvalidIn >= beyond_ascii;
}

ByteBuffer windows_1252_to_utf8(std::string_view text)
{
    const auto wide = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return byte_of(c) >= kFirstSpecial; }));
    Utf8Writer writer(text.size() + (kMostBytes - 1) * wide);
    for (const char c : text) {
        const unsigned byte = byte_of(c);
        const bool special = byte >= kFirstSpecial && byte <= kLastSpecial;
        writer.put(special ? kWindows1252[byte - kFirstSpecial] : byte);
    }
    return writer.take();
}

} // namespace harmspot
