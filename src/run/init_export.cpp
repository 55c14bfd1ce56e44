// SPDX-License-Identifier: MIT
#include "run/init_export.hpp"

#include "harmspot/error.hpp"

#include "incident/csv_scan.hpp"
#include "incident/input_file.hpp"
#include "incident/input_parts.hpp"
#include "incident/numbers.hpp"
#include "run/init_areas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace harmspot::init
{

namespace
{

/// Columns beyond this are not looked at.
constexpr std::size_t kMostColumns = 1000;

InputPart first_part(const std::string& path)
{
    IncidentsConfig any;
    any.format = "columns";
    any.columns.easting = "any"; // so that no layer needs a CRS yet
    const auto found = input_parts({path}, {path}, any);
    const auto street = std::find_if(found.parts.begin(), found.parts.end(),
                                     [](const InputPart& part) { return part.name.ends_with("-street.csv"); });
    auto part = street == found.parts.end() ? found.parts.front() : *street;
    if (!part.problem.empty()) {
        throw InputError(part.problem);
    }
    return part;
}

std::string guess_for(const Guesses& guesses, std::string_view key)
{
    const auto found = guesses.find(key);
    return found == guesses.end() ? std::string() : found->second;
}

/// Whether the first rows of the columns called easting and northing hold longitude and latitude.
bool holds_degrees(const InputPart& part, const ColumnMap& map)
{
    constexpr std::size_t kRowsToLookAt = 1000;
    constexpr double kMostLongitude = 180;
    constexpr double kMostLatitude = 90;
    ColumnMap wanted;
    wanted.easting = map.easting;
    wanted.northing = map.northing;
    InputFile file(part);
    file.read_header(wanted);
    csv::RowScanner scanner(file.text(), file.first_row(), file.delimiter(), file.columns().count);
    std::string scratch;
    std::size_t degrees = 0;
    std::size_t others = 0;
    while (degrees + others < kRowsToLookAt && scanner.next()) {
        if (scanner.shape() != csv::RowShape::whole || scanner.fields() != file.columns().count) {
            continue;
        }
        const auto x = parse_grouped_number(scanner.field(file.columns().x, scratch));
        const auto y = parse_grouped_number(scanner.field(file.columns().y, scratch));
        if (x && y && !(*x == 0 && *y == 0)) {
            ++(std::abs(*x) <= kMostLongitude && std::abs(*y) <= kMostLatitude ? degrees : others);
        }
    }
    return degrees > others;
}

/// Keeps one way of saying where: a layer's own points, metres, degrees, or grid references.
void choose_position(const InputPart& part, bool layer, ColumnMap& map)
{
    const bool metres = !map.easting.empty() && !map.northing.empty();
    const bool degrees = !map.longitude.empty() && !map.latitude.empty();
    if (!layer && metres && !degrees && map.grid_reference.empty() && holds_degrees(part, map)) {
        map.longitude = std::exchange(map.easting, "");
        map.latitude = std::exchange(map.northing, "");
        return;
    }
    if (layer || !metres) {
        map.easting = map.northing = "";
    }
    if (layer || metres || !degrees) {
        map.longitude = map.latitude = "";
    }
    if (layer || metres || degrees) {
        map.grid_reference.clear();
    }
}

/// Keeps one way of saying when; the date of recording counts when there is no other.
void choose_date(IncidentsConfig& config)
{
    auto& map = config.columns;
    if (!map.earliest.empty() && !map.latest.empty()) {
        map.date.clear();
        return;
    }
    if (map.date.empty()) {
        map.date = map.earliest.empty() ? map.latest : map.earliest;
    }
    map.earliest = map.latest = "";
    if (map.date.empty() && !map.recorded.empty()) {
        config.date_basis = DateBasis::recorded;
    }
}

IncidentsConfig guessed_config(const InputPart& part, const Export& found)
{
    IncidentsConfig config;
    config.format = "columns";
    auto& map = config.columns;
    const std::array<std::pair<std::string_view, std::string*>, 16> targets{{
        {"easting", &map.easting},
        {"northing", &map.northing},
        {"longitude", &map.longitude},
        {"latitude", &map.latitude},
        {"grid_reference", &map.grid_reference},
        {"code", &map.code},
        {"offence", &map.offence},
        {"earliest", &map.earliest},
        {"latest", &map.latest},
        {"date", &map.date},
        {"recorded", &map.recorded},
        {"id", &map.id},
        {"location", &map.location},
        {"location_type", &map.location_type},
        {"own_area", &map.own_area},
        {"domestic", &map.domestic},
    }};
    for (const auto& [key, target] : targets) {
        *target = guess_for(found.guesses, key);
    }
    for (const auto* flag : {"knife", "alcohol", "drugs"}) {
        if (const auto header = guess_for(found.guesses, flag); !header.empty()) {
            map.flags[flag] = header;
        }
    }
    if (const auto outcome = guess_for(found.guesses, "outcome"); !outcome.empty()) {
        map.fields["outcome"] = outcome;
    }
    choose_position(part, found.is_layer, map);
    choose_date(config);
    return config;
}

} // namespace

Export look_at_export(const std::string& path)
{
    const auto part = first_part(path);
    InputFile file(part);
    file.read_header(ColumnMap{}, {}, [](std::span<const std::string> names) { return guess_columns(names).size(); });
    Export found;
    found.header = file.header();
    found.header.resize(std::min(found.header.size(), kMostColumns));
    found.police_uk = is_police_uk(found.header);
    found.is_layer = harmspot::is_layer(part.kind) && holds_points(path);
    if (found.police_uk) {
        found.config.incidents.format = "police-uk";
        return found;
    }
    found.guesses = guess_columns(found.header);
    if (found.is_layer) {
        for (const auto* key : {"easting", "northing", "longitude", "latitude", "grid_reference"}) {
            found.guesses.erase(key);
        }
    }
    found.config.incidents = guessed_config(part, found);
    return found;
}

std::vector<std::string> still_unknown(const Export& found)
{
    if (found.police_uk) {
        return {};
    }
    const auto& map = found.config.incidents.columns;
    std::vector<std::string> unknown;
    if (!found.is_layer && map.easting.empty() && map.longitude.empty() && map.grid_reference.empty()) {
        unknown.emplace_back("Position: no two columns look like easting and northing, or longitude and latitude, "
                             "and none like a grid reference.");
    }
    if (map.date.empty() && map.earliest.empty() && map.recorded.empty()) {
        unknown.emplace_back("Date: no column looks like the date of the incident.");
    }
    if (map.offence.empty() && map.code.empty()) {
        unknown.emplace_back("Offence: no column looks like an offence or its code.");
    }
    return unknown;
}

} // namespace harmspot::init
