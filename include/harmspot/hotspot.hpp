// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/area.hpp"
#include "harmspot/change.hpp"
#include "harmspot/incidents.hpp"
#include "harmspot/method.hpp"
#include "harmspot/week_profile.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// How a surface is cut into hotspots. Exactly one of the three levels rules.
struct CutRule {
    enum class Kind { area_share, mass_share, level } kind = Kind::area_share;
    /// area_share: share of S that the region inside W covers; mass_share: share of the surface's mass
    /// inside W that the region holds; level: the surface's own unit.
    double value = 0.01;
};

/// What a polygon must have to be a hotspot, and when it is too big to be one place.
struct HotspotRules {
    CutRule cut;
    bool quarter_outline = false; ///< also outline where a quarter of the mass lies
    double least_area_km2 = 0.02; ///< 2 ha
    std::uint64_t least_incidents = 10;
    std::uint64_t least_places = 3;
    double split_above_km2 = 0.5;
    double hull_ratio = 0.3; ///< of the concave hull round a cluster
    double hull_buffer_m = 25;
    double hull_membership = 0.5; ///< the hull is drawn round members that belong at least so firmly
};

/// One theme's incidents, as hotspots count them. Rows are incidents with coordinates, in run order.
struct ThemeRows {
    std::vector<std::uint32_t> place;    ///< into `Places`
    std::vector<double> harm;            ///< raw, in the table's unit; 1 in the count version
    std::vector<double> weight;          ///< detection weight; 1 in the count version
    std::vector<std::uint32_t> location; ///< into the locations' dictionary
    /// The span it may have happened in, as in `Incidents`; `kNoTime` where the hour is not known. Both may be
    /// empty: no hour is known.
    std::vector<std::int32_t> earliest_min{};
    std::vector<std::int32_t> latest_min{};
    /// Kinds of offence and of place, into their dictionaries; both may be empty: nothing is told of kinds.
    std::vector<std::uint32_t> offence{};
    std::vector<std::uint32_t> location_type{};
};

/// What hotspots need to know about the run; all referred to, nothing owned.
struct HotspotContext {
    const Places* places = nullptr;
    const Dictionary* locations = nullptr;
    const Dictionary* offences = nullptr;       ///< null: nothing is told of kinds of offence
    const Dictionary* location_types = nullptr; ///< likewise of kinds of place
    const std::vector<AreaLayer>* layers = nullptr;
    const std::vector<std::vector<std::uint16_t>>* area_of_place = nullptr; ///< [layer][place]
    std::string theme;
    std::string entry;
    std::string method;
    int epsg = 27700; ///< the analysis CRS, for grid references
    /// Locations name map points that incidents were moved to, not where they happened: names say "near".
    bool locations_are_map_points = false;
    unsigned threads = 0;
};

/// The part of the map a list of hotspots is for: all of W, or one area of a layer.
struct Scope {
    const MultiPolygon* shape = nullptr;
    double searchable_km2 = 0;          ///< S inside the shape
    std::optional<std::size_t> layer{}; ///< set for an area's own list
    std::uint16_t area = kOutside;      ///< in that layer
};

// The guard against frequency deserts, where one grave incident makes a hotspot though little happens there.

/// A hotspot whose gravest incident holds at least this share of its harm is a single event, not a pattern.
inline constexpr double kSingleEventShare = 0.5;
/// Fewer effective incidents than this call for a word of caution; so does every single event, since its
/// (Σw)²/Σw² is under 4.
inline constexpr double kFewEffectiveIncidents = 5;

/// Hours are told of a hotspot with at least so many incidents whose hours are known…
inline constexpr std::uint64_t kLeastTimedIncidents = 20;
/// …which are at least this share of its incidents: else they are no picture of the place.
inline constexpr double kLeastTimedShare = 0.5;
/// The peak is the smallest window of the week that holds this share of the incidents.
inline constexpr double kPeakShare = 0.5;

/// How little chance explains a hotspot: of its strongest cell.
struct ChanceFigures {
    double z = 0;
    double p_value = 1;    ///< raw; two-sided, of a risk map one-sided
    double p_adjusted = 1; ///< for all cells that were tested
};

