// SPDX-License-Identifier: MIT
#pragma once

#include "geo/quoted_name.hpp"
#include "harmspot/geometry.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// A polygon feature as the file has it.
struct SourceShape {
    std::string name;  ///< value of the attribute asked for, trimmed, valid UTF-8; may be empty
    std::string group; ///< value of the second attribute, likewise
    MultiPolygon shape;
};

/// The polygons of one layer, in the file's own CRS.
struct PolygonSource {
    int epsg = 0;
    bool in_degrees = false; ///< longitude and latitude
    std::vector<SourceShape> shapes;
    std::vector<std::string> warnings;
};

/// What to read from a polygon file.
struct PolygonRequest {
    std::string path;
    std::string as_written;
    std::string name_attribute;  ///< empty = none
    std::string group_attribute; ///< empty = none
    int epsg = 0;                ///< 0 = as the file says
    bool has_crs_key = true;     ///< whether the config has a `crs` for this file, to name as the cure
};

/// Reads every polygon of a file's layer. Lines, points and empty shapes are left out with a warning;
/// shapes that break the rules of polygons are repaired, each with a warning.
/// \throws InputError for no polygons, no CRS, an unknown attribute, several layers that would do
[[nodiscard]] PolygonSource read_polygons(const PolygonRequest& request);

/// Turns shapes from the source's CRS to `epsg`.
/// \throws InputError when a shape is empty, or has a position that cannot be transformed, or lies wholly
/// where `epsg` is not used
void project(std::vector<SourceShape>& shapes, const PolygonSource& source, int epsg, const PolygonRequest& request);

} // namespace harmspot
