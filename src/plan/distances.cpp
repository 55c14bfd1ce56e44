// SPDX-License-Identifier: MIT
#include "harmspot/parallel.hpp"
#include "harmspot/siting.hpp"

#include <cmath>
#include <map>
#include <queue>
#include <stdexcept>

namespace harmspot
{

DistanceTable straight_distances(std::span<const Point> demand, std::span<const Point> sites, double detour_factor)
{
    DistanceTable table{demand.size(), sites.size(), {}};
    table.metres.reserve(demand.size() * sites.size());
    for (const auto& from : demand) {
        for (const auto& to : sites) {
            table.metres.push_back(detour_factor * std::hypot(to.x - from.x, to.y - from.y));
        }
    }
    return table;
}

void forbid_other_areas(DistanceTable& distance, std::span<const std::uint16_t> demand_area,
                        std::span<const std::uint16_t> site_area)
{
    for (std::size_t i = 0; i < distance.demands; ++i) {
        for (std::size_t j = 0; j < distance.sites; ++j) {
            if (demand_area[i] == kNoArea || demand_area[i] != site_area[j]) {
                distance.metres[i * distance.sites + j] = kCannotServe;
            }
        }
    }
}

DistanceTable network_distances(const Network& network, std::span<const std::uint32_t> demand,
                                std::span<const std::uint32_t> sites, unsigned threads)
{
    struct Arc {
        std::uint32_t to = 0;
        double length = 0;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> last;
    for (const auto& edge : network.edges) {
        if (edge.from >= network.nodes || edge.to >= network.nodes || !(edge.length >= 0)) {
            throw std::invalid_argument("network_distances: an edge has an unknown node or a negative length");
        }
        last[{std::min(edge.from, edge.to), std::max(edge.from, edge.to)}] = edge.length;
    }
    std::vector<std::vector<Arc>> arcs(network.nodes);
    for (const auto& [ends, length] : last) {
        arcs[ends.first].push_back({ends.second, length});
        arcs[ends.second].push_back({ends.first, length});
    }
    DistanceTable table{demand.size(), sites.size(), std::vector<double>(demand.size() * sites.size(), kCannotServe)};
    parallel_for(threads, sites.size(), [&](std::size_t j) {
        std::vector<double> far(network.nodes, kCannotServe);
        using Reached = std::pair<double, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
        far[sites[j]] = 0;
        queue.emplace(0.0, sites[j]);
        while (!queue.empty()) {
            const auto [length, node] = queue.top();
            queue.pop();
            if (length > far[node]) {
                continue;
            }
            for (const auto& arc : arcs[node]) {
                if (length + arc.length < far[arc.to]) {
                    far[arc.to] = length + arc.length;
                    queue.emplace(far[arc.to], arc.to);
                }
            }
        }
        for (std::size_t i = 0; i < demand.size(); ++i) {
            table.metres[i * sites.size() + j] = far[demand[i]];
        }
    });
    return table;
}

} // namespace harmspot
