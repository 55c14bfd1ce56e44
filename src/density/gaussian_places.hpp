// SPDX-License-Identifier: MIT
#pragma once

#include "density/engine.hpp"
#include "density/gaussian_lattice.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::density
{

/// The lattice of a grid and bandwidth: where it lies and how large it is.
struct LatticePlan {
    double step = 0; ///< cells from node to node
    std::size_t cols = 0;
    std::size_t rows = 0;
    std::size_t stride = 0; ///< from one column to the next

    /// The node at or before a position in cells from the grid's west or north edge.
    [[nodiscard]] std::size_t node_at(double cells) const
    {
        return static_cast<std::size_t>(cells / step + static_cast<double>(GaussianLattice::kMargin));
    }
};

[[nodiscard]] LatticePlan plan_lattice(const Grid& grid, double bandwidth_cells);

/// Places spread on a lattice.
struct SpreadPlaces {
    Cells<double> nodes;           ///< column by column
    Cells<unsigned char> occupied; ///< 1 where a place lies between the node and the next
};

/// The same sums in the same order on any number of threads.
[[nodiscard]] SpreadPlaces spread_places(const PlacesView& places, const Grid& grid, const LatticePlan& plan,
                                         const TileLoops& loops, unsigned threads);

/// 1 at the lattice's squares that may hold a cell within 7.25 bandwidths of a place, 0 at others. Of the
/// cells in squares marked 1, none is farther than 8 bandwidths from every place.
[[nodiscard]] Cells<unsigned char> squares_in_reach(const SpreadPlaces& spread, const LatticePlan& plan,
                                                    unsigned threads);

} // namespace harmspot::density
