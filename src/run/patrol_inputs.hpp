// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_places.hpp"

#include "run/run_data.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// Which incidents patrols are planned for, and where.
namespace harmspot
{

/// A zone without places, and what it kept out.
struct ZoneCount {
    std::string name;
    std::uint64_t incidents = 0;
};

/// One area that is planned by itself.
struct PatrolGroundInput {
    std::string name;       ///< empty = the study area
    std::size_t number = 0; ///< in its layer
    const MultiPolygon* shape = nullptr;
    std::size_t units = 0; ///< 0 with units_are = "in_all"
    std::uint64_t incidents = 0;
    double harm = 0;
    double weight = 0;
    std::uint64_t domestic = 0;            ///< located in it, but left out
    std::uint64_t dwellings = 0;           ///< left out besides
    std::vector<std::string> statements{}; ///< for its own products
};

struct PatrolInputs {
    std::vector<std::uint32_t> rows;   ///< that count: of the themes, not left out, in a ground
    std::vector<double> weight;        ///< per row of `rows`
    std::vector<double> x, y;          ///< distinct points, in (x, y) order
    std::vector<double> point_weight;  ///< per point
    std::vector<std::uint32_t> count;  ///< per point
    std::vector<std::uint32_t> place;  ///< per point, into `Places`
    std::vector<std::uint16_t> ground; ///< per point, into `grounds`
    std::vector<PatrolGroundInput> grounds;
    PatrolPlaceRules rules;
    std::vector<PatrolGround> quotas; ///< per ground
    bool hours_known = false;
    bool snapped = false;
    std::uint64_t incidents_of_themes = 0;
    std::uint64_t domestic = 0;
    std::uint64_t dwellings = 0;
    std::uint64_t nowhere = 0;
    std::uint64_t in_zones = 0;
    std::vector<ZoneCount> zones;
    std::vector<std::string> statements;       ///< for every product
    std::vector<std::string> whole_statements; ///< for those of all areas, besides
    std::vector<std::string> warnings;

    [[nodiscard]] PlacesView view() const { return {x, y, point_weight, count}; }
};

/// \throws ConfigError for areas that the layer lacks, quotas that cannot be met, and violence that cannot be told from
/// what happened in homes; InputError for a file of zones that does not do
[[nodiscard]] PatrolInputs patrol_inputs(const RunConfig& config, const RunData& data);

} // namespace harmspot
