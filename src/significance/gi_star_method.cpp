// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"
#include "significance/significance_methods.hpp"

namespace harmspot::significance
{

namespace
{

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    auto test = make_cell_test(places, values, context, true);
    test.options.redraw_self = true;
    const auto result = local_g(test.weight, test.neighbours, true, test.options);
    return significant_cells(std::move(test), result,
                             [&](std::size_t cell) { return result.z[cell] > 0 ? CellClass::hot : CellClass::cold; });
}

} // namespace

Method gi_star_method()
{
    return {
        .name = "gi_star",
        .label = "Significant cells",
        .summary = "Cells that, with their neighbours, hold more than shuffling the cells would bring",
        .words =
            "Lay a net of squares over the parts of the map where anything at all was recorded, and add up each "
            "square with the ones round it. Then ask of every square: if the squares' totals were dealt out again at "
            "random, how often would so much come together here? Squares where that hardly ever happens are "
            "hot; hot squares that share a side make one hotspot. Because thousands of squares are asked at once, "
            "the answers are corrected for luck. Squares count when at least half of them lies in the "
            "searchable area; what lies in the others is left out of the test. A hot square says that much "
            "lies together, not why: where most people live and shop there is usually most crime.",
        .reference = "Ord & Getis 1995, Local spatial autocorrelation statistics: distributional issues and an "
                     "application, Geographical Analysis 27(4), 286-306; corrected by Benjamini & Hochberg 1995; "
                     "permutation p-values as in Anselin 1995, their tails as in Knijnenburg et al. 2009",
        .makes = Makes::cells,
        .keys = cell_test_keys(),
        .detect = detect,
        .check = check_cell_test,
    };
}

} // namespace harmspot::significance
