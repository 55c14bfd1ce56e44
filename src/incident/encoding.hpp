// SPDX-License-Identifier: MIT
#pragma once

#include "incident/gzip.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace harmspot
{

/// How the characters of an input are written.
enum class Encoding : std::uint8_t { utf8, utf16, windows_1252 };

/// "UTF-8", "UTF-16", "Windows-1252".
[[nodiscard]] std::string_view encoding_text(Encoding encoding);

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Whether a UTF-16 byte-order mark, of either order, comes first (Excel's "Unicode Text"), or, where there is
/// none, nearly every second byte of the start is NUL, as in mostly English text.
[[nodiscard]] bool is_utf16(std::string_view bytes) noexcept;

/// The text, after the mark, as UTF-8. Half a surrogate pair becomes three bytes that are not UTF-8, so that
/// it costs its own row alone.
/// \throws InputError naming `as_written` when half a character ends the file
[[nodiscard]] ByteBuffer utf16_to_utf8(std::string_view bytes, const std::string& as_written);

/// Whether a text that is not UTF-8 as a whole was probably written as Windows-1252: it holds no NUL and
/// none of the five bytes that Windows-1252 leaves undefined, and of its lines with anything but ASCII at
/// least 1 in 100 is not UTF-8. With fewer, it is a UTF-8 file with some damaged rows.
[[nodiscard]] bool is_windows_1252(std::string_view text) noexcept;

/// \pre `is_windows_1252(text)`
[[nodiscard]] ByteBuffer windows_1252_to_utf8(std::string_view text);

} // namespace harmspot
