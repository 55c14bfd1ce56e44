// SPDX-License-Identifier: MIT
#include "harmspot/explain.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <variant>

namespace harmspot
{

namespace
{

using Json = nlohmann::ordered_json;
using Type = KeySpec::Type;

constexpr std::size_t kColumns = 80;
/// What `explain` calls the top level, which has no name in the file.
constexpr std::string_view kTopName = "config";

/// Letters as people count them: bytes that do not continue a UTF-8 character.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Words of `text` in lines of at most `kColumns`, each after `indent` spaces. Ends with a line end.
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

/// Descriptors leave out the last full stop or write it, as they like.
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

Json value_json(const ParamValue& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
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

/// "number in m; default 300; 1 to 50000"
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
        text += key.only_for == KeySpec::OnlyFor::surfaces ? "; for surfaces" : "; for clusters";
    }
    return text;
}

std::string keys_text(const std::vector<KeySpec>& keys)
{
    std::string text;
    for (const auto& key : keys) {
        text += fmt::format("\n  {}\n", key.name);
        text += wrapped(facts_text(key), 6);
        text += wrapped(key.why, 6);
    }
    return text;
}

Json key_json(const KeySpec& key)
{
    Json json{{"name", key.name}, {"type", type_text(key.type)}};
    if (!key.unit.empty()) {
        json["unit"] = key.unit;
    }
    json["needed"] = !key.fallback && !key.optional;
    if (key.fallback) {
        json["default"] = value_json(*key.fallback);
    }
    if (key.least) {
        json["least"] = *key.least;
    }
    if (key.most) {
        json["most"] = *key.most;
    }
    if (!key.choices.empty()) {
        json["choices"] = key.choices;
    }
    if (!key.in_place_of.empty()) {
        json["in_place_of"] = key.in_place_of;
    }
    if (key.only_for != KeySpec::OnlyFor::anything) {
        json["only_for"] = key.only_for == KeySpec::OnlyFor::surfaces ? "surfaces" : "clusters";
    }
    json["why"] = key.why;
    return json;
}

Json keys_json(const std::vector<KeySpec>& keys)
{
    auto json = Json::array();
    for (const auto& key : keys) {
        json.push_back(key_json(key));
    }
    return json;
}

std::string made(Makes makes)
{
    return makes == Makes::surface ? "a surface" : std::string(makes_text(makes));
}

std::string method_text(const Method& method)
{
    auto text = wrapped(fmt::format("{}: {}", method.name, method.label), 0);
    text += "\n" + wrapped(sentence(method.summary), 0);
    text += "\n" + wrapped(sentence(method.words), 0);
    text += "\n" + wrapped(fmt::format("Reference: {}", sentence(method.reference)), 0);
    text += "\n" + wrapped(fmt::format("Makes {}. Keys of its own in [[hotspots]] with method = \"{}\", beside those "
                                       "that 'explain hotspots' shows:",
                                       made(method.makes), method.name),
                           0);
    return text + keys_text(method.keys);
}

std::string sections_text()
{
    std::string text = "\nSections:\n";
    for (const auto& section : config_sections()) {
        if (!section.name.empty()) {
            text += fmt::format("\n  {}{}\n", section_text(section), section.required ? ", needed" : "");
            text += wrapped(section.why, 6);
        }
    }
    return text;
}

std::string section_words(const SectionSpec& section)
{
    const bool top = section.name.empty();
    auto text =
        wrapped(fmt::format("{}: {}.", top ? "The top level of a config" : section_text(section), section.why), 0);
    if (section.repeated) {
        text += "\n" +
                wrapped(fmt::format("May be written several times, each under its own {}.", section_text(section)), 0);
    }
    text += keys_text(section.keys);
    return top ? text + sections_text() : text;
}

const SectionSpec* find_section(std::string_view name)
{
    const auto wanted = name == kTopName ? std::string_view() : name;
    for (const auto& section : config_sections()) {
        if (section.name == wanted && !name.empty()) {
            return &section;
        }
    }
    return nullptr;
}

[[noreturn]] void throw_unknown(std::string_view name)
{
    std::vector<std::string> names;
    for (const auto& method : methods()) {
        names.emplace_back(method.name);
    }
    names.emplace_back(kTopName);
    for (const auto& section : config_sections()) {
        if (!section.name.empty()) {
            names.push_back(section.name);
        }
    }
    auto cure = config::did_you_mean(name, names);
    if (cure.empty()) {
        cure = "; there are ";
        for (const auto& one : names) {
            cure += (one == names.front() ? "" : ", ") + one;
        }
    }
    throw ConfigError(fmt::format("nothing is called {}{}", config::in_quotes(name), cure));
}

} // namespace

std::string list_text()
{
    std::string text;
    for (const auto& method : methods()) {
        text += wrapped(fmt::format("{}: {}", method.name, method.label), 0);
        text += wrapped(sentence(method.summary), 6);
    }
    return text + "\n" + wrapped("'explain METHOD' says how one works and what can be set.", 0);
}

std::string list_json()
{
    auto json = Json::array();
    for (const auto& method : methods()) {
        json.push_back({{"name", method.name},
                        {"label", method.label},
                        {"summary", method.summary},
                        {"makes", makes_text(method.makes)}});
    }
    return json.dump(2) + "\n";
}

std::string explain_text(std::string_view method_or_section)
{
    if (const auto* method = find_method(method_or_section)) {
        return method_text(*method);
    }
    if (const auto* section = find_section(method_or_section)) {
        return section_words(*section);
    }
    throw_unknown(method_or_section);
}

std::string explain_json(std::string_view method_or_section)
{
    Json json;
    if (const auto* method = find_method(method_or_section)) {
        json = {{"method", method->name},         {"label", method->label},
                {"summary", method->summary},     {"words", method->words},
                {"reference", method->reference}, {"makes", makes_text(method->makes)},
                {"keys", keys_json(method->keys)}};
    } else if (const auto* section = find_section(method_or_section)) {
        json = {{"section", section->name},
                {"repeated", section->repeated},
                {"needed", section->required},
                {"why", section->why},
                {"keys", keys_json(section->keys)}};
    } else {
        throw_unknown(method_or_section);
    }
    return json.dump(2) + "\n";
}

} // namespace harmspot
