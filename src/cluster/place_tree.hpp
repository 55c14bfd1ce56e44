// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/grid.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot::cluster
{

/// Places in Morton (Z) order with a binary tree of boxes over them: what lies near in the plane lies near
/// in memory, which alone makes searches several times faster. The tree splits where Morton codes first
/// differ, so sibling boxes do not overlap and its shape depends on the places only.
struct PlaceTree {
    struct Node {
        Box box;                 ///< the tightest round its places
        std::uint32_t first = 0; ///< places [first, last) of the tree's order
        std::uint32_t last = 0;
        std::uint32_t right = 0; ///< the right child; the left one is the next node. 0 = a leaf

        [[nodiscard]] bool leaf() const noexcept { return right == 0; }
    };

    std::vector<double> x; ///< metres, tree order
    std::vector<double> y;
    std::vector<std::uint32_t> place; ///< which place this is in the order given
    std::vector<Node> nodes;          ///< a parent before its children; none when there are no places

    [[nodiscard]] std::size_t size() const noexcept { return x.size(); }
};

/// \pre x and y have one length, below 2^32, and are finite
[[nodiscard]] PlaceTree make_place_tree(std::span<const double> x, std::span<const double> y);

/// `values` in the tree's order.
template <class T, class Values>
[[nodiscard]] std::vector<T> in_tree_order(const PlaceTree& tree, const Values& values)
{
    std::vector<T> ordered(tree.size());
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        ordered[i] = values[tree.place[i]];
    }
    return ordered;
}

/// Sums over the places below each node, children added left to right.
template <class T>
[[nodiscard]] std::vector<T> node_sums(const PlaceTree& tree, const std::vector<T>& ordered)
{
    std::vector<T> sums(tree.nodes.size());
    for (std::size_t n = sums.size(); n-- > 0;) {
        const auto& node = tree.nodes[n];
        if (!node.leaf()) {
            sums[n] = sums[n + 1] + sums[node.right];
            continue;
        }
        for (std::size_t i = node.first; i < node.last; ++i) {
            sums[n] += ordered[i];
        }
    }
    return sums;
}

// Distances are compared squared. Rounding is monotone, so the bounds below hold for the rounded distances
// of the places too: a box within the radius holds only places that pass the same test one by one.

[[nodiscard]] inline double squared(double dx, double dy) noexcept
{
    return dx * dx + dy * dy;
}

/// No place of one box lies nearer to one of the other.
[[nodiscard]] inline double least_squared(const Box& a, const Box& b) noexcept
{
    const double dx = std::max({0.0, a.min_x - b.max_x, b.min_x - a.max_x});
    const double dy = std::max({0.0, a.min_y - b.max_y, b.min_y - a.max_y});
    return squared(dx, dy);
}

[[nodiscard]] inline double least_squared(const Box& box, double x, double y) noexcept
{
    const double dx = std::max(std::max(box.min_x - x, x - box.max_x), 0.0);
    const double dy = std::max(std::max(box.min_y - y, y - box.max_y), 0.0);
    return squared(dx, dy);
}

/// No place of one box lies farther from one of the other.
[[nodiscard]] inline double most_squared(const Box& a, const Box& b) noexcept
{
    return squared(std::max(a.max_x - b.min_x, b.max_x - a.min_x), std::max(a.max_y - b.min_y, b.max_y - a.min_y));
}

/// No two places of the box lie farther apart.
[[nodiscard]] inline double most_squared(const Box& box) noexcept
{
    return squared(box.max_x - box.min_x, box.max_y - box.min_y);
}

/// Nodes still to visit. Each level of the tree leaves at most one behind; there are at most 64 levels of
/// Morton bits and 32 of halving.
template <class T>
class NodeStack
{
public:
    void push(T value) noexcept { m_items[m_size++] = value; }
    T pop() noexcept { return m_items[--m_size]; }
    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }

private:
    std::array<T, 128> m_items;
    std::size_t m_size = 0;
};

} // namespace harmspot::cluster
