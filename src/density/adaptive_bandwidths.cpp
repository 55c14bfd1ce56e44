// SPDX-License-Identifier: MIT
#include "harmspot/adaptive.hpp"

#include "cluster/place_tree.hpp"
#include "density/adaptive_engine.hpp"
#include "density/area_share.hpp"
#include "density/engine.hpp"
#include "harmspot/dbscan.hpp"
#include "harmspot/error.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

using namespace density;

constexpr std::array<std::string_view, 3> kRules{"none", "abramson", "nearest"};

void require_length(std::string_view name, double value, bool may_be_infinite = false)
{
    if (!(value > 0) || (!std::isfinite(value) && !may_be_infinite)) {
        throw ConfigError(fmt::format("{} = {} cannot be used: it must be a number above 0", name, value));
    }
}

void require_usable(const PlacesView& places, const KdeParams& params, const AdaptiveParams& adaptive)
{
    if (!(adaptive.least_m >= 0) || !std::isfinite(adaptive.least_m)) {
        throw ConfigError(fmt::format("least_bandwidth_m = {} cannot be used: it must be a number of metres, or 0",
                                      adaptive.least_m));
    }
    require_length("most_bandwidth_m", adaptive.most_m, true);
    require_length("trim", adaptive.trim, true);
    if (adaptive.least_m > adaptive.most_m) {
        throw ConfigError(fmt::format("least_bandwidth_m = {} is over most_bandwidth_m = {}; no bandwidth can be both",
                                      adaptive.least_m, adaptive.most_m));
    }
    if (adaptive.rule == AdaptiveRule::abramson) {
        require_length("bandwidth_m", params.bandwidth_m);
        require_length("pilot_m", adaptive.pilot_m);
    } else if (adaptive.neighbours == 0) {
        throw ConfigError("neighbours = 0 cannot be used: it must be at least 1");
    }
    require_places(places);
}

/// Over incidents, every place's value counting as often as incidents lie there; of an even number the mean of the
/// middle two.
double median_over_incidents(std::span<const double> values, std::span<const std::uint32_t> counts)
{
    const auto all = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    if (all == values.size()) {
        std::vector<double> copy(values.begin(), values.end());
        const auto middle = copy.begin() + static_cast<std::ptrdiff_t>(copy.size() / 2);
        std::nth_element(copy.begin(), middle, copy.end());
        const double upper = *middle;
        return copy.size() % 2 == 1 ? upper : (*std::max_element(copy.begin(), middle) + upper) / 2;
    }
    std::vector<std::pair<double, std::uint32_t>> sorted;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sorted.emplace_back(values[i], counts[i]);
    }
    std::sort(sorted.begin(), sorted.end());
    const auto value_of = [&](std::uint64_t rank) {
        auto at = sorted.begin();
        for (std::uint64_t seen = at->second; seen <= rank && std::next(at) != sorted.end(); seen += at->second) {
            ++at;
        }
        return at->first;
    };
    return (value_of((all - 1) / 2) + value_of(all / 2)) / 2;
}

/// The median over incidents where none is under `least_m`.
double floored_median(const PlacesView& places, std::span<const double> metres, double least_m)
{
    return std::max(least_m, median_over_incidents(metres, places.incidents));
}

/// The pilot's density at the places, incidents over m², and what the pilot's incidents weigh.
struct Pilot {
    std::vector<double> per_m2;
    std::vector<double> weight;
};

Pilot pilot_of(const PlacesView& places, const KdeParams& params, double pilot_m, const AreaShare* share,
               const MethodContext& context)
{
    Pilot pilot;
    pilot.weight.assign(places.incidents.begin(), places.incidents.end());
    std::vector<double> inside;
    if (params.edge != EdgeCorrection::none && share != nullptr) {
        inside.resize(places.size());
        parallel_told(context, places.size(), [&](std::size_t i) {
            inside[i] = share->at({places.x[i], places.y[i]}, pilot_m);
        });
    }
    if (params.edge == EdgeCorrection::mass && !inside.empty()) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            pilot.weight[i] /= inside[i];
        }
    }
    pilot.per_m2 = sums_at_places(places, pilot.weight, params.kernel, pilot_m, context);
    const double peak = kernel_per_m2(params.kernel, pilot_m, 0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        pilot.per_m2[i] *= peak;
        if (params.edge == EdgeCorrection::uniform && !inside.empty()) {
            pilot.per_m2[i] /= inside[i];
        }
    }
    return pilot;
}

std::uint64_t incidents_of(const PlacesView& places)
{
    return std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
}

/// exp of the mean over incidents of log f^(−1/2).
double geometric_mean_of_inverse_roots(std::span<const double> values, std::span<const std::uint32_t> counts)
{
    double sum = 0;
    double all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += std::log(values[i]) * counts[i];
        all += counts[i];
    }
    return std::exp(-0.5 * sum / all);
}

/// Holds bandwidths to the law's limits, and says how many incidents that concerned and what is left.
void limit(const PlacesView& places, ChosenBandwidths& chosen)
{
    auto& found = chosen.bandwidths;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double wanted = found.metres[i];
        found.trimmed += wanted > chosen.law.most_m ? places.incidents[i] : 0;
        found.metres[i] = chosen.law.limited(wanted);
        found.raised += found.metres[i] > wanted ? places.incidents[i] : 0;
    }
    const auto [least, most] = std::minmax_element(found.metres.begin(), found.metres.end());
    found.least_m = *least;
    found.most_m = *most;
    found.median_m = median_over_incidents(found.metres, places.incidents);
}

/// How far the so many-th nearest place lies from a point.
class NearestSearch
{
public:
    /// \pre the tree has `count` places, and `count` is above 0
    NearestSearch(const cluster::PlaceTree& tree, std::size_t count) : m_tree(tree), m_count(count) {}

