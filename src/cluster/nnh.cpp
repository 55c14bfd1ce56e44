// SPDX-License-Identifier: MIT
#include "harmspot/nnh.hpp"

#include "cluster/neighbours.hpp"
#include "cluster/numbering.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

using cluster::PlaceTree;

void check(const NnhParams& params)
{
    std::vector<std::string> problems;
    const auto above_0 = [](double value) { return value > 0 && std::isfinite(value); };
    if (!above_0(params.distance_m)) {
        problems.push_back(
            fmt::format("distance_m is {}: give a distance in metres greater than 0", params.distance_m));
    }
    if (!(params.min_weight >= 0) || !std::isfinite(params.min_weight)) {
        problems.push_back(fmt::format("min_weight is {}: give a number, 0 or more", params.min_weight));
    }
    if (params.order < 1 || params.order > 3) {
        problems.push_back(fmt::format("order is {}: give 1, 2 or 3", params.order));
    }
    if (params.order > 1 && !above_0(params.area_m2)) {
        problems.push_back(fmt::format("area_m2 is {}: give the area that is searched", params.area_m2));
    }
    if (!problems.empty()) {
        throw ConfigError(problems);
    }
}

/// Points of one order: places, or centres of the clusters below.
struct Points {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::uint64_t> count; ///< incidents, or 1 for each cluster
    std::vector<double> weight;
};

/// What is nearer than a distance and not taken yet.
class Untaken
{
public:
    Untaken(const std::vector<std::int32_t>& label, double below2) : m_label(label), m_below2(below2) {}

    [[nodiscard]] bool out_of_reach(double least2, std::uint32_t /*node*/) const { return least2 >= m_below2; }
    void operator()(double squared_m2, std::uint32_t i)
    {
        if (squared_m2 < m_below2 && m_label[i] < 0) {
            m_found.push_back(i);
        }
    }
    [[nodiscard]] const std::vector<std::uint32_t>& found() const { return m_found; }

private:
    const std::vector<std::int32_t>& m_label;
    double m_below2;
    std::vector<std::uint32_t> m_found;
};

struct Least {
    std::uint64_t count = 0;
    double weight = 0;
};

/// Labels of one order, -1 for none, numbered as they are found; how many there are.
struct Labels {
    std::vector<std::int32_t> label;
    std::int32_t count = 0;
};

Labels cluster_points(const Points& points, double distance_m, const Least& least, unsigned threads)
{
    const auto tree = cluster::make_place_tree(points.x, points.y);
    const auto count = cluster::in_tree_order<std::uint64_t>(tree, points.count);
    const auto weight = cluster::in_tree_order<double>(tree, points.weight);
    // The ball is open, and squares are compared: this is the greatest distance whose square is below.
    const double below2 = distance_m * distance_m;
    const auto within = cluster::incidents_within(tree, count, std::nextafter(distance_m, 0), threads);
    std::vector<std::uint32_t> seeds(tree.size());
    std::iota(seeds.begin(), seeds.end(), std::uint32_t{0});
    std::erase_if(seeds, [&](std::uint32_t i) { return within[i] < least.count; });
    std::sort(seeds.begin(), seeds.end(), [&](std::uint32_t a, std::uint32_t b) {
        return within[a] != within[b] ? within[a] > within[b] : tree.place[a] < tree.place[b];
    });
    std::vector<std::int32_t> in_tree(tree.size(), -1);
    Labels labels{std::vector<std::int32_t>(tree.size(), -1), 0};
    for (const auto seed : seeds) {
        if (in_tree[seed] >= 0) {
            continue;
        }
        Untaken near(in_tree, below2);
        cluster::visit_near(tree, tree.x[seed], tree.y[seed], near);
        std::uint64_t held = 0;
        double held_weight = 0;
        for (const auto i : near.found()) {
            held += count[i];
            held_weight += weight[i];
        }
        if (held >= least.count && held_weight >= cluster::lowered(least.weight)) {
            for (const auto i : near.found()) {
                in_tree[i] = labels.count;
                labels.label[tree.place[i]] = labels.count;
            }
            ++labels.count;
        }
    }
    return labels;
}

/// The mean centres of clusters, each one point.
Points centres_of(const Points& points, const Labels& labels)
{
    const auto clusters = static_cast<std::size_t>(labels.count);
    Points centres{std::vector<double>(clusters, 0), std::vector<double>(clusters, 0),
                   std::vector<std::uint64_t>(clusters, 1), std::vector<double>(clusters, 0)};
    std::vector<double> held(clusters, 0);
    for (std::size_t i = 0; i < points.x.size(); ++i) {
        if (labels.label[i] >= 0) {
            const auto c = static_cast<std::size_t>(labels.label[i]);
            const auto count = static_cast<double>(points.count[i]);
            centres.x[c] += count * points.x[i];
            centres.y[c] += count * points.y[i];
            centres.weight[c] += points.weight[i];
            held[c] += count;
        }
    }
    for (std::size_t c = 0; c < clusters; ++c) {
        centres.x[c] /= held[c];
        centres.y[c] /= held[c];
    }
    return centres;
}

Labels clusters_of_order(const PlacesView& places, const NnhParams& params, unsigned threads)
{
    Points points{{places.x.begin(), places.x.end()},
                  {places.y.begin(), places.y.end()},
                  {places.incidents.begin(), places.incidents.end()},
                  {places.weight.begin(), places.weight.end()}};
    auto labels = cluster_points(points, params.distance_m, {params.min_incidents, params.min_weight}, threads);
    auto above = labels;
    for (std::uint32_t order = 2; order <= params.order && above.count > 0; ++order) {
        points = centres_of(points, above);
        above = cluster_points(points, nnh_distance_m(static_cast<double>(points.x.size()), params.area_m2, params.t),
                               {params.min_clusters, 0}, threads);
        for (auto& label : labels.label) {
            label = label < 0 ? -1 : above.label[static_cast<std::size_t>(label)];
        }
        labels.count = above.count;
    }
    return labels;
}

} // namespace

double nnh_distance_m(double points, double area_m2, double t)
{
    constexpr double kMeanShare = 0.5;
    constexpr double kStandardError = 0.26136;
    return points > 0 ? std::max(0.0, kMeanShare * std::sqrt(area_m2 / points) -
                                          t * kStandardError * std::sqrt(area_m2) / points)
                      : 0.0;
}

Clusters nnh(const PlacesView& places, const NnhParams& params, const MethodContext& context)
{
    check(params);
    Clusters clusters;
    clusters.chosen = {{"distance_m", params.distance_m},
                       {"min_incidents", static_cast<std::int64_t>(params.min_incidents)},
                       {"min_weight", params.min_weight}};
    if (places.size() == 0) {
        return clusters;
    }
    const auto labels = clusters_of_order(places, params, context.threads);
    cluster::Numbering number(static_cast<std::size_t>(labels.count));
    clusters.label.reserve(places.size());
    for (const auto label : labels.label) {
        clusters.label.push_back(label < 0 ? -1 : number(static_cast<std::size_t>(label)));
    }
    clusters.count = number.count();
    return clusters;
}

} // namespace harmspot
