// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "harmspot/error.hpp"
#include "harmspot/rates.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace harmspot;

// Three cells worked by hand: events 1, 5, 4 of 10, 20, 10. Mean 10 / 40 = 0.25; rates 0.1, 0.25, 0.4;
// s2 = (10 x 0.0225 + 0 + 10 x 0.0225) / 40 = 0.01125; mean denominator 40/3.
namespace
{
const std::vector<double> kEvents{1, 5, 4};
const std::vector<double> kAtRisk{10, 20, 10};
} // namespace

TEST_CASE("raw rates are events over what is at risk", "[rates]")
{
    CHECK(raw_rates(kEvents, kAtRisk) == std::vector<double>{0.1, 0.25, 0.4});
    CHECK(raw_rates(std::vector<double>{0, 1}, std::vector<double>{0, 4}) == std::vector<double>{0, 0.25});
}

TEST_CASE("rates that differ by no more than chance all become the mean", "[rates]")
{
    // 0.01125 - 0.25 / (40 / 3) < 0.
    for (const double rate : smoothed_rates(kEvents, kAtRisk)) {
        CHECK(rate == Approx(0.25));
    }
}

TEST_CASE("empirical Bayes rates by hand", "[rates]")
{
    // A hundred times as many: s2 = 0.01125 still, A = 0.01125 - 0.25 / (4000 / 3) = 0.0110625.
    const std::vector<double> events{100, 500, 400};
    const std::vector<double> at_risk{1000, 2000, 1000};
    const double trust = 0.0110625 / (0.0110625 + 0.25 / 1000);
    const auto rates = smoothed_rates(events, at_risk);
    CHECK(rates[0] == Approx(0.25 - trust * 0.15));
    CHECK(rates[1] == Approx(0.25));
    CHECK(rates[2] == Approx(0.25 + trust * 0.15));
    // Everyone each other's neighbour: local is global.
    const auto all = weights_from({{1, 2}, {0, 2}, {0, 1}});
    const auto local = locally_smoothed_rates(events, at_risk, all);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(local[i] == Approx(rates[i]));
    }
    // Alone, a cell is its own mean.
    CHECK(locally_smoothed_rates(events, at_risk, weights_from({{}, {}, {}}))[0] == Approx(0.1));
}

TEST_CASE("Assuncao and Reis's scores by hand", "[rates]")
{
    // a = 0.01125 - 0.01875 = -0.0075; v = a + 0.25 / 10 = 0.0175.
    const auto scores = standardised_rates(kEvents, kAtRisk);
    CHECK(scores[0] == Approx(-0.15 / std::sqrt(0.0175)));
    CHECK(scores[1] == Approx(0).margin(1e-12));
    CHECK(scores[2] == Approx(0.15 / std::sqrt(0.0175)));
}

TEST_CASE("a cell with nobody at risk gets the mean", "[rates]")
{
    const std::vector<double> events{100, 500, 400, 0};
    const std::vector<double> at_risk{1000, 2000, 1000, 0};
    CHECK(smoothed_rates(events, at_risk)[3] == Approx(0.25));
    CHECK(standardised_rates(events, at_risk)[3] == 0);
    CHECK(locally_smoothed_rates(events, at_risk, weights_from({{}, {}, {}, {}}))[3] == Approx(0.25));
}

TEST_CASE("denominators that cannot be meant are refused", "[rates]")
{
    const std::vector<double> one{1, 1};
    CHECK_THROWS_AS(smoothed_rates(one, std::vector<double>{0, 5}), InputError);
    CHECK_THROWS_AS(smoothed_rates(one, std::vector<double>{-1, 5}), InputError);
    CHECK_THROWS_AS(smoothed_rates(one, std::vector<double>{1}), InputError);
    CHECK_THROWS_AS(raw_rates(std::vector<double>{0, 0}, std::vector<double>{0, 0}), InputError);
    CHECK_THROWS_AS(raw_rates(one, std::vector<double>{std::numeric_limits<double>::infinity(), 1}), InputError);
    CHECK_THROWS_AS(locally_smoothed_rates(one, one, weights_from({{}})), InputError);
}

TEST_CASE("where the variance comes out negative only chance is left", "[rates]")
{
    // Events 2, 11, 1 of 10, 100, 10: mean 14 / 120, s2 = 0.00111.., a = s2 - mean / 40 = -0.0018..; of the cell
    // with 100 at risk, a + mean / 100 = -0.0006.. < 0.
    const double mean = 14.0 / 120;
    const auto scores = standardised_rates(std::vector<double>{2, 11, 1}, std::vector<double>{10, 100, 10});
    CHECK(scores[1] == Approx((0.11 - mean) / std::sqrt(mean / 100)));
}

TEST_CASE("harm that rests on grave incidents is drawn further towards the mean than as many incidents", "[rates]")
{
    // 100 and 10 dwellings at ten times the rate of the rest; in harm, each incident weighs 1 or, one in a hundred,
    // 500.
    const std::vector<double> events{10, 1, 10, 100, 90, 110};
    const std::vector<double> at_risk{100, 10, 1000, 10'000, 9000, 11'000};
    const auto plain = smoothed_rates(events, at_risk);
    CHECK(smoothed_rates(events, at_risk, 1) == plain);
    const auto grave = smoothed_rates(events, at_risk, 5);
    const double mean = 321.0 / 31'110;
    CHECK(plain[0] > mean);
    CHECK(grave[0] < plain[0]);
    CHECK(grave[0] >= mean);
    // So uncertain that nothing is left but the mean, and scores fall with it.
    CHECK(smoothed_rates(events, at_risk, 1e6)[0] == Approx(mean));
    CHECK(std::abs(standardised_rates(events, at_risk, 100)[0]) < std::abs(standardised_rates(events, at_risk)[0]));
}

TEST_CASE("cells with nobody at risk are no cells when rates are drawn to their mean", "[rates]")
{
    const std::vector<double> events{10, 1, 10, 100};
    const std::vector<double> at_risk{100, 10, 1000, 10'000};
    auto more_events = events;
    auto more_at_risk = at_risk;
    for (int i = 0; i < 50; ++i) {
        more_events.push_back(0);
        more_at_risk.push_back(0);
    }
    const auto few = smoothed_rates(events, at_risk);
    const auto many = smoothed_rates(more_events, more_at_risk);
    for (std::size_t i = 0; i < few.size(); ++i) {
        CHECK(many[i] == Approx(few[i]));
    }
}
