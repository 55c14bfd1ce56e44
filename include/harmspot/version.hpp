// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace harmspot
{

inline constexpr std::string_view kVersion = "0.1.0";

/// Library names and versions in use, in a fixed order: GDAL, GEOS, PROJ.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> library_versions();

} // namespace harmspot
