// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"
#include "run/reruns.hpp"

#include "harmspot/stability.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace harmspot
{

/// One re-run: what differs from the run.
struct RerunStep {
    RerunFactor factor = RerunFactor::bootstrap;
    std::uint32_t number = 0; ///< of the draw, or of the harm table among `RunData::other_harm`
    ParamValues params{};     ///< in place of the run's
};

/// The re-runs of one map, factor by factor.
struct RerunPlan {
    std::vector<RerunStep> steps;
    RerunReport report;
};

/// \param params the entry's, with what was chosen from the data in place of words
[[nodiscard]] RerunPlan plan_reruns(const RunConfig& config, const RunData& data, const Job& job,
                                    std::optional<AreaRef> only, const ParamValues& params);

/// What a re-run lays on the places of a detection.
class RerunWeights
{
public:
    /// All referred to.
    RerunWeights(const RunData& data, const Job& job, const Found& found, std::optional<AreaRef> only,
                 std::uint64_t seed);

    /// Incidents and weights per place of `found.places`.
    [[nodiscard]] DrawnIncidents::Draw of(const RerunStep& step) const;

private:
    const RunData& m_data;
    const Found& m_found;
    std::uint64_t m_seed;
    std::vector<std::uint32_t> m_row;  ///< of the run, per incident that lies on one of the places
    std::vector<std::uint32_t> m_seat; ///< its place among `found.places`
    std::optional<DrawnIncidents> m_drawn;
};

} // namespace harmspot
