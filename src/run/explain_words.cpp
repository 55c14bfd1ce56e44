// SPDX-License-Identifier: MIT
#include "run/explain_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace harmspot::explain
{

using Type = KeySpec::Type;

namespace
{

constexpr std::size_t kColumns = 80;

/// Letters as people count them: bytes that do not continue a UTF-8 character.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// As one would write it in the config.
std::string value_text(const ParamValue& value)
{
    if (const auto* number = std::get_if<double>(&value)) {
        return fmt::format("{}", *number);
    }
    return value_json(value).dump();
}

/// "50 to 5000", "at least 1", "at most 1".
std::string range_text(const KeySpec& key)
{
    if (key.least && key.most) {
        return fmt::format("{} to {}", *key.least, *key.most);
    }
    if (key.least) {
        return fmt::format("at least {}", *key.least);
    }
    return key.most ? fmt::format("at most {}", *key.most) : "";
}

std::string choices_text(const KeySpec& key)
{
    std::string text;
    for (const auto& choice : key.choices) {
        text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", choice);
    }
    return text;
}

} // namespace

std::string wrapped(std::string_view text, std::size_t indent)
{
    const std::string margin(indent, ' ');
    std::string out = margin;
    std::size_t used = indent;
    bool first = true;
    while (!text.empty()) {
        const auto space = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
        if (!first && used + 1 + width(word) > kColumns) {
            out += "\n" + margin;
            used = indent;
        } else if (!first) {
            out += ' ';
            ++used;
        }
        out += word;
        used += width(word);
        first = false;
    }
    return out + "\n";
}

std::string sentence(std::string_view text)
{
    return std::string(text) + (text.ends_with('.') ? "" : ".");
}

std::string_view type_text(Type type)
{
    switch (type) {
    case Type::boolean:
        return "true or false";
    case Type::integer:
        return "whole number";
    case Type::number:
        return "number";
    case Type::text:
        return "text";
    case Type::text_list:
        return "list of texts";
    case Type::number_or_text:
        return "number or word";
    case Type::date:
        return "date";
    case Type::file:
        return "file";
    case Type::file_list:
        return "list of files";
    case Type::name:
        return "name";
    case Type::crs:
        return "EPSG number";
    case Type::text_map:
        return "table of texts";
    case Type::groups:
        return "text or table of lists";
    case Type::rule:
        return "rule";
    }
    return "";
}

nlohmann::ordered_json value_json(const ParamValue& value)
{
    return std::visit([](const auto& held) { return nlohmann::ordered_json(held); }, value);
}

std::string facts_text(const KeySpec& key)
{
    std::string text(type_text(key.type));
    text += key.unit.empty() ? "" : " in " + key.unit;
    if (key.fallback) {
        text += "; default " + value_text(*key.fallback);
    } else {
        text += key.optional ? "; may be left out" : "; needed";
    }
    if (const auto range = range_text(key); !range.empty()) {
        text += "; " + range;
    }
    if (!key.choices.empty()) {
        text += (key.type == Type::text ? "; one of " : "; or ") + choices_text(key);
    }
    if (!key.in_place_of.empty()) {
        text += "; in place of " + key.in_place_of;
    }
    if (key.only_for != KeySpec::OnlyFor::anything) {
        text += fmt::format("; for {}", only_for_text(key.only_for));
    }
    return text;
}

} // namespace harmspot::explain
