// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace harmspot::significance
{

/// Neighbourhoods up to this size are drawn many draws at a time.
inline constexpr std::uint32_t kMostLaneNeighbours = 16;
/// `OwnDraws::sums` has room for the draws rounded up to a multiple of this.
inline constexpr std::uint32_t kDrawsAtATime = 16;

/// The draws of one cell: sums of the values of `neighbours` distinct other cells.
struct OwnDraws {
    const double* x = nullptr;
    std::uint32_t others = 0;     ///< cells to draw from, below 2^31 and at least four times `neighbours`
    std::uint32_t self = 0;       ///< left out; from this number on cells are one further. `others` = none is left out
    std::uint32_t stream = 0;     ///< of random numbers: the cell's own
    std::uint32_t neighbours = 0; ///< 1 to `kMostLaneNeighbours`
    std::uint32_t draws = 0;
    std::uint32_t stride = 0; ///< between the counters of one draw and the next
    std::uint32_t key = 0;
    double* sums = nullptr;
};

void own_sums_plain(const OwnDraws& job);
void own_sums_avx2(const OwnDraws& job);
void own_sums_avx512(const OwnDraws& job);

} // namespace harmspot::significance
