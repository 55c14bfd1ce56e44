// SPDX-License-Identifier: MIT
#include "harmspot/multiple_testing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace harmspot;

TEST_CASE("Benjamini and Hochberg on a vector worked by hand", "[multiple]")
{
    // Sorted: 0.005 0.01 0.03 0.04 0.5; times 5/rank: 0.025 0.025 0.05 0.05 0.5; the running least from the right
    // changes nothing. In the order given:
    const std::vector<double> p{0.04, 0.005, 0.5, 0.03, 0.01};
    const std::vector<double> expected{0.05, 0.025, 0.5, 0.05, 0.025};
    const auto adjusted = adjusted_p(p, Correction::benjamini_hochberg);
    for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK(adjusted[i] == Approx(expected[i]));
    }
}

TEST_CASE("the running least of Benjamini and Hochberg", "[multiple]")
{
    // 4 x 0.02 / 1 = 0.08 is more than 4 x 0.025 / 2 = 0.05, so both get 0.05.
    const auto adjusted = adjusted_p(std::vector<double>{0.02, 0.025, 0.9, 1.0}, Correction::benjamini_hochberg);
    CHECK(adjusted[0] == Approx(0.05));
    CHECK(adjusted[1] == Approx(0.05));
    CHECK(adjusted[2] == Approx(1.0));
}

TEST_CASE("Bonferroni multiplies by the number of tests, up to 1", "[multiple]")
{
    const auto adjusted = adjusted_p(std::vector<double>{0.01, 0.4, 0.002}, Correction::bonferroni);
    CHECK(adjusted[0] == Approx(0.03));
    CHECK(adjusted[1] == 1.0);
    CHECK(adjusted[2] == Approx(0.006));
}

TEST_CASE("no correction gives a p below the raw one, and ties stay ties", "[multiple]")
{
    const std::vector<double> p{0.1, 0.1, 0.1, 1.0, 0.0, 0.7};
    for (const auto correction : {Correction::none, Correction::benjamini_hochberg, Correction::bonferroni}) {
        const auto adjusted = adjusted_p(p, correction);
        for (std::size_t i = 0; i < p.size(); ++i) {
            CHECK(adjusted[i] >= p[i]);
            CHECK(adjusted[i] <= 1.0);
        }
        CHECK(adjusted[0] == adjusted[2]);
    }
    CHECK(adjusted_p({}, Correction::bonferroni).empty());
    CHECK(adjusted_p(p, Correction::none) == p);
}
