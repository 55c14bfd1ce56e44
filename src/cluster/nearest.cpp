// SPDX-License-Identifier: MIT
#include "harmspot/nearest.hpp"

#include "cluster/neighbours.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

std::uint64_t incidents_of(const PlacesView& places)
{
    return std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
}

/// Distances and how many incidents have them, nearest first.
struct Step {
    double distance_m;
    std::uint64_t incidents;
};

std::vector<Step> sorted_steps(const PlacesView& places, const std::vector<double>& distance_m)
{
    std::vector<Step> steps(places.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i] = {distance_m[i], places.incidents[i]};
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.distance_m < b.distance_m; });
    return steps;
}

constexpr std::size_t kQuantiles = 40;

std::vector<double> quantiles_of(const std::vector<Step>& steps, std::uint64_t incidents)
{
    std::vector<double> quantile_m;
    std::uint64_t reached = 0;
    std::size_t at = 0;
    for (std::size_t q = 0; q <= kQuantiles; ++q) {
        while (at + 1 < steps.size() && (reached + steps[at].incidents) * kQuantiles < q * incidents) {
            reached += steps[at++].incidents;
        }
        quantile_m.push_back(steps[at].distance_m);
    }
    return quantile_m;
}

double knee_of(const std::vector<Step>& steps, std::uint64_t incidents)
{
    constexpr std::uint64_t kLeftOutOneIn = 20;
    const std::uint64_t counted = incidents - incidents / kLeftOutOneIn;
    std::size_t end = 0; // one beyond the last step that counts
    for (std::uint64_t reached = 0; end < steps.size() && reached < counted; ++end) {
        reached += steps[end].incidents;
    }
    const double nearest = steps.front().distance_m;
    const double rise = steps[end - 1].distance_m - nearest;
    if (!(rise > 0)) {
        return nearest;
    }
    double best = -1;
    double knee_m = nearest;
    std::uint64_t reached = 0;
    for (std::size_t i = 0; i < end; ++i) {
        reached += steps[i].incidents;
        const double along = static_cast<double>(std::min(reached, counted)) / static_cast<double>(counted);
        const double below = along - (steps[i].distance_m - nearest) / rise;
        if (below > best) {
            best = below;
            knee_m = steps[i].distance_m;
        }
    }
    return knee_m;
}

} // namespace

std::vector<double> mean_nearest_distances_m(const PlacesView& places, std::uint32_t most, unsigned threads)
{
    const std::size_t row = most + std::size_t{1}; // so many places, itself the first, hold so many incidents
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const auto nearest = cluster::nearest_places(tree, row, threads);
    std::vector<double> sums(most, 0.0);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const double own = places.incidents[tree.place[i]];
        std::uint32_t met = 0; // others that are nearer than the next place
        for (std::size_t n = 0; n < row && met < most; ++n) {
            const auto& near = nearest[i * row + n];
            const bool none = near.squared_m2 == cluster::kInfinity;
            const auto there = none ? most : places.incidents[near.place] - (n == 0 ? 1U : 0U);
            const double distance_m = std::sqrt(near.squared_m2);
            for (std::uint32_t k = 0; k < there && met < most; ++k) {
                sums[met++] += own * distance_m;
            }
        }
    }
    const auto incidents = static_cast<double>(incidents_of(places));
    for (auto& sum : sums) {
        sum = places.size() > 0 ? sum / incidents : cluster::kInfinity;
    }
    return sums;
}

ClarkEvans clark_evans(const PlacesView& places, const Box& window, unsigned threads)
{
    const auto incidents = static_cast<double>(incidents_of(places));
    const double width = window.max_x - window.min_x;
    const double height = window.max_y - window.min_y;
    if (window.empty() || !(width * height > 0)) {
        throw InputError("Clark and Evans' index: the window has no area; give a rectangle");
    }
    if (incidents < 2) {
        throw InputError("Clark and Evans' index: there are fewer than two incidents");
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!window.contains({places.x[i], places.y[i]})) {
            throw InputError("Clark and Evans' index: an incident lies outside the window; leave it out first");
        }
    }
    const double area = width * height;
    const double root = std::sqrt(area / incidents);
    ClarkEvans result;
    result.mean_m = mean_nearest_distances_m(places, 1, threads).front();
    result.expected_m = 0.5 * root;
    result.standard_error_m = 0.26136 * std::sqrt(area) / incidents;
    result.naive = result.mean_m / result.expected_m;
    const double per_perimeter = (0.0514 + 0.0412 / std::sqrt(incidents)) / incidents;
    result.donnelly = result.mean_m / (result.expected_m + per_perimeter * 2 * (width + height));
    return result;
}

KDistanceCurve k_distance_curve(const PlacesView& places, std::uint32_t k, unsigned threads)
{
    const std::uint64_t incidents = incidents_of(places);
    if (incidents == 0) {
        return {};
    }
    const auto reach = static_cast<std::uint32_t>(std::min<std::uint64_t>(k, incidents));
    const auto steps = sorted_steps(places, kth_incident_distance_m(places, reach, threads));
    return {quantiles_of(steps, incidents), knee_of(steps, incidents)};
}

std::vector<double> weight_distance_m(const PlacesView& places, double weight, unsigned threads)
{
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const auto held = cluster::in_tree_order<double>(tree, places.weight);
    const auto reach = cluster::reach_of_mass(tree, held, weight, threads);
    std::vector<double> distance_m(tree.size());
    for (std::size_t i = 0; i < reach.size(); ++i) {
        distance_m[tree.place[i]] = std::sqrt(reach[i]);
    }
    return distance_m;
}

} // namespace harmspot
