// SPDX-License-Identifier: MIT
#pragma once

#include "sample/sample_random.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot::sample
{

inline constexpr std::uint32_t kNoHotspot = UINT32_MAX;

/// A short straight street with houses on both sides.
struct Street {
    std::string name;
    std::uint32_t settlement = 0; ///< into `settlements()`
    std::uint32_t hotspot = kNoHotspot;
    double x = 0; ///< middle, British National Grid, metres
    double y = 0;
    double along_x = 0; ///< unit vector
    double along_y = 0;
    std::int32_t houses = 1;
    double anchor_x = 0; ///< where data.police.uk would put what happens here
    double anchor_y = 0;
};

/// The streets of the sample and how likely each is to see an incident of a kind.
struct StreetMap {
    std::vector<Street> streets;

    /// Streets and running totals of their weights.
    struct Choice {
        std::vector<std::uint32_t> streets;
        std::vector<double> totals;

        void add(std::uint32_t street, double weight);
        [[nodiscard]] std::uint32_t pick(Random& random) const { return streets[random.pick(totals)]; }
    };
    Choice homes;                                    ///< every street of towns and countryside
    Choice shopping;                                 ///< the first streets of each settlement
    Choice night;                                    ///< streets of bars in the middle of towns
    std::vector<std::vector<std::uint32_t>> planted; ///< streets of each planted hotspot
    std::uint32_t custody = 0;                       ///< the custody suite, a street of one point
};

[[nodiscard]] StreetMap make_streets(std::uint64_t seed);

/// Position to the metre of one house; a few houses of a street see far more than the others.
struct House {
    std::int32_t easting = 0;
    std::int32_t northing = 0;
};
[[nodiscard]] House pick_house(const Street& street, Random& random);

} // namespace harmspot::sample
