// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/hubs.hpp"

#include <limits>
#include <string>
#include <vector>

namespace harmspot
{

/// A place that a file names: a candidate site, an existing hub, a centroid or a crossing.
struct NamedPoint {
    std::string name;                                       ///< trimmed, UTF-8; never empty where names are asked for
    Point at;                                               ///< analysis CRS
    double cost = std::numeric_limits<double>::quiet_NaN(); ///< NaN = the file has none
    double capacity = std::numeric_limits<double>::infinity();
};

struct PointsRequest {
    NamedFile file;
    std::string what;                 ///< "candidates": for messages
    std::string name_column = "name"; ///< empty = no names
    NamedFile postcodes;              ///< a lookup, for CSVs whose places are postcodes
    int epsg = 27700;                 ///< of the analysis, and of easting and northing
};

/// Points of a CSV (easting and northing, longitude and latitude, or postcode) or of a GIS layer. Columns cost and
/// capacity are read where there are any.
/// \throws InputError for no points, a missing column, a name twice, bad numbers, postcodes that the lookup lacks
[[nodiscard]] std::vector<NamedPoint> read_points(const PointsRequest& request);

/// Lines of a GIS layer, in the analysis CRS. \throws InputError when there are none
[[nodiscard]] std::vector<std::vector<Point>> read_lines(const NamedFile& file, int epsg);

} // namespace harmspot
