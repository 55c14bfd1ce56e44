// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"
#include "run/past.hpp"
#include "run/reruns.hpp"
#include "run/run_data.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// An earlier period, and the incidents of it.
struct EarlierPeriod {
    Period period;
    std::string why_not{}; ///< why it counts for no theme, a sentence; empty where it counts
    /// Per theme the same, for what is lacking of that theme alone.
    std::vector<std::string> theme_why_not{};
    /// Incidents of the period and what the run's areas, harm table and themes say of them; everything else is
    /// empty. Without rows when the period counts for no theme.
    RunData data{};

    [[nodiscard]] const std::string& why_not_for(std::size_t theme) const
    {
        return why_not.empty() ? theme_why_not[theme] : why_not;
    }
};

/// What happened before the run's period; see [persistence] and [change].
struct History {
    std::vector<EarlierPeriod> periods; ///< of [persistence], nearest first
    std::optional<Past> past;           ///< none where the config asks for nothing of it
};

/// Reads the run's files once more for earlier rows, when the run's own reading left any out for their date. They are
/// weighed, matched and assigned like the run's own, and count in no total.
/// \throws InputError as `read_incidents` and `weigh` do, saying that it is about earlier rows
[[nodiscard]] History read_history(const RunConfig& config, const RunOptions& options, const RunData& data,
                                   const Progress& progress);

/// Counts for each hotspot of `list` in how many of the earlier periods that count for the job's theme at least
/// `kFoundAgainShare` of its area lay in hotspots of that period: found by the job's method, with the run's
/// bandwidth, budget and rules, in the same scope. Leaves hotspots alone when no period counts.
void add_persistence(const RunConfig& config, const RunOptions& options, const RunData& data, const History& history,
                     const Detector& detector, const Job& job, const Found& found, std::optional<AreaRef> only,
                     std::vector<ScopedList>& lists);

} // namespace harmspot
