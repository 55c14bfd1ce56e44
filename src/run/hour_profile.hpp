// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

#include <string>

namespace harmspot
{

inline constexpr const char* kHourProfilePath = "tables/hour_profile.csv";

/// Whether a run writes the table of hours: some incident has a time of day, and nothing is withheld. (An hour of the
/// week at one hotspot rests on an incident or two, so under the public profile hardly a cell could be shown.)
[[nodiscard]] bool has_hour_profile(const RunData& data);

/// Its columns: theme, entry, version, hotspot, weekday, hour, incidents, harm.
[[nodiscard]] Table hour_profile_table();

/// A row for each hour of the week in which a hotspot of a published layer has anything, for hotspots with enough timed
/// incidents; see `WeekProfile` for how spans are spread over hours. \param version "harm" or "count"
void add_hours(const PublishableLayer& layer, const std::string& theme, const std::string& entry,
               const std::string& version, Table& table);

} // namespace harmspot