/// What a re-run changes.
enum class RerunFactor : std::uint8_t { bootstrap, bandwidth, cell, harm_table };
inline constexpr std::size_t kRerunFactors = 4;

/// In how many re-runs a hotspot was found again, by `RerunFactor`; 0 runs of a factor that cannot matter.
struct FoundAgain {
    std::array<std::uint32_t, kRerunFactors> found{};
    std::array<std::uint32_t, kRerunFactors> runs{};

    /// Of the re-runs of one factor; nothing when there were none.
    [[nodiscard]] std::optional<double> share(RerunFactor factor) const;
    /// The mean over factors, each counted alike however many re-runs it had; nothing when there were none.
    [[nodiscard]] std::optional<double> overall() const;
};

/// In how many earlier periods a place was a hotspot.
struct Persistence {
    std::uint32_t hot = 0;
    std::uint32_t periods = 0; ///< that could be looked at
};

/// How much commoner a theme is in a hotspot than in what it is held against, both spread by the kernel.
struct RiskFigures {
    double ratio = 0;              ///< the theme's share that falls in the outline over the other's; NaN when that is 0
    double expected_incidents = 0; ///< if the theme were spread as the other is
    double expected_harm = 0;
};

/// At most this is called significant, in words and in counts of hotspots; the p-values are always given.
inline constexpr double kSignificantP = 0.05;

/// How often chance would do as much as a hotspot shows, anywhere on the map; see `explain significance`.
/// A question that cannot be asked has no answer.
struct SignificanceFigures {
    std::optional<double> p_value{};      ///< more of the theme's incidents than its share of all incidents there
    std::optional<double> p_value_harm{}; ///< more harm than so many of the theme's incidents hold on average

    [[nodiscard]] bool more_incidents() const noexcept { return p_value && *p_value <= kSignificantP; }
    [[nodiscard]] bool more_harm() const noexcept { return p_value_harm && *p_value_harm <= kSignificantP; }
};

/// How many of a hotspot's incidents are of one kind.
struct KindCount {
    std::string name;
    std::uint64_t incidents = 0;
};
/// So many kinds are told, the commonest.
inline constexpr std::size_t kMostKinds = 3;

/// A place on the map that holds much harm, described.
struct Hotspot {
    std::string id;                  ///< <theme>-<entry>-<100 m grid reference>[-n]
    std::string outline = "hotspot"; ///< or "quarter"
    MultiPolygon shape;              ///< analysis CRS
    std::uint32_t rank = 0;
    std::uint32_t harm_rank = 0;
    std::uint32_t incidents_rank = 0;
    std::vector<std::string> area_names;     ///< one per layer: where most of its incidents lie; "" outside
    std::vector<std::string> continues_into; ///< neighbours it was clipped from, sorted
    std::string place;                       ///< a name for people
    double place_share = 0;                  ///< share of its incidents that the name covers
    std::uint64_t incidents = 0;
    double harm = 0;
    double harm_share = 0; ///< of the theme's harm in the scope
    double area_km2 = 0;
    std::uint64_t distinct_places = 0;
    double effective_incidents = 0; ///< (Σw)²/Σw², w = raw harm
    double top_incident_share = 0;  ///< share of the harm that its largest incident holds
    /// Its rank when its gravest incident is left out and every other hotspot is as it is; 0 in an outline.
    std::uint32_t rank_without_top = 0;
    /// What happened there and in what kinds of place, most first; empty where the data do not say.
    std::vector<KindCount> offences{};
    std::vector<KindCount> location_types{};
    std::string note{};                               ///< an analyst's, from [decisions]
    bool named_by_analyst = false;                    ///< `place` is not from the data
    std::optional<std::uint64_t> cluster_incidents{}; ///< clusters only
    std::optional<double> cluster_stability{};        ///< clusters that know it; see `Clusters::stability`
    std::optional<double> membership{};               ///< mean over the cluster's incidents in the scope
    std::optional<ChanceFigures> chance{};            ///< significant cells and risk maps only
    std::optional<RiskFigures> risk{};                ///< risk maps only
    std::optional<double> at_risk{};        ///< rates only: what lies in its cells, whole even where it is clipped
    std::optional<WeekProfile> hours{};     ///< where enough of its incidents have known hours
    std::optional<PeakWindow> peak{};       ///< of `hours`
    std::optional<std::uint32_t> cluster{}; ///< clusters only: its number in `Clusters::label`
    std::optional<SignificanceFigures> significance{}; ///< where it was asked for
    std::optional<FoundAgain> found_again{};           ///< when re-runs were made
    std::optional<Persistence> persistence{};          ///< when an earlier period could be looked at
    std::optional<ChangeFigures> change{};             ///< when the run has a period and [change] is on
};

