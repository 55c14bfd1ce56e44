// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// A layer for a map page, with the sentence that heads it. `scope_name` is empty for the whole force.
[[nodiscard]] MapPageLayer map_page_layer(const HotspotRules& rules, const HotspotList& list, double searchable_km2,
                                          const std::string& scope_name, const PublishableLayer& layer);

/// Where the page of a layer of hotspots lies: "index.html", or in the pack's own folder.
[[nodiscard]] std::string map_page_path(const PlannedOutput& hotspots);

/// What a page of these layers says besides them. `layers` are of one scope.
[[nodiscard]] MapPage page_of(const RunConfig& config, const RunData& data, const History& history,
                              const std::vector<std::string>& warnings, const std::vector<MapPageLayer>& layers);

/// Writes the map page of the whole force and one for each pack. A pack's page has its own area's outline and
/// layers alone, and of the run's warnings only those about months.
void write_map_pages(const RunConfig& config, const RunData& data, const History& history,
                     const std::vector<std::string>& warnings, OutputFolder& folder, Products& products);

} // namespace harmspot
