// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

#include "harmspot/dbscan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot
{

std::vector<double> kth_incident_distance_m(const PlacesView& places, std::uint32_t k, unsigned threads)
{
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const auto incidents = cluster::in_tree_order<double>(tree, places.incidents);
    const auto reach = cluster::reach_of_mass(tree, incidents, k, threads);
    std::vector<double> distance_m(tree.size());
    for (std::size_t i = 0; i < reach.size(); ++i) {
        distance_m[tree.place[i]] = std::sqrt(reach[i]);
    }
    return distance_m;
}

double automatic_eps_m(const PlacesView& places, unsigned threads)
{
    constexpr std::uint64_t kNeighbours = 10;
    constexpr std::uint64_t kOneIn = 5; // the 20th percentile
    constexpr double kLeastM = 1;
    const auto incidents = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    const auto k = static_cast<std::uint32_t>(std::min(kNeighbours, incidents));
    const auto distance_m = kth_incident_distance_m(places, k, threads);
    std::vector<std::size_t> order(distance_m.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return distance_m[a] < distance_m[b]; });
    std::uint64_t below = 0;
    for (const auto i : order) {
        below += places.incidents[i];
        if (kOneIn * below >= incidents) {
            return std::max(kLeastM, distance_m[i]);
        }
    }
    return kLeastM;
}

} // namespace harmspot
