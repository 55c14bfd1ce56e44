// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include "significance/philox.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace harmspot;

namespace
{

struct Rows {
    std::vector<std::uint32_t> place;
    std::vector<double> weight;
};

Rows some_incidents(std::size_t count, std::uint32_t places)
{
    std::mt19937 random(9);
    Rows all;
    for (std::size_t i = 0; i < count; ++i) {
        all.place.push_back(static_cast<std::uint32_t>(random() % places));
        all.weight.push_back(static_cast<double>(1 + random() % 50));
    }
    return all;
}

} // namespace

TEST_CASE("a draw takes as many incidents as there are, as if picked one by one", "[stability]")
{
    constexpr std::uint32_t kPlaces = 40;
    const auto count = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{301});
    const auto all = some_incidents(count, kPlaces);
    const DrawnIncidents incidents(all.place, all.weight, kPlaces);
    // The slow way: a list of (place, weight) in order, and one number at a time to pick from it.
    std::vector<std::pair<std::uint32_t, double>> list;
    for (std::size_t i = 0; i < count; ++i) {
        list.emplace_back(all.place[i], all.weight[i]);
    }
    std::sort(list.begin(), list.end());
    for (std::uint32_t number = 0; number < 20; ++number) {
        const auto drawn = incidents.draw(5, number);
        std::vector<std::uint32_t> expected(kPlaces, 0);
        std::vector<double> weight(kPlaces, 0);
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto bits = significance::Philox::at(i / 2, number, significance::philox_key(5));
            const auto& picked =
                list[significance::below(static_cast<std::uint32_t>(count), i % 2 ? bits.high : bits.low)];
            ++expected[picked.first];
            weight[picked.first] += picked.second;
        }
        CHECK(drawn.incidents == expected);
        CHECK(std::accumulate(expected.begin(), expected.end(), std::size_t{0}) == count);
        for (std::uint32_t place = 0; place < kPlaces; ++place) {
            CHECK(drawn.weight[place] == Approx(weight[place]));
        }
    }
}

TEST_CASE("an incident is left out of a draw as often as chance says, and drawn once on average", "[stability]")
{
    // 50 incidents on 50 places: P(left out) = (1 - 1/50)^50 = 0.364; over 2,000 draws of 50 the shares' standard
    // error is about 0.0014, so 0.01 is seven of them.
    constexpr std::uint32_t kCount = 50;
    std::vector<std::uint32_t> place(kCount);
    std::iota(place.begin(), place.end(), 0U);
    const DrawnIncidents incidents(place, std::vector<double>(kCount, 1.0), kCount);
    constexpr std::uint32_t kDraws = 2000;
    double left_out = 0;
    std::vector<double> drawn(kCount, 0);
    for (std::uint32_t number = 0; number < kDraws; ++number) {
        const auto draw = incidents.draw(77, number);
        for (std::uint32_t i = 0; i < kCount; ++i) {
            left_out += draw.incidents[i] == 0 ? 1 : 0;
            drawn[i] += draw.incidents[i];
        }
    }
    CHECK(left_out / (kDraws * kCount) == Approx(std::pow(1 - 1.0 / kCount, kCount)).margin(0.01));
    for (const double times : drawn) {
        CHECK(times / kDraws == Approx(1).margin(0.11)); // five standard errors of 1/sqrt(2000)
    }
}

TEST_CASE("draws do not depend on the order of rows, and do on seed and number", "[stability]")
{
    const auto all = some_incidents(200, 30);
    auto turned = all;
    std::reverse(turned.place.begin(), turned.place.end());
    std::reverse(turned.weight.begin(), turned.weight.end());
    const DrawnIncidents incidents(all.place, all.weight, 30);
    const DrawnIncidents same(turned.place, turned.weight, 30);
    CHECK(incidents.draw(1, 3).incidents == same.draw(1, 3).incidents);
    CHECK(incidents.draw(1, 3).weight == same.draw(1, 3).weight);
    CHECK(incidents.draw(1, 3).incidents != incidents.draw(1, 4).incidents);
    CHECK(incidents.draw(1, 3).incidents != incidents.draw(2, 3).incidents);
    // By harm and by count the same incidents are drawn: the two maps differ in weights alone.
    const DrawnIncidents by_count(all.place, std::vector<double>(200, 1.0), 30);
    CHECK(incidents.draw(1, 3).incidents == by_count.draw(1, 3).incidents);
}

TEST_CASE("nothing drawn from nothing", "[stability]")
{
    const DrawnIncidents none({}, {}, 3);
    CHECK(none.draw(1, 0).incidents == std::vector<std::uint32_t>(3, 0));
}
