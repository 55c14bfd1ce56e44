// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "answers/grid_statistics.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

TEST_CASE("variances of Moran's I on a 3 x 3 lattice as published", "[answers][moran]")
{
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const CellNeighbours rook = square_lattice(cells::grid(3, 3), Contiguity::rook);
    CHECK(morans_i(values, rook, MoranVariance::randomisation).variance ==
          Approx(answers::moran_3x3_variance_randomisation));
    CHECK(morans_i(values, rook, MoranVariance::normality).variance == Approx(answers::moran_3x3_variance_normality));
}

TEST_CASE("general G of the six points as published", "[answers][g]")
{
    const answers::SixPoints six;
    const auto g = general_g(six.value, distance_band_weights(six.x, six.y, six.band_m));
    CHECK(g.value == Approx(six.general_g).margin(1e-7).epsilon(0));
    CHECK(g.p_value / 2 == Approx(six.general_g_p_one_sided).margin(1e-6).epsilon(0));
}

TEST_CASE("a lattice and the list of its neighbours give the same global statistics", "[moran][g]")
{
    const auto grid = cells::grid(15, 12);
    const auto values = cells::counts(grid.size(), 12, 3);
    const std::vector<std::uint8_t> all(grid.size(), 1);
    const auto listed = cells::weights_twin(all, 600, [&](std::size_t cell) { return cells::centre(grid, cell); });
    const CellNeighbours lattice = square_lattice(grid, 600.0);
    for (const auto variance : {MoranVariance::normality, MoranVariance::randomisation}) {
        CHECK(morans_i(values, lattice, variance).z == Approx(morans_i(values, listed, variance).z));
    }
    CHECK(general_g(values, lattice).z == Approx(general_g(values, listed).z));
}

TEST_CASE("moments of Moran's I and general G over all orders of the values", "[moran][g]")
{
    // Six cells whose neighbours do not all answer each other: 720 orders are the randomisation null itself.
    auto weights = weights_from({{1, 2}, {0}, {3}, {2, 4, 5}, {3}, {0}});
    weights.weight[0] = 2.5;
    std::vector<double> values{1, 2, 4, 8, 9, 20};
    double sum_i = 0;
    double squares_i = 0;
    double sum_g = 0;
    double squares_g = 0;
    double orders = 0;
    const auto moran = morans_i(values, weights, MoranVariance::randomisation);
    const auto g = general_g(values, weights);
    do {
        const double one_i = morans_i(values, weights, MoranVariance::randomisation).value;
        const double one_g = general_g(values, weights).value;
        sum_i += one_i;
        squares_i += one_i * one_i;
        sum_g += one_g;
        squares_g += one_g * one_g;
        orders += 1;
    } while (std::next_permutation(values.begin(), values.end()));
    CHECK(orders == 720);
    CHECK(moran.expected == Approx(sum_i / orders));
    CHECK(moran.variance == Approx(squares_i / orders - sum_i / orders * (sum_i / orders)));
    CHECK(g.expected == Approx(sum_g / orders));
    CHECK(g.variance == Approx(squares_g / orders - sum_g / orders * (sum_g / orders)));
}

TEST_CASE("global statistics that do not exist say so", "[moran][g]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(4, 4), Contiguity::queen);
    const std::vector<double> same(16, 3.0);
    CHECK_FALSE(morans_i(same, lattice, MoranVariance::normality).defined);
    CHECK(morans_i(same, lattice, MoranVariance::normality).p_value == 1);
    CHECK_FALSE(general_g(same, lattice).defined);
    const std::vector<double> values{1, 2, 3, 4};
    CHECK_FALSE(morans_i(values, weights_from({{}, {}, {}, {}}), MoranVariance::randomisation).defined);
    CHECK_FALSE(general_g(std::vector<double>{1, 2, 3}, weights_from({{1}, {2}, {0}})).defined);
    CHECK_THROWS_AS(general_g(std::vector<double>{-1, 2, 3, 4}, weights_from({{1}, {2}, {3}, {0}})), InputError);
}
