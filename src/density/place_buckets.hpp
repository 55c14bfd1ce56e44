// SPDX-License-Identifier: MIT
#pragma once

#include "density/adaptive_tile.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/method.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::density
{

/// Square buckets over a box, in rows. What lies outside counts to the nearest one.
struct BucketGrid {
    double side_m = 1;
    std::size_t cols = 1;
    std::size_t rows = 1;

    /// Of `width_m` × `height_m`, with sides of `side_m` or, where that would be more than `most` buckets, wider.
    [[nodiscard]] static BucketGrid over(double width_m, double height_m, double side_m, std::size_t most);
    [[nodiscard]] std::size_t col_of(double east_m) const { return index_of(east_m, cols); }
    [[nodiscard]] std::size_t row_of(double south_m) const { return index_of(south_m, rows); }

private:
    [[nodiscard]] std::size_t index_of(double at_m, std::size_t count) const;
};

/// The places that reach a grid, by how far they reach in octaves of cells and then by where they lie, so that a tile
/// finds those that reach it in a few runs, and no place is held twice.
class ReachingPlaces
{
public:
    /// Places of weight 0, and those that reach no cell, are left out.
    /// \param reach in bandwidths
    ReachingPlaces(const PlacesView& places, std::span<const double> bandwidths_m, const Grid& grid, double reach);

    [[nodiscard]] const AdaptivePlace* data() const { return m_places.data(); }
    /// Sets `spans` to the runs that hold every place which reaches the box, in metres from the grid's corner.
    void find(double west_m, double north_m, double east_m, double south_m, std::vector<PlaceSpan>& spans) const;

private:
    struct Octave {
        double reach_m = 0; ///< of its farthest
        std::size_t first_bucket = 0;
        bool any = false;
    };

    Grid m_grid;
    BucketGrid m_buckets;
    std::vector<Octave> m_octaves;
    std::vector<std::uint32_t> m_start; ///< of each octave's buckets, then the end
    Cells<AdaptivePlace> m_places;
};

} // namespace harmspot::density
