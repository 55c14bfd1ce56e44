// SPDX-License-Identifier: MIT
#include "harmspot/hdbscan.hpp"

#include "cluster/condensed_tree.hpp"
#include "cluster/map_points.hpp"
#include "cluster/neighbours.hpp"
#include "cluster/numbering.hpp"

#include <fmt/format.h>

#include <cmath>

namespace harmspot
{

namespace
{

using cluster::CondensedTree;
using cluster::PlaceMasses;
using cluster::PlaceTree;

void check(const HdbscanParams& params)
{
    std::vector<std::string> problems;
    const auto at_least_0 = [](double value) { return value >= 0 && std::isfinite(value); };
    if (!(params.floor_m > 0) || !std::isfinite(params.floor_m)) {
        problems.push_back(fmt::format("floor_m is {}: give a distance in metres greater than 0", params.floor_m));
    }
    if (!at_least_0(params.tie_m)) {
        problems.push_back(fmt::format("tie_m is {}: give a distance in metres, 0 or more", params.tie_m));
    }
    if (!at_least_0(params.core_weight)) {
        problems.push_back(fmt::format("core_weight is {}: give a number, 0 or more", params.core_weight));
    }
    if (!at_least_0(params.min_weight)) {
        problems.push_back(fmt::format("min_weight is {}: give a number, 0 or more", params.min_weight));
    }
    if (!(params.max_extent_m > 0)) {
        problems.push_back(
            fmt::format("max_extent_m is {}: give a distance in metres greater than 0", params.max_extent_m));
    }
    if (!problems.empty()) {
        throw ConfigError(problems);
    }
}

PlaceMasses masses_of(const PlacesView& places, const PlaceTree& tree)
{
    return {cluster::in_tree_order<std::uint64_t>(tree, places.incidents),
            cluster::in_tree_order<double>(tree, places.weight)};
}

/// Squared, never under the floor; infinite when there is too little in all.
std::vector<double> squared_core_distances(const PlaceTree& tree, const PlaceMasses& masses,
                                           const HdbscanParams& params, unsigned threads)
{
    const std::vector<double> incidents(masses.incidents.begin(), masses.incidents.end());
    auto core2 = cluster::reach_of_mass(tree, incidents, params.core_incidents, threads);
    if (params.core_weight > 0) {
        const auto by_weight = cluster::reach_of_mass(tree, masses.weight, params.core_weight, threads);
        std::transform(core2.begin(), core2.end(), by_weight.begin(), core2.begin(),
                       [](double a, double b) { return std::max(a, b); });
    }
    for (auto& squared_m2 : core2) {
        squared_m2 = std::max(squared_m2, params.floor_m * params.floor_m);
    }
    return core2;
}

/// For each cluster of the hierarchy the chosen one that it is or lies in; 0, the whole, stands for none.
std::vector<std::uint32_t> chosen_above(const CondensedTree& tree)
{
    std::vector<std::uint32_t> above(tree.clusters.size(), 0);
    for (std::uint32_t c = 1; c < above.size(); ++c) {
        above[c] = tree.clusters[c].chosen ? c : above[tree.clusters[c].parent];
    }
    return above;
}

Clusters described(const CondensedTree& hierarchy, const PlaceTree& tree)
{
    const auto above = chosen_above(hierarchy);
    std::vector<std::uint32_t> cluster_of(tree.size());
    std::vector<double> left_at(tree.size());
    std::vector<double> densest(above.size(), 0);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        std::uint32_t in = above[hierarchy.last_in[i]];
        if (in == hierarchy.last_in[i] && hierarchy.left_at[i] <= hierarchy.clusters[in].begins) {
            in = 0;
        }
        cluster_of[tree.place[i]] = in;
        left_at[tree.place[i]] = hierarchy.left_at[i];
        densest[in] = std::max(densest[in], hierarchy.left_at[i]);
    }
    Clusters result;
    cluster::Numbering number(above.size());
    for (std::size_t p = 0; p < cluster_of.size(); ++p) {
        const std::uint32_t in = cluster_of[p];
        result.label.push_back(in == 0 ? -1 : number(in));
        result.membership.push_back(in == 0 ? 0 : left_at[p] / densest[in]);
    }
    result.count = number.count();
    result.stability.resize(static_cast<std::size_t>(number.count()));
    for (std::size_t c = 1; c < above.size(); ++c) {
        if (hierarchy.clusters[c].chosen) {
            result.stability[static_cast<std::size_t>(number(c))] = hierarchy.clusters[c].stability;
        }
    }
    return result;
}

bool weightless(const PlaceMasses& masses)
{
    return std::all_of(masses.weight.begin(), masses.weight.end(), [](double weight) { return weight == 0; });
}

Clusters all_noise(std::size_t places)
{
    Clusters result;
    result.label.assign(places, -1);
    result.membership.assign(places, 0);
    return result;
}

Clusters clusters_of(const PlacesView& places, const HdbscanParams& params, const MethodContext& context)
{
    const auto report = [&](double fraction) {
        if (context.progress != nullptr) {
            context.progress->at("hdbscan", fraction);
        }
    };
    report(0);
    if (places.size() == 0) {
        return all_noise(0);
    }
    const auto tree = cluster::make_place_tree(places.x, places.y);
    auto masses = masses_of(places, tree);
    const auto core2 = squared_core_distances(tree, masses, params, context.threads);
    const bool by_incidents = weightless(masses);
    if (!std::isfinite(core2.front()) || (by_incidents && params.min_weight > 0)) {
        return all_noise(places.size());
    }
    if (by_incidents) {
        masses.weight.assign(masses.incidents.begin(), masses.incidents.end());
    }
    report(0.4);
    const auto edges = cluster::spanning_tree(tree, core2, context.threads);
    report(0.8);
    auto hierarchy =
        cluster::condensed_tree(tree, edges, core2, masses, {params.min_incidents, params.min_weight}, params.tie_m);
    if (std::isfinite(params.max_extent_m)) {
        cluster::confine_clusters(hierarchy, tree, masses, {params.min_incidents, params.min_weight},
                                  params.max_extent_m, params.tie_m);
    }
    cluster::choose_clusters(hierarchy, params.selection);
    auto result = described(hierarchy, tree);
    report(1);
    return result;
}

/// The clusters of map points, told of the places on them. Numbers go by the first place again.
Clusters by_place(const Clusters& of_points, const std::vector<std::uint32_t>& of_place)
{
    Clusters result;
    cluster::Numbering number(static_cast<std::size_t>(of_points.count));
    for (const std::uint32_t point : of_place) {
        const auto label = of_points.label[point];
        result.label.push_back(label < 0 ? -1 : number(static_cast<std::size_t>(label)));
        result.membership.push_back(of_points.membership[point]);
    }
    result.count = number.count();
    result.stability.resize(of_points.stability.size());
    for (std::size_t c = 0; c < of_points.stability.size(); ++c) {
        result.stability[static_cast<std::size_t>(number(c))] = of_points.stability[c];
    }
    return result;
}

Clusters clusters_of_points(const PlacesView& places, const HdbscanParams& params, const MethodContext& context)
{
    if (!(params.tie_m > 0)) {
        return clusters_of(places, params, context);
    }
    const auto points = cluster::map_points(places, params.tie_m / 2);
    if (points.x.size() == places.size()) { // nothing was jittered apart
        return clusters_of(places, params, context);
    }
    return by_place(clusters_of(points.view(), params, context), points.of_place);
}

} // namespace

Clusters hdbscan(const PlacesView& places, const HdbscanParams& params, const MethodContext& context)
{
    check(params);
    auto result = clusters_of_points(places, params, context);
    result.chosen = {{"core_weight", params.core_weight},
                     {"floor_m", params.floor_m},
                     {"min_incidents", static_cast<std::int64_t>(params.min_incidents)},
                     {"min_weight", params.min_weight},
                     {"tie_m", params.tie_m}};
    return result;
}

} // namespace harmspot
