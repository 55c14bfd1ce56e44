// SPDX-License-Identifier: MIT
#pragma once

#include "cluster/place_tree.hpp"

#include "harmspot/method.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::cluster
{

/// Places that are one map point but for jitter, made one.
struct MapPoints {
    std::vector<double> x; ///< by (x, y)
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::uint32_t> of_place; ///< per place of the view: its point

    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

/// Unites places that lie within `apart_m` of each other by steps, at the mean position of their incidents: what 5 cm
/// of jitter has pulled apart comes together again, and the more incidents a point has the less is left of it. A
/// place with no other so near keeps its position to the bit.
[[nodiscard]] MapPoints map_points(const PlacesView& places, double apart_m);

} // namespace harmspot::cluster
