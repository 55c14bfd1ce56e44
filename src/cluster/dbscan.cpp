// SPDX-License-Identifier: MIT
#include "harmspot/dbscan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace harmspot
{

// First form: every pair looked at. The tree takes its place next.

namespace
{

double squared_distance(const PlacesView& places, std::size_t a, std::size_t b)
{
    const double dx = places.x[a] - places.x[b];
    const double dy = places.y[a] - places.y[b];
    return dx * dx + dy * dy;
}

} // namespace

Clusters dbscan(const PlacesView& places, const DbscanParams& params, const MethodContext&)
{
    if (!(params.eps_m > 0) || !std::isfinite(params.eps_m)) {
        throw ConfigError("eps_m must be a distance in metres greater than 0");
    }
    const std::size_t n = places.size();
    const double eps2 = params.eps_m * params.eps_m;
    std::vector<char> core(n);
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t incidents = 0, distinct = 0;
        double weight = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (squared_distance(places, i, j) <= eps2) {
                incidents += places.incidents[j];
                weight += places.weight[j];
                ++distinct;
            }
        }
        core[i] = incidents >= params.min_incidents && distinct >= params.min_places &&
                  weight >= params.min_weight * (1 - 1e-9);
    }
    Clusters clusters{.label = std::vector<std::int32_t>(n, -1), .count = 0, .chosen = {}};
    for (std::size_t i = 0; i < n; ++i) {
        if (!core[i] || clusters.label[i] >= 0) {
            continue;
        }
        std::vector<std::size_t> todo{i};
        clusters.label[i] = clusters.count;
        while (!todo.empty()) {
            const auto at = todo.back();
            todo.pop_back();
            for (std::size_t j = 0; j < n; ++j) {
                if (core[j] && clusters.label[j] < 0 && squared_distance(places, at, j) <= eps2) {
                    clusters.label[j] = clusters.count;
                    todo.push_back(j);
                }
            }
        }
        ++clusters.count;
    }
    auto labels = clusters.label;
    for (std::size_t i = 0; i < n; ++i) {
        double best = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < n && !core[i]; ++j) {
            const double d2 = squared_distance(places, i, j);
            if (core[j] && d2 <= eps2 && d2 < best) {
                best = d2;
                labels[i] = clusters.label[j];
            }
        }
    }
    // Numbered by first place, border places counted.
    std::vector<std::int32_t> number(static_cast<std::size_t>(clusters.count), -1);
    std::int32_t next = 0;
    for (auto& label : labels) {
        if (label >= 0) {
            auto& new_label = number[static_cast<std::size_t>(label)];
            new_label = new_label < 0 ? next++ : new_label;
            label = new_label;
        }
    }
    clusters.label = std::move(labels);
    clusters.chosen = {{"eps_m", params.eps_m}, {"min_weight", params.min_weight}};
    return clusters;
}

std::vector<double> kth_incident_distance_m(const PlacesView& places, std::uint32_t k, unsigned)
{
    const std::size_t n = places.size();
    std::vector<double> result(n, std::numeric_limits<double>::infinity());
    std::vector<std::pair<double, std::uint32_t>> all(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            all[j] = {squared_distance(places, i, j), places.incidents[j]};
        }
        std::sort(all.begin(), all.end());
        std::uint64_t held = 0;
        for (const auto& [d2, incidents] : all) {
            held += incidents;
            if (held >= k) {
                result[i] = std::sqrt(d2);
                break;
            }
        }
    }
    return result;
}

double automatic_eps_m(const PlacesView& places, unsigned threads)
{
    constexpr std::uint64_t kNeighbours = 10;
    const auto total = std::accumulate(places.incidents.begin(), places.incidents.end(), std::uint64_t{0});
    const auto k = static_cast<std::uint32_t>(std::min(kNeighbours, total));
    const auto distance = kth_incident_distance_m(places, k, threads);
    std::vector<std::size_t> order(distance.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return distance[a] < distance[b]; });
    std::uint64_t held = 0;
    for (const auto i : order) {
        held += places.incidents[i];
        if (5 * held >= total) {
            return std::max(1.0, distance[i]);
        }
    }
    return 1.0;
}

} // namespace harmspot
