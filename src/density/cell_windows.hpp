// SPDX-License-Identifier: MIT
#pragma once

#include "density/cell_reach.hpp"

#include <vector>

namespace harmspot::density
{

/// A `CellReach` and the numbers it refers to.
class CellWindow
{
public:
    /// \param reach in cells
    /// \param east, south where in its cell a sample point lies, from the centre
    CellWindow(double reach, double east, double south);
    [[nodiscard]] CellReach reach() const;

private:
    CellReach m_reach{};
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<double> m_whole;
    std::vector<double> m_rim_x;
    std::vector<double> m_rim_y;
    std::vector<double> m_rim_square;
    std::vector<std::uint32_t> m_rim_index;
};

/// For every sample point of a cell.
[[nodiscard]] std::vector<CellWindow> cell_windows(double reach, const CellSamples& samples);

} // namespace harmspot::density
