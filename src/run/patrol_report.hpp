// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrols_report.hpp"

#include "run/patrol_inputs.hpp"

namespace harmspot
{

/// Finds the places, plans the shift of every area and describes both. What the data cannot give (fewer places than
/// asked for, an area below its least) is said in the statements.
[[nodiscard]] PatrolsReport patrol_report(const RunConfig& config, const RunData& data, const PatrolInputs& inputs);

/// The files of logs. \throws InputError for a pattern that matches nothing
[[nodiscard]] std::vector<NamedFile> log_files(const PatrolsConfig& plan);

/// Reads the logs of [patrols] and holds them against the report's places.
/// \throws InputError for a file that cannot be read or in which nothing can be used
[[nodiscard]] PatrolDosage patrol_dosage(const PatrolsConfig& plan, int epsg, const PatrolsReport& report);

} // namespace harmspot
