// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/place_tree.hpp"

namespace harmspot::cluster
{

/// Two places, by their positions in the tree's order, and the square of how far they are from each other
/// by mutual reachability: the greatest of their distance and the two core distances.
struct ReachEdge {
    double squared_m2 = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;

    friend auto operator<=>(const ReachEdge&, const ReachEdge&) = default;
};

/// Minimum spanning tree of mutual reachability, in ascending order (Borůvka 1926, over the tree of boxes as
/// in March, Ram & Gray 2010). Does not depend on the number of threads.
/// \pre `core2`, squared core distances in the tree's order, are finite
[[nodiscard]] std::vector<ReachEdge> spanning_tree(const PlaceTree& tree, const std::vector<double>& core2,
                                                   unsigned threads);

} // namespace harmspot::cluster
