// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/siting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

// The slow twin of the siting solvers: every set of sites, and with capacities a transport problem for each, by
// successive shortest paths. Shares no code with what it checks.
namespace brute
{

using namespace harmspot;

constexpr double kNone = std::numeric_limits<double>::infinity();

/// Least-cost flow from demand points to sites by Bellman and Ford's paths; weights and capacities are whole.
class Transport
{
public:
    Transport(const SitingProblem& problem, const std::vector<std::size_t>& open)
        : m_demands(problem.weight.size()), m_nodes(m_demands + open.size() + 2)
    {
        for (std::size_t i = 0; i < m_demands; ++i) {
            arc(m_nodes - 2, i, problem.weight[i], 0);
        }
        for (std::size_t k = 0; k < open.size(); ++k) {
            arc(m_demands + k, m_nodes - 1, problem.capacity[open[k]], 0);
        }
    }
    void pair(std::size_t demand, std::size_t open, double price) { arc(demand, m_demands + open, kNone, price); }

    /// Sends flow while a unit costs less than `worth`: what was sent, and its cost.
    std::pair<double, double> send(double worth)
    {
        double sent = 0;
        double cost = 0;
        for (;;) {
            std::vector<double> far(m_nodes, kNone);
            std::vector<std::size_t> by(m_nodes, m_arcs.size());
            far[m_nodes - 2] = 0;
            for (bool changed = true; changed;) {
                changed = false;
                for (std::size_t a = 0; a < m_arcs.size(); ++a) {
                    const auto& one = m_arcs[a];
                    if (one.room > 0 && far[one.from] + one.price < far[one.to] - 1e-9) {
                        far[one.to] = far[one.from] + one.price;
                        by[one.to] = a;
                        changed = true;
                    }
                }
            }
            if (!(far[m_nodes - 1] < worth)) {
                return {sent, cost};
            }
            double room = kNone;
            for (auto node = m_nodes - 1; node != m_nodes - 2; node = m_arcs[by[node]].from) {
                room = std::min(room, m_arcs[by[node]].room);
            }
            for (auto node = m_nodes - 1; node != m_nodes - 2; node = m_arcs[by[node]].from) {
                m_arcs[by[node]].room -= room;
                m_arcs[by[node] ^ 1U].room += room;
            }
            sent += room;
            cost += room * far[m_nodes - 1];
        }
    }

private:
    struct Arc {
        std::size_t from;
        std::size_t to;
        double room;
        double price;
    };
    void arc(std::size_t from, std::size_t to, double room, double price)
    {
        m_arcs.push_back({from, to, room, price});
        m_arcs.push_back({to, from, 0, -price});
    }
    std::size_t m_demands;
    std::size_t m_nodes;
    std::vector<Arc> m_arcs;
};

inline double total(const SitingProblem& problem)
{
    double sum = 0;
    for (const double one : problem.weight) {
        sum += one;
    }
    return sum;
}

inline double nearest(const SitingProblem& problem, std::size_t i, const std::vector<std::size_t>& open)
{
    double far = kNone;
    for (const auto site : open) {
        far = std::min(far, problem.distance.at(i, site));
    }
    return far;
}

/// Whether the added sites keep the rules that do not depend on who is served by whom.
inline bool allowed(const SitingProblem& problem, const SitingRequest& request, const std::vector<std::size_t>& added,
                    const std::vector<std::size_t>& open)
{
    if (request.new_sites && request.model != SitingModel::set_cover && added.size() != *request.new_sites) {
        return false;
    }
    double cost = 0;
    for (const auto site : added) {
        cost += request.budget ? problem.cost[site] : 0;
        for (const auto other : open) {
            if (other != site && request.least_separation_m > 0 &&
                std::hypot(problem.site[site].x - problem.site[other].x, problem.site[site].y - problem.site[other].y) <
                    request.least_separation_m) {
                return false;
            }
        }
    }
    if (request.budget && cost > *request.budget) {
        return false;
    }
    for (std::size_t area = 0; area < problem.area_names.size(); ++area) {
        double all = 0;
        double covered = 0;
        bool has = false;
        for (const auto site : open) {
            has = has || problem.site_area[site] == area;
        }
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            if (problem.demand_area[i] == area) {
                all += problem.weight[i];
                covered += problem.weight[i] * cover_at(request, nearest(problem, i, open));
            }
        }
        if ((request.one_per_area && !has) || covered < request.least_covered_share * all - 1e-9) {
            return false;
        }
    }
    return true;
}

