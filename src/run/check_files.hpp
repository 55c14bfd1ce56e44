// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// Whether `path` is named like a layer of a map (GeoPackage, GeoJSON, Shapefile, …), not like a table.
[[nodiscard]] bool named_like_a_layer(const std::string& path);

/// What incidents amount to: dates, months, offences, flags, bounds. One sentence each.
[[nodiscard]] std::vector<std::string> describe_incidents(const Incidents& incidents);

} // namespace harmspot
