// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "answers/grid_statistics.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

namespace
{

/// z of Gi or Gi* by its definition, every sum over every cell, in long double.
std::vector<double> g_twin(const std::vector<double>& x, const Weights& weights, bool star)
{
    std::vector<double> z;
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<long double> w(x.size(), 0);
        for (std::size_t j = 0; j < weights.neighbours_of(i).size(); ++j) {
            w[weights.neighbours_of(i)[j]] = weights.weights_of(i)[j];
        }
        w[i] = star ? 1 : 0;
        long double n = 0;
        long double sum = 0;
        long double squares = 0;
        long double weight = 0;
        long double weight_squares = 0;
        long double lag = 0;
        for (std::size_t j = 0; j < x.size(); ++j) {
            if (star || j != i) {
                n += 1;
                sum += x[j];
                squares += static_cast<long double>(x[j]) * x[j];
                weight += w[j];
                weight_squares += w[j] * w[j];
                lag += w[j] * x[j];
            }
        }
        const long double mean = sum / n;
        const long double s2 = squares / n - mean * mean;
        z.push_back(static_cast<double>((lag - weight * mean) /
                                        std::sqrt(s2 * (n * weight_squares - weight * weight) / (n - 1))));
    }
    return z;
}

} // namespace

TEST_CASE("Gi and Gi* of the six points as published", "[answers][gi]")
{
    const answers::SixPoints six;
    const auto weights = distance_band_weights(six.x, six.y, six.band_m);
    const auto gi = local_g(six.value, weights, false, cells::normal());
    const auto star = local_g(six.value, weights, true, cells::normal());
    for (std::size_t i = 0; i < six.value.size(); ++i) {
        CHECK(gi.z[i] == Approx(six.gi[i]).margin(1e-7).epsilon(0));
        CHECK(star.z[i] == Approx(six.gi_star[i]).margin(1e-7).epsilon(0));
        CHECK(star.p_value[i] == Approx(std::erfc(std::abs(six.gi_star[i]) / std::sqrt(2.0))).epsilon(1e-6));
        CHECK(star.p_adjusted[i] >= star.p_value[i]);
    }
    // Weights that are all scaled alike change nothing here. esda's row-standardised figure differs because it puts W
    // for the sum of squared weights, which is so for weights of 0 and 1 only: point 0 has two neighbours of
    // 1/2, so it takes 1 x (5 - 1) where 5 x (1/4 + 1/4) - 1 is meant.
    const auto standardised = local_g(six.value, row_standardised(weights), false, cells::normal());
    CHECK(standardised.z[0] == Approx(gi.z[0]));
    CHECK(standardised.z[0] * std::sqrt(1.5 / 4) == Approx(six.gi_row_standardised_first).margin(1e-7).epsilon(0));
}

TEST_CASE("Gi and Gi* on a lattice are their definition", "[gi]")
{
    const auto grid = cells::grid(19, 11);
    const std::vector<std::uint8_t> all(grid.size(), 1);
    const auto centre = [&](std::size_t cell) { return cells::centre(grid, cell); };
    auto values = cells::counts(grid.size(), 8, 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] *= 0.7; // harm need not be whole
    }
    for (const double band_m : {360.0, 800.0}) {
        const auto weights = cells::weights_twin(all, band_m, centre);
        const CellNeighbours lattice = square_lattice(grid, band_m);
        for (const bool star : {false, true}) {
            const auto twin = g_twin(values, weights, star);
            const auto of_lattice = local_g(values, lattice, star, cells::normal());
            const auto of_list = local_g(values, weights, star, cells::normal());
            for (std::size_t i = 0; i < values.size(); ++i) {
                REQUIRE(of_lattice.z[i] == Approx(twin[i]).margin(1e-10));
                REQUIRE(of_list.z[i] == Approx(twin[i]).margin(1e-10));
            }
        }
    }
}

TEST_CASE("scaling and shifting the values leaves z alone", "[gi][moran]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(14, 14), Contiguity::queen);
    const auto values = cells::counts(196, 9, 3);
    auto changed = values;
    for (auto& value : changed) {
        value = 8 * value + 1000;
    }
    const auto g = local_g(values, lattice, true, cells::normal());
    const auto g_changed = local_g(changed, lattice, true, cells::normal());
    const auto moran = local_moran(values, lattice, cells::normal());
    const auto moran_changed = local_moran(changed, lattice, cells::normal());
    for (std::size_t i = 0; i < values.size(); ++i) {
        REQUIRE(g_changed.z[i] == Approx(g.z[i]).margin(1e-9));
        REQUIRE(moran_changed.statistic[i] == Approx(moran.statistic[i]).margin(1e-9));
        REQUIRE(moran_changed.z[i] == Approx(moran.z[i]).margin(1e-9));
    }
}

TEST_CASE("turning the map over turns the result over", "[gi][permutation]")
{
    const auto grid = cells::grid(9, 7);
    const CellNeighbours lattice = square_lattice(grid, Contiguity::rook);
    const auto values = cells::counts(grid.size(), 10, 3);
    const std::vector<double> turned(values.rbegin(), values.rend());
    auto z = local_g(values, lattice, true, cells::normal()).z;
    const auto z_turned = local_g(turned, lattice, true, cells::normal()).z;
    std::reverse(z.begin(), z.end());
    for (std::size_t i = 0; i < z.size(); ++i) {
        REQUIRE(z[i] == Approx(z_turned[i]).margin(1e-12));
    }
}

