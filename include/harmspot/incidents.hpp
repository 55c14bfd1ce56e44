// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// Distinct texts, numbered in sorted order so that numbers do not depend on how a file was split.
/// Number 0 is always the empty text.
struct Dictionary {
    std::vector<std::string> texts{std::string()};

    [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return texts[number]; }
    [[nodiscard]] std::size_t size() const noexcept { return texts.size(); }
};

/// Distinct coordinates of the run, in the analysis CRS, ordered by (x, y).
struct Places {
    std::vector<double> x; ///< metres
    std::vector<double> y; ///< metres

    [[nodiscard]] std::size_t size() const noexcept { return x.size(); }
};

/// A further column that the config names, for rules alone; never written anywhere.
struct RuleField {
    std::string name;
    Dictionary texts;
    std::vector<std::uint32_t> number; ///< per row, into `texts`
};

inline constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

/// How finely an incident's date is known.
enum class TimePrecision : std::uint8_t { none, month, day, minute };

/// Every used row of every input, as columns; one entry per row, in the order (file, line).
///
/// Nothing else of a row is kept: columns that the config does not name never get here.
struct Incidents {
    int epsg = 27700; ///< the analysis CRS of `places`
    Places places;

    std::vector<std::uint32_t> place;       ///< into `places`; `kNoPlace` without coordinates
    std::vector<std::int32_t> earliest_min; ///< minutes since 1970-01-01 00:00, local wall clock
    std::vector<std::int32_t> latest_min;   ///< last minute the incident may have happened in (inclusive)
    std::vector<TimePrecision> precision;
    std::vector<std::uint32_t> offence;       ///< into `offences`
    std::vector<std::uint32_t> code;          ///< into `codes`; 0 when the input has none
    std::vector<std::uint32_t> location;      ///< into `locations`
    std::vector<std::uint32_t> location_type; ///< into `location_types`
    std::vector<std::uint32_t> own_area;      ///< into `own_areas`; empty when the export has no area column
    std::vector<std::uint32_t> flags;         ///< bit i = `flag_names[i]`; at most 32

    Dictionary offences;
    Dictionary codes;
    Dictionary locations;
    Dictionary location_types;
    Dictionary own_areas;                ///< areas as the export itself names them; no layer knows them
    std::vector<std::string> flag_names; ///< sorted; "domestic" is a flag like any other
    std::vector<RuleField> fields;       ///< sorted by name

    [[nodiscard]] std::size_t size() const noexcept { return place.size(); }
};

/// The month of a row whose date could not be read.
inline constexpr std::int32_t kNoMonth = -1;

/// Months since January of year 0; the month of a wall-clock minute.
[[nodiscard]] std::int32_t month_of(std::int32_t minute);
/// "2023-01"; "(no date)" for `kNoMonth`
[[nodiscard]] std::string month_text(std::int32_t month);

/// Why a row was not used. The order is the order of the columns in reports.
enum class RejectReason : std::uint8_t {
    column_count,
    bad_encoding,
    line_too_long,
    bad_number,
    bad_coordinate,
    bad_date,
    date_order,
    out_of_period,
    duplicate,
    excluded_by_rule,
};
inline constexpr std::size_t kRejectReasons = 10;

/// "column_count", … as in rejects.csv and the manifest.
[[nodiscard]] std::string_view reject_reason_text(RejectReason reason);

/// The key of [incidents.columns] whose column, or pair of columns, made a row unusable.
enum class RejectColumn : std::uint8_t {
    none, ///< the row as a whole
    easting,
    northing,
    easting_and_northing,
    longitude,
    latitude,
    longitude_and_latitude,
    grid_reference,
    geometry, ///< of a GIS layer
    date,
    earliest,
    latest,
    earliest_and_latest,
    recorded,
    offence,
    code,
    location,
    location_type,
    flag_list,
    own_area,
    fields,
};

/// "easting", "easting and northing", … as in rejects.csv; empty for `none`.
[[nodiscard]] std::string_view reject_column_text(RejectColumn column);

