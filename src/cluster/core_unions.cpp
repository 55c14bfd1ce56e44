// SPDX-License-Identifier: MIT
#include "cluster/core_places.hpp"

namespace harmspot::cluster
{

namespace
{

/// Meets every pair of nodes that could hold a pair of places within eps, near ones first, and goes no
/// deeper where all are known to be together.
class Uniter
{
public:
    Uniter(const PlaceTree& cores, double eps_m) : m_tree(cores), m_eps2(eps_m * eps_m), m_sets(cores.size()) {}

    UnionFind unite()
    {
        if (m_tree.size() > 0) {
            within(0);
        }
        return std::move(m_sets);
    }

private:
    /// All places of the node lie within eps of each other.
    [[nodiscard]] bool tight(std::uint32_t at) const { return most_squared(m_tree.nodes[at].box) <= m_eps2; }

    void within(std::uint32_t at)
    {
        const auto& node = m_tree.nodes[at];
        if (tight(at)) {
            unite_all(node, node.first);
        } else if (node.leaf()) {
            unite_pairs(node, node);
        } else {
            within(at + 1);
            within(node.right);
            between(at + 1, node.right);
        }
    }

    /// \pre the pairs inside `a` and inside `b` have been met
    void between(std::uint32_t a, std::uint32_t b)
    {
        const auto& left = m_tree.nodes[a];
        const auto& right = m_tree.nodes[b];
        if (least_squared(left.box, right.box) > m_eps2) {
            return;
        }
        const bool one_set_each = tight(a) && tight(b);
        if (one_set_each && m_sets.find(left.first) == m_sets.find(right.first)) {
            return;
        }
        if (most_squared(left.box, right.box) <= m_eps2) {
            unite_all(left, right.first);
            unite_all(right, left.first);
        } else if (left.leaf() && right.leaf()) {
            unite_pairs(left, right);
        } else if (right.leaf() || (!left.leaf() && most_squared(left.box) >= most_squared(right.box))) {
            between(a + 1, b);
            between(left.right, b);
        } else {
            between(a, b + 1);
            between(a, right.right);
        }
    }

    void unite_all(const PlaceTree::Node& node, std::uint32_t with)
    {
        for (std::uint32_t i = node.first; i < node.last; ++i) {
            m_sets.unite(with, i);
        }
    }

    void unite_pairs(const PlaceTree::Node& a, const PlaceTree::Node& b)
    {
        for (std::uint32_t i = a.first; i < a.last; ++i) {
            for (std::uint32_t j = b.first; j < b.last; ++j) {
                if (squared(m_tree.x[i] - m_tree.x[j], m_tree.y[i] - m_tree.y[j]) <= m_eps2) {
                    m_sets.unite(i, j);
                }
            }
        }
    }

    const PlaceTree& m_tree;
    double m_eps2;
    UnionFind m_sets;
};

} // namespace

UnionFind united_within(const PlaceTree& cores, double eps_m)
{
    return Uniter(cores, eps_m).unite();
}

} // namespace harmspot::cluster
