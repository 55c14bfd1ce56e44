// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include <string>
#include <vector>

namespace harmspot
{

/// Counts the located incidents that lie outside the areas, and tries what mistake might have put them there.
///
/// A place that would lie in the study area with its easting and northing changed over counts as swapped; one
/// that would with the sign of its longitude turned, as turned. Turning is not tried where the study area lies
/// on both sides of Greenwich, since honest places would then answer too.
/// \pre areas have been assigned
[[nodiscard]] OutsideReport outside_report(const RunConfig& config, const RunData& data, unsigned threads);

/// What to do about incidents outside, one sentence each; empty when there is nothing to do.
[[nodiscard]] std::vector<std::string> outside_warnings(const OutsideReport& outside, const PublishRules& rules);
/// Which coordinate reference system each layer came in, when they differ; empty when all came in one.
[[nodiscard]] std::string mixed_crs_note(const std::vector<AreaLayer>& layers, int epsg);
/// How many lie outside each layer; nothing for layers that hold them all.
[[nodiscard]] std::vector<std::string> outside_notes(const RunData& data, const PublishRules& rules);

} // namespace harmspot
