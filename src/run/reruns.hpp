// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"

#include "harmspot/hotspot.hpp"
#include "harmspot/stability.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// What a scope was found to hold, to be found again.
struct ScopedList {
    Scope scope;
    HotspotList list;
};

/// Which re-runs were made of a map, for the manifest.
struct RerunReport {
    std::array<std::uint32_t, kRerunFactors> runs{};   ///< by `RerunFactor`
    std::array<std::string, kRerunFactors> left_out{}; ///< why there were none, in words; empty where there were
    std::vector<double> bandwidths_m;                  ///< of the re-runs that changed it
    std::vector<double> cells_m;
    std::vector<std::string> harm_tables; ///< as written
};

/// What re-running a map gave.
struct Rerun {
    RerunReport report;
    std::optional<Raster<double>> hot_share; ///< on the map's own grid; none for clusters
};

/// Makes the re-runs that [stability] asks for. Refers to its arguments.
class Reruns
{
public:
    Reruns(const RunConfig& config, const RunOptions& options, const RunData& data, const Detector& detector,
           const Progress& progress)
        : m_config(config), m_options(options), m_data(data), m_detector(detector), m_progress(progress)
    {
    }

    /// Runs the job again and again and writes into each hotspot of `lists` in how many re-runs it was found; the
    /// first list is that of the widest scope, whose hot cells `hot_share` counts.
    ///
    /// \param only the one area that `found` was detected in, when it was
    [[nodiscard]] Rerun find_again(const Job& job, const Found& found, std::optional<AreaRef> only,
                                   std::vector<ScopedList>& lists) const;

private:
    const RunConfig& m_config;
    const RunOptions& m_options;
    const RunData& m_data;
    const Detector& m_detector;
    const Progress& m_progress;
};

/// "bootstrap", … as in the manifest.
[[nodiscard]] std::string_view rerun_factor_text(RerunFactor factor);

} // namespace harmspot
