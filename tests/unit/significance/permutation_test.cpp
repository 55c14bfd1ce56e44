// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "answers/grid_statistics.hpp"
#include "significance/draws.hpp"
#include "significance/own_draws.hpp"
#include "significance/shuffle.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <map>

using namespace harmspot;
using significance::Philox;

namespace
{

/// A random order of `values`: what the null hypothesis makes of a map.
std::vector<double> shuffled(const std::vector<double>& values, std::uint32_t stream)
{
    std::vector<double> result(values.size());
    significance::Shuffle(values.size()).draw(values.size(), stream, 0, 99, [&](std::uint32_t at, std::uint32_t card) {
        result[at] = values[card];
    });
    return result;
}

/// Two-sided p of each cell by putting the others' values on its neighbours in every possible way.
double exact_p(const std::vector<double>& values, const Weights& weights, std::size_t i)
{
    std::vector<double> others = values;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const std::size_t k = weights.neighbours_of(i).size();
    double observed = 0;
    for (const auto j : weights.neighbours_of(i)) {
        observed += values[j];
    }
    std::vector<int> chosen(others.size(), 0);
    std::fill(chosen.end() - static_cast<std::ptrdiff_t>(k), chosen.end(), 1);
    double above = 0;
    double below = 0;
    double ways = 0;
    do {
        double sum = 0;
        for (std::size_t j = 0; j < others.size(); ++j) {
            sum += chosen[j] * others[j];
        }
        above += sum >= observed ? 1 : 0;
        below += sum <= observed ? 1 : 0;
        ways += 1;
    } while (std::next_permutation(chosen.begin(), chosen.end()));
    return std::min(1.0, 2 * std::min(above, below) / ways);
}

} // namespace

TEST_CASE("Philox gives its published numbers", "[answers][random]")
{
    for (const auto& known : answers::philox_2x32_10) {
        const auto random = Philox::at(known.low, known.high, known.key);
        CHECK(random.low == known.out_low);
        CHECK(random.high == known.out_high);
    }
}

TEST_CASE("draws come near the p of every possible way", "[permutation]")
{
    // 14 cells on a 7 x 2 rook lattice: at most C(13, 3) = 286 ways.
    const auto grid = cells::grid(7, 2);
    const std::vector<std::uint8_t> all(grid.size(), 1);
    const auto weights = cells::weights_twin(all, 250, [&](std::size_t cell) { return cells::centre(grid, cell); });
    const auto values = cells::counts(grid.size(), 21, 4);
    constexpr std::uint32_t kDraws = 20'000;
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        const auto lattice =
            local_g(values, square_lattice(grid, Contiguity::rook), true, cells::drawn(chance, kDraws));
        const auto listed = local_moran(values, weights, cells::drawn(chance, kDraws));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double exact = exact_p(values, weights, i);
            // Six standard errors of a share of 20,000, doubled.
            const double error = 12 * std::sqrt(exact / 2 * (1 - exact / 2) / kDraws) + 2.0 / kDraws;
            REQUIRE(lattice.p_value[i] == Approx(exact).margin(error).epsilon(0));
            REQUIRE(listed.p_value[i] == lattice.p_value[i]); // the same draws, the same sums
        }
    }
}

TEST_CASE("unequal weights are drawn with their weights", "[permutation]")
{
    auto weights = weights_from({{1, 2}, {0, 3}, {0, 3}, {1, 2, 4}, {3, 5}, {4}});
    const std::vector<double> values{9, 7, 6, 3, 1, 0};
    const auto equal = local_g(values, weights, true, cells::drawn(Chance::own_draws, 5000));
    for (auto& weight : weights.weight) {
        weight = 1 + 1e-9 * static_cast<double>(&weight - weights.weight.data());
    }
    for (const auto chance : {Chance::own_draws, Chance::shared_draws}) {
        const auto unequal = local_g(values, weights, true, cells::drawn(chance, 5000));
        for (std::size_t i = 0; i < values.size(); ++i) {
            // Weights this near to 1 break ties between equal sums; 10 ways of choosing 2 of 5 differ at most.
            CHECK(unequal.p_value[i] <= equal.p_value[i] + 0.05);
            CHECK(unequal.p_value[i] > 0);
        }
    }
}

