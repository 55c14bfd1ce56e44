// SPDX-License-Identifier: MIT
#include "harmspot/explain.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using namespace harmspot;

namespace
{

void check_width(const std::string& text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        const auto letters = std::count_if(line.begin(), line.end(), [](char c) { return (c & '\xC0') != '\x80'; });
        CHECK(letters <= 80);
        CHECK((line.empty() || line.back() != ' '));
    }
}

} // namespace

TEST_CASE("list names every method with what it does", "[explain]")
{
    const auto text = list_text();
    const auto json = nlohmann::json::parse(list_json());
    REQUIRE(json.size() == methods().size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        CHECK(json[i]["name"] == methods()[i].name);
        CHECK(json[i]["summary"] == methods()[i].summary);
        CHECK(text.find(std::string(methods()[i].name) + ": " + std::string(methods()[i].label)) != std::string::npos);
    }
    check_width(text);
}

TEST_CASE("explain says of a method what it is and every key", "[explain]")
{
    for (const auto& method : methods()) {
        const auto text = explain_text(method.name);
        CHECK(text.starts_with(std::string(method.name) + ": " + std::string(method.label) + "\n"));
        CHECK(text.find("\nReference: ") != std::string::npos);
        const auto json = nlohmann::json::parse(explain_json(method.name));
        CHECK(json["words"] == method.words);
        REQUIRE(json["keys"].size() == method.keys.size());
        for (std::size_t i = 0; i < method.keys.size(); ++i) {
            CHECK(text.find("\n  " + method.keys[i].name + "\n") != std::string::npos);
            CHECK(json["keys"][i]["name"] == method.keys[i].name);
            CHECK(json["keys"][i]["why"] == method.keys[i].why);
        }
        check_width(text);
    }
}

TEST_CASE("a key is explained with type, unit, default, range and reason", "[explain]")
{
    CHECK(explain_text("harm").find("\n  half_life_days\n      number in days; default 0; 0 to 36500\n"
                                    "      age at which an incident counts half in detection and ranking; 0 = age\n"
                                    "      does not matter\n") != std::string::npos);
    CHECK(explain_text("hotspots")
              .find("\n  level\n      number in harm per km2; may be left out; at least 1e-09; in "
                    "place of\n      area_share; for surfaces\n") != std::string::npos);
    CHECK(explain_text("harm").find(
              "\n  unmatched\n      number or word; default \"error\"; 0 to 1000000000; or \"error\", "
              "\"zero\"\n") != std::string::npos);
}

TEST_CASE("explain knows every section, and the top level by the name config", "[explain]")
{
    for (const auto& section : config_sections()) {
        const auto name = section.name.empty() ? std::string("config") : section.name;
        const auto text = explain_text(name);
        for (const auto& key : section.keys) {
            CHECK(text.find("\n  " + key.name + "\n") != std::string::npos);
        }
        CHECK(nlohmann::json::parse(explain_json(name))["keys"].size() == section.keys.size());
        check_width(text);
    }
    CHECK(explain_text("config").find("\n  [[theme]], needed\n") != std::string::npos);
}

TEST_CASE("explain of a name that is neither gives the nearest", "[explain]")
{
    CHECK_THROWS_WITH(explain_text("dbscna"), "nothing is called 'dbscna'; did you mean 'dbscan'?");
    CHECK_THROWS_WITH(explain_json("insidents"), "nothing is called 'insidents'; did you mean 'incidents'?");
    CHECK_THROWS_AS(explain_text("zzzzzz"), ConfigError);
    CHECK_THROWS_WITH(explain_text(""), Catch::Matchers::Contains("; there are kde, ") &&
                                            Catch::Matchers::Contains(", config, period, "));
}

TEST_CASE("explain tells of each table, and whose the share that a map needs is", "[explain]")
{
    const auto text = explain_text("tables");
    check_width(text);
    const auto json = nlohmann::json::parse(explain_json("tables"));
    CHECK(json["tables"].size() == 20);
    const auto geocoding = std::find_if(json["tables"].begin(), json["tables"].end(),
                                        [](const auto& table) { return table["path"] == "tables/geocoding.csv"; });
    REQUIRE(geocoding != json["tables"].end());
    const std::string words = (*geocoding)["words"];
    CHECK(words.find("Ratcliffe, J. H. (2004)") != std::string::npos);
    CHECK(words.find("18(1), 61-72") != std::string::npos);
    for (const auto& table : json["tables"]) {
        CHECK(text.find("\n  " + table["path"].get<std::string>() + "\n") != std::string::npos);
    }
}
