// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/neighbours.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace harmspot
{

namespace
{

constexpr double kMostBandCells = 10'000;
/// A centre exactly on the band must count although its distance was rounded.
constexpr double kRounding = 1e-9;

Lattice lattice_of(std::size_t rows, std::size_t cols, std::vector<std::uint8_t> in)
{
    if (in.empty()) {
        in.assign(rows * cols, 1);
    }
    if (in.size() != rows * cols) {
        throw ConfigError(fmt::format("{} cells are marked as analysed or not, but the lattice has {} rows of {}",
                                      in.size(), rows, cols));
    }
    Lattice lattice;
    lattice.rows = rows;
    lattice.cols = cols;
    lattice.in = std::move(in);
    return lattice;
}

double band_in_cells(double band_m, double cell_m)
{
    const double cells = band_m / cell_m * (1 + kRounding);
    if (!(band_m > 0) || !(cells <= kMostBandCells)) {
        throw ConfigError(fmt::format("the distance band must be above 0 m and at most {} cells of {} m, not {} m",
                                      kMostBandCells, cell_m, band_m));
    }
    return cells;
}

/// Runs within `reach` cells when rows lie `row_step` apart and the row `row` further down is shifted by
/// `shift(row)` cells to the east of the cell's own.
template <class Shift>
std::vector<LatticeRun> disc(double reach, double row_step, const Shift& shift)
{
    std::vector<LatticeRun> runs;
    const int most = static_cast<int>(reach / row_step);
    for (int row = -most; row <= most; ++row) {
        const double half = std::sqrt(std::max(0.0, reach * reach - row * row_step * (row * row_step)));
        const int first = static_cast<int>(std::ceil(-half - shift(row)));
        const int last = static_cast<int>(std::floor(half - shift(row)));
        if (first <= last) {
            runs.push_back({row, first, last});
        }
    }
    return runs;
}

Lattice hex_disc(const HexGrid& grid, double reach, std::vector<std::uint8_t> in)
{
    auto lattice = lattice_of(grid.rows, grid.cols, std::move(in));
    for (const int parity : {0, 1}) {
        const bool shifted = (grid.first_row - parity) % 2 != 0;
        const auto shift = [&](int row) { return row % 2 == 0 ? 0.0 : (shifted ? -0.5 : 0.5); };
        lattice.runs[static_cast<std::size_t>(parity)] = disc(reach, std::numbers::sqrt3 / 2, shift);
    }
    return lattice;
}

} // namespace

Lattice square_lattice(const Grid& grid, Contiguity contiguity, std::vector<std::uint8_t> in)
{
    auto lattice = lattice_of(grid.rows, grid.cols, std::move(in));
    const int side = contiguity == Contiguity::queen ? 1 : 0;
    lattice.runs[0] = {{-1, -side, side}, {0, -1, 1}, {1, -side, side}};
    lattice.runs[1] = lattice.runs[0];
    return lattice;
}

Lattice square_lattice(const Grid& grid, double band_m, std::vector<std::uint8_t> in)
{
    auto lattice = lattice_of(grid.rows, grid.cols, std::move(in));
    lattice.runs[0] = disc(band_in_cells(band_m, grid.cell_m), 1.0, [](int) { return 0.0; });
    lattice.runs[1] = lattice.runs[0];
    return lattice;
}

Lattice hex_lattice(const HexGrid& grid, std::vector<std::uint8_t> in)
{
    return hex_disc(grid, 1 + kRounding, std::move(in));
}

Lattice hex_lattice(const HexGrid& grid, double band_m, std::vector<std::uint8_t> in)
{
    return hex_disc(grid, band_in_cells(band_m, grid.spacing_m), std::move(in));
}

} // namespace harmspot
