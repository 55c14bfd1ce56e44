// SPDX-License-Identifier: MIT
#include "harmspot/dbscan.hpp"

#include "cluster/core_places.hpp"
#include "cluster/neighbours.hpp"
#include "cluster/numbering.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace harmspot
{

namespace
{

using cluster::PlaceTree;

void check(const DbscanParams& params)
{
    std::vector<std::string> problems;
    if (!(params.eps_m > 0) || !std::isfinite(params.eps_m)) {
        problems.push_back(fmt::format("eps_m is {}: give a distance in metres greater than 0", params.eps_m));
    }
    if (!(params.min_weight >= 0) || !std::isfinite(params.min_weight)) {
        problems.push_back(fmt::format("min_weight is {}: give a number, 0 or more", params.min_weight));
    }
    if (!problems.empty()) {
        throw ConfigError(problems);
    }
}

/// The core places as a tree of their own; its `place` is the place's index in the view.
PlaceTree core_tree(const PlacesView& places, const PlaceTree& tree, const std::vector<char>& core)
{
    std::vector<std::uint32_t> index;
    for (std::size_t i = 0; i < core.size(); ++i) {
        if (core[i] != 0) {
            index.push_back(tree.place[i]);
        }
    }
    std::sort(index.begin(), index.end());
    std::vector<double> x(index.size());
    std::vector<double> y(index.size());
    for (std::size_t i = 0; i < index.size(); ++i) {
        x[i] = places.x[index[i]];
        y[i] = places.y[index[i]];
    }
    auto cores = cluster::make_place_tree(x, y);
    for (auto& place : cores.place) {
        place = index[place];
    }
    return cores;
}

/// The nearest core place within eps, as its position in the tree of cores.
class NearestCore
{
public:
    NearestCore(const PlaceTree& cores, double eps_m) : m_cores(cores), m_reach(eps_m * eps_m) {}

    [[nodiscard]] bool out_of_reach(double least, std::uint32_t /*node*/) const { return least > m_reach; }

    void operator()(double squared_m2, std::uint32_t i)
    {
        const bool nearer = squared_m2 < m_reach;
        const bool tied = squared_m2 == m_reach && (!m_found || m_cores.place[i] < m_cores.place[*m_found]);
        if (nearer || tied) {
            m_reach = squared_m2;
            m_found = i;
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> found() const { return m_found; }

private:
    const PlaceTree& m_cores;
    double m_reach;
    std::optional<std::uint32_t> m_found;
};

constexpr std::uint32_t kNoCore = std::numeric_limits<std::uint32_t>::max();

/// For each place of the view, the core it goes with: itself, the nearest, or none.
std::vector<std::uint32_t> core_of_places(const PlaceTree& tree, const std::vector<char>& core, const PlaceTree& cores,
                                          double eps_m, unsigned threads)
{
    std::vector<std::uint32_t> core_of(tree.size(), kNoCore);
    for (std::uint32_t i = 0; i < cores.size(); ++i) {
        core_of[cores.place[i]] = i;
    }
    if (cores.size() > 0) {
        cluster::for_each_block(tree.size(), threads, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                if (core[i] == 0) {
                    NearestCore nearest(cores, eps_m);
                    cluster::visit_near(cores, tree.x[i], tree.y[i], nearest);
                    core_of[tree.place[i]] = nearest.found().value_or(kNoCore);
                }
            }
        });
    }
    return core_of;
}

} // namespace

Clusters dbscan(const PlacesView& places, const DbscanParams& params, const MethodContext& context)
{
    check(params);
    Clusters clusters;
    clusters.chosen = {{"eps_m", params.eps_m},
                       {"min_incidents", static_cast<std::int64_t>(params.min_incidents)},
                       {"min_weight", params.min_weight}};
    if (places.size() == 0) {
        return clusters;
    }
    const auto report = [&](double fraction) {
        if (context.progress != nullptr) {
            context.progress->at("dbscan", fraction);
        }
    };
    const auto tree = cluster::make_place_tree(places.x, places.y);
    report(0.2);
    const auto core =
        cluster::core_places(tree, cluster::in_tree_order<std::uint64_t>(tree, places.incidents),
                             cluster::in_tree_order<double>(tree, places.weight), params, context.threads);
    report(0.6);
    const auto cores = core_tree(places, tree, core);
    auto sets = cluster::united_within(cores, params.eps_m);
    report(0.8);
    const auto core_of = core_of_places(tree, core, cores, params.eps_m, context.threads);

    cluster::Numbering number(cores.size());
    clusters.label.reserve(places.size());
    for (const std::uint32_t with : core_of) {
        clusters.label.push_back(with == kNoCore ? -1 : number(sets.find(with)));
    }
    clusters.count = number.count();
    report(1);
    return clusters;
}

} // namespace harmspot
