// SPDX-License-Identifier: MIT
#include "cluster/core_places.hpp"

#include "cluster/neighbours.hpp"

#include "harmspot/parallel.hpp"

namespace harmspot::cluster
{

namespace
{

/// What lies in a ball.
struct Held {
    std::uint64_t incidents = 0;
    std::uint64_t places = 0;
    double weight = 0;

    Held& operator+=(const Held& other)
    {
        incidents += other.incidents;
        places += other.places;
        weight += other.weight;
        return *this;
    }
    friend Held operator+(Held a, const Held& b) { return a += b; }
};

class CoreFinder
{
public:
    CoreFinder(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents, const std::vector<double>& weight,
               const DbscanParams& params)
        : m_tree(tree), m_params(params), m_eps2(params.eps_m * params.eps_m), m_min_weight(lowered(params.min_weight)),
          m_held(held_by_place(incidents, weight)), m_below(node_sums(tree, m_held)), m_core(tree.size(), 0)
    {
    }

    std::vector<char> find(unsigned threads)
    {
        list_groups(0);
        constexpr std::size_t kGroups = 256;
        parallel_for(threads, (m_groups.size() + kGroups - 1) / kGroups, [this](std::size_t block) {
            std::vector<std::uint32_t> rim;
            const std::size_t last = std::min(m_groups.size(), (block + 1) * kGroups);
            for (std::size_t g = block * kGroups; g < last; ++g) {
                settle(m_groups[g], rim);
            }
        });
        return std::move(m_core);
    }

private:
    static std::vector<Held> held_by_place(const std::vector<std::uint64_t>& incidents,
                                           const std::vector<double>& weight)
    {
        std::vector<Held> held(incidents.size());
        for (std::size_t i = 0; i < held.size(); ++i) {
            held[i] = {incidents[i], 1, weight[i]};
        }
        return held;
    }

    [[nodiscard]] bool enough(const Held& held) const
    {
        return held.incidents >= m_params.min_incidents && held.places >= m_params.min_places &&
               held.weight >= m_min_weight;
    }

    /// Nodes small enough to lie in the ball of each of their places are settled here when they hold enough
    /// by themselves, which in towns is most of them; the leaves of the others are left to be looked at.
    void list_groups(std::uint32_t at)
    {
        const auto& node = m_tree.nodes[at];
        if (enough(m_below[at]) && most_squared(node.box) <= m_eps2) {
            std::fill(m_core.begin() + node.first, m_core.begin() + node.last, char{1});
        } else if (node.leaf()) {
            m_groups.push_back(at);
        } else {
            list_groups(at + 1);
            list_groups(node.right);
        }
    }

    /// The leaf's places share one walk down the tree when they lie close together; where they do not, a
    /// walk for all would turn up far more than any one of them needs.
    void settle(std::uint32_t leaf, std::vector<std::uint32_t>& rim)
    {
        const auto& node = m_tree.nodes[leaf];
        const bool close = most_squared(node.box) <= m_eps2;
        Held inside;
        if (close) {
            inside = look_round(node.box, rim);
        }
        for (std::uint32_t i = node.first; i < node.last; ++i) {
            if (!close) {
                inside = look_round({m_tree.x[i], m_tree.y[i], m_tree.x[i], m_tree.y[i]}, rim);
            }
            m_core[i] = enough(inside) || enough(with_rim(inside, rim, i)) ? 1 : 0;
        }
    }

    /// What all places of `from` have in their balls, and in `rim` the leaves that some may have more of.
    /// Stops early once there is enough.
    Held look_round(const Box& from, std::vector<std::uint32_t>& rim) const
    {
        Held inside;
        rim.clear();
        NodeStack<std::uint32_t> waiting;
        waiting.push(0);
        while (!waiting.empty() && !enough(inside)) {
            const std::uint32_t at = waiting.pop();
            const auto& node = m_tree.nodes[at];
            if (least_squared(from, node.box) > m_eps2) {
                continue;
            }
            if (most_squared(from, node.box) <= m_eps2) {
                inside += m_below[at];
            } else if (node.leaf()) {
                rim.push_back(at);
            } else {
                waiting.push(node.right);
                waiting.push(at + 1);
            }
        }
        return inside;
    }

    Held with_rim(Held held, const std::vector<std::uint32_t>& rim, std::uint32_t i) const
    {
        for (const std::uint32_t leaf : rim) {
            const auto& node = m_tree.nodes[leaf];
            for (std::uint32_t j = node.first; j < node.last; ++j) {
                if (squared(m_tree.x[j] - m_tree.x[i], m_tree.y[j] - m_tree.y[i]) <= m_eps2) {
                    held += m_held[j];
                }
            }
            if (enough(held)) {
                break;
            }
        }
        return held;
    }

    const PlaceTree& m_tree;
    const DbscanParams& m_params;
    double m_eps2;
    double m_min_weight;
    std::vector<Held> m_held;
    std::vector<Held> m_below;
    std::vector<std::uint32_t> m_groups;
    std::vector<char> m_core;
};

} // namespace

std::vector<char> core_places(const PlaceTree& tree, const std::vector<std::uint64_t>& incidents,
                              const std::vector<double>& weight, const DbscanParams& params, unsigned threads)
{
    return CoreFinder(tree, incidents, weight, params).find(threads);
}

} // namespace harmspot::cluster
