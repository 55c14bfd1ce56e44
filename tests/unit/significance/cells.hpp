// SPDX-License-Identifier: MIT
#pragma once

#include "significance/philox.hpp"

#include "harmspot/grid_statistics.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

/// Cells for tests, and what a lattice's neighbours are when each is looked for.
namespace cells
{

inline harmspot::Grid grid(std::size_t cols, std::size_t rows, double cell_m = 250)
{
    return {.min_x = 0, .max_y = static_cast<double>(rows) * cell_m, .cell_m = cell_m, .cols = cols, .rows = rows};
}

inline double unit(std::uint32_t number, std::uint32_t stream)
{
    return harmspot::significance::Philox::at(number, stream, 7).low * 0x1p-32;
}

/// Most cells empty, a few with some, as counts on fine grids are.
inline std::vector<double> counts(std::size_t size, std::uint32_t stream, double mean = 1)
{
    std::vector<double> values;
    for (std::uint32_t i = 0; i < size; ++i) {
        values.push_back(std::floor(-std::log(1 - unit(i, stream)) * mean));
    }
    return values;
}

/// A share of `size` cells, about two thirds of them.
inline std::vector<std::uint8_t> mask(std::size_t size, std::uint32_t stream)
{
    std::vector<std::uint8_t> in;
    for (std::uint32_t i = 0; i < size; ++i) {
        in.push_back(unit(i, stream) < 0.66 ? 1 : 0);
    }
    return in;
}

/// CellNeighbours within `band` of each other by measuring every pair of centres; cells left out have none.
template <class Centre>
harmspot::Weights weights_twin(const std::vector<std::uint8_t>& in, double band_m, const Centre& centre)
{
    std::vector<std::vector<std::uint32_t>> neighbours(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        for (std::size_t j = 0; j < in.size(); ++j) {
            const auto a = centre(i);
            const auto b = centre(j);
            if (i != j && in[i] != 0 && in[j] != 0 && std::hypot(a.x - b.x, a.y - b.y) <= band_m * (1 + 1e-9)) {
                neighbours[i].push_back(static_cast<std::uint32_t>(j));
            }
        }
    }
    return harmspot::weights_from(neighbours);
}

inline harmspot::Point centre(const harmspot::Grid& grid, std::size_t cell)
{
    return {grid.centre_x(cell % grid.cols), grid.centre_y(cell / grid.cols)};
}

inline harmspot::Point centre(const harmspot::HexGrid& grid, std::size_t cell)
{
    return grid.centre(cell / grid.cols, cell % grid.cols);
}

inline harmspot::LocalOptions normal()
{
    harmspot::LocalOptions options;
    options.threads = 2;
    return options;
}

inline harmspot::LocalOptions drawn(harmspot::Chance chance, std::uint32_t draws, std::uint64_t seed = 1)
{
    auto options = normal();
    options.chance = chance;
    options.draws = draws;
    options.seed = seed;
    options.tail_fit = false;
    return options;
}

} // namespace cells
