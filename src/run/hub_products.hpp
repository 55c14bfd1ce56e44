// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

namespace harmspot
{

/// Solves, publishes and writes every [[hubs]] plan; adds to `products`.
/// \throws InputError when a plan cannot be met
void make_hub_products(const RunConfig& config, const RunOptions& options, const RunData& data, OutputFolder& folder,
                       const Progress& progress, Stopwatch& watch, Products& products);

/// The files of a plan, in the order in which they are written.
[[nodiscard]] std::vector<PlannedOutput> hub_outputs(const HubsConfig& plan);

} // namespace harmspot
