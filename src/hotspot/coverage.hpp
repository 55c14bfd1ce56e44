// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harmspot
{

/// How much of each square of a lattice polygons cover, exactly: signed trapezoids under each edge, summed
/// along the rows, as font rasterisers do it.
class Coverage
{
public:
    /// Squares of `square_m`, `cols` from `west` eastwards and `rows` from `north` southwards.
    Coverage(const MultiPolygon& shape, double west, double north, double square_m, std::size_t rows, std::size_t cols);

    /// Covered share, 0 to 1, of each square of a row. \pre `share.size()` is the number of columns
    void row(std::size_t row, std::span<double> share) const;

private:
    /// In squares from the north-western corner, v southwards.
    struct Edge {
        double u0 = 0;
        double v0 = 0;
        double u1 = 0;
        double v1 = 0;
    };
    void add(const Ring& ring, bool hole);
    void sort_by_row(std::size_t rows);

    double m_west;
    double m_north;
    double m_square_m;
    std::size_t m_cols;
    std::vector<Edge> m_edges;
    std::vector<std::size_t> m_row_start;
    std::vector<std::uint32_t> m_row_edges;
};

} // namespace harmspot
