// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace harmspot::init
{

/// The attributes of a boundary file, and the one that seems to name its areas.
struct AreaAttributes {
    std::vector<std::string> all; ///< in the file's order
    std::string best;             ///< filled and different in every area; empty when none is
};

/// Looks at the first layer of a file. \throws InputError when it cannot be opened
[[nodiscard]] AreaAttributes area_attributes(const std::string& path);

/// Whether the first layer of a GIS file holds points, which are incidents; boundaries are polygons. Where the
/// layer does not say what it holds, its first shape does. \throws InputError when it cannot be opened
[[nodiscard]] bool holds_points(const std::string& path);

} // namespace harmspot::init
