// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/kde.hpp"

#include "density/tile.hpp"

namespace bench
{

/// The loops that summed the quartic before the present ones, of one instruction set.
struct FormerLoops {
    harmspot::density::TileLoop splat; ///< every place's span of every row, cell by cell: up to 14 cells of bandwidth
    harmspot::density::TileLoop sweep; ///< blocks of two columns, line by line: over that
};

[[nodiscard]] FormerLoops former_plain_loops();
#if defined(__x86_64__)
[[nodiscard]] FormerLoops former_avx2_loops();
[[nodiscard]] FormerLoops former_avx512_loops();
#endif

/// The quartic as it was summed before.
void former_quartic(const harmspot::PlacesView& places, const harmspot::KdeParams& params,
                    const harmspot::MethodContext& context, harmspot::Raster<double>& raster);

} // namespace bench
