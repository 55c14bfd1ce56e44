// SPDX-License-Identifier: MIT
#pragma once

#include "run/decisions.hpp"
#include "run/history.hpp"
#include "run/hub_inputs.hpp"
#include "run/reruns.hpp"
#include "run/run_data.hpp"
#include "run/significance.hpp"

#include "harmspot/hubs_report.hpp"
#include "harmspot/map_page.hpp"
#include "harmspot/output.hpp"
#include "harmspot/publish.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

/// One file that was written, for the manifest.
struct WrittenOutput {
    PlannedOutput plan;
    std::uint64_t features = 0; ///< polygons, cells of a surface that hold data, or rows of a table
    std::optional<double> level{};
    std::string level_unit{};
    Withheld withheld;
    std::uint64_t dropped_small_area = 0;
    std::uint64_t dropped_few_incidents = 0;
    std::uint64_t dropped_few_places = 0;
    std::optional<std::uint64_t> dropped_as_chance{};         ///< risk maps only
    ParamValues chosen{};                                     ///< what "auto" became
    ParamValues whole_map{};                                  ///< cells: Moran's I and general G
    std::string why{};                                        ///< and why, in a sentence
    std::vector<std::pair<double, double>> bandwidth_curve{}; ///< metres and score
    std::vector<double> k_distance_m{};                       ///< see `Clusters::k_distance_m`
    std::optional<double> mass{};                             ///< surfaces: sum of cell × area, and of the weights
    std::optional<double> weight{};
    std::string cell_rule{};
    std::optional<RerunReport> reruns{}; ///< when re-runs were made
    std::optional<SignificanceReport> significance{};
    std::string sha256{};
};

/// What the jobs of a run have made.
struct Products {
    std::vector<WrittenOutput> written;
    std::vector<std::pair<std::string, PublishableLayer>> layers; ///< for the GeoPackage, by layer name
    std::map<std::string, std::vector<std::pair<std::string, PublishableLayer>>>
        pack_layers;                                        ///< likewise, by path of the pack's
    std::map<std::string, std::vector<MapPageLayer>> pages; ///< what each map page shows, by its path
    std::vector<std::string> lines;                         ///< one sentence a map
    std::vector<FoundSpots> spots;                          ///< weighted by harm, when there are [[hubs]] plans
    std::vector<HubsReport> hubs;                           ///< as published, for the manifest
    Table concentration;                                    ///< as published, for the manifest
    Table left_out;                                         ///< hotspots that analysts left out
};

/// Detects, describes, publishes and writes every map of the plan, and counts in `decisions` whom they met.
[[nodiscard]] Products make_products(const RunConfig& config, const RunOptions& options, const RunData& data,
                                     const History& history, Decisions& decisions, OutputFolder& folder,
                                     const Progress& progress, Stopwatch& watch);

/// Writes the tables.
void write_shared_products(const RunConfig& config, const RunOptions& options, const RunData& data,
                           const History& history, OutputFolder& folder, Products& products);

} // namespace harmspot
