// SPDX-License-Identifier: MIT
#include "incident/flag_lists.hpp"

#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace harmspot
{

namespace
{

constexpr std::size_t kMostFlags = 32;

std::vector<std::string> split(std::string_view text, const std::string& separator)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (auto name = folded(text.substr(0, end)); !name.empty()) {
            names.push_back(std::move(name));
        }
        text.remove_prefix(std::min(text.size(), end + separator.size()));
    }
    return names;
}

void add_named_flags(const Rule& rule, std::set<std::string>& names)
{
    if (rule.kind == Rule::Kind::flag) {
        for (const auto& value : rule.values) {
            names.insert(folded(value));
        }
    }
    for (const auto& inner : rule.rules) {
        add_named_flags(inner, names);
    }
}

std::uint32_t bit_of(const std::vector<std::string>& names, const std::string& name)
{
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    return at != names.end() && *at == name ? std::uint32_t{1} << static_cast<unsigned>(at - names.begin()) : 0;
}

} // namespace

FlagNumbers number_flags(const std::vector<std::string>& own, const Dictionary& lists, const std::string& separator,
                         std::span<const Theme> themes)
{
    std::vector<std::vector<std::string>> found;
    std::set<std::string> all(own.begin(), own.end());
    for (const auto& text : lists.texts) {
        found.push_back(split(text, separator));
        all.insert(found.back().begin(), found.back().end());
    }
    FlagNumbers numbers;
    if (all.size() > kMostFlags) {
        std::set<std::string> needed;
        for (const auto& theme : themes) {
            add_named_flags(theme.match, needed);
        }
        needed.insert(own.begin(), own.end());
        const auto spare = [&](const std::string& name) { return !needed.contains(name); };
        std::copy_if(all.begin(), all.end(), std::back_inserter(numbers.left_out), spare);
        for (const auto& name : numbers.left_out) {
            all.erase(name);
        }
    }
    if (all.size() > kMostFlags) {
        throw ConfigError(fmt::format("the themes and [incidents.columns] name {} flags; at most {} can be told apart",
                                      all.size(), kMostFlags));
    }
    numbers.names.assign(all.begin(), all.end());
    for (const auto& name : own) {
        numbers.bits_of_column.push_back(bit_of(numbers.names, name));
    }
    for (const auto& names : found) {
        auto& bits = numbers.bits_of_list.emplace_back(0U);
        for (const auto& name : names) {
            bits |= bit_of(numbers.names, name);
        }
    }
    return numbers;
}

} // namespace harmspot
