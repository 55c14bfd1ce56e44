// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

namespace harmspot::cluster
{

namespace
{

/// Whole nodes are counted at once, so that the cost goes with the rim of the ball and not with what it holds.
std::uint64_t count_within(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents,
                           const std::vector<std::uint64_t>& below, std::size_t place, double radius2)
{
    const double x = tree.x[place];
    const double y = tree.y[place];
    std::uint64_t count = 0;
    NodeStack<std::uint32_t> waiting;
    waiting.push(0);
    while (!waiting.empty()) {
        const std::uint32_t at = waiting.pop();
        const auto& node = tree.nodes[at];
        if (least_squared(node.box, x, y) > radius2) {
            continue;
        }
        if (most_squared(node.box, {x, y, x, y}) <= radius2) {
            count += below[at];
        } else if (!node.leaf()) {
            waiting.push(node.right);
            waiting.push(at + 1);
        } else {
            for (std::uint32_t i = node.first; i < node.last; ++i) {
                count += squared(tree.x[i] - x, tree.y[i] - y) <= radius2 ? incidents[i] : 0;
            }
        }
    }
    return count;
}

} // namespace

std::vector<std::uint64_t> incidents_within(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents,
                                            double radius_m, unsigned threads)
{
    const auto below = node_sums(tree, incidents);
    std::vector<std::uint64_t> within(tree.size());
    for_each_block(tree.size(), threads, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            within[i] = count_within(tree, incidents, below, i, radius_m * radius_m);
        }
    });
    return within;
}

} // namespace harmspot::cluster
