// SPDX-License-Identifier: MIT
#include "kde_points.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

namespace bench
{

namespace
{

constexpr std::size_t kClusters = 2000;
constexpr std::size_t kTowns = 12;
constexpr double kTownSpreadM = 3000;
constexpr double kClusterSpreadM = 180;

class Random
{
public:
    explicit Random(std::uint64_t seed) : m_bits(seed) {}
    double uniform() { return static_cast<double>(m_bits() >> 11U) * 0x1p-53; }
    double uniform(double from, double to) { return from + uniform() * (to - from); }
    /// Box and Muller 1958.
    double normal()
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(uniform() * static_cast<double>(limit)); }

private:
    std::mt19937_64 m_bits;
};

struct Clusters {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> spread;
    std::vector<double> size_below; ///< running sum of sizes
};

Clusters draw_clusters(Random& random)
{
    const auto box = kForceBox;
    std::vector<harmspot::Point> towns(kTowns);
    for (auto& town : towns) {
        town = {random.uniform(box.min_x + 6000, box.max_x - 6000), random.uniform(box.min_y + 8000, box.max_y - 8000)};
    }
    Clusters clusters;
    double total = 0;
    for (std::size_t i = 0; i < kClusters; ++i) {
        if (random.uniform() < 0.5) {
            const auto& town = towns[random.below(kTowns)];
            clusters.x.push_back(town.x + kTownSpreadM * random.normal());
            clusters.y.push_back(town.y + kTownSpreadM * random.normal());
        } else {
            clusters.x.push_back(random.uniform(box.min_x, box.max_x));
            clusters.y.push_back(random.uniform(box.min_y, box.max_y));
        }
        clusters.spread.push_back(kClusterSpreadM * std::exp(0.7 * random.normal()));
        total += std::pow(1 - random.uniform(), -1 / 1.2);
        clusters.size_below.push_back(total);
    }
    return clusters;
}

/// Folds a coordinate back into [low, high].
double reflected(double at, double low, double high)
{
    const double folded = at < low ? 2 * low - at : at > high ? 2 * high - at : at;
    return std::clamp(folded, low, high);
}

harmspot::Point draw_point(Random& random, const Clusters& clusters)
{
    const auto& box = kForceBox;
    if (random.uniform() < 0.1) {
        return {random.uniform(box.min_x, box.max_x), random.uniform(box.min_y, box.max_y)};
    }
    const double at = random.uniform() * clusters.size_below.back();
    const auto found = std::upper_bound(clusters.size_below.begin(), clusters.size_below.end() - 1, at);
    const auto i = static_cast<std::size_t>(found - clusters.size_below.begin());
    const double x = clusters.x[i] + clusters.spread[i] * random.normal();
    const double y = clusters.y[i] + clusters.spread[i] * random.normal();
    return {reflected(x, box.min_x, box.max_x), reflected(y, box.min_y, box.max_y)};
}

double draw_weight(Random& random)
{
    return std::exp(3 + 1.3 * random.normal());
}

Points drawn(std::size_t count, bool weighted)
{
    Random random(27700);
    const auto clusters = draw_clusters(random);
    std::vector<harmspot::Point> at(count);
    for (auto& point : at) {
        point = draw_point(random, clusters);
    }
    std::sort(at.begin(), at.end(), [](const auto& a, const auto& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    Points points;
    for (const auto& point : at) {
        points.x.push_back(point.x);
        points.y.push_back(point.y);
        points.weight.push_back(weighted ? draw_weight(random) : 0);
    }
    points.incidents.assign(count, 1);
    return points;
}

} // namespace

Points heavy_tailed_points(std::size_t count)
{
    return drawn(count, true);
}

Points merged_points(std::size_t count, std::size_t places)
{
    auto points = drawn(places, false);
    Random random(1);
    for (std::size_t i = 0; i < count; ++i) {
        points.weight[i < places ? i : random.below(places)] += draw_weight(random);
    }
    return points;
}

} // namespace bench
