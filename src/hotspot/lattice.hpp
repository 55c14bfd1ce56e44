// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/grid.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

namespace harmspot
{

/// A surface as values at cell centres ("nodes"), with 0 everywhere else, so that every region above a
/// positive level is closed. Rows and columns may be -1 or `rows()`, `cols()`: the ring of zeros round it.
class Lattice
{
public:
    /// \param raster must outlive this; what is not a positive finite number counts as 0
    Lattice(const Raster<double>& raster, unsigned threads);

    [[nodiscard]] const Grid& grid() const noexcept { return m_raster->grid; }
    [[nodiscard]] long rows() const noexcept { return static_cast<long>(grid().rows); }
    [[nodiscard]] long cols() const noexcept { return static_cast<long>(grid().cols); }

    [[nodiscard]] static double clean(double value) noexcept
    {
        return value > 0 && value <= std::numeric_limits<double>::max() ? value : 0;
    }
    [[nodiscard]] double at(long row, long col) const noexcept
    {
        if (row < 0 || col < 0 || row >= rows() || col >= cols()) {
            return 0;
        }
        return clean((*m_raster)(static_cast<std::size_t>(row), static_cast<std::size_t>(col)));
    }
    /// Values of the nodes from `first_col` on, as many as `out` holds.
    void read_row(long row, long first_col, std::span<double> out) const;

    [[nodiscard]] double node_x(long col) const noexcept
    {
        return grid().min_x + (static_cast<double>(col) + 0.5) * grid().cell_m;
    }
    [[nodiscard]] double node_y(long row) const noexcept
    {
        return grid().max_y - (static_cast<double>(row) + 0.5) * grid().cell_m;
    }

    /// Where a row is above 0, and how high it gets. `last < first` when nowhere.
    struct RowSpan {
        long first = 0;
        long last = -1;
        double highest = 0;
    };
    [[nodiscard]] RowSpan span_of(long row) const noexcept
    {
        return row < 0 || row >= rows() ? RowSpan{} : m_spans[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] double highest() const noexcept { return m_highest; }

private:
    const Raster<double>* m_raster;
    std::vector<RowSpan> m_spans;
    double m_highest = 0;
};

/// How near a contour may come to a node, as a share of the cell. Contours that would run through a node
/// pass it at this distance (0.025 m in a 25 m cell), which keeps every ring free of self-contact.
inline constexpr double kNodeClearance = 1e-3;

/// Distance, as a share of the cell, from a node at or above the level to the contour on its way to a
/// node below it.
[[nodiscard]] inline double reach_of(double inside, double outside, double level) noexcept
{
    return std::clamp((inside - level) / (inside - outside), kNodeClearance, 1 - kNodeClearance);
}

} // namespace harmspot