/// A hotspot that an analyst took off the list; its incidents stay in all totals.
struct LeftOut {
    Hotspot hotspot;
    std::string reason;
    std::string initials;
    std::string date; ///< as written, YYYY-MM-DD
};

/// Ranked hotspots of one theme, entry and version in one scope.
struct HotspotList {
    std::vector<Hotspot> hotspots; ///< by rank, quarter outlines after them
    std::optional<double> level{}; ///< at which the surface was cut, in its unit
    double region_km2 = 0;         ///< before drops; for clusters the sum over hulls
    std::uint64_t dropped_small_area = 0;
    std::uint64_t dropped_few_incidents = 0;
    std::uint64_t dropped_few_places = 0;
    std::uint64_t dropped_as_chance = 0; ///< risk maps only: chance makes as strong a peak too often
    std::uint64_t incidents_in_scope = 0;
    double harm_in_scope = 0;
    std::vector<LeftOut> left_out{}; ///< by rank before they were
};

/// Cuts a surface into hotspots: the contour at the level that the rule gives, clipped to the scope,
/// split at saddles, described, dropped, ranked.
///
/// Members are the scope's incidents inside or on the polygon: an area's own by `area_of_place`, the whole
/// force's those inside or on the shape. A polygon without incidents is no hotspot, whatever the rules.
/// Shapes start each ring at its lowest point by (x, y). Neither threads nor row order changes anything.
[[nodiscard]] HotspotList hotspots_from_surface(const Surface& surface, const ThemeRows& rows,
                                                const HotspotRules& rules, const Scope& scope,
                                                const HotspotContext& context);

/// Draws a hull round each cluster and describes it. `view_place[i]` is the `Places` number of the
/// clustered place i. Hulls may overlap; one that the scope's border cuts apart stays one hotspot.
[[nodiscard]] HotspotList hotspots_from_clusters(const Clusters& clusters, std::span<const std::uint32_t> view_place,
                                                 const ThemeRows& rows, const HotspotRules& rules, const Scope& scope,
                                                 const HotspotContext& context);

/// Joins hot cells that share a side, cuts what is too large at the passes between summits of z (`cell_parts`), clips
/// to the scope and describes. A connected piece is a hotspot; hot areas of a layer are neither joined nor cut, each is
/// one, whole. Figures of chance are those of the cell with the greatest z of the whole, unclipped part.
[[nodiscard]] HotspotList hotspots_from_cells(const SignificantCells& cells, const ThemeRows& rows,
                                              const HotspotRules& rules, const Scope& scope,
                                              const HotspotContext& context);

/// Outlines where a risk map's p-value is at most its tolerance, clipped to the scope, split at saddles of its
/// strength, described, and dropped by the rules or when the peak's adjusted p-value is over the map's limit.
[[nodiscard]] HotspotList hotspots_from_risk(const RiskMap& map, const ThemeRows& rows, const HotspotRules& rules,
                                             const Scope& scope, const HotspotContext& context);

/// "NZ 245 643" for British National Grid metres; `digits` per axis (3 = 100 m). Empty off the grid.
[[nodiscard]] std::string grid_reference(double easting_m, double northing_m, int digits, bool spaced);

} // namespace harmspot
