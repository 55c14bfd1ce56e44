// SPDX-License-Identifier: MIT
#include "output/html.hpp"

#include "geo/sha256.hpp"
#include "output/png.hpp"
#include "output/text.hpp"

namespace harmspot
{

namespace
{

/// U+200E/F, U+202A to U+202E and U+2066 to U+2069 in UTF-8: all are three bytes long.
bool turns_direction(std::string_view three)
{
    if (three.size() < 3 || three[0] != '\xE2') {
        return false;
    }
    const auto last = static_cast<unsigned char>(three[2]);
    return (three[1] == '\x80' && (last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE))) ||
           (three[1] == '\x81' && last >= 0xA6 && last <= 0xA9);
}

int nibble(char digit)
{
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

} // namespace

std::string_view entity_of(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return {};
    }
}

std::string html_escaped(std::string_view text)
{
    const std::string valid = valid_utf8(text);
    std::string out;
    out.reserve(valid.size());
    for (std::size_t i = 0; i < valid.size(); ++i) {
        if (const auto entity = entity_of(valid[i]); !entity.empty()) {
            out += entity;
        } else if (valid[i] == '\'') {
            out += "&#39;"; // HTML 4 knows no &apos;
        } else if (turns_direction(std::string_view(valid).substr(i, 3))) {
            i += 2;
        } else {
            out += valid[i];
        }
    }
    return out;
}

std::string csp_hash(std::string_view inline_text)
{
    const auto hex = sha256_of(inline_text);
    std::string digest;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        digest += static_cast<char>(16 * nibble(hex[i]) + nibble(hex[i + 1]));
    }
    return "'sha256-" + base64_of(digest) + "'";
}

} // namespace harmspot
