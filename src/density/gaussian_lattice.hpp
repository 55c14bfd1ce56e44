// SPDX-License-Identifier: MIT
#pragma once

// What the Gaussian's loops and the code that drives them share. As in tile.hpp, nothing here may bring in
// code that the linker could share between files compiled for different instructions.

#include "density/tile.hpp"

namespace harmspot::density
{

/// The lattice that carries a Gaussian sum from places to cells, lengths in bandwidths.
///
/// A Gaussian of variance 1 is one of variance `kSpread` met by one of variance 1 − `kSpread`: places are
/// spread on a lattice with the first, and the lattice is read at every cell with the second. Both factor
/// into x and y, so the cost is so many steps a place and so many a cell, whatever the bandwidth.
///
/// Error, M being the greatest value of the untruncated sum over the plane. With places so dense that sums
/// over them matter, use Σ w exp(−|x − x_i|²/2(1 + v)) ≤ (1 + v) M for v ≥ 0 (the sum averaged over a Gaussian of
/// variance v is at most M).
/// 1. Sum for integral (Poisson's formula): along each axis a factor within 1 ± 2 exp(−2π² s²/step²),
///    s² = kSpread (1 − kSpread): 1.7e-10 of the value, both axes together.
/// 2. A place's nodes past `kSpreadNodes`/2 steps: by the inequality with v = 1/4, at most
///    2 · 1.43 · 0.363 exp(−(8 step)²/2kSpread) M an axis: 7.5e-11 M.
/// 3. A cell's nodes past `kReadReach`: with v = 0 at each node, 2 · 0.43 exp(−6.9²/2) M an axis: 7.9e-11 M.
/// 4. Cells with no place within R = 7.25 may be made 0: with 1 + v = R²/2, (R²/2) exp(1 − R²/2) M = 2.8e-10 M.
/// Together 6e-10 M. Nothing is ever subtracted, so roundings are relative and no cell is negative.
/// After Greengard & Lee 2004 (spreading by Gaussians) and Dutt & Rokhlin 1993.
struct GaussianLattice {
    static constexpr double kSpread = 0.09;
    static constexpr double kStep = 0.26;
    static constexpr double kReadSigma = 0.9539392014169457; ///< √(1 − kSpread)
    static constexpr double kReadReach = 6.9 * kReadSigma;
    /// One axis's sum over nodes times this is the Gaussian: step / √(2π kSpread (1 − kSpread)).
    static constexpr double kAxisScale = 0.36244445750247417;
    static constexpr std::size_t kSpreadNodes = 16;
    /// Nodes beyond the grid on each side: so many steps that places not on them are 8 bandwidths away.
    static constexpr std::size_t kMargin = 40;

    double* nodes;      ///< a column of the lattice after the other, north to south; aligned to 64 bytes
    std::size_t stride; ///< from one column to the next, a multiple of 8
};

/// Places to be spread, and the columns of the lattice that this takes.
struct GaussianSpread {
    const double* x;
    const double* y;
    const double* weight;
    std::size_t count;
    double min_x; ///< of the grid
    double max_y;
    double steps_per_m;
    double cols; ///< of the whole lattice
    double rows;
    std::size_t first_col;   ///< of the lattice's columns, that held by `nodes`
    GaussianLattice lattice; ///< all zeros before
    unsigned char* occupied; ///< per node: set to 1 where a place lies between it and the next, south and east
};

/// Weights by which a group of cells along one axis is read from nodes.
struct GaussianWeights {
    double first_cell;
    double first_node;
    double step;      ///< cells from node to node
    double bandwidth; ///< in cells
    std::size_t nodes;
    std::size_t cells; ///< a multiple of 8
    CellSamples samples;
    double scale;
    double* out; ///< `cells` for the first node, then for the next; aligned to 64 bytes
};

/// A block of the product Σ_k left(k, row) right(k, col): `kRows` rows, any number of columns.
struct BandProduct {
    static constexpr std::size_t kRows = 8;
    static constexpr std::size_t kCols = 16;

    const double* left; ///< `kRows` numbers in a row for the first k
    std::size_t left_stride;
    const double* right;
    std::size_t right_stride;
    std::size_t count; ///< of k
    double* out;
    std::size_t out_stride;
    std::size_t cols; ///< a multiple of `kCols`
};

} // namespace harmspot::density
