// SPDX-License-Identifier: MIT
#include "hotspot/place_name.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace harmspot
{

namespace
{

constexpr std::string_view kPrefix = "on or near";

/// Labels of data.police.uk for kinds of places, and what forces write for "unknown"; lower case, sorted.
constexpr std::array<std::string_view, 33> kGeneric{
    "airport/airfield",
    "bus/coach station",
    "conference/exhibition centre",
    "ferry terminal",
    "further/higher educational building",
    "hospital",
    "motorway service area",
    "n/a",
    "nightclub",
    "no fixed abode",
    "no location",
    "none",
    "not known",
    "not recorded",
    "not stated",
    "null",
    "park/open space",
    "parking area",
    "pedestrian subway",
    "petrol station",
    "police station",
    "prison",
    "race track",
    "railway station",
    "shopping area",
    "shopping centre",
    "sports/recreation area",
    "supermarket",
    "theatre/concert hall",
    "theme/adventure park",
    "unknown",
    "unknown location",
    "zoo",
};
static_assert(std::is_sorted(kGeneric.begin(), kGeneric.end()));

bool is_space(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
}

std::string tidy(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

std::string lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

/// data.police.uk writes "St Alban'S Street"; people do not.
void mend_possessives(std::string& name)
{
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        const bool after_word = name[i - 1] >= 'a' && name[i - 1] <= 'z';
        const bool ends_word = i + 2 == name.size() || name[i + 2] == ' ';
        if (name[i] == '\'' && name[i + 1] == 'S' && after_word && ends_word) {
            name[i + 1] = 's';
        }
    }
}

/// No street has a longer name; a cell that ran away does. Cut between characters of UTF-8.
void shorten(std::string& name)
{
    constexpr std::size_t kLongest = 80;
    if (name.size() <= kLongest) {
        return;
    }
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    name.resize(end);
}

/// Whether there is a letter or digit; bytes of other alphabets count as letters.
bool says_something(const std::string& lowered)
{
    return std::any_of(lowered.begin(), lowered.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    });
}

} // namespace

std::string informative_name(std::string_view location)
{
    std::string name = tidy(location);
    if (lower(name.substr(0, kPrefix.size())) == kPrefix &&
        (name.size() == kPrefix.size() || name[kPrefix.size()] == ' ')) {
        name.erase(0, kPrefix.size() + 1);
    }
    mend_possessives(name);
    shorten(name);
    const std::string lowered = lower(name);
    const bool generic = std::binary_search(kGeneric.begin(), kGeneric.end(), std::string_view(lowered));
    return generic || !says_something(lowered) ? std::string() : name;
}

PlaceName place_name(const std::vector<std::pair<std::string_view, std::uint64_t>>& locations)
{
    std::map<std::string, std::uint64_t> count_of;
    std::uint64_t all = 0;
    for (const auto& [text, count] : locations) {
        all += count;
        if (const auto name = informative_name(text); !name.empty()) {
            count_of[name] += count;
        }
    }
    std::vector<std::pair<std::string, std::uint64_t>> names(count_of.begin(), count_of.end());
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (names.empty()) {
        return {};
    }
    PlaceName found{names[0].first, 0};
    std::uint64_t covered = names[0].second;
    if (covered * 2 < all && names.size() > 1) {
        found.name += " / " + names[1].first;
        covered += names[1].second;
    }
    found.share = static_cast<double>(covered) / static_cast<double>(all);
    return found;
}

} // namespace harmspot
