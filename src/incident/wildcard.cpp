// SPDX-License-Identifier: MIT
#include "incident/wildcard.hpp"

#include <cstddef>

namespace harmspot
{

namespace
{

/// Matches one byte against the front of `pattern`, and takes that front off.
bool take_one(std::string_view& pattern, char byte)
{
    const char first = pattern.front();
    const bool negated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    const std::size_t begin = negated ? 2 : 1;
    const std::size_t end = first == '[' ? pattern.find(']', begin + 1) : std::string_view::npos;
    if (first != '[' || end == std::string_view::npos) {
        pattern.remove_prefix(1);
        return first == '?' || first == byte;
    }
    bool found = false;
    for (std::size_t i = begin; i < end; ++i) {
        const bool range = i + 2 < end && pattern[i + 1] == '-';
        const char low = pattern[i];
        const char high = range ? pattern[i + 2] : low;
        found = found || (byte >= low && byte <= high);
        i += range ? 2 : 0;
    }
    pattern.remove_prefix(end + 1);
    return found != negated;
}

} // namespace

bool has_wildcard(std::string_view pattern) noexcept
{
    return pattern.find_first_of("*?[") != std::string_view::npos;
}

bool matches_wildcard(std::string_view pattern, std::string_view name) noexcept
{
    // Only the last `*` need ever be tried again, so this takes at most pattern × name steps.
    std::string_view after_star;
    std::string_view star_name;
    bool star = false;
    while (!name.empty() || !pattern.empty()) {
        if (!pattern.empty() && pattern.front() == '*') {
            pattern.remove_prefix(1);
            star = true;
            after_star = pattern;
            star_name = name;
            continue;
        }
        std::string_view rest = pattern;
        if (!pattern.empty() && !name.empty() && take_one(rest, name.front())) {
            pattern = rest;
            name.remove_prefix(1);
            continue;
        }
        if (!star || star_name.empty()) {
            return false;
        }
        star_name.remove_prefix(1);
        name = star_name;
        pattern = after_star;
    }
    return true;
}

} // namespace harmspot
