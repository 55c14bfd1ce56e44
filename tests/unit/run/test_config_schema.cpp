// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include "run/config_check.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

using namespace harmspot;

namespace
{

/// The properties of a section in the schema.
nlohmann::json properties_of(const nlohmann::json& schema, const SectionSpec& section)
{
    if (section.name.empty()) {
        return schema["properties"];
    }
    const std::string within = "incidents.";
    if (section.name.starts_with(within)) {
        const auto& found = schema["properties"]["incidents"]["properties"][section.name.substr(within.size())];
        return section.alone ? found["anyOf"][0]["properties"] : found["properties"];
    }
    const std::string within_hubs = "hubs.";
    if (section.name.starts_with(within_hubs)) {
        const auto& hubs = schema["properties"]["hubs"]["items"]["properties"];
        return hubs[section.name.substr(within_hubs.size())]["items"]["properties"];
    }
    const std::string within_patrols = "patrols.";
    if (section.name.starts_with(within_patrols)) {
        const auto& patrols = schema["properties"]["patrols"]["properties"];
        return patrols[section.name.substr(within_patrols.size())]["items"]["properties"];
    }
    if (section.name == "output.postgis") {
        return schema["properties"]["output"]["properties"]["postgis"]["properties"];
    }
    const auto& found = schema["properties"][section.name];
    return section.repeated ? found["items"]["properties"] : found["properties"];
}

} // namespace

TEST_CASE("the schema has every key of every section with its reason", "[config]")
{
    const auto schema = nlohmann::json::parse(config_schema());
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    for (const auto& section : config_sections()) {
        if (section.name == "hotspots") {
            continue;
        }
        for (const auto& key : section.keys) {
            INFO(section.name << "." << key.name);
            const auto properties = properties_of(schema, section);
            REQUIRE(properties.contains(key.name));
            CHECK(properties[key.name]["description"].get<std::string>().starts_with(key.why));
            CHECK(properties[key.name].contains("default") == key.fallback.has_value());
        }
    }
    CHECK(schema["required"] == nlohmann::json({"incidents", "areas", "harm", "theme", "hotspots"}));
    CHECK(schema["additionalProperties"] == false);
}

TEST_CASE("the schema has an alternative for each method, with its keys and no other's", "[config]")
{
    const auto schema = nlohmann::json::parse(config_schema());
    const auto& alternatives = schema["properties"]["hotspots"]["items"]["oneOf"];
    REQUIRE(alternatives.size() == methods().size());
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        const auto& method = methods()[i];
        const auto& properties = alternatives[i]["properties"];
        CHECK(properties["method"]["const"] == method.name);
        CHECK(alternatives[i]["additionalProperties"] == false);
        CHECK(alternatives[i]["required"] == nlohmann::json({"method"}));
        std::set<std::string> expected;
        for (const auto& key : method.keys) {
            expected.insert(key.name);
        }
        for (const auto& key : config::section_named("hotspots").keys) {
            if (config::applies(key, method)) {
                expected.insert(key.name);
            }
        }
        std::set<std::string> found;
        for (const auto& [name, value] : properties.items()) {
            found.insert(name);
        }
        CHECK(found == expected);
    }
}

TEST_CASE("ranges and choices are in the schema", "[config]")
{
    const auto schema = nlohmann::json::parse(config_schema());
    const auto& kde = schema["properties"]["hotspots"]["items"]["oneOf"][0];
    CHECK(kde["properties"]["area_share"]["minimum"] == 0.0001);
    CHECK(kde["properties"]["area_share"]["maximum"] == 0.5);
    CHECK(kde["not"]["anyOf"].size() == 3); // area_share, mass_share, level: no two of them
    CHECK(schema["properties"]["harm"]["properties"]["transform"]["enum"] ==
          nlohmann::json({"none", "sqrt", "log1p", "cap"}));
    CHECK(schema["properties"]["period"]["required"] == nlohmann::json({"from", "to"}));
    CHECK(schema["$defs"]["rule"]["oneOf"].size() == 10);
}

TEST_CASE("no two keys of an entry share a name, and every default passes its own check", "[config]")
{
    for (const auto& method : methods()) {
        std::set<std::string> names;
        for (const auto& key : config::section_named("hotspots").keys) {
            names.insert(key.name);
        }
        for (const auto& key : method.keys) {
            INFO(method.name << "." << key.name);
            CHECK(names.insert(key.name).second);
            CHECK_FALSE(key.why.empty());
            CHECK((key.fallback || key.optional)); // `method = "…"` alone must run
        }
        const auto config = parse(with(kSmallest, "\"kde\"", fmt::format("\"{}\"", method.name)));
        CHECK(config.hotspots[0].method == method.name);
    }
}

TEST_CASE("every key and section has a reason in the table", "[config]")
{
    for (const auto& section : config_sections()) {
        CHECK_FALSE(section.why.empty());
        for (const auto& key : section.keys) {
            INFO(section.name << "." << key.name);
            CHECK_FALSE(key.why.empty());
            CHECK(key.why.find('\n') == std::string::npos);
        }
    }
}
