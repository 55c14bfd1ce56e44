// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include <string>

namespace harmspot
{

/// What a job found, in a line for people: places, area, share. When nothing was found, or less than half the
/// area that the surface or clusters offered, also what was dropped and under which rule, so that an empty
/// layer explains itself.
[[nodiscard]] std::string found_line(const RunConfig& config, const RunData& data, const Job& job,
                                     const HotspotList& list, const Detection& detection);

/// "; 3 pieces dropped: 2 under 2 ha, 1 with fewer than 10 incidents"; empty when none was.
[[nodiscard]] std::string dropped_text(const HotspotList& list, const HotspotRules& rules);

} // namespace harmspot
