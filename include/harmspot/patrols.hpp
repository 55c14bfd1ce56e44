// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs.hpp"
#include "harmspot/patrol_places.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// A point and what lies about it, where no patrol is wanted.
struct PatrolZone {
    std::string name;
    Point at; ///< analysis CRS
    double radius_m = 100;
};

/// [patrols], every default filled in.
struct PatrolsConfig {
    std::vector<std::string> themes;            ///< never empty
    std::vector<std::string> keep_dwellings_of; ///< themes whose incidents in dwellings count all the same
    std::vector<std::string> dwelling_types;    ///< values of the location type that are dwellings
    bool allow_unfiltered = false;
    bool by_harm = true;

    PatrolShape shape = PatrolShape::square;
    double size_m = 150;
    double step_m = 10;
    double turn_degrees = 5;
    double separation_m = 0;
    std::optional<std::size_t> places{}; ///< in all; none = as many as the budget could visit
    std::string area_layer;              ///< units keep to its areas; empty = one area
    std::size_t least_per_area = 0;
    std::optional<std::size_t> most_per_area{};
    std::map<std::string, std::size_t> area_least; ///< by name of area
    std::map<std::string, std::size_t> area_most;
    NamedFile excluded_file;
    std::string excluded_name; ///< attribute of the zones' names
    std::vector<PatrolZone> excluded;

    std::int32_t from_min = 0;         ///< of the day, by the wall clock
    std::int32_t to_min = 0;           ///< likewise; not later than from_min = on the next day
    std::optional<std::int32_t> day{}; ///< on which the shift starts, since 1970-01-01; none = any
    std::size_t units = 2;
    bool units_in_all = false; ///< else per area
    std::map<std::string, std::size_t> area_units;
    std::int32_t minutes_per_visit = 15;
    std::int32_t revisit_gap_min = 120;
    std::optional<double> hours_per_unit{};
    double travel_kmh = 20;
    double detour_factor = 1.3;
    std::optional<Point> start{}; ///< analysis CRS
    std::uint32_t seed = 1;

    std::vector<std::string> logs; ///< resolved patterns
    std::vector<std::string> logs_as_written;
    double log_reach_m = 20;         ///< this far outside a place still counts as in it
    double log_longest_step_min = 5; ///< a fix stands for no longer than this
};

} // namespace harmspot
