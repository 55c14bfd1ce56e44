// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/siting_options.hpp"

#include "run/read_points.hpp"
#include "run/run_data.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// Hotspots of the whole force that a job found, for plans that take their candidates from them.
struct FoundSpots {
    std::size_t theme = 0; ///< into config.themes
    std::size_t entry = 0; ///< into config.hotspots
    std::vector<MultiPolygon> shapes;
};

/// A plan as a problem for the solvers, and what its numbers stand for.
struct HubInputs {
    SitingProblem problem;
    SitingRequest request;
    std::vector<NamedPoint> sites;        ///< existing hubs first, then candidates; named
    std::size_t existing = 0;             ///< how many of them exist
    std::vector<Point> demand;            ///< where demand is taken to be
    std::vector<std::uint64_t> incidents; ///< per demand point
    DemandUnits units;                    ///< the incidents
    std::string unit;                     ///< of demand: "days", "incidents", "weighted days"
    std::vector<std::string> statements;  ///< what every product of the plan must say
    std::vector<std::string> warnings;
};

/// \throws InputError when there is no demand, no candidate, or a file does not do
[[nodiscard]] HubInputs hub_inputs(const RunConfig& config, const HubsConfig& plan, const RunData& data,
                                   const std::vector<FoundSpots>& spots, unsigned threads);

/// For each point the number of its area in the layer (the first by name where several share a border), or kNoArea.
[[nodiscard]] std::vector<std::uint16_t> areas_of(const std::vector<Point>& points, const AreaLayer& layer,
                                                  unsigned threads);

/// Every file that a plan reads.
[[nodiscard]] std::vector<NamedFile> files_of(const HubsConfig& plan);

} // namespace harmspot
