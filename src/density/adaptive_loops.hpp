// SPDX-License-Identifier: MIT
#pragma once

// Kernels with a bandwidth for each place. Every place adds its square of cells to a tile, row by row: the squares of
// the distances along x are worked out once for all its rows, and max(0, …) keeps what lies outside the disc at 0. So
// there is neither a square root nor a branch in a row, and no cell is ever more than a few roundings off.
// Include after one lanes_*.hpp.

#include "density/adaptive_tile.hpp"
#include "density/exponential.hpp"

namespace harmspot::density
{
namespace
{

constexpr std::size_t kConeShape = 4;
constexpr std::size_t kGaussianShape = 5;
/// Vectors of columns whose distances are held in registers.
constexpr std::size_t kVectorsAtOnce = 4;

/// A place in its tile, in cells.
struct Bump {
    double east;
    double south;
    double reach;
    double reach2;   ///< drawn in by `kRimShare`
    double weight;   ///< what multiplies the kernel in cells
    double per_2var; ///< gaussian: 1/(2σ²)
};

/// Cells of one axis.
struct CellRange {
    std::size_t begin;
    std::size_t end;
};

template <std::size_t samples>
constexpr double sample_at(std::size_t i)
{
    return (static_cast<double>(i) + 0.5) / static_cast<double>(samples) - 0.5;
}

/// The cells of an axis with a sample within reach of `at`; a few more at the rim.
template <std::size_t samples>
inline CellRange cells_near(double at, double reach, std::size_t count)
{
    const double half = reach + sample_at<samples>(samples - 1);
    const double first = at - half + 0.5;
    const double last = at + half + 0.5;
    const double most = static_cast<double>(count);
    const double begin = first < 0 ? 0 : first < most ? first : most;
    const double end = last < 0 ? 0 : last < most ? last : most;
    return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}

/// `sum` + w k at dx² on a line whose distance is given as dy² and as rise = reach² − dy².
template <std::size_t shape>
inline Lanes with_kernel(Lanes sum, Lanes dx2, Lanes dy2, Lanes rise, Lanes weight, double reach)
{
    if constexpr (shape == 0) {
        return sum + where_less(dx2, rise, weight, all(0));
    } else if constexpr (shape == kConeShape) {
        const Lanes value = weight * (all(reach) - root(dx2 + dy2));
        return sum + where_less(dx2, rise, larger(value, all(0)), all(0));
    }
    const Lanes inside = larger(rise - dx2, all(0));
    if constexpr (shape == 1) {
        return fused(weight, inside, sum);
    } else if constexpr (shape == 2) {
        return fused(weight * inside, inside, sum);
    } else {
        return fused(weight * inside, inside * inside, sum);
    }
}

/// Adds a bump to `vectors` × `kLanes` columns from `col` on.
template <std::size_t shape, std::size_t samples, std::size_t vectors>
inline void add_columns(const AdaptiveTile& tile, const Bump& bump, std::size_t col, const CellRange& rows)
{
    Lanes dx2[samples][vectors];
    for (std::size_t j = 0; j < samples; ++j) {
        for (std::size_t k = 0; k < vectors; ++k) {
            const double first = static_cast<double>(col + k * kLanes) + 0.5 + sample_at<samples>(j) - bump.east;
            const Lanes dx = all(first) + load(kLaneNumbers);
            dx2[j][k] = dx * dx;
        }
    }
    const Lanes weight = all(bump.weight);
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
        double* at = tile.sums + row * AdaptiveTile::kStride + col;
        Lanes sum[vectors];
        for (std::size_t k = 0; k < vectors; ++k) {
            sum[k] = load(at + k * kLanes);
        }
        for (std::size_t i = 0; i < samples; ++i) {
            const double dy = static_cast<double>(row) + 0.5 + sample_at<samples>(i) - bump.south;
            const Lanes dy2 = all(dy * dy);
            const Lanes rise = all(bump.reach2 - dy * dy);
            for (std::size_t j = 0; j < samples; ++j) {
                for (std::size_t k = 0; k < vectors; ++k) {
                    sum[k] = with_kernel<shape>(sum[k], dx2[j][k], dy2, rise, weight, bump.reach);
                }
            }
        }
        for (std::size_t k = 0; k < vectors; ++k) {
            store(at + k * kLanes, sum[k]);
        }
    }
}

/// The Gaussian is a product of one factor for the row and one for the column.
template <std::size_t samples>
inline void add_gaussian_columns(const AdaptiveTile& tile, const Bump& bump, std::size_t col, const CellRange& rows,
                                 const double* row_factors)
{
    Lanes dx2[samples];
    Lanes factor[samples];
    for (std::size_t j = 0; j < samples; ++j) {
        const Lanes dx = all(static_cast<double>(col) + 0.5 + sample_at<samples>(j) - bump.east) + load(kLaneNumbers);
        dx2[j] = dx * dx;
        factor[j] = bounded_exponential(dx2[j] * all(-bump.per_2var));
    }
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
        double* at = tile.sums + row * AdaptiveTile::kStride + col;
        Lanes sum = load(at);
        for (std::size_t i = 0; i < samples; ++i) {
            const double dy = static_cast<double>(row) + 0.5 + sample_at<samples>(i) - bump.south;
            const Lanes rise = all(bump.reach2 - dy * dy);
            const Lanes of_row = all(row_factors[row * samples + i]);
            for (std::size_t j = 0; j < samples; ++j) {
                sum = sum + where_less(dx2[j], rise, factor[j] * of_row, all(0));
            }
        }
        store(at, sum);
    }
}

