// SPDX-License-Identifier: MIT
#pragma once

#include "output/layer_style.hpp"

#include <string>

namespace harmspot
{

/// QML for a plan's sites: squares that exist, discs that are chosen, rings that other options use, dots that are
/// candidates; the names of the first two as labels, since two thousand names of candidates would hide the map.
[[nodiscard]] std::string hub_sites_qml();
/// Dashed outlines with the hub's name.
[[nodiscard]] LayerStyle hub_catchment_style();
/// Four oranges by quarters of the worst square's demand beyond reach.
[[nodiscard]] LayerStyle hub_gap_style(const PublishableLayer& layer);

} // namespace harmspot
