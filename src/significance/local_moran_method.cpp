// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"
#include "significance/significance_methods.hpp"

namespace harmspot::significance
{

namespace
{

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    auto test = make_cell_test(places, values, context, CellStatistic::local_moran);
    const auto result = local_moran(test.value, test.adjacency.neighbours, test.options);
    const auto quadrants = moran_quadrants(test.value, test.adjacency.neighbours);
    return significant_cells(std::move(test), result, context, [&](std::size_t cell) {
        switch (quadrants[cell]) {
        case Quadrant::high_high:
            return CellClass::hot;
        case Quadrant::low_low:
            return CellClass::cold;
        case Quadrant::high_low:
        case Quadrant::low_high:
            return CellClass::outlier;
        case Quadrant::none:
            break;
        }
        return CellClass::ordinary;
    });
}

} // namespace

Method local_moran_method()
{
    return {
        .name = "local_moran",
        .label = "Significant cells, high among high",
        .summary = "High cells whose neighbours are high as well, more than shuffling the cells would bring",
        .words =
            "As with gi_star, but a cell's own total and its neighbours' are kept apart. A cell is hot when its own "
            "total is above the mean and its neighbours' total is higher than dealing the cells out again would nearly "
            "ever give. So one very bad cell among quiet ones is not hot here, while with gi_star it may be. Hot "
            "squares or hexagons that share a side make one hotspot, and each hot area of a layer is one. The "
            "answers are corrected for the many cells asked at once. Squares and hexagons count when at least "
            "half of them lies in the searchable area. With values = \"rate\" it asks the same of rates per household "
            "or "
            "resident.",
        .reference =
            "Anselin 1995, Local indicators of spatial association - LISA, Geographical Analysis 27(2), 93-115; "
            "z given the square's own total as in Sokal, Oden & Thomson 1998; corrected by Benjamini & "
            "Hochberg 1995; rates as in Assunção & Reis 1999, A new proposal to adjust Moran's I for population "
            "density, Statistics in Medicine 18(16), 2147-2162",
        .makes = Makes::cells,
        .keys = cell_test_keys(),
        .detect = detect,
        .check = check_cell_test,
    };
}

} // namespace harmspot::significance
