// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs_report.hpp"

#include <string>

namespace harmspot
{

/// Outlines, catchments, gaps and hubs as one SVG element, north up.
[[nodiscard]] std::string hubs_map_svg(const HubsReport& report);
/// Demand within reach against number of new hubs, the knee marked.
[[nodiscard]] std::string hubs_curve_svg(const HubsReport& report);

} // namespace harmspot
