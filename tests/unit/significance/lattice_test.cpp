// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "significance/sample.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace harmspot;

namespace
{

/// The lattice's neighbours against a list of them: counts and sums of values, cell by cell.
void check_against_twin(const Lattice& lattice, const Weights& twin, const std::vector<double>& values)
{
    const auto implicit = significance::make_sample(values, CellNeighbours(lattice), 2);
    REQUIRE(implicit.size() > 0);
    for (std::size_t i = 0; i < implicit.size(); ++i) {
        const std::size_t cell = implicit.cell[i];
        double sum = 0;
        for (const auto j : twin.neighbours_of(cell)) {
            sum += values[j];
        }
        REQUIRE(implicit.count[i] == twin.neighbours_of(cell).size());
        REQUIRE(implicit.lag[i] == Approx(sum).margin(1e-12));
    }
}

} // namespace

TEST_CASE("queen counts the eight cells that touch, rook the four that share a side", "[lattice]")
{
    // 3 x 3 cells holding 1 … 9 row by row: round the middle lie 1+2+3+4+6+7+8+9 = 40 and 2+4+6+8 = 20.
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const auto queen = significance::make_sample(values, square_lattice(cells::grid(3, 3), Contiguity::queen), 1);
    const auto rook = significance::make_sample(values, square_lattice(cells::grid(3, 3), Contiguity::rook), 1);
    CHECK(queen.lag[4] == 40);
    CHECK(queen.count == std::vector<std::uint32_t>{3, 5, 3, 5, 8, 5, 3, 5, 3});
    CHECK(rook.lag[4] == 20);
    CHECK(rook.count == std::vector<std::uint32_t>{2, 3, 2, 3, 4, 3, 2, 3, 2});
}

TEST_CASE("neighbours of square cells are those that a measuring of every pair finds", "[lattice]")
{
    const auto grid = cells::grid(17, 13);
    const auto values = cells::counts(grid.size(), 3, 4);
    const auto in = cells::mask(grid.size(), 4);
    const auto centre = [&](std::size_t cell) { return cells::centre(grid, cell); };
    check_against_twin(square_lattice(grid, Contiguity::rook, in), cells::weights_twin(in, 250, centre), values);
    check_against_twin(square_lattice(grid, Contiguity::queen, in), cells::weights_twin(in, 250 * std::sqrt(2), centre),
                       values);
    // 1,250 m = 5 cells: (3, 4) is exactly on the band.
    for (const double band_m : {100.0, 250.0, 600.0, 1250.0, 9000.0}) {
        INFO(band_m);
        check_against_twin(square_lattice(grid, band_m, in), cells::weights_twin(in, band_m, centre), values);
    }
}

TEST_CASE("neighbours of hexagons are those that a measuring of every pair finds", "[lattice][hex]")
{
    // Boxes that start on even and on odd rows, north and south of the CRS origin.
    for (const double north_m : {3000.0, 3200.0, 1500.0}) {
        const auto grid = HexGrid::covering({-1000, -1500, 2600, north_m}, 250);
        const auto values = cells::counts(grid.size(), 5, 4);
        const auto in = cells::mask(grid.size(), 6);
        const auto centre = [&](std::size_t cell) { return cells::centre(grid, cell); };
        check_against_twin(hex_lattice(grid, in), cells::weights_twin(in, 250, centre), values);
        for (const double band_m : {433.0, 500.0, 1300.0}) {
            INFO(band_m);
            check_against_twin(hex_lattice(grid, band_m, in), cells::weights_twin(in, band_m, centre), values);
        }
    }
}

TEST_CASE("a lattice that cannot be meant is refused", "[lattice]")
{
    const auto grid = cells::grid(4, 4);
    CHECK_THROWS_AS(square_lattice(grid, 0.0), ConfigError);
    CHECK_THROWS_AS(square_lattice(grid, std::numeric_limits<double>::quiet_NaN()), ConfigError);
    CHECK_THROWS_AS(square_lattice(grid, 1e12), ConfigError);
    CHECK_THROWS_AS(square_lattice(grid, Contiguity::queen, {1, 1, 1}), ConfigError);
    const auto all = CellNeighbours(square_lattice(grid, Contiguity::queen));
    CHECK_THROWS_AS(local_g(std::vector<double>(15, 1.0), all, true, cells::normal()), InputError);
    auto values = cells::counts(16, 1);
    values[3] = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(local_g(values, all, true, cells::normal()), InputError);
    values[3] = 1e308;
    values[4] = 1e308;
    CHECK_THROWS_AS(local_g(values, all, true, cells::normal()), InputError);
}
