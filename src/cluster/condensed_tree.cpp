// SPDX-License-Identifier: MIT
#include "cluster/condensed_tree.hpp"

#include "cluster/neighbours.hpp"
#include "cluster/union_find.hpp"

#include <cmath>

namespace harmspot::cluster
{

namespace
{

double density(double squared_m2)
{
    return 1 / std::sqrt(squared_m2);
}

/// The order in which places merge: 0 … places - 1 are places, then come merges of two nodes each.
struct MergeTree {
    struct Merge {
        std::uint32_t left;
        std::uint32_t right;
        double squared_m2;
    };
    std::size_t places = 0;
    std::vector<Merge> merges;
    std::vector<std::uint64_t> incidents; ///< below each node
    std::vector<double> weight;

    [[nodiscard]] bool is_place(std::uint32_t node) const { return node < places; }
    [[nodiscard]] const Merge& merge(std::uint32_t node) const { return merges[node - places]; }
    [[nodiscard]] std::uint32_t root() const { return static_cast<std::uint32_t>(places + merges.size() - 1); }
};

MergeTree merge_tree(const std::vector<ReachEdge>& edges, const PlaceMasses& masses)
{
    MergeTree tree{masses.incidents.size(), {}, masses.incidents, masses.weight};
    tree.merges.reserve(edges.size());
    UnionFind sets(tree.places);
    std::vector<std::uint32_t> node_of(tree.places);
    std::iota(node_of.begin(), node_of.end(), std::uint32_t{0});
    for (const auto& edge : edges) {
        const std::uint32_t left = node_of[sets.find(edge.from)];
        const std::uint32_t right = node_of[sets.find(edge.to)];
        sets.unite(edge.from, edge.to);
        node_of[sets.find(edge.from)] = static_cast<std::uint32_t>(tree.places + tree.merges.size());
        tree.merges.push_back({left, right, edge.squared_m2});
        tree.incidents.push_back(tree.incidents[left] + tree.incidents[right]);
        tree.weight.push_back(tree.weight[left] + tree.weight[right]);
    }
    return tree;
}

/// Which cluster of the hierarchy each place is in at the moment. When one splits, its largest part keeps the
/// places' marks and only the others are marked anew, so that no place is marked more than log n times.
class Whereabouts
{
public:
    explicit Whereabouts(std::size_t places) : m_mark(places, 0), m_cluster_of{0, kNowhere} {}

    static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t of(std::uint32_t place) const { return m_cluster_of[m_mark[place]]; }
    void gone(std::uint32_t place) { m_mark[place] = kGone; }
    /// All places marked like this one are in `cluster` now.
    void rename(std::uint32_t place, std::uint32_t cluster) { m_cluster_of[m_mark[place]] = cluster; }
    void move(const std::vector<std::uint32_t>& places, std::uint32_t cluster)
    {
        for (const std::uint32_t place : places) {
            m_mark[place] = static_cast<std::uint32_t>(m_cluster_of.size());
        }
        m_cluster_of.push_back(cluster);
    }

private:
    static constexpr std::uint32_t kGone = 1;
    std::vector<std::uint32_t> m_mark;
    std::vector<std::uint32_t> m_cluster_of;
};

/// The nearest place that is in a cluster from `first_cluster` on and no farther by mutual reachability than
/// `squared_m2`; on a tie the first place.
class NearestLink
{
public:
    NearestLink(const PlaceTree& tree, const std::vector<double>& core2, const Whereabouts& whereabouts,
                std::uint32_t first_cluster, double squared_m2)
        : m_tree(tree), m_core2(core2), m_whereabouts(whereabouts), m_first_cluster(first_cluster),
          m_most_core2(squared_m2), m_nearest2(squared_m2)
    {
    }

    [[nodiscard]] bool out_of_reach(double least2, std::uint32_t /*node*/) const { return least2 > m_nearest2; }

    void operator()(double squared_m2, std::uint32_t i)
    {
        const bool nearer = squared_m2 < m_nearest2;
        const bool tied = squared_m2 == m_nearest2 && m_tree.place[i] < m_place;
        if (!(nearer || tied) || m_core2[i] > m_most_core2) {
            return;
        }
        const auto cluster = m_whereabouts.of(i);
        if (cluster >= m_first_cluster && cluster != Whereabouts::kNowhere) {
            m_nearest2 = squared_m2;
            m_place = m_tree.place[i];
            m_cluster = cluster;
        }
    }

    /// kNowhere when there is none.
    [[nodiscard]] std::uint32_t cluster() const { return m_cluster; }

private:
    const PlaceTree& m_tree;
    const std::vector<double>& m_core2;
    const Whereabouts& m_whereabouts;
    std::uint32_t m_first_cluster;
    double m_most_core2;
    double m_nearest2;
    std::uint32_t m_place = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t m_cluster = Whereabouts::kNowhere;
};

class Condenser
{
public:
    Condenser(const PlaceTree& places, const MergeTree& merges, const std::vector<double>& core2,
              const LeastMass& least, double tie_m)
        : m_places(places), m_merges(merges), m_core2(core2), m_least(least), m_tie_m(tie_m),
          m_whereabouts(merges.places)
    {
        m_tree.last_in.resize(merges.places);
        m_tree.left_at.resize(merges.places);
    }

    CondensedTree condense()
    {
        m_tree.clusters.emplace_back();
        m_waiting.push_back({m_merges.root(), 0});
        while (!m_waiting.empty()) {
            const auto [node, cluster] = m_waiting.back();
            m_waiting.pop_back();
            if (m_merges.is_place(node)) {
                leave(node, cluster, density(m_core2[node]));
            } else {
                take_apart(node, cluster);
            }
        }
        return std::move(m_tree);
    }

private:
    struct Waiting {
        std::uint32_t node;
        std::uint32_t cluster;
    };

