// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/area.hpp"
#include "harmspot/config.hpp"
#include "harmspot/incidents.hpp"
#include "harmspot/progress.hpp"

#include <string>
#include <vector>

namespace harmspot
{

struct IncidentsRead {
    Incidents incidents;
    RowReport report;
    double project_seconds = 0; ///< wall time of the projection, for timings.json alone
};

/// Input files a pattern list names, each once, sorted by path. `*`, `?` and `[...]` work in file names.
/// \throws InputError when a pattern matches nothing or names something that is not a plain file
[[nodiscard]] std::vector<std::string> expand_files(const std::vector<std::string>& patterns);

/// Reads every input into columns and projects each distinct coordinate once.
///
/// Rows that cannot be used are counted and listed in the report. The result is the same whatever the
/// number of threads. `as_written[i]` names `files[i]` in reports and messages.
/// \throws InputError for a file that cannot be read or whose header lacks a column the config names
[[nodiscard]] IncidentsRead read_incidents(const std::vector<std::string>& files,
                                           const std::vector<std::string>& as_written, const RunConfig& config,
                                           unsigned threads, const Progress& progress);

/// Reads a polygon layer, projects it to `epsg`, repairs and dissolves it.
/// Invalid shapes are repaired, and areas that overlap or repeat a name are named, in `warnings`.
/// \throws InputError for no polygons, an unknown attribute, a driver that is not allowed
[[nodiscard]] AreaLayer read_areas(const AreaConfig& config, int epsg);

/// Reads the study area mask: all polygons of a layer, dissolved.
[[nodiscard]] StudyArea read_mask(const std::string& path, const std::string& as_written, int epsg);

} // namespace harmspot
