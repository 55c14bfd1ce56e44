// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"

#include "harmspot/hotspot.hpp"

namespace harmspot
{

/// What hotspots need to know of the run. \param incidents as for `scope_hotspots`; must outlive the context
[[nodiscard]] HotspotContext hotspot_context(const RunConfig& config, const RunOptions& options, const RunData& data,
                                             const RunData& incidents, const Job& job);

/// The hotspots of one scope in what a job's method found.
///
/// \param incidents whose rows `found` holds: the run's own, or an earlier period's
[[nodiscard]] HotspotList scope_hotspots(const RunConfig& config, const RunOptions& options, const RunData& data,
                                         const RunData& incidents, const Job& job, const Found& found,
                                         const HotspotRules& rules, const Scope& scope);

} // namespace harmspot
