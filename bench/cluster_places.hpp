// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

/// Places with what a PlacesView looks at.
struct BenchPlaces {
    std::vector<double> x, y, weight;
    std::vector<std::uint32_t> incidents;

    [[nodiscard]] harmspot::PlacesView view() const { return {x, y, weight, incidents}; }
};

/// `count` places like a force's incidents before any snapping: 2,000 Gaussian clusters of 30 m to 400 m with
/// Pareto sizes, half of them about 12 towns, and 10 % anywhere in 60 km x 80 km; log-normal weights.
/// In (x, y) order, as a PlacesView has them.
inline BenchPlaces bench_places(std::size_t count, std::uint64_t seed = 20261120)
{
    std::mt19937_64 bits(seed);
    const auto uniform = [&] { return static_cast<double>(bits() >> 11) * 0x1p-53; };
    const auto normal = [&] {
        return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * std::numbers::pi * uniform());
    };
    struct Cluster {
        double x, y, sigma_m, up_to;
    };
    constexpr double kWestM = 390000, kSouthM = 540000, kWidthM = 60000, kHeightM = 80000;
    std::vector<std::pair<double, double>> towns(12);
    for (auto& [x, y] : towns) {
        x = kWestM + kWidthM * uniform();
        y = kSouthM + kHeightM * uniform();
    }
    std::vector<Cluster> clusters(2000);
    double total = 0;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
        auto& cluster = clusters[c];
        if (c % 2 == 0) {
            const auto& town = towns[static_cast<std::size_t>(uniform() * 12)];
            cluster.x = town.first + 2500 * normal();
            cluster.y = town.second + 2500 * normal();
        } else {
            cluster.x = kWestM + kWidthM * uniform();
            cluster.y = kSouthM + kHeightM * uniform();
        }
        cluster.sigma_m = 30 + 370 * uniform();
        total += std::pow(1 - uniform(), -1 / 1.2); // Pareto
        cluster.up_to = total;
    }
    std::vector<std::pair<double, double>> points(count);
    for (auto& [x, y] : points) {
        if (uniform() < 0.1) {
            x = kWestM + kWidthM * uniform();
            y = kSouthM + kHeightM * uniform();
            continue;
        }
        const auto up_to = [](const Cluster& cluster, double value) { return cluster.up_to < value; };
        const auto& cluster = *std::lower_bound(clusters.begin(), clusters.end(), total * uniform(), up_to);
        x = cluster.x + cluster.sigma_m * normal();
        y = cluster.y + cluster.sigma_m * normal();
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    BenchPlaces places;
    for (const auto& [x, y] : points) {
        places.x.push_back(x);
        places.y.push_back(y);
        places.weight.push_back(std::exp(normal()));
        places.incidents.push_back(1);
    }
    return places;
}

/// The same places in another order, by a fixed shuffle.
inline BenchPlaces in_no_order(const BenchPlaces& places, std::uint64_t seed = 20261127)
{
    std::mt19937_64 bits(seed);
    std::vector<std::size_t> order(places.x.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        std::swap(order[i], order[bits() % (i + 1)]);
    }
    BenchPlaces moved;
    for (const std::size_t i : order) {
        moved.x.push_back(places.x[i]);
        moved.y.push_back(places.y[i]);
        moved.weight.push_back(places.weight[i]);
        moved.incidents.push_back(places.incidents[i]);
    }
    return moved;
}
