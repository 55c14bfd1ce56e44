// SPDX-License-Identifier: MIT
#include "cluster/map_points.hpp"

#include "cluster/core_places.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace harmspot::cluster
{

namespace
{

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Which set each place is in, by place; sets are numbered by their first place.
struct Sets {
    std::vector<std::uint32_t> of_place;
    std::uint32_t count = 0;
};

Sets sets_within(const PlacesView& places, double apart_m)
{
    const auto tree = make_place_tree(places.x, places.y);
    auto united = united_within(tree, apart_m);
    std::vector<std::uint32_t> root(tree.size());
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
        root[tree.place[i]] = united.find(i);
    }
    Sets sets;
    std::vector<std::uint32_t> number(tree.size(), kNone);
    for (const std::uint32_t of : root) {
        if (number[of] == kNone) {
            number[of] = sets.count++;
        }
        sets.of_place.push_back(number[of]);
    }
    return sets;
}

/// Mean offset from the set's first place, so that places alone do not move and sums stay exact far from the origin.
MapPoints means_of(const PlacesView& places, const Sets& sets)
{
    MapPoints points;
    points.of_place = sets.of_place;
    points.weight.assign(sets.count, 0.0);
    points.incidents.assign(sets.count, 0);
    std::vector<std::size_t> first(sets.count, kNone);
    std::vector<double> east(sets.count, 0.0);
    std::vector<double> north(sets.count, 0.0);
    for (std::size_t p = 0; p < places.size(); ++p) {
        const std::uint32_t set = sets.of_place[p];
        first[set] = first[set] == kNone ? p : first[set];
        east[set] += places.incidents[p] * (places.x[p] - places.x[first[set]]);
        north[set] += places.incidents[p] * (places.y[p] - places.y[first[set]]);
        points.weight[set] += places.weight[p];
        points.incidents[set] += places.incidents[p];
    }
    for (std::size_t set = 0; set < sets.count; ++set) {
        points.x.push_back(places.x[first[set]] + east[set] / points.incidents[set]);
        points.y.push_back(places.y[first[set]] + north[set] / points.incidents[set]);
    }
    return points;
}

template <class T>
std::vector<T> reordered(const std::vector<T>& values, const std::vector<std::uint32_t>& order)
{
    std::vector<T> result;
    result.reserve(order.size());
    for (const std::uint32_t from : order) {
        result.push_back(values[from]);
    }
    return result;
}

} // namespace

MapPoints map_points(const PlacesView& places, double apart_m)
{
    const auto sets = sets_within(places, apart_m);
    auto points = means_of(places, sets);
    std::vector<std::uint32_t> order(sets.count);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return std::tuple(points.x[a], points.y[a], a) < std::tuple(points.x[b], points.y[b], b);
    });
    std::vector<std::uint32_t> place_in_order(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place_in_order[order[i]] = i;
    }
    points.x = reordered(points.x, order);
    points.y = reordered(points.y, order);
    points.weight = reordered(points.weight, order);
    points.incidents = reordered(points.incidents, order);
    for (auto& point : points.of_place) {
        point = place_in_order[point];
    }
    return points;
}

} // namespace harmspot::cluster
