// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_plan.hpp"
#include "harmspot/publish.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

/// One place of a patrol plan.
struct PatrolPlaceReport {
    std::string id;          ///< "patrol-nz245643"; one number more where two share a square
    std::uint32_t rank = 0;  ///< in its area, by what it holds
    std::string name;        ///< commonest location text, else the map square
    std::string square_name; ///< the map square
    Point centre;            ///< analysis CRS
    MultiPolygon shape;      ///< clipped to its area
    std::size_t area = 0;    ///< into `PatrolsReport::areas`
    std::uint64_t incidents = 0;
    std::uint64_t distinct_places = 0;
    double harm = 0;
    WeekProfile hours; ///< of its own incidents
    std::uint32_t visits = 0;
    std::int64_t expected = 0; ///< in the shift, in the planner's unit
    std::int64_t reached = 0;
};

/// One visit of the shift plan.
struct PatrolVisitReport {
    std::size_t area = 0;
    std::uint32_t unit = 0;   ///< 1, 2, … in its area
    std::uint32_t number = 0; ///< 1, 2, … of its unit
    std::size_t place = 0;    ///< into `PatrolsReport::places`
    std::int32_t start_min = 0;
    std::string start; ///< by the clock
    std::string end;
    std::int32_t travel_min = 0;
    std::int64_t reached = 0;
};

/// One area, or the whole study area, of a patrol plan.
struct PatrolAreaReport {
    std::string name;            ///< empty for the study area
    std::size_t number = 0;      ///< in its layer
    std::uint64_t incidents = 0; ///< that count
    double harm = 0;
    std::uint64_t incidents_in_places = 0;
    double harm_in_places = 0;
    double expected = 0; ///< of all that counts, in the shift, in the planner's unit
    std::int64_t expected_in_places = 0;
    std::int64_t reached = 0;
    std::int64_t at_most = 0; ///< no plan of these units reaches more
    std::vector<PatrolUnitTime> units;
    std::vector<std::string> statements; ///< of this area alone
};

/// What logs of patrols show of one place.
struct PatrolDoseRow {
    std::size_t place = 0;
    double minutes = 0;
    std::uint32_t visits = 0;      ///< stays of a minute or more
    std::uint32_t long_visits = 0; ///< of 10 minutes or more
    std::uint32_t units = 0;
    std::string last{}; ///< when a unit was last there; empty when none was
};

/// What a run says of its patrol logs.
struct PatrolDosage {
    struct File {
        std::string path;
        std::string sha256;
        std::uint64_t fixes = 0;
        std::uint64_t unusable = 0; ///< rows without a time or position that can be read
    };
    std::vector<File> files;
    std::vector<PatrolDoseRow> rows; ///< per place
    double minutes = 0;              ///< logged in all
    double minutes_in_places = 0;
    std::uint32_t units = 0;
};

/// Everything that is told about [patrols].
struct PatrolsReport {
    std::string area_layer; ///< empty = one area, the study area
    std::string unit;       ///< of harm
    std::string shift;      ///< "15:00 to 00:00"
    std::int32_t shift_min = 0;
    std::int32_t visit_min = 0;
    bool hours_known = false; ///< else visits are spread evenly
    std::uint64_t incidents_of_themes = 0;
    std::uint64_t domestic = 0;  ///< left out
    std::uint64_t dwellings = 0; ///< left out besides
    std::uint64_t in_zones = 0;
    std::uint64_t nowhere = 0; ///< without coordinates, or in no area
    std::optional<Point> start{};
    std::vector<PatrolPlaceReport> places; ///< by area, then rank
    std::vector<PatrolVisitReport> visits; ///< by area, unit and start
    std::vector<PatrolAreaReport> areas;
    std::optional<PatrolDosage> dosage{};
    std::vector<std::string> statements;       ///< for every product
    std::vector<std::string> whole_statements; ///< for those of all areas, besides; packs have their area's
};

/// What may be written of a plan. The public profile has no visits, routes or rota: where officers will be is not told.
struct PublishedPatrols {
    PublishableLayer places;
    std::optional<PublishableLayer> visits{};
    std::optional<PublishableLayer> routes{};
    std::optional<PublishableTable> rota{};
};

/// The whole plan, or one area of it.
///
/// Public profile: places under `least_count` incidents or `kLeastPublicPlaces` distinct ones are withheld and counted;
/// ids are numbers, since a grid reference would point at the worst place, and a name that may be a house's is left
/// out.
[[nodiscard]] PublishedPatrols publish(const PatrolsReport& report, std::optional<std::size_t> area, int epsg,
                                       const ProductInfo& info, const PublishRules& rules);

/// What the plan covers, a row for each area.
[[nodiscard]] PublishableTable publish_patrol_areas(const PatrolsReport& report, const std::string& path,
                                                    const PublishRules& rules);
/// What logs show, a row for each place. \pre the report has a dosage; not for the public profile
[[nodiscard]] PublishableTable publish_patrol_dosage(const PatrolsReport& report, const std::string& path,
                                                     const PublishRules& rules);

} // namespace harmspot
