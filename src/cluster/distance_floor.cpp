// SPDX-License-Identifier: MIT
#include "cluster/core_places.hpp"
#include "cluster/neighbours.hpp"

#include "harmspot/hdbscan.hpp"

#include <cmath>

namespace harmspot
{

namespace
{

using cluster::PlaceTree;

constexpr double kLeastFloorM = 25;
constexpr double kOnePointM = 1;

/// The nearest place of another snap point.
class NearestPoint
{
public:
    NearestPoint(const std::vector<std::uint32_t>& point, std::uint32_t own) : m_point(point), m_own(own) {}

    [[nodiscard]] bool out_of_reach(double least2, std::uint32_t /*node*/) const { return least2 >= m_nearest2; }
    void operator()(double squared_m2, std::uint32_t i)
    {
        if (m_point[i] != m_own) {
            m_nearest2 = std::min(m_nearest2, squared_m2);
        }
    }
    [[nodiscard]] double distance_m() const { return std::sqrt(m_nearest2); }

private:
    const std::vector<std::uint32_t>& m_point;
    std::uint32_t m_own;
    double m_nearest2 = cluster::kInfinity;
};

/// Per snap point, at the index of one of its places; infinite at the others and where there is no other.
std::vector<double> distances_to_next_point(const PlaceTree& tree, const std::vector<std::uint32_t>& point,
                                            unsigned threads)
{
    std::vector<double> of_place(tree.size());
    cluster::for_each_block(tree.size(), threads, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            NearestPoint nearest(point, point[i]);
            cluster::visit_near(tree, tree.x[i], tree.y[i], nearest);
            of_place[i] = nearest.distance_m();
        }
    });
    std::vector<double> of_point(tree.size(), cluster::kInfinity);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        of_point[point[i]] = std::min(of_point[point[i]], of_place[i]);
    }
    return of_point;
}

} // namespace

double snap_spacing_m(const PlacesView& places, unsigned threads)
{
    if (places.size() == 0) {
        return 0;
    }
    const auto tree = cluster::make_place_tree(places.x, places.y);
    auto sets = cluster::united_within(tree, kOnePointM);
    std::vector<std::uint32_t> point(tree.size());
    std::vector<std::uint64_t> incidents(tree.size(), 0);
    for (std::uint32_t i = 0; i < point.size(); ++i) {
        point[i] = sets.find(i);
        incidents[point[i]] += places.incidents[tree.place[i]];
    }
    std::uint64_t all = 0;
    std::uint64_t shared = 0;
    for (const auto at_point : incidents) {
        all += at_point;
        shared += at_point > 1 ? at_point : 0;
    }
    if (2 * shared < all) {
        return 0;
    }
    auto distances = distances_to_next_point(tree, point, threads);
    distances.erase(std::remove(distances.begin(), distances.end(), cluster::kInfinity), distances.end());
    if (distances.empty()) {
        return 0;
    }
    constexpr std::size_t kOneIn = 10;
    const auto close = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / kOneIn);
    std::nth_element(distances.begin(), close, distances.end());
    return std::round(*close);
}

double automatic_floor_m(double snap_spacing_m)
{
    return std::max(kLeastFloorM, snap_spacing_m);
}

} // namespace harmspot