TEST_CASE("under chance no p-value is met more often than it says", "[permutation]")
{
    // 19 draws: p can be 2/20, 4/20, … of a two-sided test. Counts with many ties.
    const auto grid = cells::grid(10, 10);
    const CellNeighbours lattice = square_lattice(grid, Contiguity::queen);
    const auto values = cells::counts(grid.size(), 22, 0.6);
    constexpr std::uint32_t kMaps = 3000;
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        std::map<double, double> met;
        for (std::uint32_t map = 0; map < kMaps; ++map) {
            const auto result = local_g(shuffled(values, map), lattice, true, cells::drawn(chance, 19, map));
            for (const std::size_t cell : {0U, 5U, 55U}) { // three, five and eight neighbours
                met[result.p_value[cell]] += 1;
            }
        }
        double below = 0;
        for (const auto& [p, times] : met) {
            below += times;
            const double share = below / (3 * kMaps);
            // Four standard errors; the three cells of a map are nearly independent.
            CHECK(share <= p + 4 * std::sqrt(p * (1 - std::min(p, 1.0)) / (3 * kMaps)));
        }
        CHECK(met.size() > 5);
    }
}

TEST_CASE("with the own value drawn too, one high cell is found", "[permutation]")
{
    // 20 x 20 empty cells but one: of 400 cells 9 are drawn, so the high one is among them in 9 of 400 draws.
    const CellNeighbours lattice = square_lattice(cells::grid(20, 20), Contiguity::queen);
    const auto listed = cells::weights_twin(std::vector<std::uint8_t>(400, 1), 360,
                                            [](std::size_t cell) { return cells::centre(cells::grid(20, 20), cell); });
    auto unequal = listed;
    unequal.weight[0] = 1.5; // of a cell in the corner
    std::vector<double> values(400, 0.0);
    values[210] = 1;
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        auto options = cells::drawn(chance, 4000);
        CHECK(local_g(values, lattice, true, options).p_value[210] == 1);
        options.redraw_self = true;
        const auto found = local_g(values, lattice, true, options);
        CHECK(found.p_value[210] == Approx(2 * 9.0 / 400).margin(0.02).epsilon(0));
        CHECK(found.p_value[211] == Approx(2 * 9.0 / 400).margin(0.02).epsilon(0));
        CHECK(local_g(values, listed, true, options).p_value == found.p_value);
        CHECK(local_g(values, unequal, true, options).p_value[210] == Approx(2 * 9.0 / 400).margin(0.02).epsilon(0));
        CHECK(local_g(values, lattice, false, options).p_value[210] == 1); // Gi never holds the cell itself
    }
}

TEST_CASE("a shared table favours no cell and no value", "[permutation]")
{
    // How often each of 12 cells is dealt to the one neighbour of cell 0: never itself, the others alike.
    std::vector<std::vector<std::uint32_t>> ring;
    for (std::uint32_t i = 0; i < 12; ++i) {
        ring.push_back({(i + 1) % 12});
    }
    const auto weights = weights_from(ring);
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        for (std::size_t high = 1; high < 12; ++high) {
            std::vector<double> values(12, 0.0);
            values[high] = 1;
            // Cell 0's neighbour is cell 1. The share of draws at or above 1 is the chance that `high` is dealt.
            std::swap(values[1], values[high]);
            const auto result = local_g(values, weights, true, cells::drawn(chance, 11'000, high));
            CHECK(result.p_value[0] == Approx(2.0 / 11).margin(0.03).epsilon(0));
        }
    }
}

TEST_CASE("neither threads nor instructions change draws; the seed does", "[permutation]")
{
    const auto grid = cells::grid(24, 24);
    auto values = cells::counts(grid.size(), 23, 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] *= 0.37;
    }
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        for (const auto& lattice : {square_lattice(grid, Contiguity::queen), square_lattice(grid, 900.0)}) {
            auto options = cells::drawn(chance, 199);
            options.tail_fit = true;
            options.threads = 1;
            const auto one = local_g(values, lattice, true, options);
            options.threads = 2;
            for (const auto path : {SimdPath::plain, SimdPath::avx2, SimdPath::avx512}) {
                options.simd = path;
                CHECK(local_g(values, lattice, true, options).p_value == one.p_value);
            }
            options.seed = 2;
            CHECK(local_g(values, lattice, true, options).p_value != one.p_value);
        }
    }
}

