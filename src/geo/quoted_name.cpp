// SPDX-License-Identifier: MIT
#include "geo/quoted_name.hpp"

namespace harmspot
{

std::string quoted_name(std::string_view name)
{
    constexpr std::size_t kMostBytes = 60;
    std::string text(name.substr(0, kMostBytes));
    if (name.size() > kMostBytes) {
        while (!text.empty() && (static_cast<unsigned char>(name[text.size()]) & 0xC0U) == 0x80U) {
            text.pop_back(); // never cut inside a character
        }
        text += "...";
    }
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) {
            c = '?';
        }
    }
    return "'" + text + "'";
}

} // namespace harmspot