/// The model's objective of a set (to be made least; covered weight counts negative), or nothing when it fails.
inline std::optional<double> worth(const SitingProblem& problem, const SitingRequest& request,
                                   const std::vector<std::size_t>& added, const std::vector<std::size_t>& open)
{
    const bool flows = !problem.capacity.empty();
    const auto servable = [&](double radius) { // weight that can be within radius
        if (!flows) {
            double sum = 0;
            for (std::size_t i = 0; i < problem.weight.size(); ++i) {
                sum += nearest(problem, i, open) <= radius ? problem.weight[i] : 0;
            }
            return sum;
        }
        Transport transport(problem, open);
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            for (std::size_t k = 0; k < open.size(); ++k) {
                if (problem.distance.at(i, open[k]) <= radius && problem.distance.at(i, open[k]) != kNone) {
                    transport.pair(i, k, 0);
                }
            }
        }
        return transport.send(1).first;
    };
    const double all = total(problem);
    switch (request.model) {
    case SitingModel::set_cover: {
        if (servable(request.reach_m) < request.cover_share * all - 1e-9) {
            return std::nullopt;
        }
        double cost = 0;
        for (const auto site : added) {
            cost += problem.cost.empty() ? 1 : problem.cost[site];
        }
        return cost;
    }
    case SitingModel::p_centre: {
        std::vector<double> radii;
        for (const double one : problem.distance.metres) {
            radii.push_back(one);
        }
        std::sort(radii.begin(), radii.end());
        for (const double radius : radii) {
            if (radius != kNone && servable(radius) >= all - 1e-9) {
                return radius;
            }
        }
        return std::nullopt;
    }
    default:
        break;
    }
    const bool cover = request.model == SitingModel::max_cover;
    const bool all_must = !cover && !request.unserved_m;
    const double unserved = cover ? 1 : request.unserved_m.value_or(1e6);
    const auto price = [&](double far) { return cover ? 1 - cover_at(request, far) : far; };
    double sent = 0;
    double cost = 0;
    if (flows) {
        Transport transport(problem, open);
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            for (std::size_t k = 0; k < open.size(); ++k) {
                if (problem.distance.at(i, open[k]) != kNone) {
                    transport.pair(i, k, price(problem.distance.at(i, open[k])));
                }
            }
        }
        std::tie(sent, cost) = transport.send(unserved);
    } else {
        for (std::size_t i = 0; i < problem.weight.size(); ++i) {
            const double far = nearest(problem, i, open);
            if (far != kNone && price(far) < unserved) {
                sent += problem.weight[i];
                cost += problem.weight[i] * price(far);
            }
        }
    }
    if (all_must && sent < all - 1e-9) {
        return std::nullopt;
    }
    return cost + (all - sent) * unserved - (cover ? all : 0);
}

/// The best objective over all sets, or nothing when no set keeps every constraint; `must_have` is an area that must
/// get a new site.
inline std::optional<double> best(const SitingProblem& problem, const SitingRequest& request,
                                  std::optional<std::uint16_t> must_have = {})
{
    std::vector<std::size_t> candidate;
    std::vector<std::size_t> existing;
    for (std::size_t site = 0; site < problem.existing.size(); ++site) {
        (problem.existing[site] != 0 ? existing : candidate).push_back(site);
    }
    std::optional<double> least;
    for (std::size_t set = 0; set < (std::size_t{1} << candidate.size()); ++set) {
        std::vector<std::size_t> added;
        for (std::size_t c = 0; c < candidate.size(); ++c) {
            if ((set >> c & 1U) != 0) {
                added.push_back(candidate[c]);
            }
        }
        auto open = existing;
        open.insert(open.end(), added.begin(), added.end());
        const bool there = std::any_of(added.begin(), added.end(),
                                       [&](std::size_t site) { return problem.site_area[site] == must_have; });
        if (!allowed(problem, request, added, open) || (must_have && !there)) {
            continue;
        }
        const auto value = worth(problem, request, added, open);
        if (value && (!least || *value < *least)) {
            least = value;
        }
    }
    return least;
}

} // namespace brute
