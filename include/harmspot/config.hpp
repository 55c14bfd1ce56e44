// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/harm.hpp"
#include "harmspot/hotspot.hpp"
#include "harmspot/hubs.hpp"
#include "harmspot/method.hpp"
#include "harmspot/patrols.hpp"
#include "harmspot/publish.hpp"
#include "harmspot/theme.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// First and last day that count, both inclusive, as days since 1970-01-01.
struct Period {
    std::int32_t from_day = 0;
    std::int32_t to_day = 0;
};

/// Columns of a force's own export, by header name. Empty = not mapped.
struct ColumnMap {
    std::string easting;
    std::string northing;
    std::string longitude;
    std::string latitude;
    std::string grid_reference; ///< OS grid reference, in place of either pair
    std::string offence;        ///< offence text
    std::string code;           ///< offence code
    std::string date;           ///< one timestamp or date
    std::string earliest;       ///< or a span
    std::string latest;
    std::string recorded;     ///< when the police recorded it; counts for DateBasis::recorded alone
    std::string id;           ///< incident reference; used to find repeats, never kept or written
    bool id_may_lack = false; ///< whether a file without the column of `id` is read as one of blank references
    std::string location;
    std::string location_type;
    std::string own_area;                     ///< the export's own area, for the share with coordinates alone
    std::string domestic;                     ///< a yes/no column; becomes the flag "domestic"
    std::map<std::string, std::string> flags; ///< flag name → yes/no column
    std::string flag_list;                    ///< one column that lists flags, separated by `flag_separator`
    std::string flag_separator = ";";
    std::map<std::string, std::string> fields; ///< further columns for rules: name in rules → column
};

/// Which of an incident's dates counts.
enum class DateBasis : std::uint8_t { committed, recorded };

/// When a row repeats an earlier one and is left out as `duplicate`.
enum class Duplicates : std::uint8_t {
    off,            ///< never
    id,             ///< same reference
    columns,        ///< same values in the columns compared
    id_and_columns, ///< same reference and same values in every mapped column
};
/// "id_and_columns", … as in the config
[[nodiscard]] std::string_view duplicates_text(Duplicates duplicates);

/// Rows that never count, such as cancelled ones.
struct ExcludeRule {
    std::string name; ///< empty when the only one
    Rule match;
};

/// data.police.uk moves incidents to map points some 100 to 200 m apart: a finer map would show those points.
inline constexpr double kLeastPoliceUkBandwidthM = 200;

struct IncidentsConfig {
    std::vector<std::string> files; ///< patterns, resolved against the config's folder
    std::vector<std::string> files_as_written;
    std::string format; ///< "police-uk" or "columns"
    int epsg = 27700;   ///< of easting and northing; lon/lat are EPSG:4326
    int layer_epsg = 0; ///< of the geometry of GIS layers; 0 = as each file says
    std::string layer;  ///< of GIS files with several; empty = the only one
    std::string sheet;  ///< of Excel workbooks; empty = the first that has the mapped columns
    ColumnMap columns;
    DateBasis date_basis = DateBasis::committed;
    std::vector<ExcludeRule> exclude; ///< rows that one matches are left out as `excluded_by_rule`; at most 64
    Duplicates duplicates = Duplicates::id_and_columns;
    std::vector<std::string> duplicate_columns; ///< keys of `columns` to compare; empty = all that are mapped
    std::int64_t expected_lag_days = 0;         ///< how late rows may still come in
    std::string code_map;                       ///< CSV code_in,code_out for codes such as 008/06; resolved, or empty
};

struct AreaConfig {
    std::string layer;
    std::string file; ///< resolved
    std::string file_as_written;
    std::string name;                                      ///< attribute holding the area's name
    std::string group_attribute;                           ///< dissolve by an attribute's value…
    std::map<std::string, std::vector<std::string>> group; ///< …or by new name → names to dissolve
    int epsg = 0;                                          ///< 0 = as the file says (GeoJSON: WGS 84)
    bool pack = false;
    bool isolate = false;
};

struct HarmConfig {
    std::string table; ///< resolved path or "count"
    std::string table_as_written;
    UnmatchedPolicy unmatched;
    WeightTransform transform;
};

/// A population counted at points, to hold themes against.
struct DenominatorConfig {
    std::string name;
    std::string title; ///< what it counts, for people: "residents, mid-2019"
    std::string file;  ///< resolved
    std::string file_as_written;
    std::string layer; ///< of a GIS file with several
    int epsg = 27700;  ///< of easting and northing; lon/lat are EPSG:4326
    int layer_epsg = 0;
    std::string easting; ///< columns, by header name; without any, the points of a GIS layer
    std::string northing;
    std::string longitude;
    std::string latitude;
    std::string weight;     ///< how many a point or area stands for; empty = 1
    std::string area_layer; ///< the [[areas]] layer whose areas the rows are, joined by name; empty = rows are points
    std::string area;       ///< column of the areas' names
};

