// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <map>
#include <string>
#include <vector>

namespace harmspot
{

/// A layer for a map page, with the sentence that heads it. `scope_name` is empty for the whole force.
[[nodiscard]] MapPageLayer map_page_layer(const HotspotRules& rules, const HotspotList& list, double searchable_km2,
                                          const std::string& scope_name, const PublishableLayer& layer);

/// Where the page of a layer of hotspots lies: "index.html", or in the pack's own folder.
[[nodiscard]] std::string map_page_path(const PlannedOutput& hotspots);

/// The pages of the whole force and of each pack, by path. A pack's page has its own area's outline, layers and context
/// alone, and of the run's warnings only those about months.
/// \param context of the study area, as `read_context` gives it
[[nodiscard]] std::map<std::string, MapPage> make_pages(const RunConfig& config, const RunData& data,
                                                        const History& history,
                                                        const std::vector<std::string>& warnings,
                                                        const std::vector<ContextShape>& context,
                                                        const Products& products);

/// Puts a page, or what was made of it, among the outputs as a file of the page's scope.
void note_page(const std::string& path, const std::string& kind, const MapPage& page, OutputFolder& folder,
               Products& products);

void write_map_pages(const std::map<std::string, MapPage>& pages, OutputFolder& folder, Products& products);

} // namespace harmspot
