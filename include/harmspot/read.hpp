// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/area.hpp"
#include "harmspot/config.hpp"
#include "harmspot/incidents.hpp"
#include "harmspot/progress.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

struct IncidentsRead {
    Incidents incidents;
    RowReport report;
    double project_seconds = 0; ///< wall time of the projection, for timings.json alone
};

/// Input files a pattern list names, each once, sorted by path. `*`, `?` and `[...]` work in file and folder
/// names; they match plain files only, hidden ones only behind a dot. A name that exists is taken as it is.
/// \throws InputError when a pattern matches nothing or names something that is not a plain file on this
/// machine (a folder, a device, a URL, a GDAL /vsi path)
[[nodiscard]] std::vector<std::string> expand_files(const std::vector<std::string>& patterns);

/// Reads every input into columns and projects each distinct coordinate once.
///
/// Inputs are CSV (RFC 4180), plain, gzip or in a ZIP, sheets of Excel workbooks, and GIS layers, known by
/// their first bytes. A ZIP gives one input for each member read, so inputs may be more than `files`; a
/// layer's points are the positions when no columns are mapped for them. Rows that cannot be
/// used are counted and listed in the report, by the first fault found. The result is the same whatever the
/// number of threads. `as_written[i]` names `files[i]` in reports and messages.
///
/// - Time: local wall clock as written; offsets are dropped. With one of earliest and latest missing, the
///   other gives both. A row is in the period when its whole span is: a month-only row when its month is.
/// - Position: a row without both coordinates is used, with `kNoPlace`. Coordinates must lie in the area of
///   use of their own CRS and, once projected, in that of the analysis CRS, edges included.
/// - Repeats: with `id` mapped, a row alike an earlier one in reference and every mapped column is a
///   `duplicate`; rows that share only the reference are kept, and counted in a warning.
/// \throws InputError for files that cannot be read or whose header lacks a column the config names (all
/// such files at once), ConfigError for a column map that cannot be used
[[nodiscard]] IncidentsRead read_incidents(const std::vector<std::string>& files,
                                           const std::vector<std::string>& as_written, const RunConfig& config,
                                           unsigned threads, const Progress& progress);

/// A population counted at points, in the analysis CRS. Rows at one position are one point.
struct WeightedPoints {
    Places points;              ///< distinct, ordered by (x, y)
    std::vector<double> weight; ///< per point, above 0
    std::string sha256;         ///< of the file
    std::uint64_t rows = 0;
    std::uint64_t weightless = 0; ///< rows that weigh 0
    std::uint64_t unusable = 0;   ///< rows without a position or a weight that can be read
    std::uint64_t first_unusable_line = 0;
};

/// Reads the points of a [[denominator]] by the readers of incidents: CSV, workbooks, ZIPs, GIS layers.
/// \throws InputError for a file that cannot be read, lacks a column, or in which nothing weighs anything
[[nodiscard]] WeightedPoints read_weighted_points(const DenominatorConfig& config, int epsg);

/// Reads a polygon layer, repairs and dissolves it, and projects it to `epsg` vertex by vertex.
///
/// Layers in degrees are dissolved on a lattice of 1e-6 degree (0.1 m), others of 1 mm; sliver holes are
/// filled. Repaired shapes, overlaps over 1 m² and repeated or blank names are told in `warnings`.
/// `sha256` is that of the file named, without the other parts of a shapefile.
/// \throws InputError for no polygons, no CRS, an unknown attribute, a driver that is not allowed, groups
/// that do not fit the names, positions outside the region of `epsg`
[[nodiscard]] AreaLayer read_areas(const AreaConfig& config, int epsg);

/// What rates are per, as read.
struct AtRisk {
    std::string path; ///< as the user wrote it
    std::string sha256;
    std::string unit;
    std::string layer;     ///< the area layer that amounts are of; "" = they are of points
    std::vector<double> x; ///< points: metres, analysis CRS
    std::vector<double> y;
    std::vector<double> amount;  ///< per point, above 0
    std::vector<double> of_area; ///< per area of the layer
    double total = 0;            ///< of the points, or the areas
    std::uint64_t rows = 0;
    std::uint64_t left_out = 0; ///< rows that could not be used
    std::vector<std::string> warnings;
};

/// Reads amounts by point, projected to `epsg`, or by area: rows join the areas of `layer` by name, several rows of
/// one area add up. Rows whose amount is no number or below 0, or whose position cannot be used, are left out and
/// told with the first of them; so are names that the layer lacks, and areas without a row, which have nothing at risk.
/// \param layer the config's `area_layer`; null when amounts are of points
/// \throws InputError for a file that cannot be read, lacks a column, or has nothing at risk
[[nodiscard]] AtRisk read_at_risk(const DenominatorConfig& config, const AreaLayer* layer, int epsg);

/// Reads the study area mask: all polygons of a layer, dissolved.
[[nodiscard]] StudyArea read_mask(const std::string& path, const std::string& as_written, int epsg);

} // namespace harmspot
