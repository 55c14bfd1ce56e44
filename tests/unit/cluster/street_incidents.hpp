// SPDX-License-Identifier: MIT
#pragma once

#include "csv_rows.hpp"

#include "geo/crs.hpp"

#include <nlohmann/json.hpp>

/// Real street incidents for parity tests, read the shortest way: those of one crime type inside the area
/// commands, in British National Grid metres.
namespace street
{

inline harmspot::MultiPolygon commands(const std::filesystem::path& geojson)
{
    harmspot::MultiPolygon shape;
    const auto ring_of = [](const nlohmann::json& positions) {
        harmspot::Ring ring;
        for (const auto& position : positions) {
            ring.push_back({position.at(0).get<double>(), position.at(1).get<double>()});
        }
        return ring;
    };
    const auto add = [&](const nlohmann::json& rings) {
        harmspot::Polygon polygon{ring_of(rings.at(0)), {}};
        for (std::size_t r = 1; r < rings.size(); ++r) {
            polygon.holes.push_back(ring_of(rings.at(r)));
        }
        shape.push_back(std::move(polygon));
    };
    const auto layer = nlohmann::json::parse(csv::content(geojson));
    for (const auto& feature : layer.at("features")) {
        const auto& geometry = feature.at("geometry");
        if (geometry.at("type") == "Polygon") {
            add(geometry.at("coordinates"));
            continue;
        }
        for (const auto& polygon : geometry.at("coordinates")) {
            add(polygon);
        }
    }
    return shape;
}

/// Incidents of each crime type in the month files from `first` to `last` ("2020-06").
inline std::map<std::string, std::vector<cases::Incident>> by_crime_type(const std::filesystem::path& folder,
                                                                         const harmspot::MultiPolygon& inside,
                                                                         const std::string& first,
                                                                         const std::string& last)
{
    const harmspot::Transformation to_grid(harmspot::kWgs84, harmspot::kBritishNationalGrid);
    std::map<std::string, std::vector<cases::Incident>> incidents;
    std::map<std::pair<std::string, std::string>, harmspot::Point> seen; // NaN outside
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        const auto month = name.substr(0, 7);
        if (!name.ends_with("-street.csv.gz") || month < first || month > last) {
            continue;
        }
        const auto file = csv::read(entry.path());
        const auto longitude = file.column("Longitude");
        const auto latitude = file.column("Latitude");
        const auto type = file.column("Crime type");
        for (const auto& row : file.rows) {
            if (row.at(longitude).empty()) {
                continue;
            }
            const auto [known, is_new] = seen.try_emplace({row[longitude], row[latitude]});
            if (is_new) {
                const harmspot::Point at{std::stod(row[longitude]), std::stod(row[latitude])};
                const bool outside = harmspot::side_of(inside, at) == harmspot::Side::outside;
                known->second = outside ? harmspot::Point{NAN, NAN} : to_grid(at);
            }
            if (!std::isnan(known->second.x)) {
                incidents[row.at(type)].push_back({known->second.x, known->second.y});
            }
        }
    }
    return incidents;
}

} // namespace street
