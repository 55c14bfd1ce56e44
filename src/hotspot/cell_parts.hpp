// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/split.hpp"

#include "harmspot/hotspot.hpp"

#include <cstddef>
#include <vector>

namespace harmspot
{

/// A patch is never cut at or below so many cells: what a cell's z says, it says of the cell and those round it, so
/// summits nearer than that cannot be told apart.
inline constexpr double kCellsToldTogether = 9;

/// Cuts a patch of connected cells that is larger than the rules' limit, and than `kCellsToldTogether` cells, at the
/// passes between its summits, as `split` does for surfaces: height is the cells' z, a basin is what climbs to one
/// summit by the steepest way over sides, cells of equal z that touch are one step.
///
/// Parts are connected by sides, do not overlap, and together are the patch; cells ascend within each, and parts go by
/// their first cell. A patch that is not cut comes back as it was.
/// \param patch ascending
/// \param holding per cell of `patch`: what of it lies in the scope, and what that holds
[[nodiscard]] std::vector<std::vector<std::size_t>> cell_parts(const std::vector<std::size_t>& patch,
                                                               const SignificantCells& cells,
                                                               const std::vector<Holding>& holding,
                                                               const HotspotRules& rules);

} // namespace harmspot
