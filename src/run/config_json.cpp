// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "run/config_check.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace harmspot::config
{

namespace
{

using Json = nlohmann::ordered_json;

Json value_json(const Node& node)
{
    struct Value {
        Json operator()(Invalid) const { return nullptr; }
        Json operator()(bool flag) const { return flag; }
        Json operator()(std::int64_t whole) const { return whole; }
        Json operator()(double number) const { return number; }
        Json operator()(const std::string& text) const { return text; }
        Json operator()(Date date) const { return date_text(date); }
        Json operator()(Other other) const { return std::string(other.what); }
        Json operator()(const List& items) const
        {
            auto json = Json::array();
            for (const auto& item : items) {
                json.push_back(value_json(item));
            }
            return json;
        }
        Json operator()(const Table& members) const
        {
            std::vector<const Member*> sorted;
            for (const auto& member : members) {
                sorted.push_back(&member);
            }
            std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
            auto json = Json::object();
            for (const auto* member : sorted) {
                json[member->key] = value_json(member->node);
            }
            return json;
        }
    };
    return std::visit(Value(), node.value);
}

void add_keys(Json& json, const Node& table, const std::vector<KeySpec>& keys)
{
    for (const auto& key : keys) {
        if (const auto* node = table.find(key.name)) {
            json[key.name] = value_json(*node);
        }
    }
}

Json table_json(const Node& table, const SectionSpec& section);

/// Sections directly under `parent`.
void add_sections(Json& json, const Node& table, const std::string& parent)
{
    const std::string prefix = parent.empty() ? "" : parent + ".";
    for (const auto& section : config_sections()) {
        const auto name = section.name.substr(std::min(prefix.size(), section.name.size()));
        if (section.name == parent || !section.name.starts_with(prefix) || name.find('.') != std::string::npos) {
            continue;
        }
        const auto* node = table.find(name);
        if (node == nullptr) {
            continue;
        }
        if (const auto* entries = node->as<List>()) {
            auto list = Json::array();
            for (const auto& entry : *entries) {
                list.push_back(table_json(entry, section));
            }
            json[name] = std::move(list);
        } else {
            json[name] = table_json(*node, section);
        }
    }
}

Json table_json(const Node& table, const SectionSpec& section)
{
    auto json = Json::object();
    add_keys(json, table, section.keys);
    if (section.name == "hotspots") {
        if (const auto* method = method_of(table)) {
            add_keys(json, table, method->keys);
        }
    }
    add_sections(json, table, section.name);
    if (section.name == "output") {
        json.erase("folder"); // where results lie does not change them
    }
    return json;
}

} // namespace

std::string document_json(const Node& document)
{
    // Paths from the command line need not be UTF-8; everything else is.
    return table_json(document, section_named("")).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace harmspot::config
