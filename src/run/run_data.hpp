// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/area.hpp"
#include "harmspot/config.hpp"
#include "harmspot/harm.hpp"
#include "harmspot/hotspot.hpp"
#include "harmspot/incidents.hpp"
#include "harmspot/publish.hpp"
#include "harmspot/read.hpp"
#include "harmspot/run.hpp"

#include "run/months.hpp"
#include "run/stopwatch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// How a version of a map weighs an incident.
enum class Version : std::uint8_t { harm, count };
[[nodiscard]] std::string_view version_text(Version version);

/// What a theme amounts to, over every used row.
struct ThemeTotals {
    std::uint64_t incidents = 0;
    double harm = 0;
    std::uint64_t no_coordinates = 0;
    std::uint64_t outside = 0;      ///< located, but outside the study area
    bool harm_equals_count = false; ///< every incident weighs the same, so two maps would be one
};

/// Input files and what reports call them.
struct NamedFiles {
    std::vector<std::string> paths;
    std::vector<std::string> as_written; ///< the pattern's folder as the user wrote it, and the matched name
};
[[nodiscard]] NamedFiles name_files(const IncidentsConfig& config);

/// Located incidents outside, and what might have put them there; see `outside_report`.
struct OutsideReport {
    std::vector<std::uint64_t> outside_layer; ///< in no area, per layer
    std::uint64_t inside_if_swapped = 0;      ///< would lie in the study area with easting and northing swapped
    std::uint64_t inside_if_turned = 0;       ///< would with the sign of the longitude turned
};

/// Another harm table, for re-runs alone.
struct OtherHarm {
    HarmTable table;
    std::vector<double> weight; ///< detection weight per row
};

/// A population to hold themes against, as read, and where its points lie.
struct Denominator {
    WeightedPoints read;
    std::vector<std::vector<std::uint16_t>> area_of_point; ///< [layer][point]
    std::vector<std::uint8_t> in_study;                    ///< per point
    double weight_inside = 0;                              ///< in W
    double weight_outside = 0;
};

/// Everything the stages after reading work on. Filled once, then only read.
struct RunData {
    IncidentsRead read;
    std::vector<MonthState> months; ///< of the used rows
    std::vector<AreaLayer> layers;
    std::vector<std::vector<std::uint16_t>> area_of_place; ///< [layer][place]
    StudyArea study;
    std::vector<std::uint8_t> in_study; ///< per place: 1 inside or on W
    Raster<std::uint8_t> searchable;    ///< S
    double searchable_km2 = 0;
    OutsideReport outside;
    std::vector<AtRisk> at_risk; ///< per [[denominator]]: what rates are per; no rows where no entry asks for it
    HarmTable table;
    HarmColumn harm;
    std::vector<double> weight;            ///< detection weight per row, harm version
    std::vector<OtherHarm> other_harm;     ///< in the order of [stability] harm_tables; empty when it is off
    std::vector<std::uint64_t> theme_bits; ///< per row
    std::vector<Denominator> denominators; ///< as in the config
    std::vector<ThemeTotals> totals;       ///< per theme
    PublishRules rules;                    ///< the config's, with the sentences that every product must carry
};

/// Where places lie.
struct PlaceAreas {
    std::vector<std::vector<std::uint16_t>> area_of_place; ///< [layer][place]
    std::vector<std::uint8_t> in_study;                    ///< per place: 1 inside or on W
};
[[nodiscard]] PlaceAreas place_areas(const RunConfig& config, const std::vector<AreaLayer>& layers,
                                     const StudyArea& study, const Places& places, unsigned threads);

/// Reads areas and incidents, assigns, weighs and matches: everything before detection.
[[nodiscard]] RunData prepare(const RunConfig& config, const RunOptions& options, const Progress& progress,
                              Stopwatch& watch);

/// One map to make: a theme by an entry in a version.
struct Job {
    std::size_t theme = 0; ///< into config.themes
    std::size_t entry = 0; ///< into config.hotspots
    Version version = Version::harm;
};

/// The maps of a run, in output order: where harm equals count there is one version, not two.
[[nodiscard]] std::vector<Job> plan_jobs(const RunConfig& config, const RunData& data);

/// One file to write. Paths are relative to the output folder and made of slugs.
struct PlannedOutput {
    std::string path;
    std::string kind; ///< "hotspots", "surface", "stability", "style", "geopackage", "table", "table_metadata"
    std::string theme{};
    std::string entry{};
    std::string method{};
    std::string version{};
    std::string area_layer{};
    std::string area{};
};

[[nodiscard]] PlannedOutput hotspots_output(const RunConfig& config, const Job& job);
[[nodiscard]] PlannedOutput surface_output(const RunConfig& config, const Job& job);
/// How often each cell was hot in re-runs.
[[nodiscard]] PlannedOutput stability_output(const RunConfig& config, const Job& job);
[[nodiscard]] PlannedOutput risk_output(const RunConfig& config, const Job& job, RiskLayer layer);
[[nodiscard]] PlannedOutput pack_output(const RunConfig& config, const Job& job, const AreaLayer& layer,
                                        const Area& area);
/// The style files that go beside a layer or a surface; none for other kinds.
[[nodiscard]] std::vector<PlannedOutput> style_outputs(const PlannedOutput& output);
/// Of the GeoPackage that holds the layer: the force's, or that of the pack.
[[nodiscard]] std::string geopackage_path(const PlannedOutput& hotspots);
/// Of the table of hotspots that goes with it.
[[nodiscard]] std::string hotspots_table_path(const PlannedOutput& output);
/// Every file the run would write, in order; manifest and timings left out.
[[nodiscard]] std::vector<PlannedOutput> plan_outputs(const RunConfig& config, const RunData& data);

/// Which dates the incidents' times are, in a sentence.
[[nodiscard]] std::string date_statement(const IncidentsConfig& config);
/// When a row counted as a repeat of an earlier one, in a sentence.
[[nodiscard]] std::string duplicates_statement(const IncidentsConfig& config);
/// Sentences every product of this run must carry.
[[nodiscard]] std::vector<std::string> run_statements(const RunConfig& config, const RunData& data);

} // namespace harmspot