/// One [[hotspots]] entry: a method, its parameters, the themes it runs for.
struct HotspotEntry {
    std::string name;
    std::string method;
    std::vector<std::string> themes; ///< empty = all
    ParamValues params;              ///< every key of the method, defaults filled in
    HotspotRules rules;
    std::uint32_t significance_draws = 0; ///< draws that each hotspot is held against; 0 = none is
};

/// Whether and how maps are re-run, to see which hotspots are found again.
struct StabilityConfig {
    bool enabled = false;
    std::uint32_t draws = 100;            ///< bootstrap re-runs
    double bandwidth_change = 0.25;       ///< one re-run narrower and one wider by this share; 0 = none
    double cell_change = 0.25;            ///< likewise with the cells
    std::vector<std::string> harm_tables; ///< resolved paths
    std::vector<std::string> harm_tables_as_written;
};

/// Whether hotspots are looked for in earlier periods.
struct PersistenceConfig {
    std::uint32_t periods = 0;                ///< as long as the run's and before it; 0 = none
    std::uint32_t missing_months_allowed = 0; ///< more than these, and an earlier period does not count
};

/// What maps show below hotspots, for whoever has to find the place.
struct ContextLayer {
    std::string kind; ///< "road", "rail", "water", "building" or "place"
    NamedFile file;
    std::string layer; ///< of a GIS file with several
    std::string name;  ///< attribute of names; empty = none are shown
    int epsg = 0;      ///< 0 = as the file says
};

/// A database that every layer goes to besides the files. Host, user and password are the service's and the
/// environment's.
struct PostgisOutput {
    std::string service; ///< in pg_service.conf; empty = by the PG… environment variables
    std::string schema = "harmspot";
};

struct OutputConfig {
    std::string folder; ///< as resolved; empty = must come from the command line
    std::optional<PostgisOutput> postgis{};
    bool surfaces = true;
    bool geopackage = true;
    bool map = true;
    bool briefing = true;
};

/// Everything a run needs to know, every default filled in.
struct RunConfig {
    std::string title;
    std::optional<Period> period;
    int epsg = 27700; ///< analysis CRS: projected, metres
    std::uint64_t seed = 1;
    IncidentsConfig incidents;
    std::vector<AreaConfig> areas;
    std::string mask; ///< resolved path of a polygon layer that is the study area, or empty
    std::string mask_as_written;
    HarmConfig harm;
    std::vector<Theme> themes;
    std::vector<DenominatorConfig> denominators;
    std::vector<HotspotEntry> hotspots;
    StabilityConfig stability;
    PersistenceConfig persistence;
    NamedFile decisions; ///< of analysts, about places; empty path = none
    std::vector<ContextLayer> context;
    bool change = true; ///< whether counts of earlier periods are given and compared; needs a period
    std::vector<HubsConfig> hubs;
    std::optional<PatrolsConfig> patrols{};
    PublishRules publish;
    OutputConfig output;

    std::string path;          ///< the config file as the user named it
    std::string resolved_json; ///< every key with its value, for the manifest; paths as written
};

/// What the command line adds to a config; all of it shows in `resolved_json`. Paths are relative to the
/// working folder, unlike the config's own.
struct CommandLineConfig {
    std::vector<std::string> set;       ///< `key.path=value`; the value in TOML, or a bare word taken as text
    std::vector<std::string> incidents; ///< file patterns in place of [incidents] files
    std::string areas;                  ///< in place of the first area layer's file
    std::string out;
    std::optional<std::uint64_t> seed;
};

/// Reads and checks a config. Reports every problem at once, each with file:line:column, what is wrong,
/// and the nearest right name. \throws ConfigError, also when there is no such file; InputError when it cannot be read
[[nodiscard]] RunConfig read_config(const std::string& path, const CommandLineConfig& command_line);
/// The same from text; `path` is for messages and for resolving relative paths.
[[nodiscard]] RunConfig parse_config(std::string_view toml, const std::string& path,
                                     const CommandLineConfig& command_line);

/// A table of the config: [name] or [[name]].
struct SectionSpec {
    std::string name; ///< "" for the top level, "incidents", "incidents.columns", "areas", …
    bool repeated = false;
    bool alone = false;    ///< a repeated one that may also stand once, with one pair of brackets
    bool required = false; ///< a config without it cannot be run
    std::string why;       ///< one line
    std::vector<KeySpec> keys;
};
/// The one table from which checks, schema, `explain`, `init` and the man page come. The keys of
/// [[hotspots]] that belong to methods come from `methods()`.
[[nodiscard]] std::span<const SectionSpec> config_sections();

/// JSON Schema (2020-12) of the config.
[[nodiscard]] std::string config_schema();

/// How a section is written: "[harm]", "[[areas]]"; "the top level" for the nameless one.
[[nodiscard]] std::string section_text(const SectionSpec& section);

/// Closest of `names` to `word` when it is close enough to be a slip; else empty.
///
/// Close enough: at most max(1, length of `word` / 3) letters put in, left out, changed, or swapped with
/// their neighbour (Damerau 1964, in the restricted form that edits no letter twice). Ties: the first.
[[nodiscard]] std::string nearest_name(std::string_view word, std::span<const std::string> names);

} // namespace harmspot
