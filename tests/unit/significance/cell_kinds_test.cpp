// SPDX-License-Identifier: MIT
// The cell methods on squares, hexagons and areas, with totals and rates.
#include "cells.hpp"

#include "harmspot/area.hpp"
#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace harmspot;

namespace
{

ParamValues values_of(const char* method, const ParamValues& changed)
{
    ParamValues values;
    for (const auto& key : find_method(method)->keys) {
        if (key.fallback) {
            values[key.name] = *key.fallback;
        }
    }
    for (const auto& [name, value] : changed) {
        values[name] = value;
    }
    return values;
}

/// Places, one incident each unless set otherwise.
struct Town {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::string> warnings;
    Progress progress;
    MethodContext context;

    void add(double east, double north, std::uint32_t count = 1)
    {
        x.push_back(east);
        y.push_back(north);
        weight.push_back(count);
        incidents.push_back(count);
    }
    SignificantCells run(const char* method, const ParamValues& changed)
    {
        progress.on_warning = [this](std::string_view line) { warnings.emplace_back(line); };
        context.progress = &progress;
        context.threads = 2;
        return std::get<SignificantCells>(
            find_method(method)->detect({x, y, weight, incidents}, values_of(method, changed), context));
    }
};

/// 4,000 incidents all over 10 km x 10 km, and 300 more within 750 m round the middle.
Town planted()
{
    Town town;
    for (std::uint32_t i = 0; i < 4000; ++i) {
        town.add(cells::unit(i, 1) * 10'000, cells::unit(i, 2) * 10'000);
    }
    for (std::uint32_t i = 0; i < 300; ++i) {
        town.add(5000 + (cells::unit(i, 3) - 0.5) * 750, 5000 + (cells::unit(i, 4) - 0.5) * 750);
    }
    town.context.extent = {0, 0, 10'000, 10'000};
    return town;
}

std::size_t hot(const SignificantCells& found)
{
    return static_cast<std::size_t>(std::count(found.cell_class.begin(), found.cell_class.end(), CellClass::hot));
}

/// 0 to 4, so that no two neighbours hold quite the same.
std::uint32_t uneven(std::uint16_t i)
{
    return i * 7U % 5U;
}

std::string word(const ParamValues& values, const char* key)
{
    return text_of(values, key);
}

/// Squares of 1 km as areas, row by row from the south-west; `gap_m` between them.
std::vector<Area> square_areas(std::size_t side, double gap_m = 0)
{
    std::vector<Area> areas;
    for (std::size_t i = 0; i < side * side; ++i) {
        const double west = static_cast<double>(i % side) * (1000 + gap_m);
        const double south = static_cast<double>(i / side) * (1000 + gap_m);
        const Ring ring{
            {west, south}, {west + 1000, south}, {west + 1000, south + 1000}, {west, south + 1000}, {west, south}};
        areas.push_back({"area " + std::to_string(i), "a", {{ring, {}}}});
    }
    return areas;
}

/// The town with those areas as its cells.
struct AreaTown {
    std::vector<Area> areas;
    CellAreas cells{};
    Town town{};

