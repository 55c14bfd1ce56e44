// SPDX-License-Identifier: MIT
#include "incident/repeats.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <string_view>

namespace harmspot
{

namespace
{

using Value = RepeatRule::Value;

std::uint64_t coordinate_bits(const Incidents& incidents, std::size_t row, const std::vector<double>& coordinate)
{
    const auto place = incidents.place[row];
    return place == kNoPlace ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(coordinate[place]);
}

/// How a column of [incidents.columns] is compared; none for one that is no column of an incident's own.
std::vector<Value> values_of(std::string_view key)
{
    using Rows = const Incidents&;
    const auto number = [](std::vector<std::uint32_t> Incidents::*column) -> Value {
        return [column](Rows incidents, std::size_t row) { return (incidents.*column)[row]; };
    };
    const Value earliest = [](Rows incidents, std::size_t row) {
        return static_cast<std::uint32_t>(incidents.earliest_min[row]);
    };
    const Value latest = [](Rows incidents, std::size_t row) {
        return static_cast<std::uint32_t>(incidents.latest_min[row]);
    };
    if (key == "easting" || key == "longitude") {
        return {[](Rows incidents, std::size_t row) { return coordinate_bits(incidents, row, incidents.places.x); }};
    }
    if (key == "northing" || key == "latitude") {
        return {[](Rows incidents, std::size_t row) { return coordinate_bits(incidents, row, incidents.places.y); }};
    }
    if (key == "grid_reference") {
        return {number(&Incidents::place)};
    }
    if (key == "date" || key == "recorded") {
        return {earliest, latest};
    }
    if (key == "earliest") {
        return {earliest};
    }
    if (key == "latest") {
        return {latest};
    }
    if (key == "offence") {
        return {number(&Incidents::offence)};
    }
    if (key == "code") {
        return {number(&Incidents::code)};
    }
    if (key == "location") {
        return {number(&Incidents::location)};
    }
    if (key == "location_type") {
        return {number(&Incidents::location_type)};
    }
    return key == "domestic" || key == "flags" || key == "flag_list" ? std::vector<Value>{number(&Incidents::flags)}
                                                                     : std::vector<Value>{};
}

Value field_value(std::size_t field)
{
    return [field](const Incidents& incidents, std::size_t row) { return incidents.fields[field].number[row]; };
}

/// Every mapped value beside the reference.
std::vector<Value> all_values(const ColumnMap& map)
{
    std::vector<Value> values;
    for (const auto* key :
         {"grid_reference", "earliest", "latest", "offence", "code", "location", "location_type", "flags"}) {
        const auto more = values_of(key);
        values.insert(values.end(), more.begin(), more.end());
    }
    values.emplace_back([](const Incidents& incidents, std::size_t row) {
        return static_cast<std::uint64_t>(incidents.precision[row]);
    });
    for (std::size_t field = 0; field < map.fields.size(); ++field) {
        values.push_back(field_value(field));
    }
    return values;
}

std::vector<Value> named_values(const std::vector<std::string>& keys, const ColumnMap& map)
{
    std::vector<Value> values;
    for (const auto& key : keys) {
        const auto field = map.fields.find(key);
        auto more =
            field == map.fields.end()
                ? values_of(key)
                : std::vector<Value>{field_value(static_cast<std::size_t>(std::distance(map.fields.begin(), field)))};
        if (more.empty() && key != "id") {
            throw ConfigError(fmt::format("[incidents] duplicate_columns names '{}', which is no column", key));
        }
        std::move(more.begin(), more.end(), std::back_inserter(values));
    }
    return values;
}

} // namespace

std::string_view duplicates_text(Duplicates duplicates)
{
    switch (duplicates) {
    case Duplicates::off:
        return "off";
    case Duplicates::id:
        return "id";
    case Duplicates::columns:
        return "columns";
    case Duplicates::id_and_columns:
        break;
    }
    return "id_and_columns";
}

RepeatRule repeat_rule(const IncidentsConfig& config, const ColumnMap& map)
{
    RepeatRule rule;
    rule.duplicates = config.duplicates;
    rule.compares_id = !map.id.empty();
    const auto& keys = config.duplicate_columns;
    if (config.duplicates == Duplicates::columns) {
        rule.values = keys.empty() ? all_values(map) : named_values(keys, map);
        rule.compares_id = keys.empty() ? rule.compares_id : std::find(keys.begin(), keys.end(), "id") != keys.end();
        return rule;
    }
    if (!rule.compares_id) {
        rule.duplicates = Duplicates::off;
    } else if (config.duplicates == Duplicates::id_and_columns) {
        rule.values = all_values(map);
    }
    return rule;
}

} // namespace harmspot
