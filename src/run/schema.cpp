// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace harmspot
{

namespace
{

using Json = nlohmann::ordered_json;
using Type = KeySpec::Type;

constexpr const char* kNamePattern = "^[a-z][a-z0-9_]{0,39}$";

Json text_schema()
{
    return {{"type", "string"}, {"minLength", 1}};
}

Json number_schema(const KeySpec& key, const char* type)
{
    Json json{{"type", type}};
    if (key.least) {
        json["minimum"] = *key.least;
    }
    if (key.most) {
        json["maximum"] = *key.most;
    }
    return json;
}

Json text_list_schema()
{
    return {{"type", "array"}, {"items", text_schema()}, {"minItems", 1}};
}

Json type_schema(const KeySpec& key)
{
    switch (key.type) {
    case Type::boolean:
        return {{"type", "boolean"}};
    case Type::integer:
        return number_schema(key, "integer");
    case Type::number:
        return number_schema(key, "number");
    case Type::number_or_text:
        return {{"anyOf", {number_schema(key, "number"), {{"enum", key.choices}}}}};
    case Type::text:
        return key.choices.empty() ? text_schema() : Json{{"type", "string"}, {"enum", key.choices}};
    case Type::file:
        return text_schema();
    case Type::text_list:
    case Type::file_list:
        return text_list_schema();
    case Type::date:
        return {{"type", "string"}, {"format", "date"}};
    case Type::name:
        return {{"type", "string"}, {"pattern", kNamePattern}};
    case Type::crs:
        return {{"type", "string"}, {"pattern", "^EPSG:[1-9][0-9]*$"}};
    case Type::text_map:
        return {{"type", "object"},
                {"propertyNames", {{"pattern", kNamePattern}}},
                {"additionalProperties", text_schema()},
                {"minProperties", 1}};
    case Type::groups:
        return {{"anyOf",
                 {text_schema(),
                  {{"type", "object"}, {"additionalProperties", text_list_schema()}, {"minProperties", 1}}}}};
    case Type::rule:
        return {{"$ref", "#/$defs/rule"}};
    }
    return {};
}

Json default_schema(const ParamValue& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

void add_key(Json& properties, Json& required, const KeySpec& key)
{
    auto json = type_schema(key);
    json["description"] = key.unit.empty() ? key.why : fmt::format("{} ({})", key.why, key.unit);
    if (key.fallback) {
        json["default"] = default_schema(*key.fallback);
    } else if (!key.optional) {
        required.push_back(key.name);
    }
    properties[key.name] = std::move(json);
}

Json closed_object(Json properties, Json required, const std::string& why)
{
    Json json{{"type", "object"}, {"description", why}, {"properties", std::move(properties)}};
    if (!required.empty()) {
        json["required"] = std::move(required);
    }
    json["additionalProperties"] = false;
    return json;
}

/// No two of the keys that rule the same thing.
void add_rivals(Json& json, const std::vector<const KeySpec*>& keys)
{
    const auto ruled = [](const KeySpec& key) { return key.in_place_of.empty() ? key.name : key.in_place_of; };
    auto pairs = Json::array();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (std::size_t j = i + 1; j < keys.size(); ++j) {
            if (ruled(*keys[i]) == ruled(*keys[j])) {
                pairs.push_back({{"required", {keys[i]->name, keys[j]->name}}});
            }
        }
    }
    if (!pairs.empty()) {
        json["not"] = {{"anyOf", std::move(pairs)}};
    }
}

/// An entry of [[hotspots]] for one method: the shared keys it has a use for, and its own.
Json entry_schema(const SectionSpec& section, const Method& method)
{
    std::vector<const KeySpec*> keys;
    for (const auto& key : section.keys) {
        if (config::applies(key, method)) {
            keys.push_back(&key);
        }
    }
    for (const auto& key : method.keys) {
        keys.push_back(&key);
    }
    auto properties = Json::object();
    auto required = Json::array();
    for (const auto* key : keys) {
        add_key(properties, required, *key);
    }
    properties["method"] = {{"const", method.name}, {"description", method.summary}};
    auto json = closed_object(std::move(properties), std::move(required), std::string(method.summary));
    json["title"] = method.label;
    add_rivals(json, keys);
    return json;
}

Json section_schema(const SectionSpec& section);

/// Sections under `parent`, "" for the whole config.
void add_sections(Json& properties, Json& required, const std::string& parent)
{
    const std::string prefix = parent.empty() ? "" : parent + ".";
    for (const auto& section : config_sections()) {
        const auto name = section.name.substr(std::min(prefix.size(), section.name.size()));
        if (section.name == parent || !section.name.starts_with(prefix) || name.find('.') != std::string::npos) {
            continue;
        }
        properties[name] = section_schema(section);
        if (section.required) {
            required.push_back(name);
        }
    }
}

Json section_schema(const SectionSpec& section)
{
    Json item;
    if (section.name == "hotspots") {
        auto methods_json = Json::array();
        for (const auto& method : methods()) {
            methods_json.push_back(entry_schema(section, method));
        }
        item = {{"oneOf", std::move(methods_json)}};
    } else {
        auto properties = Json::object();
        auto required = Json::array();
        for (const auto& key : section.keys) {
            add_key(properties, required, key);
        }
        add_sections(properties, required, section.name);
        item = closed_object(std::move(properties), std::move(required), section.why);
    }
    if (!section.repeated) {
        return item;
    }
    Json list{{"type", "array"}, {"description", section.why}, {"minItems", section.required ? 1 : 0}, {"items", item}};
    return section.alone ? Json{{"description", section.why}, {"anyOf", {item, list}}} : list;
}

Json rule_alternative(Json properties, Json required)
{
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

Json rule_schema()
{
    const Json rule{{"$ref", "#/$defs/rule"}};
    const Json rules{{"type", "array"}, {"items", rule}, {"minItems", 1}};
    const Json field{
        {"description", fmt::format("{}, or a name of [incidents.columns] fields", fmt::join(kRuleFields, ", "))},
        {"type", "string"},
        {"pattern", "^[a-z][a-z0-9_]{0,39}$"}};
    const Json any_text{{"type", "string"}};
    auto alternatives = Json::array();
    alternatives.push_back(rule_alternative({{"any", rules}}, {"any"}));
    alternatives.push_back(rule_alternative({{"all", {{"type", "array"}, {"items", rule}}}}, {"all"}));
    alternatives.push_back(rule_alternative({{"not", {{"anyOf", {rule, rules}}}}}, {"not"}));
    alternatives.push_back(rule_alternative(
        {{"field", field}, {"in", {{"type", "array"}, {"items", any_text}, {"minItems", 1}}}}, {"field", "in"}));
    alternatives.push_back(rule_alternative({{"field", field}, {"equals", any_text}}, {"field", "equals"}));
    for (const auto* test : {"contains", "prefix", "matches"}) {
        alternatives.push_back(rule_alternative({{"field", field}, {test, text_schema()}}, {"field", test}));
    }
    alternatives.push_back(rule_alternative({{"flag", text_schema()}}, {"flag"}));
    const Json hour{{"type", "integer"}, {"minimum", 0}, {"maximum", 24}};
    alternatives.push_back(rule_alternative(
        {{"hours", {{"type", "array"}, {"items", hour}, {"minItems", 2}, {"maxItems", 2}}}}, {"hours"}));
    return {{"description", "which incidents: a group (any, all, not) or a test (field, flag, hours)"},
            {"oneOf", std::move(alternatives)}};
}

} // namespace

std::string config_schema()
{
    auto json = section_schema(config::section_named(""));
    Json head{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "harmspot config"}};
    head.update(json);
    head["$defs"] = {{"rule", rule_schema()}};
    return head.dump(2) + "\n";
}

} // namespace harmspot
