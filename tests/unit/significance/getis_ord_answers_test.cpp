// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "answers/grid_statistics.hpp"
#include "real_data.hpp"
#include "unit/cluster/csv_rows.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("Gi and Gi* of Getis and Ord's grid as published", "[answers][gi]")
{
    const auto folder = real_data("getisord");
    if (!folder) {
        return;
    }
    const auto table = csv::read(*folder / "getisord.csv");
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> values;
    for (const auto& row : table.rows) {
        x.push_back(std::stod(row.at(table.column("x"))));
        y.push_back(std::stod(row.at(table.column("y"))));
        values.push_back(std::stod(row.at(table.column("val"))));
    }
    REQUIRE(values.size() == 256);
    for (const auto& answer : answers::getis_ord_gi) {
        INFO(answer.band);
        const auto weights = distance_band_weights(x, y, answer.band);
        const auto listed = local_g(values, weights, false, cells::normal());
        CHECK(listed.z[answers::getis_ord_row] == Approx(answer.z).margin(1e-9).epsilon(0));
        // The same cells as a lattice of 30 x 30: the file goes row by row, which way up does not matter.
        const CellNeighbours lattice = square_lattice(cells::grid(16, 16, 30), answer.band);
        const auto implicit = local_g(values, lattice, false, cells::normal());
        CHECK(implicit.z[answers::getis_ord_row] == Approx(answer.z).margin(1e-9).epsilon(0));
    }
    const auto star = local_g(values, distance_band_weights(x, y, 30), true, cells::normal());
    CHECK(star.z[answers::getis_ord_row] == Approx(answers::getis_ord_gi_star_30).margin(1e-9).epsilon(0));
    // The book's variance has n - 1 for n.
    CHECK(star.z[answers::getis_ord_row] * std::sqrt(255.0 / 256) ==
          Approx(answers::getis_ord_gi_star_30_of_1996).margin(1e-9).epsilon(0));
}
