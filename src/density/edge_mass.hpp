// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/kde.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::density
{

/// e(x) = ∫_W K_h(x − u) du: the share of an incident's bump that falls inside the study area W, W being
/// the cells whose centres lie in it. 1 wherever W fills the kernel's reach.
class EdgeMass
{
public:
    /// What is summed over W: the kernel, or its square (the noise of a density at x is as the squares within W).
    enum class Of : std::uint8_t { kernel, square };

    /// `inside` is 1 in W; off its grid is outside. Both referred to.
    EdgeMass(const Raster<std::uint8_t>& inside, const KdeParams& params, Of of = Of::kernel);

    /// At a cell's centre, against the whole kernel (or square) summed over the same cells.
    [[nodiscard]] double at_cell(std::size_t row, std::size_t col) const;
    /// At any point, by the cells' own rule, so that an incident divided by it leaves its whole weight on W's
    /// cells. 1 where W has no cell in reach.
    [[nodiscard]] double at(Point point) const;

private:
    struct Run {
        std::int64_t begin; ///< columns of W, begin to end − 1
        std::int64_t end;
    };

    [[nodiscard]] bool fills(std::int64_t row, std::int64_t col) const;
    [[nodiscard]] double value_at(double x, double y, Point from) const;

    const Raster<std::uint8_t>& m_inside;
    const KdeParams& m_params;
    Of m_of;
    std::int64_t m_reach; ///< cells
    std::vector<std::vector<Run>> m_runs;
    std::vector<std::vector<double>> m_upto; ///< [|dy|][dx + reach + 1]: the kernel's cells added up from the west
    double m_whole = 0;
};

} // namespace harmspot::density
