// SPDX-License-Identifier: MIT
#include "output/utf8.hpp"

namespace harmspot
{

namespace
{

/// What a lead byte promises: how many bytes follow, and which range the first of those must be in
/// (Unicode Standard, table 3-7).
struct Lead {
    int following = -1; ///< -1: not a lead byte
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte)
{
    if (byte < 0x80) {
        return {0};
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        return {1};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        return {2, byte == 0xE0 ? static_cast<unsigned char>(0xA0) : static_cast<unsigned char>(0x80),
                byte == 0xED ? static_cast<unsigned char>(0x9F) : static_cast<unsigned char>(0xBF)};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return {3, byte == 0xF0 ? static_cast<unsigned char>(0x90) : static_cast<unsigned char>(0x80),
                byte == 0xF4 ? static_cast<unsigned char>(0x8F) : static_cast<unsigned char>(0xBF)};
    }
    return {};
}

} // namespace

char32_t next_code_point(std::string_view text, std::size_t& at)
{
    const auto first = static_cast<unsigned char>(text[at++]);
    Lead lead = lead_of(first);
    if (lead.following < 0) {
        return kReplacementCharacter;
    }
    if (lead.following == 0) {
        return first;
    }
    char32_t code_point = first & (0x3FU >> static_cast<unsigned>(lead.following));
    for (int i = 0; i < lead.following; ++i) {
        if (at >= text.size()) {
            return kReplacementCharacter;
        }
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < lead.low || byte > lead.high) {
            return kReplacementCharacter;
        }
        code_point = (code_point << 6U) | (byte & 0x3FU);
        lead.low = 0x80;
        lead.high = 0xBF;
        ++at;
    }
    return code_point;
}

void append_utf8(std::string& out, char32_t code_point)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0U | (code_point >> 6U));
        put(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        put(0xE0U | (code_point >> 12U));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    } else {
        put(0xF0U | (code_point >> 18U));
        put(0x80U | ((code_point >> 12U) & 0x3FU));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    }
}

} // namespace harmspot
