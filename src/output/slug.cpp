// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "output/file_names.hpp"
#include "output/utf8.hpp"

#include <algorithm>
#include <set>

namespace harmspot
{

namespace
{

constexpr std::size_t kMaxSlug = 60;

/// Plain letters for U+00C0 to U+00FF, so that accents do not tear a name apart; '-' where there is none.
constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

bool is_plain(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The character that stands for `c` in a file name; 0 for none at all.
char plain_form(char32_t c)
{
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c - U'A' + U'a');
    }
    if (is_plain(c)) {
        return static_cast<char>(c);
    }
    if (c == U'\'' || c == U'\u2019') {
        return '\0';
    }
    if (c >= 0xC0 && c <= 0xFF) {
        return kLatin1[c - 0xC0];
    }
    if (c == U'\u0174' || c == U'\u0175') { // Welsh
        return 'w';
    }
    if (c == U'\u0176' || c == U'\u0177') {
        return 'y';
    }
    return '-';
}

void cut(std::string& text, std::size_t size)
{
    text.resize(std::min(text.size(), size));
    while (!text.empty() && text.back() == '-') {
        text.pop_back();
    }
}

} // namespace

std::string slug(std::string_view name)
{
    std::string text;
    for (std::size_t at = 0; at < name.size() && text.size() <= kMaxSlug;) {
        const char c = plain_form(next_code_point(name, at));
        const bool joins_nothing = c == '-' && (text.empty() || text.back() == '-');
        if (c != '\0' && !joins_nothing) {
            text += c;
        }
    }
    cut(text, kMaxSlug);
    if (text.empty()) {
        return "unnamed";
    }
    return is_device_name(text) ? text + "_" : text;
}

std::vector<std::string> unique_slugs(const std::vector<std::string>& names)
{
    std::vector<std::string> slugs;
    slugs.reserve(names.size());
    std::set<std::string, std::less<>> taken;
    for (const auto& name : names) {
        const std::string plain = slug(name);
        std::string candidate = plain;
        for (std::size_t n = 2; !taken.insert(candidate).second; ++n) {
            const std::string ending = "-" + std::to_string(n);
            candidate = plain;
            cut(candidate, kMaxSlug - ending.size());
            candidate += ending;
        }
        slugs.push_back(candidate);
    }
    return slugs;
}

} // namespace harmspot
