// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/publish.hpp"

#include <array>
#include <string>

namespace harmspot
{

/// Paths of the style files that belong to a layer's or a surface's file: the same name with .qml and .sld.
[[nodiscard]] std::array<std::string, 2> style_paths(const std::string& data_path);

/// Writes both beside `data_path`: .qml, which QGIS applies by itself when it opens the file, and .sld (OGC Styled
/// Layer Descriptor 1.1.0) for GeoServer, MapServer and others. Colours and classes are those of the map page. \throws
/// OutputError naming the path
void write_styles(const std::string& data_path, const PublishableLayer& layer);
/// The same for a surface: shades of density, shares of re-runs, ratios or probabilities, by what it holds.
void write_styles(const std::string& data_path, const PublishableSurface& surface);

} // namespace harmspot
