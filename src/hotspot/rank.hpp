// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/describe.hpp"

#include <vector>

namespace harmspot
{

/// Orders hotspots by the weight they hold (ties: harm per km², then id), numbers them, and gives each
/// its id. `harm_rank` goes by raw harm, `incidents_rank` by incidents (ties: incidents per km², then id).
/// Outlines follow in the same order of weight, with ids but without ranks.
[[nodiscard]] std::vector<Hotspot> ranked(std::vector<Draft> hotspots, std::vector<Draft> outlines,
                                          const HotspotContext& context);

} // namespace harmspot
