// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"
#include "significance/significance_methods.hpp"

namespace harmspot::significance
{

namespace
{

Detection detect(const PlacesView& places, const ParamValues& values, const MethodContext& context)
{
    auto test = make_cell_test(places, values, context, CellStatistic::gi_star);
    test.options.redraw_self = true;
    const auto result = local_g(test.value, test.adjacency.neighbours, true, test.options);
    return significant_cells(std::move(test), result, context,
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
            "Lay a net of squares or hexagons over the parts of the map where anything at all was recorded, or take a "
            "layer of areas such as LSOAs or wards, and add up each cell with the ones round it. Then ask of every "
            "cell: if the cells' totals were dealt out again at random, how often would so much come together here? "
            "Cells where that hardly ever happens are hot; hot squares or hexagons that share a side make one hotspot, "
            "and each hot area is one. Because many cells are asked at once, the answers are corrected for "
            "luck. Squares and hexagons count when at least half of them lies in the searchable area; what lies in the "
            "others is left out of the test. A hot cell says that much lies together, not why: where most people live "
            "and shop there is usually most crime. With values = \"rate\" and a [[denominator]] the question is "
            "another: "
            "where does more happen than the number of households or residents explains? Rates that rest on few are "
            "drawn towards the mean first (empirical Bayes). A town centre where few live then looks worse than it "
            "is for each visitor.",
        .reference = "Ord & Getis 1995, Local spatial autocorrelation statistics: distributional issues and an "
                     "application, Geographical Analysis 27(4), 286-306; corrected by Benjamini & Hochberg 1995; "
                     "permutation p-values as in Anselin 1995, their tails as in Knijnenburg et al. 2009; rates "
                     "smoothed as in Marshall 1991, Mapping disease and mortality rates using empirical Bayes "
                     "estimators, Applied Statistics 40(2), 283-294",
        .makes = Makes::cells,
        .keys = cell_test_keys(),
        .detect = detect,
        .check = check_cell_test,
    };
}

} // namespace harmspot::significance
