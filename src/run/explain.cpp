// SPDX-License-Identifier: MIT
#include "harmspot/explain.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"
#include "harmspot/publish.hpp"

#include "run/config_check.hpp"
#include "run/explain_rejects.hpp"
#include "run/explain_significance.hpp"
#include "run/explain_tables.hpp"
#include "run/explain_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace harmspot
{

namespace
{

using Json = nlohmann::ordered_json;
using namespace explain;

/// What `explain` calls the top level, which has no name in the file.
constexpr std::string_view kTopName = "config";
constexpr std::string_view kFields = "fields";
constexpr std::string_view kRejects = "rejects";
constexpr std::string_view kSignificance = "significance";
constexpr std::string_view kTables = "tables";

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
        json["only_for"] = only_for_text(key.only_for);
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
    const bool one = makes == Makes::surface || makes == Makes::risk_map;
    return (one ? "a " : "") + std::string(makes_text(makes));
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

std::string fields_text()
{
    auto text = wrapped("Properties of the features in a hotspot layer. One that is unknown or makes no sense is left "
                        "out; each [[areas]] layer adds one of its own name that holds the area's name.",
                        0);
    for (const auto& field : property_specs()) {
        text += fmt::format("\n  {}{}\n", field.name, field.unit.empty() ? "" : fmt::format(" ({})", field.unit));
        text += wrapped(sentence(field.why), 6);
    }
    return text;
}

std::string rejects_text()
{
    auto text = wrapped("Why rows are left out, as in rejects.csv and the manifest, and what helps. Each row left out "
                        "has one reason: the first found.",
                        0);
    for (std::size_t i = 0; i < kRejectReasons; ++i) {
        const auto reason = static_cast<RejectReason>(i);
        text += fmt::format("\n  {}\n", reject_reason_text(reason));
        text += wrapped(reject_reason_cure(reason), 6);
    }
    return text;
}

std::string tables_text()
{
    auto text = wrapped("The tables that a run writes, and their columns.", 0);
    for (const auto& table : table_specs()) {
        text += fmt::format("\n  {}\n", table.path);
        text += wrapped(table.words, 6);
    }
    return text;
}

std::string significance_text()
{
    auto text = wrapped("Whether a hotspot could be chance: significance = true in [[hotspots]], for density maps and "
                        "clusters.",
                        0);
    for (const auto& [heading, words] : significance_words()) {
        text += fmt::format("\n  {}\n", heading);
        text += wrapped(words, 6);
    }
    return text + "\n" + wrapped(fmt::format("Reference: {}", sentence(kSignificanceReference)), 0);
}

/// Keys called `name`, which may be written SECTION.KEY, and where each belongs.
std::vector<std::pair<std::string, const KeySpec*>> find_keys(std::string_view name)
{
    std::vector<std::pair<std::string, const KeySpec*>> found;
    for (const auto& section : config_sections()) {
        for (const auto& key : section.keys) {
            if (name == key.name || name == section.name + "." + key.name) {
                found.emplace_back(config::place_text(section), &key);
            }
        }
    }
    for (const auto& method : methods()) {
        for (const auto& key : method.keys) {
            if (name == key.name || name == fmt::format("{}.{}", method.name, key.name)) {
                found.emplace_back(fmt::format("in [[hotspots]] with method = \"{}\"", method.name), &key);
            }
        }
    }
    return found;
}

std::string found_keys_text(const std::vector<std::pair<std::string, const KeySpec*>>& found)
{
    std::string text;
    for (const auto& [place, key] : found) {
        text += fmt::format("{}{} {}\n", text.empty() ? "" : "\n", key->name, place);
        text += wrapped(facts_text(*key), 6);
        text += wrapped(key->why, 6);
    }
    return text;
}

[[noreturn]] void throw_unknown(std::string_view name)
{
    const auto topics = explain_topics();
    auto names = topics;
    for (const auto& section : config_sections()) {
        for (const auto& key : section.keys) {
            names.push_back(key.name);
        }
    }
    auto cure = config::did_you_mean(name, names);
    if (cure.empty()) {
        cure = "; there are ";
        for (const auto& one : topics) {
            cure += (one == topics.front() ? "" : ", ") + one;
        }
    }
    throw ConfigError(fmt::format("nothing is called {}{}", config::in_quotes(name), cure));
}

Json fields_json()
{
    auto json = Json::array();
    for (const auto& field : property_specs()) {
        json.push_back({{"name", field.name}, {"unit", field.unit}, {"why", field.why}});
    }
    return {{"fields", json}};
}

Json rejects_json()
{
    auto json = Json::array();
    for (std::size_t i = 0; i < kRejectReasons; ++i) {
        const auto reason = static_cast<RejectReason>(i);
        json.push_back({{"reason", reject_reason_text(reason)}, {"cure", reject_reason_cure(reason)}});
    }
    return {{"rejects", json}};
}

Json tables_json()
{
    auto json = Json::array();
    for (const auto& table : table_specs()) {
        json.push_back({{"path", table.path}, {"words", table.words}});
    }
    return {{"tables", json}};
}

Json significance_json()
{
    auto json = Json::array();
    for (const auto& [heading, words] : significance_words()) {
        json.push_back({{"heading", heading}, {"words", words}});
    }
    return {{"significance", json}, {"reference", kSignificanceReference}};
}

Json found_keys_json(const std::vector<std::pair<std::string, const KeySpec*>>& found)
{
    auto json = Json::array();
    for (const auto& [place, key] : found) {
        auto one = key_json(*key);
        one["place"] = place;
        json.push_back(std::move(one));
    }
    return {{"keys", json}};
}

} // namespace

std::vector<std::string> explain_topics()
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
    names.emplace_back(kFields);
    names.emplace_back(kRejects);
    names.emplace_back(kSignificance);
    names.emplace_back(kTables);
    return names;
}

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

std::string explain_text(std::string_view topic)
{
    if (const auto* method = find_method(topic)) {
        return method_text(*method);
    }
    if (const auto* section = find_section(topic)) {
        return section_words(*section);
    }
    if (topic == kFields) {
        return fields_text();
    }
    if (topic == kRejects) {
        return rejects_text();
    }
    if (topic == kSignificance) {
        return significance_text();
    }
    if (topic == kTables) {
        return tables_text();
    }
    if (const auto found = find_keys(topic); !found.empty()) {
        return found_keys_text(found);
    }
    throw_unknown(topic);
}

std::string explain_json(std::string_view topic)
{
    Json json;
    if (const auto* method = find_method(topic)) {
        json = {{"method", method->name},         {"label", method->label},
                {"summary", method->summary},     {"words", method->words},
                {"reference", method->reference}, {"makes", makes_text(method->makes)},
                {"keys", keys_json(method->keys)}};
    } else if (const auto* section = find_section(topic)) {
        json = {{"section", section->name},
                {"repeated", section->repeated},
                {"needed", section->required},
                {"why", section->why},
                {"keys", keys_json(section->keys)}};
    } else if (topic == kFields) {
        json = fields_json();
    } else if (topic == kRejects) {
        json = rejects_json();
    } else if (topic == kSignificance) {
        json = significance_json();
    } else if (topic == kTables) {
        json = tables_json();
    } else if (const auto found = find_keys(topic); !found.empty()) {
        json = found_keys_json(found);
    } else {
        throw_unknown(topic);
    }
    return json.dump(2) + "\n";
}

} // namespace harmspot
