// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "significance/draws.hpp"
#include "significance/shuffle.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>

using namespace harmspot;

namespace
{

/// A kind of map: what its cells hold.
struct Kind {
    std::string name;
    double (*value)(std::uint32_t cell);
    double most_too_high; ///< by how much p may be too high: a tail of a few huge values ends where they are used up
};

double deviate(std::uint32_t i, std::uint32_t stream)
{
    return std::sqrt(-2 * std::log(1 - cells::unit(i, stream))) *
           std::cos(6.283185307179586 * cells::unit(i, stream + 1));
}

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> all{
        {"thin counts", [](std::uint32_t i) { return std::floor(-std::log(1 - cells::unit(i, 61)) * 0.8); }, 2},
        {"harm, skewed", [](std::uint32_t i) { return std::exp(1.5 * deviate(i, 62)); }, 3},
        {"harm, very skewed", [](std::uint32_t i) { return std::exp(2.5 * deviate(i, 64)); }, 20},
        {"counts and one homicide",
         [](std::uint32_t i) { return i == 777 ? 5000.0 : std::floor(-std::log(1 - cells::unit(i, 66)) * 2); }, 3},
        {"counts and a dozen grave ones",
         [](std::uint32_t i) {
             return i % 127 == 5 ? 900.0 + i % 7 : std::floor(-std::log(1 - cells::unit(i, 67)) * 2);
         },
         20},
    };
    return all;
}

constexpr std::size_t kSide = 40;

LocalStatistics tested(const std::vector<double>& values, std::uint32_t draws, std::uint64_t seed, bool tail_fit,
                       Chance chance)
{
    auto options = cells::drawn(chance, draws, seed);
    options.tail_fit = tail_fit;
    options.redraw_self = true;
    options.simd = best_simd();
    return local_g(values, square_lattice(cells::grid(kSide, kSide), Contiguity::queen), true, options);
}

std::vector<double> shuffled(const std::vector<double>& values, std::uint32_t map)
{
    std::vector<double> result(values.size());
    significance::Shuffle(values.size()).draw(values.size(), map, 0, 5, [&](std::uint32_t at, std::uint32_t card) {
        result[at] = values[card];
    });
    return result;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint32_t kMaps = 3; // with sanitizers bad memory is looked for, not frequencies
#else
constexpr std::uint32_t kMaps = 48;
#endif

} // namespace

TEST_CASE("a fitted tail comes near the true one and errs on the heavy side", "[tail]")
{
    // Draws whose tail is exp(-x): at x = 9 it is 1.2e-4, beyond what 2,000 draws can count.
    std::vector<double> draws;
    for (std::uint32_t i = 0; i < 2000; ++i) {
        draws.push_back(-std::log(1 - cells::unit(i, 31)));
    }
    const significance::ParetoTail tail(draws);
    CHECK(tail.p(9) > std::exp(-9.0) / 3); // 200 draws know their scale to 7 %, to the power of 7
    CHECK(tail.p(9) < std::exp(-9.0) * 12);
    CHECK(tail.p(4) == Approx(std::exp(-4.0)).epsilon(0.3));
    CHECK(tail.p(0.1) < 0); // not in the tail
    // A tail that ends: 1,000 draws in [0, 1) still leave a chance beyond.
    std::vector<double> bounded;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        bounded.push_back(cells::unit(i, 32));
    }
    CHECK(significance::ParetoTail(bounded).p(1.2) > 0);
    std::vector<double> alike(1000, 4.0);
    CHECK(significance::ParetoTail(alike).p(5) < 0);
    std::vector<double> few{1, 2, 3};
    CHECK(significance::ParetoTail(few).p(5) < 0);
}

