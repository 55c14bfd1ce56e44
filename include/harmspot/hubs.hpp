// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/siting.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// A file that the config names.
struct NamedFile {
    std::string path; ///< resolved; empty = none
    std::string as_written;

    [[nodiscard]] bool given() const { return !path.empty(); }
};

/// A hub that is open, as the config tells it.
struct ExistingHub {
    std::string name;
    Point at; ///< analysis CRS
    double capacity = std::numeric_limits<double>::infinity();
};

/// Weighs demand by something known of areas, such as deprivation.
struct HubsMultiplier {
    NamedFile file;         ///< CSV, or a layer of polygons
    std::string code;       ///< CSV: column of the area's code or name
    std::string value;      ///< column or attribute of the number
    std::string area_layer; ///< CSV: areas of this layer are meant; empty = the centroids' codes
};

/// Where demand is added up.
enum class DemandAt : std::uint8_t { places, cells, centroids };

/// One [[hubs]] plan, every default filled in.
struct HubsConfig {
    std::string name;
    std::string title;
    SitingModel model = SitingModel::p_median;
    std::size_t new_hubs = 1;
    bool count_given = true; ///< else as many as the budget pays for
    std::size_t curve_to = 10;
    bool by_harm = true;
    std::map<std::string, double> themes; ///< name → weight; never empty
    DemandAt demand_at = DemandAt::cells;
    double demand_cell_m = 250;
    NamedFile centroids;
    std::string centroid_code = "code";
    std::vector<HubsMultiplier> multipliers;
    NamedFile candidates;
    NamedFile postcodes;
    double lattice_m = 250;
    std::size_t most_candidates = 500;
    NamedFile existing_file;
    std::vector<ExistingHub> existing;
    std::string authority; ///< area layer; empty = none
    bool same_authority = false;
    NamedFile barriers;
    NamedFile crossings;
    double detour_factor = 1.3;
    NamedFile distances; ///< CSV from, to, distance
    bool missing_pairs_cannot_serve = false;
    double reach_m = 2000;
    std::optional<double> full_cover_m;
    std::optional<double> unserved_m;
    double cover_share = 1;
    bool one_per_area = false;
    double least_covered_share = 0;
    std::optional<double> budget;
    double least_separation_m = 0;
    double gap = 0;
    std::size_t nodes = 20'000;
    std::size_t redraws = 100;
};

} // namespace harmspot