TEST_CASE("local Moran is Gi with the sign of the cell, and its quadrants", "[moran]")
{
    // The same sum of neighbours is judged, given the cell's own value.
    const auto grid = cells::grid(12, 12);
    const CellNeighbours lattice = square_lattice(grid, Contiguity::queen);
    const auto values = cells::counts(grid.size(), 11, 3);
    const auto moran = local_moran(values, lattice, cells::normal());
    const auto gi = local_g(values, lattice, false, cells::normal());
    const auto quadrants = moran_quadrants(values, lattice);
    double mean = 0;
    for (const double value : values) {
        mean += value / static_cast<double>(values.size());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool high = values[i] > mean;
        REQUIRE(moran.z[i] == Approx(high ? gi.z[i] : -gi.z[i]).margin(1e-9));
        const bool alike = quadrants[i] == Quadrant::high_high || quadrants[i] == Quadrant::low_low;
        REQUIRE(alike == (moran.statistic[i] > 0));
        REQUIRE((quadrants[i] == Quadrant::high_high || quadrants[i] == Quadrant::high_low) == high);
    }
    CHECK(quadrant_text(Quadrant::high_low) == "HL");
    CHECK(quadrant_text(Quadrant::low_high) == "LH");
}

TEST_CASE("values that are all the same have no hot cells", "[gi][moran]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(5, 5), Contiguity::queen);
    for (const double value : {0.0, 0.1, 7e9}) {
        for (const auto chance : {Chance::normal, Chance::shared_draws, Chance::own_draws}) {
            const std::vector<double> same(25, value);
            for (const auto& result : {local_g(same, lattice, true, cells::drawn(chance, 99)),
                                       local_g(same, lattice, false, cells::drawn(chance, 99)),
                                       local_moran(same, lattice, cells::drawn(chance, 99))}) {
                for (std::size_t i = 0; i < 25; ++i) {
                    REQUIRE(result.state[i] == CellState::undefined);
                    REQUIRE(result.z[i] == 0);
                    REQUIRE(result.p_value[i] == 1);
                    REQUIRE(result.p_adjusted[i] == 1);
                }
            }
        }
        CHECK(moran_quadrants(std::vector<double>(25, value), lattice)[12] == Quadrant::none);
    }
}

TEST_CASE("islands count in the mean and are not tested", "[gi]")
{
    // Two pairs and a cell by itself.
    const auto weights = weights_from({{1}, {0}, {3}, {2}, {}});
    const std::vector<double> values{5, 4, 1, 0, 90};
    for (const auto chance : {Chance::normal, Chance::shared_draws, Chance::own_draws}) {
        const auto result = local_g(values, weights, true, cells::drawn(chance, 99));
        CHECK(result.state[4] == CellState::island);
        CHECK(result.z[4] == 0);
        CHECK(result.p_value[4] == 1);
        CHECK(result.state[0] == CellState::tested);
        CHECK(result.z[0] < 0); // 5 and 4 are low beside a mean of 20
    }
}

TEST_CASE("every cell each other's neighbour leaves nothing to compare with", "[gi]")
{
    const auto weights = weights_from({{1, 2}, {0, 2}, {0, 1}});
    const auto result = local_g(std::vector<double>{1, 2, 3}, weights, true, cells::normal());
    CHECK(std::count(result.state.begin(), result.state.end(), CellState::undefined) == 3);
    const auto two = local_g(std::vector<double>{1, 2}, weights_from({{1}, {0}}), false, cells::normal());
    CHECK(two.state[0] == CellState::undefined);
    CHECK(local_g({}, Weights{}, true, cells::normal()).z.empty());
}

TEST_CASE("one cell that is not empty among empty ones", "[gi]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(30, 30), Contiguity::queen);
    std::vector<double> values(900, 0.0);
    values[15 * 30 + 15] = 1;
    for (const auto chance : {Chance::normal, Chance::shared_draws, Chance::own_draws}) {
        const auto result = local_g(values, lattice, true, cells::drawn(chance, 199));
        CHECK(result.z[14 * 30 + 14] > 5); // the normal curve believes it, which is why it is not used
        CHECK(result.z[0] < 0);
        CHECK(std::all_of(result.p_value.begin(), result.p_value.end(), [](double p) { return p > 0 && p <= 1; }));
        if (chance != Chance::normal) {
            CHECK(result.p_value[15 * 30 + 15] == 1); // its neighbours are as empty as any
        }
    }
}

TEST_CASE("thin counts are judged by what the neighbourhood would hold", "[thin]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(20, 20), Contiguity::queen);
    const auto thin = thin_counts(std::vector<double>(400, 1.0), lattice, true);
    CHECK(thin.expected == 9); // eight neighbours and itself, one each
    CHECK(thin.permute);
    CHECK(thin.too_thin);
    CHECK_THAT(thin.advice, Catch::Contains("larger cells"));
    const auto middling = thin_counts(std::vector<double>(400, 4.0), lattice, false);
    CHECK(middling.expected == 32);
    CHECK(middling.permute);
    CHECK_FALSE(middling.too_thin);
    CHECK_THAT(middling.advice, Catch::Contains("permutation"));
    const auto thick = thin_counts(std::vector<double>(400, 10.0), lattice, true);
    CHECK_FALSE(thick.permute);
    CHECK(thick.advice.empty());
}
