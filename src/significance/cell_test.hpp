// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/grid_statistics.hpp"
#include "harmspot/method.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot::significance
{

/// The keys that every method which tests cells has.
[[nodiscard]] std::vector<KeySpec> cell_test_keys();

/// Problems between those keys; one sentence each.
[[nodiscard]] std::vector<std::string> check_cell_test(const ParamValues& values);

/// Places added up by cell, and how the cells are to be tested.
struct CellTest {
    Grid grid;
    CellNeighbours neighbours;  ///< a lattice over `grid`
    std::vector<double> weight; ///< per cell
    LocalOptions options;
    double alpha = 0.05;
    ParamValues chosen;
};

/// Cells are analysed when at least half of their 25 m squares lie in the searchable area: what lies beyond it
/// is sea, moor and fields, against which every town is significant. With `context.within` their centre must
/// also lie in that area. Places in other cells are left out.
/// \param star whether a cell counts in its own neighbourhood, for the judgement of thin counts
[[nodiscard]] CellTest make_cell_test(const PlacesView& places, const ParamValues& values, const MethodContext& context,
                                      bool star);

/// The tested cells as rasters; `classify(cell)` is asked of cells whose adjusted p is at most alpha.
template <class Classify>
[[nodiscard]] SignificantCells significant_cells(CellTest test, const LocalStatistics& result, const Classify& classify)
{
    SignificantCells cells{Raster<CellClass>(test.grid, CellClass::ordinary), Raster<double>(test.grid),
                           Raster<double>(test.grid), Raster<double>(test.grid), std::move(test.chosen)};
    for (std::size_t cell = 0; cell < test.grid.size(); ++cell) {
        cells.z.values[cell] = result.z[cell];
        cells.p_value.values[cell] = result.p_value[cell];
        cells.p_adjusted.values[cell] = result.p_adjusted[cell];
        if (result.state[cell] == CellState::tested && result.p_adjusted[cell] <= test.alpha) {
            cells.cell_class.values[cell] = classify(cell);
        }
    }
    return cells;
}

} // namespace harmspot::significance
