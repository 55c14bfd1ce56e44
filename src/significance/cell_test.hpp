// SPDX-License-Identifier: MIT
#pragma once

#include "significance/cell_layout.hpp"

#include "harmspot/grid_statistics.hpp"
#include "harmspot/method.hpp"

#include <functional>
#include <string>
#include <vector>

namespace harmspot::significance
{

/// The keys that every method which tests cells has.
[[nodiscard]] std::vector<KeySpec> cell_test_keys();

/// Problems between those keys; one sentence each.
[[nodiscard]] std::vector<std::string> check_cell_test(const ParamValues& values);

/// Which statistic the values are for.
enum class CellStatistic { gi_star, local_moran };

/// Places added up by cell, and how the cells are to be tested.
struct CellTest {
    CellLayout layout;
    Adjacency adjacency;
    std::vector<double> value; ///< one per entry of `adjacency.cell`
    LocalOptions options;
    double alpha = 0.05;
    ParamValues chosen;
    ParamValues whole_map;
    std::vector<std::string> why; ///< sentences for products
};

/// Adds the places up by cell, as totals or as rates; judges whether the counts are thick enough for the test asked
/// for, and tests the whole map. Warns through `context.progress` of what weakens the result. Places in cells that
/// are not analysed are left out.
[[nodiscard]] CellTest make_cell_test(const PlacesView& places, const ParamValues& values, const MethodContext& context,
                                      CellStatistic statistic);

/// The tested cells; `classify(i)` is asked of entries of `adjacency.cell` whose adjusted p is at most alpha.
[[nodiscard]] SignificantCells significant_cells(CellTest test, const LocalStatistics& result,
                                                 const MethodContext& context,
                                                 const std::function<CellClass(std::size_t)>& classify);

} // namespace harmspot::significance