    /// Removes everything that merged at the node's own distance, or one that counts as the same, at once.
    void take_apart(std::uint32_t node, std::uint32_t cluster)
    {
        const double squared_m2 = m_merges.merge(node).squared_m2;
        find_parts(node, tied_from(squared_m2));
        for (const std::uint32_t part : m_small) {
            leave(part, cluster, density(squared_m2));
        }
        if (m_large.size() == 1) {
            m_waiting.push_back({m_large.front(), cluster});
        } else if (m_large.size() > 1) {
            const auto first_new = static_cast<std::uint32_t>(m_tree.clusters.size());
            split(cluster, density(squared_m2));
            for (const std::uint32_t part : m_small) {
                go_along(part, first_new, squared_m2);
            }
        }
    }

    /// The least squared distance that counts as this one.
    [[nodiscard]] double tied_from(double squared_m2) const
    {
        const double least_m = std::max(0.0, std::sqrt(squared_m2) - m_tie_m);
        return m_tie_m > 0 ? least_m * least_m : squared_m2;
    }

    void find_parts(std::uint32_t node, double tied2)
    {
        m_large.clear();
        m_small.clear();
        m_pending.assign(1, node);
        while (!m_pending.empty()) {
            const std::uint32_t at = m_pending.back();
            m_pending.pop_back();
            if (m_merges.is_place(at) || m_merges.merge(at).squared_m2 < tied2) {
                (large_enough(at, tied2) ? m_large : m_small).push_back(at);
            } else {
                m_pending.push_back(m_merges.merge(at).right);
                m_pending.push_back(m_merges.merge(at).left);
            }
        }
    }

    [[nodiscard]] bool large_enough(std::uint32_t part, double tied2) const
    {
        const bool holds_together = !m_merges.is_place(part) || m_core2[part] < tied2;
        return holds_together && m_merges.incidents[part] >= m_least.incidents &&
               m_merges.weight[part] >= lowered(m_least.weight);
    }

    void leave(std::uint32_t part, std::uint32_t cluster, double at)
    {
        add_stability(cluster, m_merges.weight[part], at);
        for (const std::uint32_t place : places_below(part)) {
            m_tree.last_in[place] = cluster;
            m_tree.left_at[place] = at;
            m_whereabouts.gone(place);
        }
    }

    void split(std::uint32_t cluster, double at)
    {
        const auto largest = std::max_element(m_large.begin(), m_large.end(), [this](auto a, auto b) {
            return m_merges.incidents[a] < m_merges.incidents[b];
        });
        for (auto part = m_large.begin(); part != m_large.end(); ++part) {
            const auto number = static_cast<std::uint32_t>(m_tree.clusters.size());
            add_stability(cluster, m_merges.weight[*part], at);
            m_tree.clusters.push_back({.parent = cluster, .birth = at});
            m_waiting.push_back({*part, number});
            if (part != largest) {
                m_whereabouts.move(places_below(*part), number);
            } else {
                m_renamed = {first_place(*part), number};
            }
        }
        m_whereabouts.rename(m_renamed.node, m_renamed.cluster);
    }

    /// What comes off just as clusters part hangs on to the one it lies nearest to, and leaves it at once: a
    /// place that links two clusters would else belong to neither.
    void go_along(std::uint32_t part, std::uint32_t first_new, double squared_m2)
    {
        NearestLink nearest(m_places, m_core2, m_whereabouts, first_new, squared_m2);
        const auto places = places_below(part);
        for (const std::uint32_t place : places) {
            if (m_core2[place] <= squared_m2) {
                visit_near(m_places, m_places.x[place], m_places.y[place], nearest);
            }
        }
        if (nearest.cluster() != Whereabouts::kNowhere) {
            for (const std::uint32_t place : places) {
                m_tree.last_in[place] = nearest.cluster();
            }
        }
    }

    [[nodiscard]] std::uint32_t first_place(std::uint32_t node) const
    {
        while (!m_merges.is_place(node)) {
            node = m_merges.merge(node).left;
        }
        return node;
    }

    const std::vector<std::uint32_t>& places_below(std::uint32_t node)
    {
        m_below.clear();
        m_pending.assign(1, node);
        while (!m_pending.empty()) {
            const std::uint32_t at = m_pending.back();
            m_pending.pop_back();
            if (m_merges.is_place(at)) {
                m_below.push_back(at);
            } else {
                m_pending.push_back(m_merges.merge(at).right);
                m_pending.push_back(m_merges.merge(at).left);
            }
        }
        return m_below;
    }

    void add_stability(std::uint32_t cluster, double weight, double at)
    {
        auto& of = m_tree.clusters[cluster];
        of.stability += weight * (at - of.birth);
    }

    const PlaceTree& m_places;
    const MergeTree& m_merges;
    const std::vector<double>& m_core2;
    const LeastMass& m_least;
    double m_tie_m;
    Whereabouts m_whereabouts;
    CondensedTree m_tree;
    std::vector<Waiting> m_waiting;
    std::vector<std::uint32_t> m_large;
    std::vector<std::uint32_t> m_small;
    std::vector<std::uint32_t> m_pending;
    std::vector<std::uint32_t> m_below;
    Waiting m_renamed{};
};

} // namespace

CondensedTree condensed_tree(const PlaceTree& tree, const std::vector<ReachEdge>& edges,
                             const std::vector<double>& core2, const PlaceMasses& masses, const LeastMass& least,
                             double tie_m)
{
    const auto merges = merge_tree(edges, masses);
    return Condenser(tree, merges, core2, least, tie_m).condense();
}

} // namespace harmspot::cluster
