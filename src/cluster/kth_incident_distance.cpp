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

/// Distance within which the closest-packed fifth of the incidents have `k`, themselves counted.
double closest_fifth_m(const PlacesView& places, std::uint32_t k, unsigned threads)
{
    constexpr std::uint64_t kOneIn = 5; // the 20th percentile
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
    // The distance grows with k, so the greatest k within eps is found by halving.
    std::uint32_t fits = kFewestIncidents;
    std::uint32_t too_many = std::max(kFewestIncidents, incidents_of(places)) + 1;
    while (too_many - fits > 1) {
        const auto middle = fits + (too_many - fits) / 2;
        (closest_fifth_m(places, middle, threads) <= eps_m ? fits : too_many) = middle;
    }
    return fits;
}

} // namespace harmspot
