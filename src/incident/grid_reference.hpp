// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <optional>
#include <string_view>

namespace harmspot
{

/// Centre, in metres of the British National Grid (EPSG:27700), of the square that an Ordnance Survey grid
/// reference names: two letters and 4, 6, 8 or 10 figures (squares of 1,000 to 1 m), in either case, with or
/// without blanks: `NZ 245 643`, `NZ245643`, `nz 24500 64300`. Nothing for anything else, for blanks that do
/// not cut the figures in halves, and for squares off the grid's 700 by 1,300 km.
[[nodiscard]] std::optional<Point> parse_grid_reference(std::string_view text) noexcept;

} // namespace harmspot
