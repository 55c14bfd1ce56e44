// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/place_tree.hpp"

#include "harmspot/parallel.hpp"

#include <limits>

namespace harmspot::cluster
{

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Sums of equal harm reached by different roads differ in their last digits; a threshold counts as met
/// when the sum is within this share of it. Whole numbers below 10^9 are not touched by it.
inline constexpr double kSumTolerance = 1e-9;

[[nodiscard]] inline double lowered(double threshold) noexcept
{
    return threshold * (1 - kSumTolerance);
}

/// Places are worked through in blocks of this many, by any thread; each writes only to its own.
inline constexpr std::size_t kBlockPlaces = 2048;

template <class Body>
void for_each_block(std::size_t places, unsigned threads, const Body& body)
{
    parallel_for(threads, (places + kBlockPlaces - 1) / kBlockPlaces,
                 [&](std::size_t block) { body(block * kBlockPlaces, std::min(places, (block + 1) * kBlockPlaces)); });
}

/// Calls `found(squared distance, i)` for the places of `tree` from near to far as its boxes allow, leaving
/// out nodes that `found.out_of_reach(squared distance of its box, node)` refuses.
template <class Found>
void visit_near(const PlaceTree& tree, double x, double y, Found& found)
{
    struct Waiting {
        double least;
        std::uint32_t node;
    };
    NodeStack<Waiting> waiting;
    waiting.push({least_squared(tree.nodes[0].box, x, y), 0});
    while (!waiting.empty()) {
        const auto [least, at] = waiting.pop();
        if (found.out_of_reach(least, at)) {
            continue;
        }
        std::uint32_t here = at;
        while (!tree.nodes[here].leaf()) {
            const std::uint32_t left = here + 1;
            const std::uint32_t right = tree.nodes[here].right;
            const double to_left = least_squared(tree.nodes[left].box, x, y);
            const double to_right = least_squared(tree.nodes[right].box, x, y);
            const bool left_first = to_left <= to_right;
            const Waiting nearer = left_first ? Waiting{to_left, left} : Waiting{to_right, right};
            const Waiting farther = left_first ? Waiting{to_right, right} : Waiting{to_left, left};
            if (!found.out_of_reach(farther.least, farther.node)) {
                waiting.push(farther);
            }
            if (found.out_of_reach(nearer.least, nearer.node)) {
                break;
            }
            here = nearer.node;
        }
        const auto& node = tree.nodes[here];
        if (node.leaf()) {
            for (std::uint32_t i = node.first; i < node.last; ++i) {
                found(squared(tree.x[i] - x, tree.y[i] - y), i);
            }
        }
    }
}

/// For each place, in the tree's order, the least squared distance within which places of mass `wanted`
/// lie, its own counted (the first is at distance 0); infinity when there is not so much in all. Mass is
/// incidents or weight, finite and not negative, in the tree's order.
[[nodiscard]] std::vector<double> reach_of_mass(const PlaceTree& tree, std::span<const double> mass, double wanted,
                                                unsigned threads);

/// For each place, in the tree's order, how many incidents lie within `radius_m`, its own counted. `incidents`
/// are in the tree's order.
[[nodiscard]] std::vector<std::uint64_t>
incidents_within(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents, double radius_m, unsigned threads);

struct NearPlace {
    double squared_m2 = kInfinity;
    std::uint32_t place = 0; ///< as given, not in the tree's order

    friend auto operator<=>(const NearPlace&, const NearPlace&) = default;
};

/// The `k` nearest places of each place, itself the first, as rows of k in the tree's order. Ties go to the
/// place given first; rows are filled up with infinity where there are fewer than k places.
[[nodiscard]] std::vector<NearPlace> nearest_places(const PlaceTree& tree, std::size_t k, unsigned threads);

} // namespace harmspot::cluster
