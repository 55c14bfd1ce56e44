// SPDX-License-Identifier: MIT
#include "run/check_files.hpp"

#include "incident/words.hpp"
#include "run/offences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>

namespace harmspot
{

namespace
{

/// "2023-01 14,502, 2023-02 13,377"; the first and last few of a long list.
std::string months_text(const Incidents& incidents)
{
    std::map<std::int32_t, std::uint64_t> counts;
    for (const auto minute : incidents.earliest_min) {
        ++counts[month_of(minute)];
    }
    std::vector<std::string> parts;
    for (auto month = counts.begin()->first; month <= counts.rbegin()->first; ++month) {
        const auto found = counts.find(month);
        parts.push_back(
            fmt::format("{} {}", month_text(month), found == counts.end() ? "no rows" : thousands(found->second)));
    }
    constexpr std::size_t kEnd = 12;
    if (parts.size() > 2 * kEnd) {
        parts.erase(parts.begin() + kEnd, parts.end() - kEnd);
        parts.insert(parts.begin() + kEnd, "...");
    }
    return fmt::format("Rows by month: {}", fmt::join(parts, ", "));
}

std::string offences_text(const Incidents& incidents)
{
    const auto column = offence_column(incidents);
    std::vector<std::uint64_t> rows(column.texts.size(), 0);
    for (const auto number : column.of_row) {
        ++rows[number];
    }
    const auto order = commonest_first(rows);
    const auto list = first_named(order, [&](std::uint32_t number) {
        const auto& text = column.texts[number];
        return fmt::format("{} {}", text.empty() ? "(none)" : text, thousands(rows[number]));
    });
    return fmt::format("{} of {}: {}", column.by_code ? "Commonest codes" : "Commonest offences",
                       thousands(order.size()), list);
}

std::string bounds_text(const Incidents& incidents)
{
    Places used;
    for (const auto place : incidents.place) {
        if (place != kNoPlace) {
            used.x.push_back(incidents.places.x[place]);
            used.y.push_back(incidents.places.y[place]);
        }
    }
    if (used.size() == 0) {
        return "No row has coordinates.";
    }
    const auto [west, east] = std::minmax_element(used.x.begin(), used.x.end());
    const auto [south, north] = std::minmax_element(used.y.begin(), used.y.end());
    constexpr double kKm = 1000;
    return fmt::format(
        "Positions reach from easting {:.0f} to {:.0f} km and northing {:.0f} to {:.0f} km: {:.0f} km wide, "
        "{:.0f} km high",
        *west / kKm, *east / kKm, *south / kKm, *north / kKm, (*east - *west) / kKm, (*north - *south) / kKm);
}

} // namespace

std::vector<std::string> describe_incidents(const Incidents& incidents)
{
    if (incidents.size() == 0) {
        return {"No row can be used."};
    }
    std::vector<std::string> lines{months_text(incidents), offences_text(incidents), bounds_text(incidents)};
    for (std::size_t flag = 0; flag < incidents.flag_names.size(); ++flag) {
        const auto set = std::count_if(incidents.flags.begin(), incidents.flags.end(),
                                       [flag](std::uint32_t bits) { return ((bits >> flag) & 1U) != 0; });
        lines.push_back(fmt::format("Flag {}: {}", incidents.flag_names[flag],
                                    counted(static_cast<std::uint64_t>(set), "row", "rows")));
    }
    return lines;
}

} // namespace harmspot
