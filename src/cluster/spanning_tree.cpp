// SPDX-License-Identifier: MIT
#include "cluster/spanning_tree.hpp"

#include "cluster/neighbours.hpp"
#include "cluster/union_find.hpp"

namespace harmspot::cluster
{

namespace
{

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// What is known of a place's nearest neighbour outside its own part of the forest.
struct Outside {
    double least2 = 0;        ///< no such neighbour is nearer; parts only grow, so this stays true
    std::uint32_t to = kNone; ///< the neighbour at exactly `least2`, once found
};

/// Looks for the nearest place of another part, nearer than `below2`.
class NearestOutside
{
public:
    NearestOutside(const std::vector<double>& core2, const std::vector<double>& node_core2,
                   const std::vector<std::uint32_t>& part, const std::vector<std::uint32_t>& node_part,
                   std::uint32_t place, double below2)
        : m_core2(core2), m_node_core2(node_core2), m_part(part), m_node_part(node_part), m_own_core2(core2[place]),
          m_own_part(part[place]), m_nearest2(below2)
    {
    }

    [[nodiscard]] bool out_of_reach(double least2, std::uint32_t node) const
    {
        return std::max({least2, m_own_core2, m_node_core2[node]}) >= m_nearest2 || m_node_part[node] == m_own_part;
    }

    void operator()(double squared_m2, std::uint32_t i)
    {
        const double reach2 = std::max({squared_m2, m_own_core2, m_core2[i]});
        if (reach2 < m_nearest2 && m_part[i] != m_own_part) {
            m_nearest2 = reach2;
            m_to = i;
        }
    }

    [[nodiscard]] Outside found() const { return {m_nearest2, m_to}; }

private:
    const std::vector<double>& m_core2;
    const std::vector<double>& m_node_core2;
    const std::vector<std::uint32_t>& m_part;
    const std::vector<std::uint32_t>& m_node_part;
    double m_own_core2;
    std::uint32_t m_own_part;
    double m_nearest2;
    std::uint32_t m_to = kNone;
};

/// The least seen so far of each part, as far as remembered. A block of places has one of its own, so that
/// what is skipped does not depend on what other threads have found by then.
class LeastOfParts
{
public:
    explicit LeastOfParts(const std::vector<double>& known2) : m_known2(known2), m_slots(kSlots) {}

    [[nodiscard]] double of(std::uint32_t part) const
    {
        const auto& slot = m_slots[part % kSlots];
        return slot.part == part ? std::min(slot.least2, m_known2[part]) : m_known2[part];
    }
    void lower(std::uint32_t part, double least2)
    {
        auto& slot = m_slots[part % kSlots];
        if (slot.part != part || least2 < slot.least2) {
            slot = {part, least2};
        }
    }

private:
    static constexpr std::size_t kSlots = 1024;
    struct Slot {
        std::uint32_t part = kNone;
        double least2 = 0;
    };
    const std::vector<double>& m_known2;
    std::vector<Slot> m_slots;
};

class Boruvka
{
public:
    Boruvka(const PlaceTree& tree, const std::vector<double>& core2)
        : m_tree(tree), m_core2(core2), m_sets(tree.size()), m_part(tree.size()), m_outside(tree.size()),
          m_node_core2(tree.nodes.size()), m_node_part(tree.nodes.size())
    {
        for (std::size_t i = 0; i < core2.size(); ++i) {
            m_outside[i].least2 = core2[i];
        }
        for (std::size_t n = tree.nodes.size(); n-- > 0;) {
            const auto& node = tree.nodes[n];
            m_node_core2[n] = node.leaf() ? *std::min_element(core2.begin() + node.first, core2.begin() + node.last)
                                          : std::min(m_node_core2[n + 1], m_node_core2[node.right]);
        }
    }

    std::vector<ReachEdge> span(unsigned threads)
    {
        while (m_edges.size() + 1 < m_tree.size()) {
            label_parts();
            look_outside(threads);
            join_parts();
        }
        std::sort(m_edges.begin(), m_edges.end());
        return std::move(m_edges);
    }

private:
    void label_parts()
    {
        for (std::uint32_t i = 0; i < m_part.size(); ++i) {
            m_part[i] = m_sets.find(i);
        }
        for (std::size_t n = m_tree.nodes.size(); n-- > 0;) {
            const auto& node = m_tree.nodes[n];
            if (node.leaf()) {
                const auto first = m_part.begin() + node.first;
                const bool one =
                    std::all_of(first, m_part.begin() + node.last, [&](auto part) { return part == *first; });
                m_node_part[n] = one ? *first : kNone;
            } else {
                m_node_part[n] = m_node_part[n + 1] == m_node_part[node.right] ? m_node_part[n + 1] : kNone;
            }
        }
    }

    [[nodiscard]] bool known(std::uint32_t i) const
    {
        return m_outside[i].to != kNone && m_part[m_outside[i].to] != m_part[i];
    }

    /// Searches for every place whose nearest outside may be its part's nearest.
    void look_outside(unsigned threads)
    {
        std::vector<double> known2(m_tree.size(), kInfinity);
        for (std::uint32_t i = 0; i < m_tree.size(); ++i) {
            if (known(i)) {
                known2[m_part[i]] = std::min(known2[m_part[i]], m_outside[i].least2);
            }
        }
        for_each_block(m_tree.size(), threads, [&](std::size_t first, std::size_t last) {
            LeastOfParts least(known2);
            for (auto i = static_cast<std::uint32_t>(first); i < last; ++i) {
                const double below2 = least.of(m_part[i]);
                if (known(i) || m_outside[i].least2 >= below2) {
                    continue;
                }
                NearestOutside nearest(m_core2, m_node_core2, m_part, m_node_part, i, below2);
                visit_near(m_tree, m_tree.x[i], m_tree.y[i], nearest);
                m_outside[i] = nearest.found();
                least.lower(m_part[i], m_outside[i].least2);
            }
        });
    }

    /// Takes each part's nearest, the first place's on a tie. Ties may close rings of equal edges; the last
    /// edge of a ring is left out.
    void join_parts()
    {
        std::vector<std::uint32_t> first(m_tree.size(), kNone);
        for (std::uint32_t i = 0; i < m_tree.size(); ++i) {
            auto& best = first[m_part[i]];
            if (known(i) && (best == kNone || m_outside[i].least2 < m_outside[best].least2)) {
                best = i;
            }
        }
        for (const std::uint32_t i : first) {
            if (i != kNone && m_sets.unite(i, m_outside[i].to)) {
                m_edges.push_back({m_outside[i].least2, i, m_outside[i].to});
            }
        }
    }

    const PlaceTree& m_tree;
    const std::vector<double>& m_core2;
    UnionFind m_sets;
    std::vector<std::uint32_t> m_part;
    std::vector<Outside> m_outside;
    std::vector<double> m_node_core2;
    std::vector<std::uint32_t> m_node_part;
    std::vector<ReachEdge> m_edges;
};

} // namespace

std::vector<ReachEdge> spanning_tree(const PlaceTree& tree, const std::vector<double>& core2, unsigned threads)
{
    return Boruvka(tree, core2).span(threads);
}

} // namespace harmspot::cluster
