// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <algorithm>
#include <string>
#include <vector>

// Incidents written as a list of rows, for tests.

struct Row {
    std::string offence;
    std::string code{};
    std::string location{};
    std::string location_type{};
    std::uint32_t flags = 0;
    std::int32_t earliest_min = 0;
    std::int32_t latest_min = 0;
    harmspot::TimePrecision precision = harmspot::TimePrecision::minute;
};

inline harmspot::Incidents incidents_of(const std::vector<Row>& rows, std::vector<std::string> flag_names = {})
{
    harmspot::Incidents incidents;
    incidents.flag_names = std::move(flag_names);
    const auto fill = [&](harmspot::Dictionary& words, std::vector<std::uint32_t>& numbers, std::string Row::*field) {
        for (const auto& row : rows) {
            words.texts.push_back(row.*field);
        }
        std::sort(words.texts.begin(), words.texts.end());
        words.texts.erase(std::unique(words.texts.begin(), words.texts.end()), words.texts.end());
        for (const auto& row : rows) {
            const auto at = std::lower_bound(words.texts.begin(), words.texts.end(), row.*field);
            numbers.push_back(static_cast<std::uint32_t>(at - words.texts.begin()));
        }
    };
    fill(incidents.offences, incidents.offence, &Row::offence);
    fill(incidents.codes, incidents.code, &Row::code);
    fill(incidents.locations, incidents.location, &Row::location);
    fill(incidents.location_types, incidents.location_type, &Row::location_type);
    for (const auto& row : rows) {
        incidents.place.push_back(harmspot::kNoPlace);
        incidents.flags.push_back(row.flags);
        incidents.earliest_min.push_back(row.earliest_min);
        incidents.latest_min.push_back(row.latest_min);
        incidents.precision.push_back(row.precision);
    }
    return incidents;
}