template <std::size_t samples>
inline void add_gaussian(const AdaptiveTile& tile, const Bump& bump, const CellRange& rows, const CellRange& cols)
{
    alignas(64) double row_factors[AdaptiveTile::kSide * samples + kLanes];
    for (std::size_t at = rows.begin * samples; at < rows.end * samples; at += kLanes) {
        const Lanes number = all(static_cast<double>(at)) + load(kLaneNumbers);
        const Lanes dy = fused(number + all(0.5), all(1.0 / static_cast<double>(samples)), all(-bump.south));
        store(row_factors + at, all(bump.weight) * bounded_exponential(dy * dy * all(-bump.per_2var)));
    }
    for (std::size_t col = cols.begin; col < cols.end; col += kLanes) {
        add_gaussian_columns<samples>(tile, bump, col, rows, row_factors);
    }
}

template <std::size_t shape, std::size_t samples>
inline void add_bump(const AdaptiveTile& tile, const Bump& bump)
{
    const CellRange rows = cells_near<samples>(bump.south, bump.reach, tile.rows);
    const CellRange cols = cells_near<samples>(bump.east, bump.reach, tile.cols);
    if (rows.begin >= rows.end || cols.begin >= cols.end) {
        return;
    }
    if constexpr (shape == kGaussianShape) {
        add_gaussian<samples>(tile, bump, rows, cols);
    } else {
        std::size_t col = cols.begin;
        for (; col + kVectorsAtOnce * kLanes <= cols.end; col += kVectorsAtOnce * kLanes) {
            add_columns<shape, samples, kVectorsAtOnce>(tile, bump, col, rows);
        }
        const std::size_t left = cols.end > col ? cols.end - col : 0;
        if (left > 3 * kLanes) {
            add_columns<shape, samples, 4>(tile, bump, col, rows);
        } else if (left > 2 * kLanes) {
            add_columns<shape, samples, 3>(tile, bump, col, rows);
        } else if (left > kLanes) {
            add_columns<shape, samples, 2>(tile, bump, col, rows);
        } else if (left > 0) {
            add_columns<shape, samples, 1>(tile, bump, col, rows);
        }
    }
}

/// Which power of the reach a sum in cells is in.
constexpr std::size_t cells_power(std::size_t shape)
{
    return shape == kConeShape ? 1 : shape == kGaussianShape ? 0 : 2 * shape;
}

template <std::size_t shape, std::size_t samples>
inline void add_place(const AdaptiveTile& tile, const AdaptivePlace& place)
{
    Bump bump{};
    bump.east = (place.east_m - tile.west_m) * tile.per_cell;
    bump.south = (place.south_m - tile.north_m) * tile.per_cell;
    const double bandwidth = place.bandwidth_m * tile.per_cell;
    bump.reach = bandwidth * tile.reach;
    bump.reach2 = bump.reach * bump.reach * (1 - kRimShare);
    bump.per_2var = 0.5 / (bandwidth * bandwidth);
    const double per_m = 1 / place.bandwidth_m;
    bump.weight = place.weight * tile.peak * per_m * per_m / static_cast<double>(samples * samples);
    const double per_reach = 1 / bandwidth;
    for (std::size_t i = 0; i < cells_power(shape); ++i) {
        bump.weight *= per_reach;
    }
    add_bump<shape, samples>(tile, bump);
}

