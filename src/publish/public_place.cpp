// SPDX-License-Identifier: MIT
#include "publish/public_place.hpp"

#include <array>
#include <cstddef>

namespace harmspot
{

namespace
{

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// "1st", "22nd", "13th", whatever the case; not "4ST", which ends a postcode.
bool is_ordinal(std::string_view word)
{
    const auto letters = word.find_first_not_of("0123456789");
    if (letters == std::string_view::npos || word.size() != letters + 2) {
        return false;
    }
    constexpr std::array<std::string_view, 4> kEndings{"th", "st", "nd", "rd"};
    const bool teen = letters > 1 && word[letters - 2] == '1';
    const auto last = static_cast<std::size_t>(word[letters - 1] - '0');
    const auto ending = kEndings[teen || last >= kEndings.size() ? 0 : last];
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(word[letters]) == ending[0] && lower(word[letters + 1]) == ending[1];
}

} // namespace

bool may_name_a_house(std::string_view place)
{
    for (std::size_t at = 0; at < place.size();) {
        if (!is_word(place[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < place.size() && is_word(place[end])) {
            ++end;
        }
        const auto word = place.substr(at, end - at);
        if (is_digit(word.front()) && !is_ordinal(word)) {
            return true;
        }
        at = end;
    }
    return false;
}

} // namespace harmspot
