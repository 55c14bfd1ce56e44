// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// One class of a legend.
struct DensityClass {
    std::string_view kind; ///< "low", "mid" or "high", the name of its colour in the page's style sheet
    std::string_view fill; ///< "#rrggbb"
    std::string label;     ///< "under 100", "100 to 300", "300 and over"
};

/// Fills from lightest to darkest: apart from each other for the colour-blind and in grey. web/map/page.css has the
/// same.
inline constexpr std::string_view kLowFill = "#f3cf9b";
inline constexpr std::string_view kMidFill = "#dd8a4b";
inline constexpr std::string_view kHighFill = "#a23f1d";
/// Line round every hotspot.
inline constexpr std::string_view kEdgeLine = "#5b1f0b";

/// How the hotspots of one layer are coloured, by how dense they are: the same in the map page, its legend, and the
/// styles for QGIS and others.
struct ClassBreaks {
    std::string property;              ///< "harm_per_km2", or "incidents_per_km2" where harm is no more than a count
    std::string unit;                  ///< "days of harm per km²"
    std::vector<double> breaks;        ///< ascending; a value on a break belongs to the class above
    std::vector<DensityClass> classes; ///< one more than breaks, low to high; none where no hotspot has the property
};

/// Classes by thirds of the layer's list, the breaks rounded down to two digits, as a legend says them; a break that
/// would leave a class empty is left out, so a layer of one hotspot has one class. Quarter outlines do not count.
[[nodiscard]] ClassBreaks class_breaks(const PublishableLayer& layer);

} // namespace harmspot
