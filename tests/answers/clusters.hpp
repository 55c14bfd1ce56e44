// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

// Answers of the R package dbscan 1.1-11 (R 4.2.2) that no data file holds. minPts counts the point itself.
namespace answers
{

struct ClusterSizes {
    const char* folder;
    const char* file;
    double eps_m; ///< in the data's own units; 0 for HDBSCAN
    std::size_t min_points;
    std::size_t noise;
    std::vector<std::size_t> sizes; ///< sorted; empty where only their number is known
    std::size_t clusters;
};

inline const std::vector<ClusterSizes>& dbscan_sizes()
{
    static const std::vector<ClusterSizes> all{
        {"classic-points", "redwood.csv", 0.08, 5, 24, {5, 5, 7, 8, 13}, 5},
        {"clustering", "moons.csv", 0.3, 5, 8, {}, 7},
    };
    return all;
}

inline const std::vector<ClusterSizes>& hdbscan_sizes()
{
    static const std::vector<ClusterSizes> all{
        {"classic-points", "redwood.csv", 0, 5, 2, {5, 6, 13, 17, 19}, 5},
        {"clustering", "moons.csv", 0, 5, 0, {25, 25, 50}, 3},
    };
    return all;
}

/// moons.csv, HDBSCAN minPts 5: cluster scores, in descending order.
inline const std::vector<double>& moons_stability()
{
    static const std::vector<double> all{110.7061264, 90.86559314, 45.6276218};
    return all;
}

} // namespace answers
