// SPDX-License-Identifier: MIT
#pragma once

// What the loops with a bandwidth for each place see. Included by files compiled for one instruction set each: see
// tile.hpp.

#include "density/tile.hpp"

#include <cstddef>

namespace harmspot::density
{

/// A place and how far it is spread; metres from the grid's north-west corner, which doubles hold exactly.
struct AdaptivePlace {
    double east_m;
    double south_m;
    double weight; ///< above 0
    double bandwidth_m;
};

/// Places [begin, end) of those in order.
struct PlaceSpan {
    std::size_t begin;
    std::size_t end;
};

/// A square of cells, and the runs of places that may reach it.
struct AdaptiveTile {
    static constexpr std::size_t kSide = 64;                     ///< cells
    static constexpr std::size_t kStride = kSide + kColumnGroup; ///< room for what a last vector spills
    static constexpr std::size_t kSums = kSide * kStride;

    const AdaptivePlace* places;
    const PlaceSpan* spans;
    std::size_t span_count;
    double west_m; ///< of its corner, from the grid's
    double north_m;
    double per_cell; ///< cells a metre
    std::size_t rows;
    std::size_t cols;
    double reach;           ///< in bandwidths
    double peak;            ///< of a bump of weight 1 m² bandwidth, per km²
    double average_below_m; ///< bandwidths under this have their cells averaged
    double* sums;           ///< `kSums` zeros
};

/// Pairs of places near each other.
struct PairSums {
    const double* east_m; ///< places in order; loops read `kPlacePadding` past the last
    const double* south_m;
    const double* weight;
    const PlaceSpan* spans; ///< the places that those from `begin` to `end` may feel
    std::size_t span_count;
    std::size_t begin;
    std::size_t end;
    double bandwidth_m;
    double reach; ///< in bandwidths
    double* sums; ///< of kernels with value 1 at 0, for each place in order
};

/// The loops of one instruction set, by `Kernel`.
struct AdaptiveLoops {
    static constexpr std::size_t kKernels = 6;
    void (*splat[kKernels])(const AdaptiveTile&);
    void (*pairs[kKernels])(const PairSums&);
};

[[nodiscard]] AdaptiveLoops plain_adaptive_loops();
#if defined(__x86_64__)
[[nodiscard]] AdaptiveLoops avx2_adaptive_loops();
[[nodiscard]] AdaptiveLoops avx512_adaptive_loops();
#endif

} // namespace harmspot::density
