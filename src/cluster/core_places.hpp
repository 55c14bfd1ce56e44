// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/place_tree.hpp"
#include "cluster/union_find.hpp"

#include "harmspot/dbscan.hpp"

namespace harmspot::cluster
{

/// Which places are core (1) or not (0), in the tree's order. `incidents` and `weight` are too.
[[nodiscard]] std::vector<char> core_places(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents,
                                            const std::vector<double>& weight, const DbscanParams& params,
                                            unsigned threads);

/// Sets of `cores`, a tree of core places alone, that are within eps of each other by steps; items are in
/// the tree's order.
[[nodiscard]] UnionFind united_within(const PlaceTree& cores, double eps_m);

} // namespace harmspot::cluster
