// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/lattice.hpp"

#include "harmspot/geometry.hpp"

#include <cstdint>
#include <vector>

namespace harmspot
{

/// Which summit each cell of a piece belongs to.
struct Basins {
    long first_row = 0; ///< of the window, in the surface's cells
    long first_col = 0;
    long rows = 0;
    long cols = 0;
    std::vector<std::int32_t> basin; ///< row by row; -1 for cells that the piece does not touch

    [[nodiscard]] std::int32_t at(long row, long col) const noexcept
    {
        return basin[static_cast<std::size_t>((row - first_row) * cols + (col - first_col))];
    }
};

/// Watershed of the surface over the cells whose squares the piece touches (Vincent & Soille 1991, from
/// the summits down): cells are taken from the highest, equal ones by position, and each joins the basin
/// of its highest neighbour of eight that has one, else starts its own. Summits that rise less than a
/// billionth of their height above a saddle are one: a plateau has one basin, and rounding makes none.
[[nodiscard]] Basins basins_of(const MultiPolygon& piece, const Lattice& lattice);

} // namespace harmspot
