// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include <cstdint>

namespace harmspot::density
{

/// Kernel density of the places inside W, which is 1 in `inside`, corrected for what their bumps lose across
/// its border. 0 outside W.
[[nodiscard]] Raster<double> edge_corrected_density(const PlacesView& places, const Raster<std::uint8_t>& inside,
                                                    const KdeParams& params, const MethodContext& context);

} // namespace harmspot::density
