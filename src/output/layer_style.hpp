// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/class_breaks.hpp"
#include "harmspot/publish.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// How some of a layer's polygons are drawn. What a rule does not ask for, it takes.
struct StyleRule {
    std::string label;
    std::string property{};        ///< whose value decides; empty = none does
    std::optional<double> from{};  ///< at least this
    std::optional<double> below{}; ///< less than this
    std::optional<bool> quarter{}; ///< quarter outlines alone, or all others
    std::string_view fill{};       ///< "#rrggbb"; empty = none
    std::string_view line;         ///< "#rrggbb"
    double line_width_mm = 0.4;
    bool dashed = false;
};

/// One description from which the styles for QGIS (QML) and for others (SLD) are written, so that they agree.
struct LayerStyle {
    std::vector<StyleRule> rules;
    std::string label_property; ///< written on each polygon that is not a quarter outline
    bool label_in_disc = false; ///< so that a place too small to see on a map of the force is still found
};

/// Fills by `class_breaks(layer)`, the colours of the map page, at 72 % over any base map; a dark edge; the rank as
/// label. Quarter outlines, where the layer has any, are dashed and unfilled.
[[nodiscard]] LayerStyle hotspot_style(const PublishableLayer& layer);
/// Area outlines: no fill, grey line, the area's name as label.
[[nodiscard]] LayerStyle area_style();
/// The one of the two that fits.
[[nodiscard]] LayerStyle style_of(const PublishableLayer& layer);

/// QGIS's own style file, version 3.22 and later. QGIS applies it by itself from `layer_styles`, and from a file of a
/// layer's name with the ending .qml.
[[nodiscard]] std::string qml(const LayerStyle& style);
/// OGC Styled Layer Descriptor 1.1.0 with Symbology Encoding, for GeoServer, MapServer and others. Widths in pixels.
[[nodiscard]] std::string sld(const LayerStyle& style, std::string_view layer_name);

/// `text` inside XML: markup escaped, what XML 1.0 cannot hold as U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);

} // namespace harmspot
