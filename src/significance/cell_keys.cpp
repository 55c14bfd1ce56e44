// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"

#include <fmt/format.h>

namespace harmspot::significance
{

namespace
{

using Type = KeySpec::Type;

std::vector<KeySpec> layout_keys()
{
    return {
        {.name = "cells",
         .type = Type::text,
         .fallback = "square",
         .why =
             "what the map is laid out in: square, hexagon, or the name of an [[areas]] layer, such as lsoa or ward, "
             "each of whose areas is then a cell; squares and hexagons lie on the national grid, the same in every "
             "run"},
        {.name = "cell_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 250.0,
         .least = 50,
         .most = 10'000,
         .why = "side of a square, or width of a hexagon from side to side; 250 m is a few streets, and smaller cells "
                "hold too few incidents to test. Areas of a layer have their own size"},
        {.name = "neighbours",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "queen",
         .least = 50,
         .most = 50'000,
         .choices = {"queen", "rook", "nearest"},
         .why = "which cells are looked at together: queen all that touch (eight squares, six hexagons, areas with a "
                "corner in common), rook those that share a side, nearest the `nearest` nearest, or all whose centres "
                "lie within so many metres"},
        {.name = "nearest",
         .type = Type::integer,
         .unit = "cells",
         .fallback = std::int64_t{8},
         .least = 1,
         .most = 1000,
         .why = "how many cells are neighbours with neighbours = \"nearest\", centre to centre; also cells with empty "
                "country round them, and islands, then have neighbours"},
    };
}

std::vector<KeySpec> value_keys()
{
    return {
        {.name = "values",
         .type = Type::text,
         .fallback = "total",
         .choices = {"total", "rate"},
         .why = "what is tested: the cells' totals, or totals per what is at risk there, as a [[denominator]] counts "
                "it: totals say where most happens, rates where more happens than its residents or dwellings explain"},
        {.name = "per",
         .type = Type::text,
         .optional = true,
         .why = "what rates are per, by the name of a [[denominator]], such as households; only for values = \"rate\""},
        {.name = "smoothing",
         .type = Type::text,
         .fallback = "empirical_bayes",
         .choices = {"empirical_bayes", "local_empirical_bayes", "none"},
         .why = "three incidents at ten dwellings are no rate of 300 in 1,000: empirical_bayes draws a rate towards "
                "that of the whole map by as much as chance alone would move it, local_empirical_bayes towards that of "
                "its neighbours; only for values = \"rate\""},
    };
}

std::vector<KeySpec> chance_keys()
{
    return {
        {.name = "alpha",
         .type = Type::number,
         .fallback = 0.05,
         .least = 0.000'001,
         .most = 0.5,
         .why = "a cell is significant when its adjusted p-value is at most this"},
        {.name = "correction",
         .type = Type::text,
         .fallback = "benjamini_hochberg",
         .choices = {"benjamini_hochberg", "bonferroni", "none"},
         .why =
             "thousands of cells are tested at once, so some look hot by luck: benjamini_hochberg keeps the share "
             "of those among the cells found at alpha, bonferroni the chance of even one; raw p-values are kept too"},
        {.name = "p_values",
         .type = Type::text,
         .fallback = "auto",
         .choices = {"auto", "normal", "shared_draws", "own_draws"},
         .why =
             "the normal curve is wrong for thin counts, so auto shuffles the cells' values (shared_draws: one table "
             "of draws for all cells) when chance would put under 50 incidents into a neighbourhood; own_draws gives "
             "each cell its own"},
        {.name = "draws",
         .type = Type::integer,
         .unit = "draws",
         .fallback = std::int64_t{99'999},
         .least = 99,
         .most = 999'999,
         .why =
             "how often values are shuffled; where fewer than ten draws are as extreme a tail is fitted, on the safe "
             "side: with few draws that costs hotspots, and shared draws are cheap. Own draws take as many times "
             "longer as there are cells: 9,999 will do"},
    };
}

} // namespace

std::vector<KeySpec> cell_test_keys()
{
    auto keys = layout_keys();
    for (auto&& more : {value_keys(), chance_keys()}) {
        keys.insert(keys.end(), more.begin(), more.end());
    }
    return keys;
}

std::vector<std::string> check_cell_test(const ParamValues& values)
{
    const auto& cells = text_of(values, "cells");
    const auto band_m = number_if(values, "neighbours");
    if ((cells == "square" || cells == "hexagon") && band_m && *band_m < number_of(values, "cell_m")) {
        return {fmt::format("neighbours = {} m is less than cell_m = {} m, so no cell has a neighbour; use at least "
                            "the cell's {}",
                            *band_m, number_of(values, "cell_m"), cells == "square" ? "side" : "width")};
    }
    return {};
}

} // namespace harmspot::significance
