// SPDX-License-Identifier: MIT
#pragma once

#include "cluster_cases.hpp"

#include "harmspot/hdbscan.hpp"

#include <limits>
#include <numeric>
#include <tuple>

/// HDBSCAN* on incidents one by one, every pair looked at, straight from the definitions. Knows nothing of
/// places, so agreement also shows that a place with several incidents counts as often.
class HdbscanTwin
{
public:
    std::vector<std::int32_t> label;   ///< per incident
    std::vector<double> membership;    ///< per incident
    std::vector<double> stability;     ///< per cluster
    std::vector<double> core_distance; ///< per incident

    /// \param small_parts_stay R's rule: parts too small to be clusters stay until each incident is alone
    HdbscanTwin(const std::vector<cases::Incident>& incidents, const harmspot::HdbscanParams& params,
                bool small_parts_stay = false)
        : m_incidents(united(incidents, params.tie_m / 2)), m_params(params), m_small_parts_stay(small_parts_stay),
          m_last_in(incidents.size()), m_left_at(incidents.size())
    {
        find_cores();
        if (std::isinf(core_distance.front())) {
            label.assign(incidents.size(), -1);
            membership.assign(incidents.size(), 0);
            return;
        }
        span();
        std::vector<std::size_t> all(incidents.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        m_clusters.push_back({});
        std::vector<std::pair<std::vector<std::size_t>, std::size_t>> waiting{{all, 0}};
        while (!waiting.empty()) {
            auto [members, cluster] = std::move(waiting.back());
            waiting.pop_back();
            take_apart(members, cluster, waiting);
        }
        choose();
        describe();
    }

private:
    struct Cluster {
        std::size_t parent = 0;
        double birth = 0;
        double stability = 0;
        std::vector<std::size_t> children{};
        bool chosen = false;
    };
    struct Edge {
        std::size_t from;
        std::size_t to;
        double squared;
    };

    /// Incidents joined by steps of at most `apart_m`, each at the mean of its group.
    static std::vector<cases::Incident> united(std::vector<cases::Incident> incidents, double apart_m)
    {
        std::vector<std::size_t> group(incidents.size());
        std::iota(group.begin(), group.end(), std::size_t{0});
        for (std::size_t a = 0; a < incidents.size() && apart_m > 0; ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                const double dx = incidents[a].x - incidents[b].x;
                const double dy = incidents[a].y - incidents[b].y;
                if (group[a] != group[b] && dx * dx + dy * dy <= apart_m * apart_m) {
                    std::replace(group.begin(), group.end(), group[a], group[b]);
                }
            }
        }
        std::map<std::size_t, std::vector<std::size_t>> members;
        for (std::size_t i = 0; i < incidents.size(); ++i) {
            members[group[i]].push_back(i);
        }
        for (const auto& [number, together] : members) {
            const auto first = incidents[together.front()];
            double east = 0;
            double north = 0;
            for (const auto i : together) {
                east += incidents[i].x - first.x;
                north += incidents[i].y - first.y;
            }
            const auto count = static_cast<double>(together.size());
            for (const auto i : together) {
                incidents[i].x = first.x + east / count;
                incidents[i].y = first.y + north / count;
            }
        }
        return incidents;
    }

    [[nodiscard]] double squared(std::size_t a, std::size_t b) const
    {
        const double dx = m_incidents[a].x - m_incidents[b].x;
        const double dy = m_incidents[a].y - m_incidents[b].y;
        return dx * dx + dy * dy;
    }

    void find_cores()
    {
        for (std::size_t i = 0; i < m_incidents.size(); ++i) {
            std::vector<std::pair<double, double>> all;
            for (std::size_t j = 0; j < m_incidents.size(); ++j) {
                all.emplace_back(squared(i, j), m_incidents[j].weight);
            }
            std::sort(all.begin(), all.end());
            double core2 = std::numeric_limits<double>::infinity();
            double weight = 0;
            for (std::size_t j = 0; j < all.size(); ++j) {
                weight += all[j].second;
                if (j + 1 >= m_params.core_incidents && weight >= m_params.core_weight * (1 - 1e-9)) {
                    core2 = all[j].first;
                    break;
                }
            }
            m_core2.push_back(std::max(core2, m_params.floor_m * m_params.floor_m));
            core_distance.push_back(std::sqrt(m_core2.back()));
        }
    }