/// One row that was left out. Never holds the row's own text.
struct Reject {
    std::uint32_t input = 0; ///< into `RowReport::inputs`
    std::uint64_t line = 0;  ///< 1-based: of text the physical line where the row starts, of a workbook the
                             ///< sheet's row, of a GIS layer which feature it is
    RejectReason reason = RejectReason::column_count;
    std::uint8_t rule = 0;         ///< for `excluded_by_rule`: into the config's exclude rules
    std::int32_t month = kNoMonth; ///< of the row's date, where it could be read
    RejectColumn column = RejectColumn::none;
};

/// What became of one input, a file or a member of a ZIP: rows = used + the sum of rejected.
struct InputReport {
    std::string path;                ///< as the user wrote it, or as the pattern's folder plus the matched name
    std::string sha256;              ///< of the file as it is on disk; of a ZIP's member, unpacked
    std::string kind = "CSV";        ///< or "CSV, gzip", "Excel workbook, sheet 'Data'", "GeoPackage, layer 'x'", …
    std::string encoding = "UTF-8";  ///< or "UTF-16", "Windows-1252"
    std::string delimiter = "comma"; ///< or "semicolon", "tab"; "none" for workbooks and GIS layers
    std::uint64_t rows = 0;
    std::uint64_t used = 0;
    std::array<std::uint64_t, kRejectReasons> rejected{};
};

/// How positions got into the analysis CRS.
struct CrsReport {
    int source_epsg = 0;
    int target_epsg = 27700;
    std::string operation;  ///< PROJ's name of the operation used; "none" when the CRS is the same
    double accuracy_m = 0;  ///< stated accuracy; 0 when nothing was transformed
    bool grid_used = false; ///< whether a shift grid (OSTN15 for Britain) took part
};

/// What is wrong with the position of a row that was left out for it. The order is that of reports.
enum class CoordinateFault : std::uint8_t {
    one_missing,  ///< one of two coordinates
    unreadable,   ///< no number, NaN, infinite, or no grid reference
    zero,         ///< (0, 0)
    swapped,      ///< would do with its two coordinates changed over
    degrees,      ///< longitude and latitude where metres were expected
    metres,       ///< metres where longitude and latitude were expected
    wrong_sign,   ///< would do with the sign of its longitude, latitude or both turned
    out_of_region ///< outside the area of use of its own CRS or of the analysis CRS
};
inline constexpr std::size_t kCoordinateFaults = 8;

/// "one_missing", … as in the manifest.
[[nodiscard]] std::string_view coordinate_fault_text(CoordinateFault fault);

/// Rows with one fault, and where the first of them stands.
struct FaultyRows {
    std::uint64_t rows = 0;
    std::uint32_t first_input = 0; ///< into `RowReport::inputs`; only when `rows` > 0
    std::uint64_t first_line = 0;  ///< 1-based; only when `rows` > 0
};

/// A place that holds so many incidents that it may stand for "not known".
struct CrowdedPlace {
    std::uint32_t place = 0; ///< into `Incidents::places`
    std::uint64_t incidents = 0;
};

/// How good the positions are. Counts are of rows; the used ones, except in `faults`.
struct CoordinateReport {
    std::array<FaultyRows, kCoordinateFaults> faults{}; ///< rows left out, by `CoordinateFault`
    std::uint64_t missing = 0;                          ///< used, with neither coordinate
    std::uint64_t located = 0;
    std::uint64_t distinct_places = 0; ///< that hold an incident
    std::uint64_t sharing = 0;         ///< incidents whose place holds another one too
    std::uint64_t largest_stack = 0;   ///< most incidents at one place
    /// At least `kLeastCrowd` incidents and more than `kCrowdShare` of those located; fullest first.
    std::vector<CrowdedPlace> crowded;
};

inline constexpr std::uint64_t kLeastCrowd = 20;
inline constexpr double kCrowdShare = 0.01;

/// Everything that reading decided, for reports. Sorted by (input, line).
struct RowReport {
    std::vector<InputReport> inputs;
    std::vector<Reject> rejects;
    CrsReport crs;
    CoordinateReport coordinates;
    std::vector<std::string> warnings; ///< whole sentences for a person
    std::vector<std::string> notes;    ///< likewise, of what is so and needs no cure
    std::uint64_t no_coordinates = 0;  ///< used rows without coordinates
};

} // namespace harmspot