TEST_CASE("fitted p-values are met no more often than they say", "[permutation][tail]")
{
    // Maps of chance: 77,000 and 26,000 cells a kind, most of whose p are counted, the smallest fitted. A neighbourhood
    // overlaps with others, so that what is rare comes nine cells at a time.
    for (const auto& kind : kinds()) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < kSide * kSide; ++i) {
            values.push_back(kind.value(i));
        }
        for (const auto chance : {Chance::own_draws, Chance::shared_draws}) {
            std::vector<double> p;
            const auto maps = chance == Chance::own_draws ? kMaps / 3 : kMaps; // they take fifty times as long
            for (std::uint32_t map = 0; map < maps; ++map) {
                const auto result = tested(shuffled(values, map), 999, map, true, chance);
                p.insert(p.end(), result.p_value.begin(), result.p_value.end());
            }
            for (const double alpha : {0.05, 0.01, 0.002, 0.0005, 0.0001, 0.00001}) {
                const auto met =
                    static_cast<double>(std::count_if(p.begin(), p.end(), [&](double one) { return one <= alpha; }));
                const double expected = alpha * static_cast<double>(p.size());
                INFO(kind.name << ", p <= " << alpha << ": " << met << " of " << p.size());
                CHECK(met <= expected + 4 * std::sqrt(9 * expected) + 9);
            }
        }
    }
}

TEST_CASE("p of 999 draws with a fitted tail agrees with p counted from 200,000", "[permutation][tail]")
{
    // One map of each kind with patches that stand out more and less.
    for (const auto& kind : kinds()) {
        std::vector<double> values;
        for (std::uint32_t i = 0; i < kSide * kSide; ++i) {
            values.push_back(kind.value(i));
        }
        auto patchy = shuffled(values, 999);
        auto rising = values;
        std::sort(rising.begin(), rising.end());
        for (std::size_t patch = 0; patch < 8;
             ++patch) { // nine cells of like height, from the 60th to the 95th percent
            const auto height = rising[(60 + 5 * patch) * rising.size() / 100];
            for (std::size_t cell = 0; cell < 9; ++cell) {
                patchy[(4 + cell / 3) * kSide + 2 + 4 * patch + cell % 3] = height;
            }
        }
        const auto counted = tested(patchy, 200'000, 4, false, Chance::shared_draws);
        double log_ratio = 0;
        double compared = 0;
        double far_below = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto fitted = tested(patchy, 999, seed, true, Chance::own_draws);
            for (std::size_t i = 0; i < patchy.size(); ++i) {
                if (fitted.tail_fitted[i] == 0 || counted.p_value[i] < 1e-4 || counted.p_value[i] > 0.5) {
                    continue; // under 1e-4 200,000 draws themselves say little: ten of them
                }
                const double ratio = fitted.p_value[i] / counted.p_value[i];
                log_ratio += std::log(ratio);
                compared += 1;
                far_below += ratio < 0.5 ? 1 : 0;
            }
        }
        INFO(kind.name << ": " << compared << " cells, mean ratio " << std::exp(log_ratio / std::max(1.0, compared))
                       << ", " << far_below << " under half");
        REQUIRE(compared > 20);
        CHECK(log_ratio / compared > 0);                            // on the safe side…
        CHECK(log_ratio / compared < std::log(kind.most_too_high)); // …and how far
        CHECK(far_below <= 0.05 * compared);
    }
}

TEST_CASE("one homicide does not make nine cells impossible by chance", "[permutation][tail]")
{
    // It is dealt into a given neighbourhood in 9 of 1,600 draws, so two-sided p is 18 in 1,600, whatever the sum.
    std::vector<double> values;
    for (std::uint32_t i = 0; i < kSide * kSide; ++i) {
        values.push_back(std::floor(cells::unit(i, 70) * 3));
    }
    values[820] = 1e6;
    for (const auto chance : {Chance::own_draws, Chance::shared_draws}) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto result = tested(values, 299, seed, true, chance); // of which 1.7 hold it, or none
            CHECK(result.p_value[820] >
                  18.0 / 1600 / 12); // of 299 draws some sums of the rest are as low as nine of ten
            const auto turned = [&] {
                auto negative = values;
                for (auto& value : negative) {
                    value = -value;
                }
                return tested(negative, 299, seed, true, chance);
            }();
            CHECK(turned.p_value[820] == result.p_value[820]);
        }
    }
}
