// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/kde.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::density
{

/// e_h(x) = ∫_W K_h(x − u) du for bandwidths that differ from place to place: what `EdgeMass` is for one bandwidth, by
/// the same rule for cells, and equal to it where the bandwidths are.
class AreaShare
{
public:
    /// `inside` is 1 in W; off its grid is outside. Kernel and cell rule are those of `params`.
    AreaShare(const Raster<std::uint8_t>& inside, const KdeParams& params);

    /// At a cell's centre, against the whole kernel summed over the same cells.
    [[nodiscard]] double at_cell(std::size_t row, std::size_t col, double bandwidth_m) const;
    /// At any point, so that an incident divided by it leaves its whole weight on W's cells. 1 where W has no cell in
    /// reach.
    [[nodiscard]] double at(Point point, double bandwidth_m) const;
    /// Whether W fills every cell within reach of the cell: its share is 1.
    [[nodiscard]] bool fills(std::size_t row, std::size_t col, double bandwidth_m) const;

private:
    struct Run {
        std::int64_t begin; ///< columns of W, begin to end − 1
        std::int64_t end;
    };
    /// Calls `call(row, begin, end)` with the runs of W, cut off at `most` cells from the cell.
    template <class Call>
    void each_run(std::int64_t row, std::int64_t col, std::int64_t most, Call&& call) const;
    [[nodiscard]] double sum_round(Point point, std::int64_t row, std::int64_t col, std::int64_t most,
                                   const KdeParams& params) const;
    [[nodiscard]] KdeParams params_with(double bandwidth_m) const;
    [[nodiscard]] std::int64_t cells_reached(double bandwidth_m) const;
    void measure_depth();

    const Raster<std::uint8_t>& m_inside;
    KdeParams m_params;
    std::vector<std::vector<Run>> m_runs;
    std::vector<std::uint16_t> m_depth; ///< king's moves from each cell to the nearest outside W, as far as 65,535
};

} // namespace harmspot::density
