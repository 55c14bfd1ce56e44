// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/spanning_tree.hpp"

#include "harmspot/hdbscan.hpp"

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
    double begins = 0;    ///< 1/m: what leaves it at this density or under is noise; 0 = nothing is
    bool may_be_chosen = true;
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

/// Has each cluster begin at the density from which on the box of what is left of it is no longer than
/// `max_extent_m`, its stability counted from there; one that parts, or is too small, before that may not be
/// chosen. Places that leave at distances no more than `tie_m` apart leave together.
void confine_clusters(CondensedTree& tree, const PlaceTree& places, const PlaceMasses& masses, const LeastMass& least,
                      double max_extent_m, double tie_m);

/// Sets `chosen`, never for the whole. Of nested clusters that may be: by excess of mass (Campello et al. 2013)
/// those with the greatest sum of stability, a parent on a tie; by leaf the innermost.
void choose_clusters(CondensedTree& tree, ClusterSelection selection);

} // namespace harmspot::cluster
