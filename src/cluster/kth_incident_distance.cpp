// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

#include "harmspot/dbscan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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

namespace
{

constexpr std::uint64_t kOneIn = 5; // the 20th percentile

/// Distance within which the closest-packed fifth of the incidents have `k`, themselves counted.
double closest_fifth_m(const PlacesView& places, std::uint32_t k, unsigned threads)
{
    const auto incidents = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    const auto distance_m = kth_incident_distance_m(places, k, threads);
    std::vector<std::size_t> order(distance_m.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return distance_m[a] < distance_m[b]; });
    std::uint64_t below = 0;
    for (const auto i : order) {
        below += places.incidents[i];
        if (kOneIn * below >= incidents) {
            return distance_m[i];
        }
    }
    return 0;
}

constexpr std::uint32_t kFewestIncidents = 10;

/// As many as a count can hold, so that sums of it do not overflow.
std::uint32_t incidents_of(const PlacesView& places)
{
    const auto incidents = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(incidents, std::numeric_limits<std::int32_t>::max()));
}

} // namespace

double automatic_eps_m(const PlacesView& places, unsigned threads)
{
    constexpr double kLeastM = 1;
    return std::max(kLeastM, closest_fifth_m(places, std::min(kFewestIncidents, incidents_of(places)), threads));
}

std::uint32_t automatic_min_incidents(const PlacesView& places, double eps_m, unsigned threads)
{
    if (places.size() == 0) {
        return kFewestIncidents;
    }
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const auto held = cluster::in_tree_order<std::uint64_t>(tree, places.incidents);
    const auto within = cluster::incidents_within(tree, held, eps_m, threads);
    std::vector<std::size_t> order(within.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return within[a] > within[b]; });
    const auto incidents = std::accumulate(held.begin(), held.end(), std::uint64_t{0});
    std::uint64_t above = 0;
    std::size_t fifth = 0;
    while (kOneIn * (above + held[order[fifth]]) < incidents) {
        above += held[order[fifth++]];
    }
    constexpr std::uint64_t kMost = std::numeric_limits<std::int32_t>::max(); // sums of it do not overflow
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(within[order[fifth]], kFewestIncidents, kMost));
}

} // namespace harmspot
