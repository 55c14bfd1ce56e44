// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"

#include "run/config_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace harmspot::config
{

namespace
{

/// What duplicate_columns may name. Of the dates only those that count.
std::vector<std::string> compared_keys(const Node& columns, const IncidentsConfig& config)
{
    std::vector<std::string> names;
    const bool recorded = config.date_basis == DateBasis::recorded;
    for (const auto& member : *columns.as<Table>()) {
        const bool committed_date = member.key == "date" || member.key == "earliest" || member.key == "latest";
        const bool counts = recorded ? !committed_date : member.key != "recorded";
        if (counts && member.key != "fields" && member.key != "flag_separator") {
            names.push_back(member.key);
        }
    }
    for (const auto& [name, column] : config.columns.fields) {
        names.push_back(name);
    }
    return names;
}

void build_columns(const Fields& fields, const Node* columns, IncidentsConfig& config, Building& building)
{
    config.duplicate_columns = fields.texts("duplicate_columns");
    if (!fields.written("duplicate_columns")) {
        return;
    }
    const auto at = fields.at("duplicate_columns");
    if (config.duplicates != Duplicates::columns) {
        building.problems.add(at, "duplicate_columns is for duplicates = \"columns\", which is not asked for; leave it "
                                  "out, or write that");
    }
    if (config.format.empty()) {
        return;
    }
    const auto names = config.format == "police-uk"
                           ? std::vector<std::string>{"id", "date", "longitude", "latitude", "location", "offence"}
                           : compared_keys(*columns, config);
    for (const auto& key : config.duplicate_columns) {
        if (std::find(names.begin(), names.end(), key) == names.end()) {
            building.problems.add(
                at, fmt::format("duplicate_columns names {}, which is no key that [incidents.columns] maps{}",
                                in_quotes(key), did_you_mean(key, names)));
        }
    }
}

} // namespace

void build_duplicates(Node& incidents, IncidentsConfig& config, Building& building)
{
    const Fields fields(&incidents);
    const Node* columns = incidents.find("columns");
    const bool has_id = config.format == "police-uk" || Fields(columns).written("id");
    config.duplicates = has_id ? Duplicates::id_and_columns : Duplicates::off;
    if (fields.written("duplicates")) {
        const auto text = fields.text("duplicates");
        for (const auto one : {Duplicates::off, Duplicates::id, Duplicates::columns, Duplicates::id_and_columns}) {
            config.duplicates = text == duplicates_text(one) ? one : config.duplicates;
        }
        const bool by_id = config.duplicates == Duplicates::id || config.duplicates == Duplicates::id_and_columns;
        if (by_id && !has_id && config.format == "columns") {
            building.problems.add(fields.at("duplicates"),
                                  fmt::format("duplicates = \"{}\" needs the incident reference; add id = \"…\" to "
                                              "[incidents.columns], or compare columns",
                                              text));
        }
    } else if (!config.format.empty()) {
        incidents.set("duplicates", Node{std::string(duplicates_text(config.duplicates)), incidents.at, true});
    }
    build_columns(fields, columns, config, building);
}

} // namespace harmspot::config
