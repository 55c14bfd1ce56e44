// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/cells.hpp"
#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/progress.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace harmspot
{

/// A theme's distinct places with what lies on each. All spans have one length; places are ordered by
/// (x, y) and differ from each other.
struct PlacesView {
    std::span<const double> x;                ///< metres, analysis CRS, finite
    std::span<const double> y;                ///< metres
    std::span<const double> weight;           ///< sum of detection weights, finite, not negative
    std::span<const std::uint32_t> incidents; ///< how many incidents, at least 1

    [[nodiscard]] std::size_t size() const noexcept { return x.size(); }
};

/// Which instructions the numeric loops use. Bytes are promised for one path.
enum class SimdPath : std::uint8_t { plain, avx2, avx512 };
[[nodiscard]] std::string_view simd_text(SimdPath path);
/// The best path this processor has.
[[nodiscard]] SimdPath best_simd();
/// Whether this processor and this build can run `path`.
[[nodiscard]] bool simd_available(SimdPath path);

/// A value of a parameter or config key.
using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;
using ParamValues = std::map<std::string, ParamValue, std::less<>>;

/// One typed key: of a method, a writer, or a section of the config. From these come config checks, the
/// schema, `explain`, the starter config and the man page.
struct KeySpec {
    enum class Type {
        boolean,
        integer,
        number,
        text,
        text_list,
        number_or_text,
        date,      ///< a TOML date, no quotes
        file,      ///< path of a plain file; `choices` are words allowed in its place
        file_list, ///< paths or patterns
        name,      ///< [a-z][a-z0-9_]{0,39}: safe as a folder, layer or property name
        crs,       ///< "EPSG:27700"
        text_map,  ///< table: name = "text"
        groups,    ///< a text, or a table: "new name" = ["old name", …]
        rule,      ///< tree of tests on an incident
    };
    /// Keys of [[hotspots]] that only mean something for one kind of detection.
    /// `maps` are surfaces, risk maps and cells.
    enum class OnlyFor { anything, surfaces, maps, clusters, surfaces_and_clusters };

    std::string name;
    Type type = Type::text;
    std::string unit{};                   ///< "m", "incidents", "" when it has none
    std::optional<ParamValue> fallback{}; ///< the default; none = required unless `optional`
    bool optional = false;                ///< may be absent with no default
    std::optional<double> least{};        ///< inclusive
    std::optional<double> most{};         ///< inclusive
    std::vector<std::string> choices{};   ///< allowed texts; for `number_or_text` the allowed words
    std::string why{};                    ///< one line: what it is for and why this default
    OnlyFor only_for = OnlyFor::anything;
    std::string in_place_of{}; ///< the key whose default this one sets aside; only one of them may be given
};
/// "surfaces", "surfaces, risk maps and cells", …; "" for `anything`
[[nodiscard]] std::string_view only_for_text(KeySpec::OnlyFor only_for);

/// Intensity surface of one theme.
struct Surface {
    Raster<double> raster; ///< weight per km²; 0 where nothing is in reach; not masked
    double bandwidth_m = 0;
    double reach_m = 0;    ///< beyond this from every place the surface is exactly 0
    std::string unit;      ///< "incidents per km2", "days per km2"; filled by the caller
    std::string cell_rule; ///< "centre" or "average"
    double mass = 0;       ///< sum of cell × cell area, over the whole raster
    double weight = 0;     ///< sum of the weights that went in
    ParamValues chosen{};  ///< what "auto" became, e.g. bandwidth_m
    std::string why{};     ///< a sentence that says so to people, with the reason; "" when nothing was chosen
    std::vector<std::pair<double, double>> bandwidth_curve{}; ///< bandwidths tried, in metres, and their scores
};

/// Groups of places.
struct Clusters {
    std::vector<std::int32_t> label; ///< per place: 0, 1, …, or -1 for noise
    std::int32_t count = 0;
    ParamValues chosen; ///< what "auto" became, e.g. eps_m
    /// Per place, 0 (noise) to 1: how firmly it belongs to its cluster. Empty when the method does not tell.
    std::vector<double> membership{};
    /// Per cluster: how long it holds together as density rises. Empty when the method does not tell.
    std::vector<double> stability{};
    /// DBSCAN with `eps_m = "knee"`: the distance to the k-th incident at quantiles 0, 1/40, …, 1 over incidents.
    std::vector<double> k_distance_m{};
};

/// What a test says of a cell.
enum class CellClass : std::uint8_t {
    ordinary, ///< not significant, or not analysed
    hot,      ///< significantly high among high ones
    cold,     ///< significantly low among low ones
    outlier   ///< significantly unlike its neighbours
};

/// Cells, each tested for whether what lies in and round it could be chance. Vectors hold one entry per cell.
struct SignificantCells {
    CellShapes shapes;
    std::vector<CellClass> cell_class;
    std::vector<double> z;          ///< 0 where not tested
    std::vector<double> p_value;    ///< two-sided, raw; 1 where not tested
    std::vector<double> p_adjusted; ///< for the number of cells tested; 1 where not tested
    std::vector<double> at_risk;    ///< what the cell's rate is per; empty when totals were tested
    ParamValues chosen;             ///< what "auto" became, and how many cells were analysed
    ParamValues whole_map{};        ///< Moran's I and general G of all cells, for the manifest
    std::string why{};              ///< what readers must know, in sentences; "" when nothing
};

/// Where a theme is commoner than what it is held against, and how often chance would do as much.
struct RiskMap {
    Raster<std::uint8_t> tested;    ///< 1 where there is anything to say
    Raster<double> log_ratio;       ///< natural logarithm; 0 where not tested
    Raster<double> p_value;         ///< chance of as high a ratio in that cell; 1 where not tested
    Raster<double> strength;        ///< the log ratio over what chance makes of it; 0 where not tested
    Raster<double> theme_density;   ///< share of the theme's weight per km²
    Raster<double> against_density; ///< share of what it is held against per km²
    std::vector<double> greatest{}; ///< per draw, greatest strength anywhere; ascending
    double tolerance = 0.05;        ///< outlines run where p_value is this
    double most_p_adjusted = 0.05;  ///< outlines whose peak could be chance more often than this are dropped
    double reach_m = 0;             ///< beyond this from every incident no density is felt
    std::uint64_t theme_incidents = 0;
    double theme_harm = 0; ///< sum of detection weights
    std::string against{}; ///< "the other incidents", for people
    ParamValues chosen{};
    std::string why{};                                        ///< what the map says and what it does not, in sentences
    std::vector<std::pair<double, double>> bandwidth_curve{}; ///< as `Surface::bandwidth_curve`
};

using Detection = std::variant<Surface, Clusters, SignificantCells, RiskMap>;

struct RiskSetting; ///< relative_risk.hpp

struct KdeParams;

struct MethodContext {
    Box extent;                                       ///< of the study area W
    const Raster<std::uint8_t>* searchable = nullptr; ///< S, 1 = in; null = everywhere in `extent`
    const MultiPolygon* within = nullptr;             ///< the one area that all places lie in; null = all of W
    unsigned threads = 0;
    SimdPath simd = SimdPath::plain;
    std::uint64_t seed = 1;
    /// Located incidents of the whole theme, where only one area's are looked at; so that every area's map is
    /// made alike.
    std::uint64_t theme_incidents = 0;
    double study_area_m2 = 0;
    /// Sets the cells whose centres lie in the study area (of an area alone, in that area) to 1.
    std::function<void(Raster<std::uint8_t>&)> burn_study_area{};
    /// Where the inputs moved incidents to shared map points: a bandwidth taken from the data is never under this.
    double least_bandwidth_m = 0;
    /// Spacing of the map points that all of the run's incidents were moved to, 0 when they were not; none =
    /// a method that needs it judges by the places it is given.
    std::optional<double> snap_spacing_m{};
    const RiskSetting* risk = nullptr;     ///< for methods that make risk maps: what the theme is held against
    const CellAreas* cell_areas = nullptr; ///< the layer whose areas are the cells, where an entry asks for it
    const PointsAtRisk* at_risk = nullptr; ///< what rates are per, where it is known by points
    std::string at_risk_unit{};            ///< "households"
    /// Σw²/Σw over the theme's incidents, w = detection weight: how much more a sum of weights varies by chance
    /// than a count does. 1 for counts.
    double weight_dispersion = 1;
    const Progress* progress = nullptr; ///< may be null
};

/// Which alternative of `Detection` a method gives.
enum class Makes : std::uint8_t { surface, clusters, cells, risk_map };
[[nodiscard]] std::string_view makes_text(Makes makes); ///< "surface", "clusters", "cells", "risk map"

/// A detection method: what it is, in words and keys, and the function that does it.
struct Method {
    std::string_view name;      ///< as in `method = "…"`
    std::string_view label;     ///< for a menu: "Density map"
    std::string_view summary;   ///< one line for `list`
    std::string_view words;     ///< a paragraph for a meeting, for `explain`
    std::string_view reference; ///< where the arithmetic comes from
    Makes makes = Makes::surface;
    std::vector<KeySpec> keys;
    Detection (*detect)(const PlacesView&, const ParamValues&, const MethodContext&) = nullptr;
    /// Problems that no single key shows; one sentence each. May be null.
    std::vector<std::string> (*check)(const ParamValues&) = nullptr;
    /// The kernel whose plain sum over places the surface is, whatever their weights; nothing when it is more than
    /// that. So that a map may be made under many weightings at once. May be null.
    std::optional<KdeParams> (*fixed_kernel)(const ParamValues&) = nullptr;
};

/// The table of methods, in the order in which people should meet them.
[[nodiscard]] std::span<const Method> methods();
[[nodiscard]] const Method* find_method(std::string_view name);

[[nodiscard]] double number_of(const ParamValues& values, std::string_view name);
[[nodiscard]] std::int64_t integer_of(const ParamValues& values, std::string_view name);
[[nodiscard]] bool boolean_of(const ParamValues& values, std::string_view name);
[[nodiscard]] const std::string& text_of(const ParamValues& values, std::string_view name);
/// The number, or nothing when the value is a word.
[[nodiscard]] std::optional<double> number_if(const ParamValues& values, std::string_view name);

} // namespace harmspot
