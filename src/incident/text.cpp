// SPDX-License-Identifier: MIT
#include "incident/text.hpp"

namespace harmspot
{

std::string folded(std::string_view text)
{
    std::string key(trimmed(text));
    for (char& c : key) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return key;
}

std::string shown(std::string_view name)
{
    constexpr std::size_t kNameBytesShown = 40;
    std::string result(name.substr(0, kNameBytesShown));
    while (name.size() > result.size() && !result.empty() && (static_cast<unsigned char>(result.back()) & 0x80U) != 0) {
        result.pop_back(); // never half a character
    }
    for (char& c : result) {
        c = static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? '?' : c;
    }
    return name.size() > kNameBytesShown ? result + "…" : result;
}

} // namespace harmspot
