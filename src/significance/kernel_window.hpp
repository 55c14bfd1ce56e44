// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/kde.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace harmspot::significance
{

/// A density map's kernel as a window slid over the map: how much lies within it, each incident counted by the
/// kernel, as a share of what it would count at the window's middle.
///
/// It is looked through at the centres of cells that lie in reach of a place: of 50 m for kernels that end at 200
/// to 400 m, else a quarter or an eighth of that. Places are moved by at most a sixteenth of a cell each way, so
/// that few tables of kernel values serve all; since what was observed and every draw are moved alike, p-values
/// stay exact. The Gaussian ends at 4 standard deviations. Functions may be called from several threads at once.
class KernelWindow
{
public:
    /// \param params kernel and bandwidth; the rest does not matter
    /// \param tested whether hotspots are sought at a point
    KernelWindow(std::span<const double> x, std::span<const double> y, const KdeParams& params,
                 const std::function<bool(Point)>& tested);

    [[nodiscard]] double cell_m() const noexcept { return m_cell_m; }

    /// What the window holds at each cell, of `value` per place.
    [[nodiscard]] std::vector<double> held(std::span<const double> value) const;
    /// The excess at each cell, 0 where hotspots are not sought.
    [[nodiscard]] std::vector<double> excess_of(std::span<const double> held, std::span<const double> expected,
                                                double total) const;
    /// The greatest of those.
    [[nodiscard]] double greatest_excess(std::span<const double> held, std::span<const double> expected,
                                         double total) const;
    /// The greatest of `value` per cell among cells whose centres lie inside or on the shape; when it holds none,
    /// among the cells that its corners lie in.
    [[nodiscard]] double greatest_in(const MultiPolygon& shape, std::span<const double> value) const;

private:
    /// Cells of one row that follow each other and are all in reach of a place. Rows count northwards.
    struct Run {
        std::int64_t row = 0;
        std::int64_t first_col = 0;
        std::int64_t end_col = 0;
        std::size_t first_cell = 0;
    };
    /// Kernel values of one row of cells, round a place.
    struct StencilRow {
        std::int64_t first_col = 0; ///< from the place's own cell
        std::size_t first_value = 0;
        std::size_t values = 0;
    };
    /// Places that are looked at as one.
    struct Spot {
        std::int64_t row = 0;
        std::int64_t col = 0;
        std::size_t stencil = 0;
    };

    void make_stencils(const KdeParams& params);
    void make_spots(std::span<const double> x, std::span<const double> y);
    void make_runs();
    [[nodiscard]] Point centre(std::int64_t row, std::int64_t col) const;
    [[nodiscard]] double value_at(std::int64_t row, std::int64_t col, std::span<const double> value) const;
    [[nodiscard]] std::optional<std::size_t> cell_at(std::int64_t row, std::int64_t col) const;
    [[nodiscard]] const StencilRow& stencil_row(const Spot& spot, std::int64_t row) const;

    double m_cell_m;
    double m_reach_m;
    std::int64_t m_reach_cells = 0;
    std::vector<StencilRow> m_stencil_rows; ///< [stencil][row from -reach to reach]
    std::vector<double> m_stencil_values;
    std::vector<Spot> m_spots;            ///< by row, column, stencil
    std::vector<std::uint32_t> m_spot_of; ///< per place
    std::vector<std::size_t> m_cell_of;   ///< [spot][row from -reach to reach]: cell of the first stencil value
    std::vector<Run> m_runs;              ///< by row, column
    std::size_t m_cells = 0;
    std::vector<std::uint32_t> m_tested; ///< cells at which hotspots are sought
};

} // namespace harmspot::significance
