// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <map>
#include <string>

namespace harmspot
{

/// Where the briefing lies that belongs to a map page: "index.html" → "briefing.html".
[[nodiscard]] std::string briefing_path(const std::string& map_page);

/// Writes the briefing of each map page's scope, of the same layers: of each theme
/// the first one. A pack's says nothing of any other area. Of the run's warnings only those about months are told: the
/// others are the analyst's work before the meeting.
void write_briefings(const RunConfig& config, const RunData& data, const std::map<std::string, MapPage>& pages,
                     OutputFolder& folder, Products& products);

} // namespace harmspot
