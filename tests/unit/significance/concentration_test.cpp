// SPDX-License-Identifier: MIT
#include "harmspot/concentration.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace harmspot;

TEST_CASE("Gini and generalised Gini of ten places with six events", "[concentration]")
{
    // R, by hand: 0 seven times, 1, 2, 3.
    const std::vector<double> counts{0, 3, 0, 0, 1, 0, 0, 2, 0, 0};
    const auto found = concentration(counts, true);
    CHECK(found.gini == Approx(0.766666667).epsilon(1e-9));
    CHECK(found.generalised_gini.value() == Approx(0.611111111).epsilon(1e-9));
    CHECK(found.places == 10);
    CHECK(found.total == 6);
    CHECK(found.places_for[0] == Approx(0.1)); // 3 of 6 are more than a quarter
    CHECK(found.places_for[1] == Approx(0.1)); // and just a half
    CHECK(found.places_for[2] == Approx(0.2)); // 5 of 6 are more than 80 %
    REQUIRE(found.lorenz.size() == 21);
    CHECK(found.lorenz[14] == 0); // the seven that hold none
    CHECK(found.lorenz[16] == Approx(1 / 6.0));
    CHECK(found.lorenz[18] == Approx(0.5));
    CHECK(found.lorenz[20] == 1);
    CHECK_FALSE(concentration(counts, false).generalised_gini);
}

TEST_CASE("even amounts have no concentration, nothing has none either", "[concentration]")
{
    const std::vector<double> even(40, 2.5);
    const auto found = concentration(even, true);
    CHECK(found.gini == Approx(0).margin(1e-12));
    CHECK(found.generalised_gini.value() == Approx(0).margin(1e-12));
    CHECK(found.places_for[2] == Approx(0.8));
    const auto of_none = concentration(std::vector<double>(5, 0.0), true);
    CHECK(of_none.gini == 0);
    CHECK_FALSE(of_none.generalised_gini);
    CHECK(of_none.lorenz.empty());
    CHECK(concentration({}, true).places == 0);
}

namespace
{

struct Street {
    std::vector<std::uint32_t> place;
    std::vector<double> weight;
};

/// 40 places with 10 incidents each; the weights run 1, 2, … over them in order, or round and round.
Street street(bool grave_together)
{
    Street made;
    for (std::uint32_t i = 0; i < 400; ++i) {
        made.place.push_back(grave_together ? i / 10 : i % 40);
        made.weight.push_back(1.0 + i / 10);
    }
    return made;
}

} // namespace

TEST_CASE("harm that lies together is more uneven than chance, harm spread evenly is not", "[concentration]")
{
    const auto together = street(true);
    const auto found = gini_by_chance(together.place, together.weight, 40, 199, 7, 1);
    CHECK(found.p_value == Approx(1 / 200.0));
    CHECK(found.mean > 0);
    CHECK(found.mean < 0.2);
    const auto apart = street(false);
    CHECK(gini_by_chance(apart.place, apart.weight, 40, 199, 7, 1).p_value == 1);
    // Any number of threads, any run: the same draws. Another seed: others.
    const auto again = gini_by_chance(together.place, together.weight, 40, 199, 7, 4);
    CHECK(again.mean == found.mean);
    CHECK(gini_by_chance(together.place, together.weight, 40, 199, 8, 1).mean != found.mean);
}

TEST_CASE("when all weigh the same every draw is the data", "[concentration]")
{
    auto even = street(true);
    even.weight.assign(even.weight.size(), 0.1);
    CHECK(gini_by_chance(even.place, even.weight, 40, 19, 1, 1).p_value == 1);
    CHECK(gini_by_chance({}, {}, 0, 19, 1, 1).p_value == 1);
}
