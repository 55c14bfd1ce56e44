// SPDX-License-Identifier: MIT
// What p-values promise, where cases do lie as controls do: P(p <= α) <= α at every α that can be reached.
#include "risk_cases.hpp"

#include <catch2/catch.hpp>

using namespace risk_cases;

namespace
{

constexpr std::uint32_t kDraws = 19; // p is a multiple of 1/20
constexpr std::size_t kSets = 600;

/// How often p was each multiple of 1/20, at one cell and for the strongest cell of the map.
struct Tally {
    std::vector<std::size_t> cell = std::vector<std::size_t>(kDraws + 2, 0);
    std::vector<std::size_t> map = std::vector<std::size_t>(kDraws + 2, 0);
};

std::size_t twentieths(double p)
{
    return static_cast<std::size_t>(std::lround(p * (kDraws + 1)));
}

template <class MakeEvents>
Tally tally_of(const MakeEvents& make_events, const RiskParams& params, RiskDeal deal)
{
    Tally tally;
    const auto inside = small_area();
    std::mt19937_64 random(99);
    for (std::size_t set = 0; set < kSets; ++set) {
        const EventList events = make_events(random);
        auto context = on_path(SimdPath::plain);
        context.seed = set;
        const auto risk = relative_risk(events.view(), inside, inside, params, context);
        const auto draws =
            draw_relative_risk(events.view(), inside, risk, params, {.draws = kDraws, .deal = deal}, context);
        ++tally.cell[twentieths(draws.p_value(10, 3))];
        double strongest = -1e300;
        for (const std::size_t cell : risk.cell) {
            strongest = std::max(strongest, draws.strength.values[cell]);
        }
        ++tally.map[twentieths(draws.p_adjusted(strongest))];
    }
    return tally;
}

/// Within 3.5 standard errors of the promise; `exact` where ties are rare and the promise is kept with equality.
void check(const std::vector<std::size_t>& tally, bool exact)
{
    std::size_t upto = 0;
    for (std::size_t k = 1; k <= kDraws; ++k) {
        upto += tally[k];
        const double alpha = static_cast<double>(k) / (kDraws + 1);
        const double share = static_cast<double>(upto) / kSets;
        const double error = 3.5 * std::sqrt(alpha * (1 - alpha) / kSets);
        CAPTURE(alpha, share);
        CHECK(share <= alpha + error);
        if (exact) {
            CHECK(share >= alpha - error);
        }
    }
    CHECK(upto + tally[kDraws + 1] == kSets);
}

} // namespace

TEST_CASE("labels without meaning are rarely called significant", "[risk][null]")
{
    // Weights belong to the events; who is a case was drawn.
    const auto events = [](std::mt19937_64& random) {
        const auto all = some_events(random, 60, false);
        return EventList({all.begin(), all.begin() + 20}, {all.begin() + 20, all.end()});
    };
    const auto tally = tally_of(events, risk_params(300, 1), RiskDeal::labels);
    check(tally.cell, false);
    check(tally.map, true);
}

TEST_CASE("heavy cases placed as all others are rarely called significant", "[risk][null]")
{
    // Weights belong to the kind of incident: those of cases are heavy-tailed, those of controls 1.
    const auto events = [](std::mt19937_64& random) {
        auto cases = some_events(random, 20, true);
        for (auto& event : cases) {
            event.weight = std::pow(1 - uniform(random), -0.8);
        }
        return EventList(cases, some_events(random, 40, true));
    };
    const auto tally = tally_of(events, risk_params(300, 1), RiskDeal::places);
    check(tally.cell, false);
    check(tally.map, true);
}

TEST_CASE("cases drawn from a population are rarely called significant against it", "[risk][null]")
{
    std::mt19937_64 town(3);
    const auto homes = some_events(town, 80, false);
    double people = 0;
    for (const auto& home : homes) {
        people += home.weight;
    }
    const auto events = [&](std::mt19937_64& random) {
        std::vector<Event> cases;
        while (cases.size() < 25) {
            double at = uniform(random) * people;
            for (const auto& home : homes) {
                at -= home.weight;
                if (at < 0) {
                    cases.push_back({home.x, home.y, std::pow(1 - uniform(random), -0.8)});
                    break;
                }
            }
        }
        return EventList(cases, homes);
    };
    auto params = risk_params(300, 1);
    params.control = RiskControl::known;
    const auto tally = tally_of(events, params, RiskDeal::places);
    check(tally.cell, false);
    check(tally.map, true);
}

TEST_CASE("a real excess is found", "[risk][null]")
{
    std::mt19937_64 random(12);
    auto cases = some_events(random, 60, true);
    const auto controls = some_events(random, 200, true);
    for (int i = 0; i < 40; ++i) {
        cases.push_back({1300.0 + 10 * (i % 5), 2500.0 + 10 * (i / 5)});
    }
    const EventList events(cases, controls);
    const auto inside = small_area();
    const auto context = on_path(SimdPath::plain);
    const auto params = risk_params(300, 1);
    const auto risk = relative_risk(events.view(), inside, inside, params, context);
    const auto draws = draw_relative_risk(events.view(), inside, risk, params, {.draws = 199}, context);
    CHECK(draws.p_value(9, 6) == Approx(1.0 / 200));
    CHECK(draws.p_adjusted(draws.strength(9, 6)) == Approx(1.0 / 200));
}
