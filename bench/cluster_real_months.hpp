// SPDX-License-Identifier: MIT
#pragma once

#include "cluster_places.hpp"

#include "unit/cluster/street_incidents.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

/// All located incidents of the months in HARMSPOT_REAL_DATA inside the area commands, by map point; empty without.
inline const BenchPlaces& real_months_places()
{
    static const BenchPlaces made = [] {
        BenchPlaces places;
        const char* const folder = std::getenv("HARMSPOT_REAL_DATA");
        if (folder == nullptr || *folder == '\0') {
            return places;
        }
        const std::filesystem::path root(folder);
        const auto inside = street::commands(root / "ne-boundaries" / "area_commands_derived.geojson");
        std::vector<std::pair<double, double>> points;
        for (const auto& [type, incidents] :
             street::by_crime_type(root / "northumbria-street", inside, "0000", "9999")) {
            for (const auto& incident : incidents) {
                points.emplace_back(incident.x, incident.y);
            }
        }
        std::sort(points.begin(), points.end());
        for (const auto& [x, y] : points) {
            if (places.x.empty() || places.x.back() != x || places.y.back() != y) {
                places.x.push_back(x);
                places.y.push_back(y);
                places.weight.push_back(0);
                places.incidents.push_back(0);
            }
            places.weight.back() += 1;
            ++places.incidents.back();
        }
        return places;
    }();
    return made;
}
