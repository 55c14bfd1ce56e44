// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "harmspot/area.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

ParamValues defaults(const Method& method)
{
    ParamValues values;
    for (const auto& key : method.keys) {
        if (key.fallback) {
            values[key.name] = *key.fallback;
        }
    }
    return values;
}

/// Places all over 10 km x 10 km, and `hot` more in a square of `side_m` round (5125, 5125), the middle of a cell.
struct Town {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;
    MethodContext context;

    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

Town town(std::uint32_t hot, double side_m = 250)
{
    Town made;
    for (std::uint32_t i = 0; i < 4000; ++i) {
        made.x.push_back(cells::unit(i, 1) * 10'000);
        made.y.push_back(cells::unit(i, 2) * 10'000);
    }
    for (std::uint32_t i = 0; i < hot; ++i) {
        made.x.push_back(5125 + (cells::unit(i, 3) - 0.5) * side_m);
        made.y.push_back(5125 + (cells::unit(i, 4) - 0.5) * side_m);
    }
    made.weight.assign(made.x.size(), 1.0);
    made.incidents.assign(made.x.size(), 1);
    made.context.extent = {0, 0, 10'000, 10'000};
    made.context.threads = 2;
    return made;
}

SignificantCells run(const Town& made, std::string_view name, const ParamValues& values)
{
    return std::get<SignificantCells>(find_method(name)->detect(made.view(), values, made.context));
}

/// Square cell (row, col) of the town's grid.
std::size_t at(const SignificantCells& cells, std::size_t row, std::size_t col)
{
    return row * std::get<Grid>(cells.shapes).cols + col;
}

std::size_t count(const SignificantCells& cells, CellClass wanted)
{
    return static_cast<std::size_t>(std::count(cells.cell_class.begin(), cells.cell_class.end(), wanted));
}

} // namespace

TEST_CASE("the descriptors of cell methods say what people need", "[cell-methods]")
{
    for (const auto* name : {"gi_star", "local_moran"}) {
        const auto* method = find_method(name);
        REQUIRE(method != nullptr);
        CHECK(method->makes == Makes::cells);
        CHECK_FALSE(method->words.empty());
        for (const auto& key : method->keys) {
            CHECK_FALSE(key.why.empty());
            CHECK((key.fallback.has_value() || key.optional));
        }
    }
    CHECK(makes_text(Makes::cells) == "cells");
}

TEST_CASE("a planted hot patch is found, and hardly anything else", "[cell-methods]")
{
    const auto made = town(300, 750);
    const auto values = defaults(*find_method("gi_star"));
    const auto found = run(made, "gi_star", values);
    const std::size_t row = 40 - 1 - 5000 / 250;
    CHECK(found.cell_class[at(found, row, 20)] == CellClass::hot);
    CHECK(found.p_adjusted[at(found, row, 20)] <= 0.05);
    CHECK(found.p_adjusted[at(found, row, 20)] >= found.p_value[at(found, row, 20)]);
    CHECK(count(found, CellClass::hot) >= 9);
    CHECK(count(found, CellClass::hot) <= 27); // the patch, the cells that touch it, and little luck
    CHECK(text_of(found.chosen, "p_values") == "shared_draws");
    CHECK(integer_of(found.chosen, "analysed_cells") == 1600);
    CHECK(number_of(found.chosen, "expected_incidents") == Approx(9 * 4300.0 / 1600));
}

TEST_CASE("a map of chance has no hot cells", "[cell-methods]")
{
    const auto made = town(0);
    for (const auto* name : {"gi_star", "local_moran"}) {
        auto values = defaults(*find_method(name));
        values["correction"] = "bonferroni";
        for (const auto* chance : {"shared_draws", "own_draws"}) {
            values["p_values"] = chance;
            values["draws"] = std::int64_t{999};
            CHECK(count(run(made, name, values), CellClass::hot) == 0);
        }
    }
}

TEST_CASE("one bad cell among quiet ones is an outlier to Moran and hot to Gi*", "[cell-methods]")
{
    const auto made = town(120);
    auto values = defaults(*find_method("local_moran"));
    values["correction"] = "none";
    const std::size_t row = 40 - 1 - 5000 / 250;
    const auto moran = run(made, "local_moran", values);
    CHECK(moran.cell_class[at(moran, row, 20)] != CellClass::hot);
    // Its neighbours are low or middling cells beside a very high one.
    CHECK(moran.p_value[at(moran, row, 21)] < 0.05);
    const auto star = run(made, "gi_star", values);
    CHECK(star.cell_class[at(star, row, 20)] == CellClass::hot);
}

TEST_CASE("cells mostly outside the searchable area are left out", "[cell-methods]")
{
    auto made = town(120);
    Raster<std::uint8_t> searchable(Grid::covering(made.context.extent, 25), std::uint8_t{0});
    // The western 5,110 m: of the cells from 5,000 m on, 110 of 250 m.
    const MultiPolygon west{{{{0, 0}, {5110, 0}, {5110, 10'000}, {0, 10'000}, {0, 0}}, {}}};
    burn(searchable, west, 1);
    made.context.searchable = &searchable;
    const auto values = defaults(*find_method("gi_star"));
    const auto found = run(made, "gi_star", values);
    CHECK(integer_of(found.chosen, "analysed_cells") == 800);
    CHECK(found.p_value[at(found, 19, 20)] == 1);
    CHECK(found.z[at(found, 19, 20)] == 0);
    const MultiPolygon south{{{{0, 0}, {10'000, 0}, {10'000, 5000}, {0, 5000}, {0, 0}}, {}}};
    made.context.within = &south;
    CHECK(integer_of(run(made, "gi_star", values).chosen, "analysed_cells") == 400);
}

TEST_CASE("thin counts are said, and the cure", "[cell-methods]")
{
    auto made = town(0);
    std::vector<std::string> warnings;
    Progress progress;
    progress.on_warning = [&](std::string_view line) { warnings.emplace_back(line); };
    made.context.progress = &progress;
    auto values = defaults(*find_method("gi_star"));
    static_cast<void>(run(made, "gi_star", values)); // 22.5 expected: shuffled, nothing to say
    CHECK(warnings.empty());
    values["p_values"] = "normal";
    static_cast<void>(run(made, "gi_star", values));
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], Catch::Contains("use permutation p-values"));
    values["p_values"] = "auto";
    values["cell_m"] = 100.0;
    static_cast<void>(run(made, "gi_star", values));
    REQUIRE(warnings.size() == 2);
    CHECK_THAT(warnings[1], Catch::Contains("use larger cells"));
}

TEST_CASE("a band narrower than a cell is refused by check, and no places give no hot cells", "[cell-methods]")
{
    const auto& method = *find_method("gi_star");
    auto values = defaults(method);
    CHECK(method.check(values).empty());
    values["neighbours"] = 200.0;
    REQUIRE(method.check(values).size() == 1);
    values["neighbours"] = 600.0;
    CHECK(method.check(values).empty());
    auto none = town(0);
    none.x.clear();
    none.y.clear();
    none.weight.clear();
    none.incidents.clear();
    CHECK(count(run(none, "gi_star", values), CellClass::ordinary) == 1600);
    auto zero = town(0);
    std::fill(zero.weight.begin(), zero.weight.end(), 0.0);
    CHECK(count(run(zero, "local_moran", values), CellClass::ordinary) == 1600);
}
