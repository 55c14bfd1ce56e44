// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include "harmspot/postgis.hpp"
#include "harmspot/publish.hpp"

#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

/// What is made of all layers together: the GeoPackages and tables of hotspots, the force's and the packs'. Uses the
/// layers up.
/// \param database that the force's layers go to as well, uncommitted; may be null
void write_layer_products(const RunConfig& config, const RunData& data, PostgisRun* database, OutputFolder& folder,
                          Products& products);

/// Every published hotspot of the layers, one row each, every property a column: the table that an analyst sorts.
[[nodiscard]] Table hotspots_table(const std::vector<PackageLayer>& layers);

} // namespace harmspot
