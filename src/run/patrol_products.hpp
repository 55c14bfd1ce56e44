// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

namespace harmspot
{

/// Plans, publishes and writes what [patrols] asks for; adds to `products`. Nothing without that section.
/// \throws ConfigError, InputError as `patrol_inputs` and `patrol_dosage` do
void make_patrol_products(const RunConfig& config, const RunData& data, OutputFolder& folder, const Progress& progress,
                          Stopwatch& watch, Products& products);

/// Whether [patrols] can be planned, in a line for people. \throws as above
[[nodiscard]] std::string check_patrols(const RunConfig& config, const RunData& data, const Progress& progress);

/// The files of the plan, in the order in which they are written.
[[nodiscard]] std::vector<PlannedOutput> patrol_outputs(const RunConfig& config, const RunData& data);

/// Every file that it reads. \throws InputError for patterns of logs that match nothing
[[nodiscard]] std::vector<NamedFile> files_of(const PatrolsConfig& plan);

} // namespace harmspot
