// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace harmspot
{

/// QML (QGIS 3.22 and later) for hotspots: five fills from ColorBrewer's YlOrRd by rank, darkest first, at
/// 55 % opacity over any base map, a dark outline, the rank as label. Quarter outlines are dashed, unfilled.
///
/// Fixed rank classes, not quantiles of harm, so that a colour means the same in every month and command.
[[nodiscard]] std::string hotspot_qml();

/// QML for area outlines: no fill, grey line, the area's name as label.
[[nodiscard]] std::string area_qml();

} // namespace harmspot
