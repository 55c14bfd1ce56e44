// SPDX-License-Identifier: MIT
#pragma once

#include "geo/crs.hpp"
#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

#include <cstdint>
#include <map>
#include <optional>
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

/// What PROJ has to look up before the first coordinate can be projected. That takes tens of milliseconds,
/// so it is made beside the parsing of rows.
struct Projection {
    Projection(int source_epsg, int target_epsg);

    int source_epsg;
    int target_epsg;
    std::optional<Transformation> transformation; ///< nothing when both CRS are one
    Box target_area;                              ///< usable; empty when both CRS are one
};

/// Projects every distinct coordinate once. Coordinates that land on the same spot become one place.
[[nodiscard]] PlaceIndex index_places(std::span<const Lane> lanes, std::span<const RowBlock> blocks,
                                      const Projection& projection, unsigned threads);

} // namespace harmspot
