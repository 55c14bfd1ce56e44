// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// Values of a surface up to and with `up_to`, from that of the class before.
struct RasterClass {
    double up_to = 0;      ///< infinity for the last
    std::string_view fill; ///< "#rrggbb"; empty = transparent
    std::string label;
};

/// By what the surface holds: densities in the shades of `surface_shades()`, else fixed classes, so that a colour means
/// the same in every month.
[[nodiscard]] std::vector<RasterClass> raster_classes(const PublishableSurface& surface);

/// QGIS style of classes, at 80 % over any base map.
[[nodiscard]] std::string raster_qml(const std::vector<RasterClass>& classes);
[[nodiscard]] std::string raster_sld(const std::vector<RasterClass>& classes, std::string_view layer_name);

} // namespace harmspot