    /// Prim's spanning tree.
    void span()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        std::vector<double> nearest(m_incidents.size(), infinity);
        std::vector<std::size_t> to(m_incidents.size(), 0);
        std::vector<bool> in(m_incidents.size(), false);
        std::size_t last = 0;
        in[0] = true;
        for (std::size_t step = 1; step < m_incidents.size(); ++step) {
            std::size_t next = 0;
            double least = infinity;
            for (std::size_t j = 0; j < m_incidents.size(); ++j) {
                const double reach = std::max({squared(last, j), m_core2[last], m_core2[j]});
                if (!in[j] && reach < nearest[j]) {
                    nearest[j] = reach;
                    to[j] = last;
                }
                if (!in[j] && nearest[j] < least) {
                    least = nearest[j];
                    next = j;
                }
            }
            m_edges.push_back({next, to[next], least});
            in[next] = true;
            last = next;
        }
    }

    using Part = std::vector<std::size_t>;
    using Waiting = std::vector<std::pair<Part, std::size_t>>;

    [[nodiscard]] double weight_of(const Part& part) const
    {
        double weight = 0;
        for (const auto i : part) {
            weight += m_incidents[i].weight;
        }
        return weight;
    }

    void take_apart(const Part& members, std::size_t cluster, Waiting& waiting)
    {
        const double longest = longest_edge(members);
        const double at = 1 / std::sqrt(longest);
        const double shortest_m = std::max(0.0, std::sqrt(longest) - m_params.tie_m);
        const double tied = m_params.tie_m > 0 ? shortest_m * shortest_m : longest;
        std::vector<Part> large;
        std::vector<Part> small;
        for (const auto& part : parts_below(members, tied)) {
            const bool holds = part.size() > 1 || m_core2[part[0]] < tied;
            const bool enough =
                part.size() >= m_params.min_incidents && weight_of(part) >= m_params.min_weight * (1 - 1e-9);
            (holds && enough ? large : small).push_back(part);
        }
        const auto leave = [&](const Part& part) {
            m_clusters[cluster].stability += weight_of(part) * (at - m_clusters[cluster].birth);
        };
        for (const auto& part : small) {
            if (m_small_parts_stay && part.size() > 1) {
                waiting.emplace_back(part, cluster);
                continue;
            }
            leave(part);
            const auto with = large.size() > 1 ? nearest_link(part, large, longest) : large.size();
            for (const auto i : part) {
                m_last_in[i] = with < large.size() ? m_clusters.size() + with : cluster;
                m_left_at[i] = at;
            }
        }
        if (large.size() == 1) {
            waiting.emplace_back(large[0], cluster);
            return;
        }
        for (const auto& part : large) {
            leave(part);
            waiting.emplace_back(part, m_clusters.size());
            m_clusters[cluster].children.push_back(m_clusters.size());
            m_clusters.push_back({cluster, at});
        }
    }

    [[nodiscard]] double longest_edge(const Part& members) const
    {
        std::vector<bool> here(m_incidents.size(), false);
        for (const auto i : members) {
            here[i] = true;
        }
        double longest = members.size() == 1 ? m_core2[members[0]] : 0;
        for (const auto& edge : m_edges) {
            longest = here[edge.from] && here[edge.to] ? std::max(longest, edge.squared) : longest;
        }
        return longest;
    }

    /// Which of the large parts the small one hangs on to, or their number when none.
    [[nodiscard]] std::size_t nearest_link(const Part& part, const std::vector<Part>& large, double longest) const
    {
        std::size_t with = large.size();
        auto best = std::tuple(std::numeric_limits<double>::infinity(), 0.0, 0.0);
        for (std::size_t l = 0; l < large.size(); ++l) {
            for (const auto i : part) {
                for (const auto j : large[l]) {
                    const auto link = std::tuple(squared(i, j), m_incidents[j].x, m_incidents[j].y);
                    if (std::max({squared(i, j), m_core2[i], m_core2[j]}) <= longest && link < best) {
                        best = link;
                        with = l;
                    }
                }
            }
        }
        return with;
    }

    [[nodiscard]] std::vector<std::vector<std::size_t>> parts_below(const std::vector<std::size_t>& members,
                                                                    double tied) const
    {
        std::map<std::size_t, std::size_t> part;
        for (const auto i : members) {
            part[i] = i;
        }
        for (const auto& edge : m_edges) {
            if (edge.squared < tied && part.count(edge.from) == 1 && part.count(edge.to) == 1) {
                const auto from = part[edge.from];
                const auto to = part[edge.to];
                for (auto& [i, of] : part) {
                    of = of == from ? to : of;
                }
            }
        }
        std::map<std::size_t, std::vector<std::size_t>> parts;
        for (const auto& [i, of] : part) {
            parts[of].push_back(i);
        }
        std::vector<std::vector<std::size_t>> result;
        for (auto& [of, list] : parts) {
            result.push_back(std::move(list));
        }
        return result;
    }

    void choose()
    {
        std::vector<double> best(m_clusters.size(), 0);
        for (std::size_t c = m_clusters.size(); c-- > 1;) {
            double below = 0;
            for (const auto child : m_clusters[c].children) {
                below += best[child];
            }
            m_clusters[c].chosen = below * (1 - 1e-9) <= m_clusters[c].stability;
            best[c] = std::max(below, m_clusters[c].stability);
        }
    }

    void describe()
    {
        std::vector<std::size_t> top(m_incidents.size(), 0); // the highest chosen cluster
        std::map<std::size_t, double> densest;
        for (std::size_t i = 0; i < m_incidents.size(); ++i) {
            for (std::size_t c = m_last_in[i]; c != 0; c = m_clusters[c].parent) {
                top[i] = m_clusters[c].chosen ? c : top[i];
            }
            densest[top[i]] = std::max(densest[top[i]], m_left_at[i]);
        }
        std::map<std::size_t, std::int32_t> number;
        for (std::size_t i = 0; i < m_incidents.size(); ++i) {
            if (top[i] == 0) {
                label.push_back(-1);
                membership.push_back(0);
                continue;
            }
            const auto [known, is_new] = number.emplace(top[i], static_cast<std::int32_t>(number.size()));
            if (is_new) {
                stability.push_back(m_clusters[top[i]].stability);
            }
            label.push_back(known->second);
            membership.push_back(m_left_at[i] / densest[top[i]]);
        }
    }

    std::vector<cases::Incident> m_incidents;
    harmspot::HdbscanParams m_params;
    bool m_small_parts_stay;
    std::vector<double> m_core2;
    std::vector<Edge> m_edges;
    std::vector<Cluster> m_clusters;
    std::vector<std::size_t> m_last_in;
    std::vector<double> m_left_at;
};
