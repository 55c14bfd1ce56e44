// SPDX-License-Identifier: MIT
#include "hotspot/split.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace harmspot
{

namespace
{

constexpr auto kNone = std::numeric_limits<std::size_t>::max();

/// The spanning tree of highest passes (Kruskal 1956), highest first.
std::vector<Pass> highest_tree(std::size_t basins, std::vector<Pass> passes)
{
    std::sort(passes.begin(), passes.end(), [](const Pass& p, const Pass& q) {
        return std::tuple(-p.height, p.a, p.b) < std::tuple(-q.height, q.a, q.b);
    });
    std::vector<std::size_t> parent(basins);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    };
    std::vector<Pass> tree;
    for (const auto& pass : passes) {
        const std::size_t a = root(pass.a);
        const std::size_t b = root(pass.b);
        if (a != b) {
            parent[b] = a;
            tree.push_back(pass);
        }
    }
    return tree;
}

Holding plus(const Holding& p, const Holding& q)
{
    return {p.area_km2 + q.area_km2, p.incidents + q.incidents, p.places + q.places};
}
Holding minus(const Holding& p, const Holding& q)
{
    return {p.area_km2 - q.area_km2, p.incidents - q.incidents, p.places - q.places};
}
bool stands_alone(const Holding& part, const HotspotRules& rules)
{
    return part.area_km2 >= rules.least_area_km2 && part.incidents >= rules.least_incidents &&
           part.places >= rules.least_places;
}

/// The tree while it is being cut.
class Cutting
{
public:
    Cutting(const std::vector<Holding>& basins, std::vector<Pass> tree)
        : m_basins(basins), m_tree(std::move(tree)), m_uncut(m_tree.size(), true), m_passes_of(basins.size()),
          m_above(basins.size(), kNone), m_below(basins)
    {
        for (std::size_t e = 0; e < m_tree.size(); ++e) {
            m_passes_of[m_tree[e].a].push_back(e);
            m_passes_of[m_tree[e].b].push_back(e);
        }
    }

    /// Basins connected with `first`, each after the one through which it was reached; `m_above` and
    /// `m_below` are filled for them.
    std::vector<std::size_t> walk(std::size_t first)
    {
        std::vector<std::size_t> order{first};
        m_above[first] = kNone;
        for (std::size_t k = 0; k < order.size(); ++k) {
            const std::size_t basin = order[k];
            m_below[basin] = m_basins[basin];
            for (const std::size_t pass : m_passes_of[basin]) {
                if (m_uncut[pass] && pass != m_above[basin]) {
                    const std::size_t next = m_tree[pass].a == basin ? m_tree[pass].b : m_tree[pass].a;
                    m_above[next] = pass;
                    order.push_back(next);
                }
            }
        }
        for (std::size_t k = order.size(); k-- > 1;) {
            const Pass& pass = m_tree[m_above[order[k]]];
            const std::size_t up = pass.a == order[k] ? pass.b : pass.a;
            m_below[up] = plus(m_below[up], m_below[order[k]]);
        }
        return order;
    }

    /// Cuts the lowest pass that may be cut; tells the basins at its ends.
    bool cut_one(const std::vector<std::size_t>& part, const HotspotRules& rules, Pass& cut)
    {
        const Holding all = m_below[part[0]];
        std::size_t lowest = kNone; // the tree is ordered, so the last is the lowest
        for (std::size_t k = 1; k < part.size(); ++k) {
            const std::size_t pass = m_above[part[k]];
            const bool may = stands_alone(m_below[part[k]], rules) && stands_alone(minus(all, m_below[part[k]]), rules);
            if (may && (lowest == kNone || pass > lowest)) {
                lowest = pass;
            }
        }
        if (lowest == kNone) {
            return false;
        }
        m_uncut[lowest] = false;
        cut = m_tree[lowest];
        return true;
    }

    [[nodiscard]] const Holding& holding(std::size_t first) const { return m_below[first]; }

private:
    const std::vector<Holding>& m_basins;
    std::vector<Pass> m_tree;
    std::vector<bool> m_uncut;
    std::vector<std::vector<std::size_t>> m_passes_of;
    std::vector<std::size_t> m_above; ///< pass through which a walk reached the basin
    std::vector<Holding> m_below;     ///< the basin and all that the walk reached through it
};

} // namespace

std::vector<std::size_t> cut_at_passes(const std::vector<Holding>& basins, std::vector<Pass> passes,
                                       const HotspotRules& rules)
{
    Cutting cutting(basins, highest_tree(basins.size(), std::move(passes)));
    std::vector<std::size_t> label(basins.size(), kNone);
    std::vector<std::size_t> waiting(basins.size());
    std::iota(waiting.rbegin(), waiting.rend(), std::size_t{0});
    while (!waiting.empty()) {
        const std::size_t first = waiting.back();
        waiting.pop_back();
        if (label[first] != kNone) {
            continue;
        }
        const auto part = cutting.walk(first);
        Pass cut;
        if (cutting.holding(first).area_km2 > rules.split_above_km2 && cutting.cut_one(part, rules, cut)) {
            waiting.push_back(cut.a);
            waiting.push_back(cut.b);
            continue;
        }
        const std::size_t name = *std::min_element(part.begin(), part.end());
        for (const std::size_t basin : part) {
            label[basin] = name;
        }
    }
    return label;
}

} // namespace harmspot