template <std::size_t shape>
void adaptive_splat(const AdaptiveTile& tile)
{
    for (std::size_t span = 0; span < tile.span_count; ++span) {
        for (std::size_t i = tile.spans[span].begin; i < tile.spans[span].end; ++i) {
            if (tile.places[i].bandwidth_m < tile.average_below_m) {
                add_place<shape, kSubCells>(tile, tile.places[i]);
            } else {
                add_place<shape, 1>(tile, tile.places[i]);
            }
        }
    }
}

/// The kernel at u² = d²/h², 1 at 0, times `weight`.
template <std::size_t shape>
inline Lanes pair_kernel(Lanes u2, Lanes weight)
{
    if constexpr (shape == kGaussianShape) {
        constexpr double kReach2 = 64;
        return where_less(u2, all(kReach2), weight * bounded_exponential(u2 * all(-0.5)), all(0));
    } else if constexpr (shape == kConeShape) {
        return weight * larger(all(1) - root(u2), all(0));
    } else if constexpr (shape == 0) {
        return where_less(u2, all(1), weight, all(0));
    } else {
        const Lanes inside = larger(all(1) - u2, all(0));
        Lanes value = weight * inside;
        for (std::size_t i = 1; i < shape; ++i) {
            value = value * inside;
        }
        return value;
    }
}

/// Places whose sums are held in registers while all the others pass by.
constexpr std::size_t kTargetsAtOnce = 4;

template <std::size_t shape>
inline void add_sources(const PairSums& pairs, const PlaceSpan& span, const Lanes (&east)[kTargetsAtOnce],
                        const Lanes (&south)[kTargetsAtOnce], Lanes (&sum)[kTargetsAtOnce])
{
    const Lanes per_h2 = all(1 / (pairs.bandwidth_m * pairs.bandwidth_m));
    for (std::size_t at = span.begin; at < span.end; at += kLanes) {
        const Lanes x = load(pairs.east_m + at);
        const Lanes y = load(pairs.south_m + at);
        Lanes weight = load(pairs.weight + at);
        if (span.end - at < kLanes) {
            weight = where_less(load(kLaneNumbers), all(static_cast<double>(span.end - at)), weight, all(0));
        }
        for (std::size_t i = 0; i < kTargetsAtOnce; ++i) {
            const Lanes dx = x - east[i];
            const Lanes dy = y - south[i];
            sum[i] = sum[i] + pair_kernel<shape>(fused(dx, dx, dy * dy) * per_h2, weight);
        }
    }
}

template <std::size_t shape>
void pair_sums(const PairSums& pairs)
{
    for (std::size_t first = pairs.begin; first < pairs.end; first += kTargetsAtOnce) {
        Lanes east[kTargetsAtOnce];
        Lanes south[kTargetsAtOnce];
        Lanes sum[kTargetsAtOnce];
        for (std::size_t i = 0; i < kTargetsAtOnce; ++i) {
            east[i] = all(pairs.east_m[first + i]); // past the last: padding, whose sums nobody keeps
            south[i] = all(pairs.south_m[first + i]);
            sum[i] = all(0);
        }
        for (std::size_t span = 0; span < pairs.span_count; ++span) {
            add_sources<shape>(pairs, pairs.spans[span], east, south, sum);
        }
        for (std::size_t i = 0; i < kTargetsAtOnce && first + i < pairs.end; ++i) {
            alignas(64) double parts[kLanes];
            store(parts, sum[i]);
            double total = 0;
            for (const double part : parts) {
                total += part;
            }
            pairs.sums[first + i] = total;
        }
    }
}

/// In the order of `Kernel`.
constexpr AdaptiveLoops adaptive_loops()
{
    return {{&adaptive_splat<2>, &adaptive_splat<1>, &adaptive_splat<3>, &adaptive_splat<0>,
             &adaptive_splat<kConeShape>, &adaptive_splat<kGaussianShape>},
            {&pair_sums<2>, &pair_sums<1>, &pair_sums<3>, &pair_sums<0>, &pair_sums<kConeShape>,
             &pair_sums<kGaussianShape>}};
}

} // namespace
} // namespace harmspot::density
