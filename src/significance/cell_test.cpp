// SPDX-License-Identifier: MIT
#include "significance/cell_test.hpp"

#include "harmspot/area.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace harmspot::significance
{

namespace
{

/// The cell a position lies in, if any; on an edge between two, the eastern or southern one.
std::optional<std::size_t> cell_of(const Grid& grid, double x, double y)
{
    const double col = std::floor((x - grid.min_x) / grid.cell_m);
    const double row = std::floor((grid.max_y - y) / grid.cell_m);
    if (!(col >= 0 && row >= 0 && col < static_cast<double>(grid.cols) && row < static_cast<double>(grid.rows))) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(row) * grid.cols + static_cast<std::size_t>(col);
}

std::vector<std::uint8_t> analysed(const Grid& grid, const MethodContext& context)
{
    std::vector<std::uint8_t> in(grid.size(), 1);
    if (context.searchable != nullptr) {
        const auto& fine = context.searchable->grid;
        std::vector<double> m2(grid.size(), 0.0);
        for (std::size_t row = 0; row < fine.rows; ++row) {
            for (std::size_t col = 0; col < fine.cols; ++col) {
                if ((*context.searchable)(row, col) == 0) {
                    continue;
                }
                if (const auto cell = cell_of(grid, fine.centre_x(col), fine.centre_y(row))) {
                    m2[*cell] += fine.cell_area_m2();
                }
            }
        }
        std::transform(m2.begin(), m2.end(), in.begin(),
                       [&](double part) { return std::uint8_t{2 * part >= grid.cell_area_m2()}; });
    }
    if (context.within != nullptr) {
        Raster<std::uint8_t> inside(grid, std::uint8_t{0});
        burn(inside, *context.within, 1);
        std::transform(in.begin(), in.end(), inside.values.begin(), in.begin(),
                       [](std::uint8_t a, std::uint8_t b) { return std::uint8_t(a & b); });
    }
    return in;
}

Correction correction_of(const std::string& word)
{
    if (word == "bonferroni") {
        return Correction::bonferroni;
    }
    return word == "none" ? Correction::none : Correction::benjamini_hochberg;
}

LocalOptions options_of(const ParamValues& values, const MethodContext& context, bool permute)
{
    const auto& word = text_of(values, "p_values");
    LocalOptions options;
    if (word == "own_draws") {
        options.chance = Chance::own_draws;
    } else if (word == "shared_draws" || (word == "auto" && permute)) {
        options.chance = Chance::shared_draws;
    }
    options.draws = static_cast<std::uint32_t>(integer_of(values, "draws"));
    options.correction = correction_of(text_of(values, "correction"));
    options.seed = context.seed;
    options.threads = context.threads;
    options.simd = context.simd;
    return options;
}

std::string chance_word(Chance chance)
{
    return chance == Chance::normal ? "normal" : (chance == Chance::own_draws ? "own_draws" : "shared_draws");
}

Lattice lattice_of(const Grid& grid, const ParamValues& values, std::vector<std::uint8_t> in)
{
    if (const auto band_m = number_if(values, "neighbours")) {
        return square_lattice(grid, *band_m, std::move(in));
    }
    const auto contiguity = text_of(values, "neighbours") == "rook" ? Contiguity::rook : Contiguity::queen;
    return square_lattice(grid, contiguity, std::move(in));
}

} // namespace

std::vector<KeySpec> cell_test_keys()
{
    using Type = KeySpec::Type;
    return {
        {.name = "cell_m",
         .type = Type::number,
         .unit = "m",
         .fallback = 250.0,
         .least = 50,
         .most = 10'000,
         .why = "side of a cell; 250 m is a few streets, and smaller cells hold too few incidents to test"},
        {.name = "neighbours",
         .type = Type::number_or_text,
         .unit = "m",
         .fallback = "queen",
         .least = 50,
         .most = 50'000,
         .choices = {"queen", "rook"},
         .why = "which cells are looked at together: queen the eight that touch, rook the four that share a side, or "
                "all whose centres lie within so many metres"},
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
         .fallback = std::int64_t{9'999},
         .least = 99,
         .most = 999'999,
         .why = "how often values are shuffled; a tail is fitted where fewer than ten draws are as extreme"},
    };
}

std::vector<std::string> check_cell_test(const ParamValues& values)
{
    const auto band_m = number_if(values, "neighbours");
    if (band_m && *band_m < number_of(values, "cell_m")) {
        return {fmt::format("neighbours = {} m is less than cell_m = {} m, so no cell has a neighbour; use at least "
                            "the cell's side",
                            *band_m, number_of(values, "cell_m"))};
    }
    return {};
}

CellTest make_cell_test(const PlacesView& places, const ParamValues& values, const MethodContext& context, bool star)
{
    CellTest test;
    test.grid = Grid::covering(context.extent, number_of(values, "cell_m"));
    const auto in = analysed(test.grid, context);
    test.weight.assign(test.grid.size(), 0.0);
    std::vector<double> incidents(test.grid.size(), 0.0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto cell = cell_of(test.grid, places.x[i], places.y[i]);
        if (cell && in[*cell] != 0) {
            test.weight[*cell] += places.weight[i];
            incidents[*cell] += places.incidents[i];
        }
    }
    test.neighbours = lattice_of(test.grid, values, in);
    const auto thin = thin_counts(incidents, test.neighbours, star);
    test.options = options_of(values, context, thin.permute);
    test.alpha = number_of(values, "alpha");
    test.chosen["p_values"] = chance_word(test.options.chance);
    test.chosen["analysed_cells"] = static_cast<std::int64_t>(std::count(in.begin(), in.end(), std::uint8_t{1}));
    test.chosen["expected_incidents"] = thin.expected;
    const bool unwise = thin.too_thin || (thin.permute && test.options.chance == Chance::normal);
    if (context.progress != nullptr && unwise && places.size() > 0) {
        context.progress->warn(thin.advice);
    }
    return test;
}

} // namespace harmspot::significance
