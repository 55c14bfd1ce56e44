// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench
{

/// A box as large as a police force: 60 km by 80 km on the British National Grid.
inline constexpr harmspot::Box kForceBox{390'000, 540'000, 450'000, 620'000};

struct Points {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;

    [[nodiscard]] harmspot::PlacesView view() const { return {x, y, weight, incidents}; }
};

/// Points as incidents lie: 2,000 Gaussian clusters with Pareto (1.2) sizes and log-normal widths round
/// 180 m, half of them about 12 towns, and a tenth of the points anywhere; log-normal weights (median
/// e³, sigma 1.3). Ordered by (x, y), as places are. The same for the same `count` on every machine with
/// the same mathematical library.
[[nodiscard]] Points heavy_tailed_points(std::size_t count);

/// The same weights gathered on `places` places drawn the same way: `count` incidents as data.police.uk
/// publishes them, after equal places have been merged.
[[nodiscard]] Points merged_points(std::size_t count, std::size_t places);

} // namespace bench
