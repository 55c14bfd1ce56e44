// SPDX-License-Identifier: MIT
#include "output/text.hpp"

#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "output/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

namespace harmspot
{

namespace
{

/// Escaped although JSON would not ask for it: what closes a script, ends a line in JavaScript, or turns
/// the reading direction of whoever looks at the file.
bool must_be_escaped(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool markup = c == U'"' || c == U'\\' || c == U'<' || c == U'>' || c == U'&';
    const bool invisible =
        (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
    return control || markup || invisible;
}

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

} // namespace

std::string number_text(double value)
{
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-5 && size < 1e15);
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), size == 0 ? 0.0 : value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    return {text.data(), end};
}

std::string json_escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == U'\n') {
            out += "\\n";
        } else if (c == U'\t') {
            out += "\\t";
        } else if (c == U'"' || c == U'\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (must_be_escaped(c)) {
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
        } else {
            append_utf8(out, c);
        }
    }
    return out;
}

std::string json_value(const PropertyValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return json_string(*text);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*whole);
    }
    if (const auto* yes = std::get_if<bool>(&value)) {
        return *yes ? "true" : "false";
    }
    const double number = std::get<double>(value);
    return std::isfinite(number) ? number_text(number) : "null";
}

std::string json_string(std::string_view text)
{
    return '"' + json_escaped(text) + '"';
}

std::string valid_utf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        append_utf8(out, c == 0 ? kReplacementCharacter : c);
    }
    return out;
}

void write_text(const std::string& path, std::string_view text)
{
    // "x": never through a link or onto something that is already there.
    std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wbx"));
    if (!file) {
        throw OutputError(fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
    }
    bool whole = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() && std::fflush(file.get()) == 0;
    int reason = errno;
    // A full disk or a lost network drive may show only when closing.
    if (std::fclose(file.release()) != 0 && whole) {
        whole = false;
        reason = errno;
    }
    if (!whole) {
        static_cast<void>(std::remove(path.c_str()));
        throw OutputError(fmt::format("{}: cannot be written whole: {}", path, std::strerror(reason)));
    }
}

} // namespace harmspot
