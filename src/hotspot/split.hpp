// SPDX-License-Identifier: MIT
#pragma once

#include "hotspot/lattice.hpp"
#include "hotspot/members.hpp"

#include "harmspot/hotspot.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot
{

/// Cuts a connected polygon that is larger than the rules' limit at the surface's saddles.
///
/// Its summits' basins form a tree by their highest passes. The lowest pass of which both sides keep the
/// least area, incidents and places is cut, then each side likewise, until a part is within the limit or
/// has no such pass. Parts are connected, do not overlap, and together are the piece; a piece that is not
/// cut comes back as it was.
[[nodiscard]] std::vector<MultiPolygon> split(const MultiPolygon& piece, const Lattice& lattice, const ScopeRows& rows,
                                              const HotspotRules& rules);

/// What a part of a piece holds.
struct Holding {
    double area_km2 = 0;
    std::uint64_t incidents = 0;
    std::uint64_t places = 0;
};

/// A pass between two basins.
struct Pass {
    std::size_t a = 0;
    std::size_t b = 0;
    double height = 0;
};

/// Which part each basin ends up in, parts numbered by their first basin. Basins that
/// no pass connects are apart from the start.
[[nodiscard]] std::vector<std::size_t> cut_at_passes(const std::vector<Holding>& basins, std::vector<Pass> passes,
                                                     const HotspotRules& rules);

} // namespace harmspot