TEST_CASE("own draws hold no cell twice and never the cell itself", "[permutation]")
{
    // Powers of two say which cells a sum holds.
    std::vector<double> x;
    for (int power = 0; power < 21; ++power) {
        x.push_back(std::ldexp(1.0, power));
    }
    std::vector<double> sums(1024 + significance::kDrawsAtATime);
    significance::own_sums_plain({x.data(), 20, 7, 7, 5, 1024, 6, 42, sums.data()});
    std::vector<int> times(21, 0);
    for (std::size_t draw = 0; draw < 1024; ++draw) {
        const auto bits = static_cast<std::uint32_t>(sums[draw]);
        REQUIRE(std::popcount(bits) == 5);
        for (std::size_t i = 0; i < 21; ++i) {
            times[i] += (bits >> i) & 1U ? 1 : 0;
        }
    }
    CHECK(times[7] == 0);
    for (std::size_t i = 0; i < 21; ++i) {
        if (i != 7) { // 256 on average, standard deviation 13.9
            CHECK(times[i] == Approx(256).margin(70).epsilon(0));
        }
    }
}

TEST_CASE("a plain hot patch survives correction where counting alone cannot tell", "[permutation][tail]")
{
    // 100 x 100 cells of one on average, and a patch of 3 x 3 with thirty each.
    const auto grid = cells::grid(100, 100);
    auto values = cells::counts(grid.size(), 24, 1.5);
    for (std::size_t row = 50; row < 53; ++row) {
        for (std::size_t col = 50; col < 53; ++col) {
            values[row * 100 + col] = 30;
        }
    }
    const std::size_t middle = 51 * 100 + 51;
    const CellNeighbours lattice = square_lattice(grid, Contiguity::queen);
    for (const auto chance : {Chance::shared_draws, Chance::own_draws}) {
        const std::uint32_t draws = chance == Chance::own_draws ? 9'999 : 99'999;
        auto options = cells::drawn(chance, draws);
        options.simd = best_simd();
        options.correction = Correction::bonferroni;
        const auto counted = local_g(values, lattice, true, options);
        CHECK(counted.p_value[middle] == Approx(2.0 / (draws + 1)));
        CHECK(counted.p_adjusted[middle] > 0.05);
        options.tail_fit = true;
        const auto fitted = local_g(values, lattice, true, options);
        CHECK(fitted.tail_fitted[middle] == 1);
        CHECK(fitted.p_value[middle] < counted.p_value[middle]);
        if (chance == Chance::shared_draws) { // 9,999 draws are too few to be sure of one in 200,000
            CHECK(fitted.p_adjusted[middle] < 0.05);
        }
        CHECK(fitted.p_value[middle] > 0);
        // Away from the patch nothing is found that chance would not bring.
        std::size_t elsewhere = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool near = i / 100 >= 48 && i / 100 <= 54 && i % 100 >= 48 && i % 100 <= 54;
            elsewhere += !near && fitted.p_adjusted[i] <= 0.05 ? 1U : 0U;
        }
        CHECK(elsewhere <= 1);
    }
}

TEST_CASE("draws out of range are refused", "[permutation]")
{
    const CellNeighbours lattice = square_lattice(cells::grid(4, 4), Contiguity::queen);
    const auto values = cells::counts(16, 1, 3);
    CHECK_THROWS_AS(local_g(values, lattice, true, cells::drawn(Chance::shared_draws, 0)), ConfigError);
    CHECK_THROWS_AS(local_g(values, lattice, true, cells::drawn(Chance::own_draws, kMostDraws + 1)), ConfigError);
}
