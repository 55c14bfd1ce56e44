// SPDX-License-Identifier: MIT
#pragma once

#include "area/polygon_source.hpp"
#include "harmspot/config.hpp"

#include <map>
#include <string>
#include <vector>

namespace harmspot
{

/// Shapes that make one area, under the area's name; sorted by name (bytes).
using GroupedShapes = std::map<std::string, std::vector<MultiPolygon>>;

/// The name that stands in for a blank one.
inline constexpr const char* kNoName = "(no name)";

/// Sorts shapes into areas: by their own name, by `group_attribute`, or by the table `group`. Names that
/// repeat without a group, and blank names, are merged with a warning.
/// \throws InputError when the table names what the data lack (with the nearest name) or twice the same, or
/// leaves names of the data out, or an area has a name that tables keep for themselves
[[nodiscard]] GroupedShapes group_shapes(std::vector<SourceShape> shapes, const AreaConfig& config,
                                         std::vector<std::string>& warnings);

} // namespace harmspot
