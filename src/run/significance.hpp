// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"
#include "significance/kernel_window.hpp"

#include "harmspot/chance.hpp"
#include "harmspot/hotspot.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// One question put to chance, and what it answered.
struct ChanceTest {
    std::string not_applicable{};                       ///< why it was not asked, in a sentence; "" when it was
    GreatestOfDraws draws{};                            ///< what chance did
    std::vector<double> excess{};                       ///< what was observed, per cluster or per cell of `window`
    std::optional<significance::KernelWindow> window{}; ///< of density maps
};

/// Whether what a job found could be chance.
struct HotspotChance {
    ChanceTest incidents; ///< more of the theme's incidents than its share of all incidents there
    ChanceTest harm;      ///< more harm than that many of the theme's incidents hold on average
    std::uint32_t draws = 0;
};

/// Asks both questions of what a job found, in the whole force or in one area alone.
///
/// Incidents: the theme's incidents are dealt out again among all located incidents of the run, on the same places
/// (a random thinning), in the harm version each with one of the theme's weights. The map is searched again: clusters
/// by the same method with what it chose from the data kept, density maps by their kernel. A cluster's statistic is
/// the excess of the theme's incidents inside its outline over the theme's share of all incidents there. A density
/// map's is the peak, within the polygon, of that excess within the kernel's reach, against the peak anywhere in the
/// searchable area. Plain density would not do: by chance too it is highest in the town centre, where incidents of
/// every kind are, and no place elsewhere could ever beat that.
/// Harm: the weights are dealt out again among the theme's own incidents, whose places stay; expected is the theme's
/// mean weight for each. Not applicable when all weights are equal.
/// p-values are adjusted by the greatest excess of each draw (Westfall & Young 1993), so that the chance of even one
/// false hotspot on a map is at most p.
/// \throws Interrupted when the caller of `progress` wants to stop
[[nodiscard]] HotspotChance chance_of(const RunConfig& config, const RunOptions& options, const RunData& data,
                                      const Detector& detector, const Job& job, const Found& found,
                                      std::optional<AreaRef> only, const Progress& progress = {});

/// Gives each hotspot its p-values. Of a cluster cut at an area's border they are the whole cluster's; an area's own
/// polygons on a density map of the whole force are held against the whole force too.
void add_chance(HotspotList& list, const HotspotChance& chance);

/// One question, for the manifest.
struct QuestionReport {
    std::string test;                       ///< how chance was let deal
    std::string not_applicable{};           ///< why it could not be asked; "" when it was
    std::uint64_t significant = 0;          ///< hotspots with p <= 0.05
    std::optional<double> excess_to_beat{}; ///< above which p <= 0.05
};
/// Both, of one list of hotspots.
struct SignificanceReport {
    std::uint32_t draws = 0;
    QuestionReport incidents;
    QuestionReport harm;
};
[[nodiscard]] SignificanceReport report_of(const HotspotList& list, const HotspotChance& chance);

/// "5 of 9 hold more incidents than chance gives (p <= 0.05), 2 more harm than their incidents explain", for people.
[[nodiscard]] std::string chance_line(const HotspotList& list, const HotspotChance& chance);

} // namespace harmspot
