// SPDX-License-Identifier: MIT
#include "cluster/condensed_tree.hpp"

#include "cluster/neighbours.hpp"

#include <cmath>
#include <numeric>
#include <span>
#include <tuple>

namespace harmspot::cluster
{

namespace
{

bool fits(const Box& box, double max_extent_m)
{
    return box.empty() || std::max(box.max_x - box.min_x, box.max_y - box.min_y) <= max_extent_m;
}

/// Raises each cluster's beginning to the density from which on what is left of it fits.
class Confiner
{
public:
    Confiner(CondensedTree& tree, const PlaceTree& places, const PlaceMasses& masses, const LeastMass& least,
             double max_extent_m, double tie_m)
        : m_tree(tree), m_places(places), m_masses(masses), m_least(least), m_max_extent_m(max_extent_m),
          m_tie_m(tie_m), m_below(tree.clusters.size())
    {
    }

    void confine()
    {
        const auto order = from_densest();
        auto& clusters = m_tree.clusters;
        std::size_t next = 0;
        for (std::size_t c = clusters.size(); c-- > 1;) { // children come after their parent
            std::size_t end = next;
            while (end < order.size() && m_tree.last_in[order[end]] == c) {
                ++end;
            }
            confine(c, std::span(order).subspan(next, end - next));
            next = end;
            add(m_below[clusters[c].parent], m_below[c]);
            m_below[clusters[c].parent].death = clusters[c].birth;
        }
    }

private:
    struct Held {
        Box box{};
        std::uint64_t incidents = 0;
        double weight = 0;
        double death = 0; ///< density at which a cluster parts into those within it
    };

    static void add(Held& to, const Held& from)
    {
        to.box.add(from.box);
        to.incidents += from.incidents;
        to.weight += from.weight;
    }

    /// Places by the last cluster they are in, the last cluster first; in one, those that stay longest first.
    [[nodiscard]] std::vector<std::uint32_t> from_densest() const
    {
        std::vector<std::uint32_t> order(m_tree.last_in.size());
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        std::sort(order.begin(), order.end(), [this](auto a, auto b) {
            return std::tuple(m_tree.last_in[b], m_tree.left_at[b], a) <
                   std::tuple(m_tree.last_in[a], m_tree.left_at[a], b);
        });
        return order;
    }

    void confine(std::size_t c, std::span<const std::uint32_t> own)
    {
        auto& cluster = m_tree.clusters[c];
        Held kept = m_below[c]; // so far only what lies in the clusters within
        double stability_from_0 = kept.weight * kept.death;
        bool wide = !fits(kept.box, m_max_extent_m);
        for (std::size_t i = 0; i < own.size();) {
            const double left_at = m_tree.left_at[own[i]];
            const double tied_to = left_at / (1 + m_tie_m * left_at); // 1/d, tie_m farther on
            Held more{};
            double more_stability = 0;
            for (; i < own.size() && m_tree.left_at[own[i]] >= tied_to; ++i) {
                more.box.add(Point{m_places.x[own[i]], m_places.y[own[i]]});
                more.incidents += m_masses.incidents[own[i]];
                more.weight += m_masses.weight[own[i]];
                more_stability += m_masses.weight[own[i]] * m_tree.left_at[own[i]];
            }
            add(m_below[c], more);
            Held with = kept;
            add(with, more);
            if (!wide && fits(with.box, m_max_extent_m)) {
                kept = with;
                stability_from_0 += more_stability;
            } else if (!wide) {
                wide = true;
                cluster.begins = left_at;
                cluster.stability = stability_from_0 - kept.weight * left_at;
            }
        }
        cluster.may_be_chosen = fits(kept.box, m_max_extent_m) && kept.incidents >= m_least.incidents &&
                                kept.weight >= lowered(m_least.weight);
    }

    CondensedTree& m_tree;
    const PlaceTree& m_places;
    const PlaceMasses& m_masses;
    const LeastMass& m_least;
    double m_max_extent_m;
    double m_tie_m;
    std::vector<Held> m_below;
};

void choose_by_excess_of_mass(CondensedTree& tree)
{
    auto& clusters = tree.clusters;
    std::vector<double> best(clusters.size(), 0); // of what lies below, then of the cluster with it
    for (std::size_t c = clusters.size(); c-- > 1;) {
        auto& cluster = clusters[c];
        const double below = best[c];
        cluster.chosen = cluster.may_be_chosen && lowered(below) <= cluster.stability;
        best[c] = cluster.may_be_chosen ? std::max(below, cluster.stability) : below;
        best[cluster.parent] += best[c];
    }
    std::vector<char> covered(clusters.size(), 0); // by a chosen cluster above
    for (std::size_t c = 1; c < clusters.size(); ++c) {
        const auto parent = clusters[c].parent;
        covered[c] = covered[parent] != 0 || clusters[parent].chosen ? 1 : 0;
        clusters[c].chosen = clusters[c].chosen && covered[c] == 0;
    }
}

void choose_leaves(CondensedTree& tree)
{
    std::vector<char> holds_one(tree.clusters.size(), 0);
    for (std::size_t c = tree.clusters.size(); c-- > 1;) {
        auto& cluster = tree.clusters[c];
        cluster.chosen = cluster.may_be_chosen && holds_one[c] == 0;
        const bool holds = cluster.chosen || holds_one[c] != 0;
        holds_one[cluster.parent] = holds ? 1 : holds_one[cluster.parent];
    }
}

} // namespace

void confine_clusters(CondensedTree& tree, const PlaceTree& places, const PlaceMasses& masses, const LeastMass& least,
                      double max_extent_m, double tie_m)
{
    Confiner(tree, places, masses, least, max_extent_m, tie_m).confine();
}

void choose_clusters(CondensedTree& tree, ClusterSelection selection)
{
    if (selection == ClusterSelection::excess_of_mass) {
        choose_by_excess_of_mass(tree);
    } else {
        choose_leaves(tree);
    }
}

} // namespace harmspot::cluster
