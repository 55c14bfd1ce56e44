// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace harmspot
{

/// Regular hexagons with a corner to the north ("pointy top"), in projected metres.
///
/// One hexagon of the lattice has its centre on the CRS origin, so a cell of a given size lies where it lies
/// whatever the study area, and keeps its (row, column) number from the origin from one run to the next. Rows
/// with odd numbers are shifted half a cell to the east. All cells have the same area on the projected plane.
struct HexGrid {
    double spacing_m = 250;     ///< between the centres of neighbours, which is also the width of a cell
    std::int64_t first_col = 0; ///< number from the origin of the westernmost column
    std::int64_t first_row = 0; ///< number from the origin of the northernmost row; numbers fall southwards
    std::size_t cols = 0;
    std::size_t rows = 0;

    /// Smallest block of rows and columns in which every point of `box` has its cell.
    /// \throws ConfigError when that is more than `kMaxCells` cells, or the spacing is not above 0
    [[nodiscard]] static HexGrid covering(const Box& box, double spacing_m);

    [[nodiscard]] std::size_t size() const noexcept { return cols * rows; }
    [[nodiscard]] double cell_area_m2() const noexcept;
    /// Row 0 is the north edge. \pre row < rows, col < cols
    [[nodiscard]] Point centre(std::size_t row, std::size_t col) const noexcept;
    /// Counter-clockwise from the northern corner, closed.
    [[nodiscard]] Ring outline(std::size_t row, std::size_t col) const;
    /// The cell with the nearest centre; of equals the southernmost, then the westernmost. Nothing beyond the edge.
    [[nodiscard]] std::optional<std::size_t> cell_of(Point p) const;

    friend bool operator==(const HexGrid&, const HexGrid&) = default;
};

} // namespace harmspot
