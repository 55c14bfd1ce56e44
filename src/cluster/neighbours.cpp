// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

#include <numeric>

namespace harmspot::cluster
{

namespace
{

/// Keeps the nearest places that hold the mass wanted, and drops the farthest as soon as the rest suffice.
class MassWithin
{
public:
    MassWithin(std::span<const double> mass, double wanted) : m_mass(mass), m_wanted(wanted), m_enough(lowered(wanted))
    {
    }

    void clear()
    {
        m_held.clear();
        m_total = 0;
        m_reach = std::numeric_limits<double>::infinity();
    }

    [[nodiscard]] bool out_of_reach(double least) const { return least >= m_reach; }

    void operator()(double squared_m2, std::uint32_t i)
    {
        if (squared_m2 >= m_reach) {
            return;
        }
        // More than is wanted is as good as what is wanted; capped, one huge weight cannot drown the others.
        const double mass = std::min(m_mass[i], m_wanted);
        m_total += mass;
        m_held.push_back({squared_m2, mass});
        std::push_heap(m_held.begin(), m_held.end());
        while (m_held.size() > 1 && m_total - m_held.front().mass >= m_enough) {
            m_total -= m_held.front().mass;
            std::pop_heap(m_held.begin(), m_held.end());
            m_held.pop_back();
        }
        if (m_total >= m_enough) {
            m_reach = m_held.front().squared_m2;
        }
    }

    [[nodiscard]] double reach() const { return m_reach; }

private:
    struct Held {
        double squared_m2;
        double mass;
        bool operator<(const Held& other) const { return squared_m2 < other.squared_m2; }
    };

    std::span<const double> m_mass;
    double m_wanted;
    double m_enough;
    std::vector<Held> m_held;
    double m_total = 0;
    double m_reach = std::numeric_limits<double>::infinity();
};

/// Keeps the k first by (distance, place), in order.
class Nearest
{
public:
    Nearest(const PlaceTree& tree, std::span<NearPlace> row) : m_tree(tree), m_row(row) {}

    [[nodiscard]] bool out_of_reach(double least) const { return least > m_row.back().squared_m2; }

    void operator()(double squared_m2, std::uint32_t i)
    {
        if (out_of_reach(squared_m2)) {
            return;
        }
        const NearPlace found{squared_m2, m_tree.place[i]};
        if (!(found < m_row.back())) {
            return;
        }
        std::size_t at = m_row.size() - 1;
        for (; at > 0 && found < m_row[at - 1]; --at) {
            m_row[at] = m_row[at - 1];
        }
        m_row[at] = found;
    }

private:
    const PlaceTree& m_tree;
    std::span<NearPlace> m_row;
};

} // namespace

std::vector<double> reach_of_mass(const PlaceTree& tree, std::span<const double> mass, double wanted, unsigned threads)
{
    std::vector<double> reach(tree.size(), std::numeric_limits<double>::infinity());
    // Without this every place would look at every other in vain.
    if (std::accumulate(mass.begin(), mass.end(), 0.0) < lowered(wanted)) {
        return reach;
    }
    for_each_block(tree.size(), threads, [&](std::size_t first, std::size_t last) {
        MassWithin within(mass, wanted);
        for (std::size_t i = first; i < last; ++i) {
            within.clear();
            visit_near(tree, tree.x[i], tree.y[i], within);
            reach[i] = within.reach();
        }
    });
    return reach;
}

std::vector<NearPlace> nearest_places(const PlaceTree& tree, std::size_t k, unsigned threads)
{
    std::vector<NearPlace> rows(tree.size() * k);
    if (k == 0) {
        return rows;
    }
    for_each_block(tree.size(), threads, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            Nearest nearest(tree, std::span(rows).subspan(i * k, k));
            visit_near(tree, tree.x[i], tree.y[i], nearest);
        }
    });
    return rows;
}

} // namespace harmspot::cluster
