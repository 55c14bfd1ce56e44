// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace harmspot
{

/// Where the coordinates of all lanes lie in the analysis CRS.
struct PlaceIndex {
    Places places;
    /// [lane][point] → place; `kNoPlace` for points that no row uses, `kDropped` for those that cannot be
    /// projected or fall outside the analysis CRS's area of use.
    std::vector<std::vector<std::uint32_t>> place_of;
    /// [lane] point → why, for those that became `kDropped`.
    std::vector<std::map<std::uint32_t, CoordinateFault>> fault_of;
    CrsReport crs;
};

/// Area of use of `epsg`, grown a little so that points on its edge count.
[[nodiscard]] Box usable_area(int epsg);

/// Projects every distinct coordinate once. Coordinates that land on the same spot become one place.
[[nodiscard]] PlaceIndex index_places(std::span<const Lane> lanes, std::span<const RowBlock> blocks, int source_epsg,
                                      int target_epsg, unsigned threads);

} // namespace harmspot
