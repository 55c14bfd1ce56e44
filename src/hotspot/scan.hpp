// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/parallel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

// What the searches for a level share: bins of values, windows of a lattice, blocks of rows.
namespace harmspot
{

// Positive doubles are ordered as their bits are, so the leading bits make bins whose bounds are exact and
// that scale with the surface: 16 to each power of two.
inline constexpr int kBinShift = 48;
inline constexpr std::size_t kBins = std::size_t{1} << (63 - kBinShift);

inline std::size_t bin_of(double value)
{
    return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(value) >> kBinShift);
}
inline double least_of(std::size_t bin)
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(bin) << kBinShift);
}

/// Columns and rows of squares, named by their north-western node or their own cell.
struct Window {
    long first_row = 0;
    long first_col = 0;
    std::size_t rows = 0;
    std::size_t cols = 0;
};

/// Squares of a lattice whose first square (0, 0) has its corner at (west, north), cut to the shape.
inline Window window_over(const Box& box, double west, double north, double square_m, long first, long rows, long cols)
{
    const auto at_most = [](double value, long most) {
        return static_cast<long>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const long left = at_most(std::floor((box.min_x - west) / square_m), cols);
    const long right = at_most(std::ceil((box.max_x - west) / square_m), cols);
    const long top = at_most(std::floor((north - box.max_y) / square_m), rows);
    const long bottom = at_most(std::ceil((north - box.min_y) / square_m), rows);
    return {first + top, first + left, static_cast<std::size_t>(std::max(0L, bottom - top)),
            static_cast<std::size_t>(std::max(0L, right - left))};
}

// Rows are taken in blocks whose number does not depend on the threads, so sums do not either.
inline constexpr std::size_t kMostBlocks = 16;
inline constexpr std::size_t kLeastRows = 64;

template <class Body>
void for_blocks(unsigned threads, std::size_t rows, const Body& body)
{
    const std::size_t each = std::max(kLeastRows, (rows + kMostBlocks - 1) / kMostBlocks);
    parallel_for(threads, (rows + each - 1) / each,
                 [&](std::size_t block) { body(block, block * each, std::min(rows, (block + 1) * each)); });
}

/// Sums per bin, one table per block and then together in the order of the blocks.
struct Histogram {
    std::vector<std::vector<double>> blocks = std::vector<std::vector<double>>(kMostBlocks);

    std::vector<double>& of(std::size_t block)
    {
        blocks[block].resize(kBins, 0.0);
        return blocks[block];
    }
    [[nodiscard]] std::vector<double> sum() const
    {
        std::vector<double> all(kBins, 0.0);
        for (const auto& block : blocks) {
            for (std::size_t bin = 0; bin < block.size(); ++bin) {
                all[bin] += block[bin];
            }
        }
        return all;
    }
};

} // namespace harmspot
