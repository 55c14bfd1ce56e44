// SPDX-License-Identifier: MIT
#pragma once

#include "density/tile.hpp"
#include "harmspot/method.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace harmspot::density
{

/// In what order a strip holds the places of one row.
enum class RowOrder : std::uint8_t {
    as_given,
    by_east,
    /// Neighbours far apart, so that a loop which adds to memory never waits for its last few additions.
    spread
};

/// Which places a strip lists.
enum class StripShare : std::uint8_t {
    reaching, ///< all that reach it
    homes,    ///< those that lie on it, or beside the grid nearest to it: each place is on one list
    guests    ///< the others that reach it
};

/// How a grid is cut into strips of columns, and what each strip must know of its neighbours.
struct StripPlan {
    std::size_t cols = 0; ///< of a strip; the last may have fewer inside the grid
    std::size_t count = 0;
    double reach = 0; ///< in cells
    RowOrder order = RowOrder::as_given;
    StripShare share = StripShare::reaching;
};

/// Strips about `wide` columns wide, all alike, each a multiple of `kColumnGroup`.
[[nodiscard]] StripPlan plan_strips(const Grid& grid, std::size_t wide, double reach);

/// The places each strip can feel, in positions relative to it, ordered by row.
///
/// A place is copied into every strip that lists it. Takes 28 bytes a copy; with strips four reaches wide there are
/// at most 1.5 copies a place, on average, that strips need nothing of each other, a third of them guests.
class Strips
{
public:
    /// Places of weight 0, and those that reach no cell, are left out.
    Strips(const PlacesView& places, const Grid& grid, const StripPlan& plan, unsigned threads);

    /// The strip's places as a tile's fields; rows, output and kernel are the caller's to fill in.
    [[nodiscard]] Tile tile_of(std::size_t strip) const;
    /// Whether rows [begin, end) of the strip have any place within `reach` cells.
    [[nodiscard]] bool any_near(std::size_t strip, std::size_t row_begin, std::size_t row_end) const;
    /// Of the places that the tile can feel.
    /// How many places the strip lists in rows [begin, end), which may lie outside the grid.
    [[nodiscard]] std::size_t count(std::size_t strip, std::ptrdiff_t row_begin, std::ptrdiff_t row_end) const;
    [[nodiscard]] std::size_t most_blocks_near(const Tile& tile) const;

private:
    void list_places(const PlacesView& places);
    void sort_strip(const PlacesView& places, std::size_t strip);
    void order_rows(std::size_t strip);
    void order_row(std::size_t begin, std::size_t end, std::vector<std::array<double, 3>>& row);
    [[nodiscard]] std::size_t bin_of(double south) const;

    Grid m_grid;
    StripPlan m_plan;
    std::size_t m_rows_north = 0;           ///< rows of places beyond the grid, and as many south
    std::size_t m_bins = 0;                 ///< rows of places in a strip
    std::vector<std::size_t> m_strip_start; ///< into the columns below
    std::vector<std::size_t> m_row_start;   ///< m_bins + 1 a strip
    Cells<std::uint32_t> m_place;           ///< which place each copy is of, before sorting
    Cells<double> m_east;
    Cells<double> m_south;
    Cells<double> m_weight;
};

} // namespace harmspot::density