    explicit AreaTown(std::vector<Area> made) : areas(std::move(made)) { cells.analysed.assign(areas.size(), 1); }
    void add(std::uint16_t area, std::uint32_t count)
    {
        const auto box = bounds(areas[area].shape);
        town.add((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2, count);
        cells.of_place.push_back(area);
    }
    SignificantCells run(const char* method, ParamValues changed)
    {
        cells.areas = areas;
        town.context.cell_areas = &cells;
        changed.insert({"cells", std::string("ward")});
        return town.run(method, changed);
    }
};

} // namespace

TEST_CASE("hexagons find a planted patch, and its own neighbours", "[cell-kinds]")
{
    auto town = planted();
    for (const ParamValue& neighbours :
         {ParamValue(std::string("queen")), ParamValue(std::string("nearest")), ParamValue(400.0)}) {
        const auto found = town.run("gi_star", {{"cells", std::string("hexagon")}, {"neighbours", neighbours}});
        const auto& grid = std::get<HexGrid>(found.shapes);
        CHECK(grid.spacing_m == 250);
        const auto middle = grid.cell_of({5000, 5000});
        REQUIRE(middle);
        CHECK(found.cell_class[*middle] == CellClass::hot);
        CHECK(hot(found) >= 7);
        CHECK(hot(found) <= 30);
        CHECK(number_of(found.whole_map, "morans_i_p_value") < 1e-6);
        CHECK(number_of(found.whole_map, "general_g") > number_of(found.whole_map, "general_g_expected"));
    }
    // Queen and rook are one: hexagons that touch share a side.
    CHECK(town.run("local_moran", {{"cells", std::string("hexagon")}, {"neighbours", std::string("queen")}}).p_value ==
          town.run("local_moran", {{"cells", std::string("hexagon")}, {"neighbours", std::string("rook")}}).p_value);
    CHECK_THAT(town.warnings.at(0), Catch::Contains("use larger cells")); // 16 expected in seven hexagons
}

TEST_CASE("the eight nearest of a square are those that touch, away from edges", "[cell-kinds]")
{
    auto town = planted();
    const auto queen = town.run("gi_star", {{"p_values", std::string("normal")}});
    const auto nearest =
        town.run("gi_star", {{"p_values", std::string("normal")}, {"neighbours", std::string("nearest")}});
    const auto& grid = std::get<Grid>(queen.shapes);
    for (std::size_t row = 1; row + 1 < grid.rows; ++row) {
        for (std::size_t col = 1; col + 1 < grid.cols; ++col) {
            REQUIRE(nearest.z[row * grid.cols + col] == Approx(queen.z[row * grid.cols + col]));
        }
    }
    CHECK(nearest.z[0] != Approx(queen.z[0])); // a corner has three that touch
}

TEST_CASE("hexagons are analysed where half of them is searchable", "[cell-kinds]")
{
    auto town = planted();
    Raster<std::uint8_t> searchable(Grid::covering(town.context.extent, 25), std::uint8_t{0});
    burn(searchable, {{{{0, 0}, {5000, 0}, {5000, 10'000}, {0, 10'000}, {0, 0}}, {}}}, 1);
    town.context.searchable = &searchable;
    const auto found = town.run("gi_star", {{"cells", std::string("hexagon")}});
    const auto& grid = std::get<HexGrid>(found.shapes);
    const double expected = 5000.0 * 10'000 / grid.cell_area_m2();
    CHECK(static_cast<double>(integer_of(found.chosen, "analysed_cells")) == Approx(expected).epsilon(0.03));
    const MultiPolygon south{{{{0, 0}, {10'000, 0}, {10'000, 5000}, {0, 5000}, {0, 0}}, {}}};
    town.context.within = &south;
    CHECK(static_cast<double>(integer_of(town.run("gi_star", {{"cells", std::string("hexagon")}}).chosen,
                                         "analysed_cells")) == Approx(expected / 2).epsilon(0.05));
}

TEST_CASE("areas that touch are neighbours; a block of bad ones is found", "[cell-kinds]")
{
    AreaTown wards(square_areas(20));
    for (std::uint16_t i = 0; i < 400; ++i) {
        const bool bad = i % 20 >= 8 && i % 20 <= 11 && i / 20 >= 8 && i / 20 <= 11;
        wards.add(i, (bad ? 60U : 20U) + uneven(i));
    }
    const auto found = wards.run("gi_star", {});
    CHECK(word(found.chosen, "p_values") == "normal"); // 9 x 22 expected
    CHECK(integer_of(found.chosen, "analysed_cells") == 400);
    CHECK(integer_of(found.chosen, "islands") == 0);
    CHECK(found.cell_class[9 * 20 + 9] == CellClass::hot);
    CHECK(hot(found) >= 16);
    CHECK(hot(found) <= 36); // the block and what touches it
    // Contiguity of squares is that of a grid of squares.
    Town same;
    same.x = wards.town.x;
    same.y = wards.town.y;
    same.weight = wards.town.weight;
    same.incidents = wards.town.incidents;
    same.context.extent = {0, 0, 20'000, 20'000};
    for (const auto* neighbours : {"queen", "rook"}) {
        const auto by_area = wards.run("local_moran", {{"neighbours", std::string(neighbours)}});
        const auto by_square = same.run("local_moran", {{"neighbours", std::string(neighbours)}, {"cell_m", 1000.0}});
        const auto& grid = std::get<Grid>(by_square.shapes);
        for (std::size_t i = 0; i < 400; ++i) {
            const std::size_t square = (grid.rows - 1 - i / 20) * grid.cols + i % 20;
            REQUIRE(by_area.z[i] == Approx(by_square.z[square]).margin(1e-9));
        }
    }
}

TEST_CASE("an island counts in the mean and is not tested, which is said; nearest gives it neighbours", "[cell-kinds]")
{
    auto areas = square_areas(6);
    const Ring holy{{20'000, 20'000}, {21'000, 20'000}, {21'000, 21'000}, {20'000, 21'000}, {20'000, 20'000}};
    areas.push_back({"Holy Island", "holy", {{holy, {}}}});
    AreaTown wards(std::move(areas));
    for (std::uint16_t i = 0; i < 37; ++i) {
        wards.add(i, 20U + uneven(i));
    }
    const auto found = wards.run("gi_star", {});
    CHECK(integer_of(found.chosen, "islands") == 1);
    CHECK(found.p_value[36] == 1);
    REQUIRE(wards.town.warnings.size() == 1);
    CHECK_THAT(wards.town.warnings[0],
               Catch::Contains("1 area without neighbours (Holy Island) counts in the mean but is not tested") &&
                   Catch::Contains("nearest"));
    CHECK(found.why == wards.town.warnings[0]);
    CHECK(integer_of(wards.run("gi_star", {{"neighbours", std::string("nearest")}}).chosen, "islands") == 0);
}

TEST_CASE("areas that overlap are refused by name, save where neighbours go by distance", "[cell-kinds]")
{
    auto areas = square_areas(3);
    for (auto& corner : areas[4].shape[0].outer) {
        corner.x += 10;
    }
    AreaTown wards(std::move(areas));
    for (std::uint16_t i = 0; i < 9; ++i) {
        wards.add(i, 30U + i);
    }
    CHECK_THROWS_WITH(wards.run("gi_star", {}), Catch::Contains("areas 'area 4' and 'area 5' overlap by 10000 m2"));
    CHECK_NOTHROW(wards.run("gi_star", {{"neighbours", 1500.0}}));
    CHECK_NOTHROW(wards.run("gi_star", {{"neighbours", std::string("nearest")}}));
}

TEST_CASE("cells that all hold the same, and a map with one cell that holds anything", "[cell-kinds]")
{
    AreaTown same(square_areas(5));
    for (std::uint16_t i = 0; i < 25; ++i) {
        same.add(i, 30);
    }
    for (const auto* method : {"gi_star", "local_moran"}) {
        const auto found = same.run(method, {});
        CHECK(hot(found) == 0);
        CHECK(std::all_of(found.p_value.begin(), found.p_value.end(), [](double p) { return p == 1; }));
        CHECK(found.why == "All cells hold the same, so none can stand out.");
        CHECK(found.whole_map.empty());
    }
    // Chance puts the one full cell next to any given cell often enough that nothing is significant.
    for (const auto* kind : {"square", "hexagon"}) {
        Town one;
        one.add(5100, 5100, 500);
        one.context.extent = {0, 0, 10'000, 10'000};
        const auto found = one.run("gi_star", {{"cells", std::string(kind)}});
        CHECK(word(found.chosen, "p_values") == "shared_draws");
        CHECK(hot(found) == 0);
        REQUIRE(one.warnings.size() == 1);
        CHECK_THAT(one.warnings[0], Catch::Contains("use larger cells"));
    }
}

TEST_CASE("rates find where more happens than its residents explain, totals where most live", "[cell-kinds]")
{
    // A town in the south-west, where most live and most happens; in the north-east few live and it is four times as
    // bad.
    AreaTown wards(square_areas(20));
    wards.cells.at_risk.assign(400, 500);
    for (std::uint16_t i = 0; i < 400; ++i) {
        const bool town = i % 20 < 6 && i / 20 < 6;
        const bool bad = i % 20 >= 13 && i % 20 < 18 && i / 20 >= 13 && i / 20 < 18;
        wards.cells.at_risk[i] = town ? 5000 : 500;
        wards.add(i, (town ? 100U : (bad ? 40U : 10U)) + uneven(i));
    }
    const std::size_t in_town = 2 * 20 + 2;
    const std::size_t in_bad = 15 * 20 + 15;
    const auto totals = wards.run("gi_star", {});
    CHECK(totals.cell_class[in_town] == CellClass::hot);
    CHECK(totals.cell_class[in_bad] != CellClass::hot);
    CHECK(totals.at_risk.empty());
    for (const auto* smoothing : {"empirical_bayes", "local_empirical_bayes", "none"}) {
        for (const auto* method : {"gi_star", "local_moran"}) {
            const auto rates =
                wards.run(method, {{"values", std::string("rate")}, {"smoothing", std::string(smoothing)}});
            INFO(method << ", " << smoothing);
            CHECK(rates.cell_class[in_town] != CellClass::hot);
            CHECK(rates.cell_class[in_bad] == CellClass::hot);
            CHECK(rates.at_risk[in_town] == 5000);
        }
    }
}

TEST_CASE("cells with nothing at risk are not tested, and what happens there is told", "[cell-kinds]")
{
    AreaTown wards(square_areas(10));
    wards.town.context.at_risk_unit = "households";
    wards.cells.at_risk.assign(100, 400);
    wards.cells.at_risk[0] = 0; // a shopping centre
    for (std::uint16_t i = 0; i < 100; ++i) {
        wards.add(i, i == 0 ? 900U : 20U + uneven(i));
    }
    const auto found = wards.run("gi_star", {{"values", std::string("rate")}});
    CHECK(integer_of(found.chosen, "analysed_cells") == 99);
    CHECK(integer_of(found.chosen, "incidents_with_nothing_at_risk") == 900);
    CHECK(found.p_value[0] == 1);
    CHECK(hot(found) == 0); // nor does it make its neighbours hot
    CHECK_THAT(found.why, Catch::Contains("900 of ") && Catch::Contains("lie in cells with no households"));
}

TEST_CASE("points at risk are added up by cell, and thin ones judged by the expected count", "[cell-kinds]")
{
    auto town = planted();
    std::vector<double> x;
    std::vector<double> y;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        x.push_back(cells::unit(i, 5) * 10'000);
        y.push_back(cells::unit(i, 6) * 10'000);
    }
    const std::vector<double> amount(x.size(), 3.0);
    const PointsAtRisk homes{x, y, amount};
    town.context.at_risk = &homes;
    for (const auto* kind : {"square", "hexagon"}) {
        town.warnings.clear();
        const auto found =
            town.run("gi_star", {{"cells", std::string(kind)}, {"cell_m", 500.0}, {"values", std::string("rate")}});
        CHECK(std::accumulate(found.at_risk.begin(), found.at_risk.end(), 0.0) == Approx(60'000));
        CHECK(hot(found) > 0);
        const double neighbourhood_m2 =
            kind == std::string("square") ? 9 * 500.0 * 500.0 : 7 * 500.0 * 500.0 * std::sqrt(3.0) / 2;
        CHECK(number_of(found.chosen, "expected_incidents") == Approx(4300 * neighbourhood_m2 / 1e8).epsilon(0.1));
        CHECK(town.warnings.empty());
    }
    CHECK_THROWS_WITH(AreaTown(square_areas(2)).run("gi_star", {{"values", std::string("rate")}}),
                      Catch::Contains("[denominator]"));
}
