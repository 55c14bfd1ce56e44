// SPDX-License-Identifier: MIT
#pragma once

#include "cluster_cases.hpp"

#include "harmspot/dbscan.hpp"

/// DBSCAN by looking at every pair, straight from the contract.
inline std::vector<std::int32_t> dbscan_twin(const harmspot::PlacesView& places, const harmspot::DbscanParams& params)
{
    const std::size_t n = places.size();
    const auto near = [&](std::size_t a, std::size_t b) {
        return cases::squared_distance(places, a, b) <= params.eps_m * params.eps_m;
    };
    std::vector<bool> core(n);
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t incidents = 0;
        std::uint64_t distinct = 0;
        double weight = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (near(i, j)) {
                incidents += places.incidents[j];
                weight += places.weight[j];
                ++distinct;
            }
        }
        core[i] = incidents >= params.min_incidents && distinct >= params.min_places &&
                  weight >= params.min_weight * (1 - 1e-9);
    }
    std::vector<std::int32_t> label(n, -1);
    std::int32_t count = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (!core[i] || label[i] >= 0) {
            continue;
        }
        std::vector<std::size_t> todo{i};
        label[i] = count;
        while (!todo.empty()) {
            const auto at = todo.back();
            todo.pop_back();
            for (std::size_t j = 0; j < n; ++j) {
                if (core[j] && label[j] < 0 && near(at, j)) {
                    label[j] = count;
                    todo.push_back(j);
                }
            }
        }
        ++count;
    }
    auto result = label;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t best = n;
        for (std::size_t j = 0; j < n && !core[i]; ++j) {
            const bool nearer =
                best == n || cases::squared_distance(places, i, j) < cases::squared_distance(places, i, best);
            if (core[j] && near(i, j) && nearer) {
                best = j;
                result[i] = label[j];
            }
        }
    }
    return cases::renumbered(result);
}
