// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/spanning_tree.hpp"

namespace harmspot::cluster
{

/// What places hold, in the tree's order.
struct PlaceMasses {
    std::vector<std::uint64_t> incidents;
    std::vector<double> weight;
};

struct LeastMass {
    std::uint64_t incidents = 0;
    double weight = 0;
};

/// A part that was large enough to be a cluster when it split off, at density `birth` (1/m).
struct CondensedCluster {
    std::uint32_t parent = 0; ///< comes before its children; the whole, number 0, is its own
    double birth = 0;
    double stability = 0; ///< Σ weight × (density at which it leaves - birth)
    bool chosen = false;
};

/// The hierarchy of clusters, and for each place the last one it was in and the density at which it left.
struct CondensedTree {
    std::vector<CondensedCluster> clusters;
    std::vector<std::uint32_t> last_in;
    std::vector<double> left_at; ///< 1/m
};

/// \param edges a spanning tree in ascending order
/// \param tie_m distances that fall short of one by no more are counted with it
/// \param core2 squared core distances: below its own, a place's incidents are on their own
[[nodiscard]] CondensedTree condensed_tree(const PlaceTree& tree, const std::vector<ReachEdge>& edges,
                                           const std::vector<double>& core2, const PlaceMasses& masses,
                                           const LeastMass& least, double tie_m);

/// Sets `chosen`: of nested clusters those with the greatest sum of stability, a parent on a tie; never the
/// whole (excess of mass, Campello et al. 2013).
void choose_by_excess_of_mass(CondensedTree& tree);

} // namespace harmspot::cluster