    [[nodiscard]] double distance_m(Point point)
    {
        const Box at{point.x, point.y, point.x, point.y};
        m_nearest.clear();
        m_open.assign(1, 0);
        while (!m_open.empty()) {
            const std::uint32_t index = m_open.back();
            m_open.pop_back();
            const auto& node = m_tree.nodes[index];
            if (m_nearest.size() == m_count && cluster::least_squared(node.box, at) >= m_nearest.front()) {
                continue;
            }
            if (node.leaf()) {
                look_at(node, point);
                continue;
            }
            const bool left_first = cluster::least_squared(m_tree.nodes[index + 1].box, at) <=
                                    cluster::least_squared(m_tree.nodes[node.right].box, at);
            m_open.push_back(left_first ? node.right : index + 1); // the nearer one comes off first
            m_open.push_back(left_first ? index + 1 : node.right);
        }
        return std::sqrt(m_nearest.front());
    }

private:
    void look_at(const cluster::PlaceTree::Node& node, Point point)
    {
        for (std::size_t i = node.first; i < node.last; ++i) {
            const double d2 = cluster::squared(m_tree.x[i] - point.x, m_tree.y[i] - point.y);
            if (m_nearest.size() == m_count) {
                if (d2 >= m_nearest.front()) {
                    continue;
                }
                std::pop_heap(m_nearest.begin(), m_nearest.end());
                m_nearest.pop_back();
            }
            m_nearest.push_back(d2);
            std::push_heap(m_nearest.begin(), m_nearest.end());
        }
    }

    const cluster::PlaceTree& m_tree;
    std::size_t m_count;
    std::vector<double> m_nearest; ///< squared distances, a heap with the farthest in front
    std::vector<std::uint32_t> m_open;
};

} // namespace

std::optional<AdaptiveRule> adaptive_rule_named(std::string_view text)
{
    const auto found = std::find(kRules.begin(), kRules.end(), text);
    return found == kRules.end() ? std::nullopt : std::optional(static_cast<AdaptiveRule>(found - kRules.begin()));
}

std::vector<std::string> adaptive_rule_names()
{
    return {kRules.begin(), kRules.end()};
}

std::vector<double> density::nearest_places_m(const PlacesView& places, std::span<const Point> points,
                                              std::uint32_t neighbours, const MethodContext& context)
{
    constexpr std::size_t kPointsPerTask = 4096;
    const auto tree = cluster::make_place_tree(places.x, places.y);
    const std::size_t count = std::min<std::size_t>(neighbours, places.size());
    std::vector<double> metres(points.size());
    parallel_told(context, (points.size() + kPointsPerTask - 1) / kPointsPerTask, [&](std::size_t task) {
        NearestSearch search(tree, count);
        const std::size_t last = std::min(points.size(), (task + 1) * kPointsPerTask);
        for (std::size_t i = task * kPointsPerTask; i < last; ++i) {
            metres[i] = search.distance_m(points[i]);
        }
    });
    return metres;
}

double density::BandwidthLaw::limited(double wanted_m) const
{
    return std::max(std::min(wanted_m, most_m), least_m);
}

double density::BandwidthLaw::at_pilot(double per_m2) const
{
    return limited(per_m2 > 0 ? scale / std::sqrt(per_m2) : kMostBandwidthM);
}

density::ChosenBandwidths density::choose_bandwidths(const PlacesView& places, const KdeParams& params,
                                                     const AdaptiveParams& adaptive, const AreaShare* share,
                                                     const MethodContext& context)
{
    require_usable(places, params, adaptive);
    ChosenBandwidths chosen;
    chosen.law.least_m = std::max(adaptive.least_m, kLeastBandwidthM);
    chosen.law.most_m = std::min(adaptive.most_m, kMostBandwidthM);
    auto& metres = chosen.bandwidths.metres;
    if (places.size() == 0) {
        return chosen;
    }
    if (adaptive.rule == AdaptiveRule::abramson) {
        auto pilot = pilot_of(places, params, adaptive.pilot_m, share, context);
        chosen.pilot_weight = std::move(pilot.weight);
        const auto gamma = geometric_mean_of_inverse_roots(pilot.per_m2, places.incidents);
        chosen.bandwidths.gamma_m = gamma * std::sqrt(static_cast<double>(incidents_of(places)));
        chosen.law.scale = params.bandwidth_m / gamma;
        metres = std::move(pilot.per_m2);
        for (double& value : metres) {
            value = chosen.law.scale / std::sqrt(value);
        }
    } else {
        const std::vector<std::uint32_t> once(places.size(), 1);
        // The place itself is the first at distance 0.
        const auto kth = std::min<std::size_t>(std::size_t{adaptive.neighbours} + 1, places.size());
        metres = kth_incident_distance_m({places.x, places.y, places.weight, once}, static_cast<std::uint32_t>(kth),
                                         context.threads);
    }
    chosen.law.most_m = std::min(chosen.law.most_m, adaptive.trim * floored_median(places, metres, chosen.law.least_m));
    limit(places, chosen);
    return chosen;
}

AdaptiveBandwidths adaptive_bandwidths(const PlacesView& places, const KdeParams& params,
                                       const AdaptiveParams& adaptive, const Raster<std::uint8_t>* inside,
                                       const MethodContext& context)
{
    std::optional<AreaShare> share;
    if (inside != nullptr && params.edge != EdgeCorrection::none) {
        share.emplace(*inside, params);
    }
    return choose_bandwidths(places, params, adaptive, share.has_value() ? &*share : nullptr, context).bandwidths;
}

} // namespace harmspot
