// SPDX-License-Identifier: MIT
#pragma once

#include "run/cell_areas.hpp"
#include "run/run_data.hpp"
#include "run/theme_rows.hpp"

#include "harmspot/method.hpp"
#include "harmspot/progress.hpp"
#include "harmspot/run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// What a method found in one set of rows. `places` are the distinct places that it was given.
struct Found {
    ThemeRows rows;
    ThemePlaces places;
    Detection detection;
};

/// The incidents that a theme is one part of: every located incident of the run, whatever its theme, on the
/// places where the theme's own could have been.
struct Baseline {
    ThemePlaces places;               ///< each incident weighs 1
    std::vector<std::uint32_t> theme; ///< per place of `places`: how many of its incidents are the theme's
};

/// How detection is done again; see `Detector::redetect`.
struct Redetect {
    std::optional<AreaRef> only{}; ///< as in the first detection
    unsigned threads = 1;          ///< 1, since a caller who does it often does so side by side
    ParamValues params{};          ///< in place of the entry's, such as a coarser cell_m
};

/// Runs the methods of a run's jobs: the one place that knows what a method is told of the run.
/// Holds references to its arguments; its functions may be called from several threads at once.
class Detector
{
public:
    Detector(const RunConfig& config, const RunOptions& options, const RunData& data, const Progress& progress);

    /// The job's rows, of one area alone when `only` is given, and what the entry's method finds in them.
    [[nodiscard]] Found detect(const Job& job, std::optional<AreaRef> only = std::nullopt) const;

    /// What the same method, with the same parameters, finds in other places, weights and incidents.
    ///
    /// Whatever was chosen from the data in `found` (a bandwidth, a distance, a least weight) stands and is not
    /// chosen again. `places` are distinct and in (x, y) order as ever, but may hold places of 0 incidents, which
    /// the method is not shown; labels of clusters are per place of `places` all the same, -1 for those.
    [[nodiscard]] Detection redetect(const Job& job, const Found& found, const PlacesView& places,
                                     const Redetect& how) const;

    /// The entry's keys, with what was chosen from the data in `found` in place of words.
    [[nodiscard]] ParamValues settled(const Job& job, const Found& found) const;

    /// Whether the job's method sees only what lies in W.
    [[nodiscard]] bool inside_only(const Job& job) const;

    /// Of the run, or of one area; inside W, and outside it too where the job's method takes what lies there.
    [[nodiscard]] Baseline baseline(const Job& job, std::optional<AreaRef> only = std::nullopt) const;

    /// "incidents", "days", …; a transformed weight is never called days.
    [[nodiscard]] std::string weight_unit(const Job& job) const;

private:
    [[nodiscard]] const HotspotEntry& entry_of(const Job& job) const { return m_config.hotspots[job.entry]; }
    /// \param rows the incidents on the places; null = see `OwnedRiskSetting`
    [[nodiscard]] Detection run(const Job& job, std::optional<AreaRef> only, const PlacesView& places,
                                const ThemeRows* rows, const ParamValues& params, unsigned threads,
                                const Progress* progress, double dispersion) const;

    const RunConfig& m_config;
    const RunOptions& m_options;
    const RunData& m_data;
    const Progress& m_progress;
    LayerCells m_layer_cells;
    std::optional<double> m_snap_spacing_m; ///< of all the run's places; when clusters are sought
};

/// Whether incidents outside the study area stay out of the density, as with an edge correction.
[[nodiscard]] bool corrects_edges(const HotspotEntry& entry);

} // namespace harmspot
