// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/relative_risk.hpp"
#include "risk_cases.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace risk_cases;

namespace
{

struct Mapped {
    RelativeRisk risk;
    RiskDraws draws;
};

Mapped mapped(const EventList& events, const RiskParams& params, const RiskDrawOptions& options, std::uint64_t seed = 1,
              unsigned threads = 1)
{
    const auto inside = small_area();
    auto context = on_path(SimdPath::plain, threads);
    context.seed = seed;
    auto risk = relative_risk(events.view(), inside, inside, params, context);
    auto draws = draw_relative_risk(events.view(), inside, risk, params, options, context);
    return {std::move(risk), std::move(draws)};
}

EventList light_controls(std::uint64_t seed, std::size_t cases, std::size_t controls, bool light_cases)
{
    std::mt19937_64 random(seed);
    const auto theme = some_events(random, cases, light_cases);
    return {theme, some_events(random, controls, true)};
}

/// Every way to choose `take` of `count`.
template <class Choice>
void each_choice(std::size_t count, std::size_t take, const Choice& choice)
{
    std::vector<bool> chosen(count, false);
    std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(take), true);
    do {
        choice(chosen);
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
}

} // namespace

TEST_CASE("permuted labels against every relabelling there is", "[risk][draws]")
{
    // 3 cases among 9 events of their own weights: 84 ways, each as likely.
    std::mt19937_64 random(4);
    const auto all = some_events(random, 9, false);
    const EventList observed({all.begin(), all.begin() + 3}, {all.begin() + 3, all.end()});
    const auto params = risk_params(400, 1);
    constexpr std::uint32_t kDraws = 20'000;
    const auto drawn = mapped(observed, params, {.draws = kDraws, .deal = RiskDeal::labels});
    const auto inside = small_area();
    std::vector<double> as_high(drawn.risk.cell.size(), 0.0);
    std::vector<double> greatest;
    Twin twin(observed, inside, params);
    each_choice(9, 3, [&](const std::vector<bool>& is_case) {
        std::vector<Event> cases;
        std::vector<Event> controls;
        for (std::size_t i = 0; i < all.size(); ++i) {
            (is_case[i] ? cases : controls).push_back(all[i]);
        }
        const EventList relabelled(cases, controls);
        twin.set(relabelled);
        double most = -1e300;
        for (std::size_t i = 0; i < drawn.risk.cell.size(); ++i) {
            const auto rho = static_cast<double>(twin.log_ratio(drawn.risk.cell[i]));
            as_high[i] += rho >= drawn.risk.log_ratio.values[drawn.risk.cell[i]] - 1e-9 ? 1.0 / 84 : 0;
            most = std::max(most, rho / drawn.risk.noise[i]);
        }
        greatest.push_back(most);
    });
    const auto close = [&](double drawn_p, double exact) {
        return std::abs(drawn_p - exact) <= 4 * std::sqrt(exact * (1 - exact) / kDraws) + 1.0 / kDraws;
    };
    std::size_t far = 0;
    for (std::size_t i = 0; i < drawn.risk.cell.size(); ++i) {
        far += close(drawn.draws.p_value.values[drawn.risk.cell[i]], as_high[i]) ? 0U : 1U;
    }
    CHECK(far == 0);
    for (const double strength : {0.5, 1.0, 1.5}) {
        const auto above = std::count_if(greatest.begin(), greatest.end(), [&](double g) { return g >= strength; });
        CHECK(close(drawn.draws.p_adjusted(strength), static_cast<double>(above) / 84));
    }
}

TEST_CASE("places dealt to weighted cases against every dealing there is", "[risk][draws]")
{
    // 2 cases of weights 1 and 5 and 4 controls on 6 places: 30 ordered ways.
    std::mt19937_64 random(14);
    auto all = some_events(random, 6, true);
    const EventList observed({{all[0].x, all[0].y, 1}, {all[1].x, all[1].y, 5}}, {all.begin() + 2, all.end()});
    const auto params = risk_params(500, 0.5);
    constexpr std::uint32_t kDraws = 20'000;
    const auto drawn = mapped(observed, params, {.draws = kDraws});
    const auto inside = small_area();
    std::vector<double> as_high(drawn.risk.cell.size(), 0.0);
    Twin twin(observed, inside, params);
    for (std::size_t a = 0; a < 6; ++a) {
        for (std::size_t b = 0; b < 6; ++b) {
            if (a == b) {
                continue;
            }
            std::vector<Event> rest;
            for (std::size_t i = 0; i < 6; ++i) {
                if (i != a && i != b) {
                    rest.push_back(all[i]);
                }
            }
            const EventList dealt({{all[a].x, all[a].y, 1}, {all[b].x, all[b].y, 5}}, rest);
            twin.set(dealt);
            for (std::size_t i = 0; i < drawn.risk.cell.size(); ++i) {
                const auto rho = static_cast<double>(twin.log_ratio(drawn.risk.cell[i]));
                as_high[i] += rho >= drawn.risk.log_ratio.values[drawn.risk.cell[i]] - 1e-9 ? 1.0 / 30 : 0;
            }
        }
    }
    std::size_t far = 0;
    for (std::size_t i = 0; i < drawn.risk.cell.size(); ++i) {
        const double p = drawn.draws.p_value.values[drawn.risk.cell[i]];
        const double exact = as_high[i];
        far += std::abs(p - exact) > 4 * std::sqrt(exact * (1 - exact) / kDraws) + 1.0 / kDraws ? 1U : 0U;
    }
    CHECK(far == 0);
}

TEST_CASE("draws from a population land on its points as often as it weighs", "[risk][draws]")
{
    // One case; population 1 in the west and 3 in the east, too far apart to feel each other.
    const Raster<std::uint8_t> everywhere(grid_of(0, 500, 100, 60, 5), std::uint8_t{1});
    const EventList events({{1050, 250}}, {{1050, 250, 1}, {5050, 250, 3}, {3050, 250, 0}});
    auto params = risk_params(600, 1);
    params.control = RiskControl::known;
    const auto context = on_path(SimdPath::plain);
    const auto risk = relative_risk(events.view(), everywhere, everywhere, params, context);
    CHECK(risk.tested(2, 30) == 0); // nobody lives there
    constexpr std::uint32_t kDraws = 10'000;
    const auto draws = draw_relative_risk(events.view(), everywhere, risk, params, {.draws = kDraws}, context);
    CHECK(draws.p_value(2, 10) == Approx(0.25).margin(4 * std::sqrt(0.25 * 0.75 / kDraws)));
    CHECK(draws.p_value(2, 50) == 1); // where there was no case, every draw is as high
}

TEST_CASE("draws depend on the seed, not on threads, memory or the order of rows", "[risk][draws]")
{
    for (const auto control : {RiskControl::sample, RiskControl::known}) {
        for (const bool separate : {false, true}) {
            auto params = risk_params(350, 1);
            params.control = control;
            params.control_bandwidth_m *= separate ? 1.5 : 1;
            std::mt19937_64 random(6);
            auto cases = some_events(random, 50, false);
            auto controls = some_events(random, 120, true);
            const RiskDrawOptions options{.draws = 99};
            const auto one = mapped({cases, controls}, params, options);
            const auto four = mapped({cases, controls}, params, options, 1, 4);
            CHECK(one.draws.p_value.values == four.draws.p_value.values);
            CHECK(one.draws.greatest == four.draws.greatest);
            const auto small = mapped({cases, controls}, params, {.draws = 99, .table_bytes = 1});
            CHECK(one.draws.p_value.values == small.draws.p_value.values);
            CHECK(one.draws.greatest == small.draws.greatest);
            std::reverse(cases.begin(), cases.end());
            std::rotate(controls.begin(), controls.begin() + 7, controls.end());
            const auto turned = mapped({cases, controls}, params, options);
            CHECK(one.draws.p_value.values == turned.draws.p_value.values);
            CHECK(one.draws.greatest == turned.draws.greatest);
            const auto other = mapped({cases, controls}, params, options, 2);
            CHECK(one.draws.greatest != other.draws.greatest);
        }
    }
}

TEST_CASE("strength is the log ratio over its noise, and weights of one size are no weights", "[risk][draws]")
{
    auto events = light_controls(7, 60, 200, true);
    const auto params = risk_params(350, 1);
    const auto plain = mapped(events, params, {.draws = 49});
    for (std::size_t i = 0; i < plain.risk.cell.size(); ++i) {
        const std::size_t cell = plain.risk.cell[i];
        CHECK(plain.draws.strength.values[cell] ==
              Approx(plain.risk.log_ratio.values[cell] / plain.risk.noise[i]).epsilon(1e-8).margin(1e-9));
    }
    for (double& w : events.case_weight) {
        w = 245.01;
    }
    const auto heavy = mapped(events, params, {.draws = 49});
    CHECK(plain.draws.p_value.values == heavy.draws.p_value.values);
    CHECK(plain.draws.greatest == heavy.draws.greatest);
    // With labels dealt, weights of one size on both sides are none either.
    for (double& w : events.control_weight) {
        w = 245.01;
    }
    const auto labels = mapped(events, params, {.draws = 49, .deal = RiskDeal::labels});
    CHECK(plain.draws.p_value.values == labels.draws.p_value.values);
}

TEST_CASE("when nothing is left to the controls a draw that does likewise counts as much", "[risk][draws]")
{
    // Without a guard the ratio is infinite where all in reach are cases: one case in the east, drawn 1 in 4.
    const Raster<std::uint8_t> everywhere(grid_of(0, 500, 100, 60, 5), std::uint8_t{1});
    const EventList events({{5050, 250}}, {{1050, 250}, {1051, 250}, {1052, 250}});
    const auto context = on_path(SimdPath::plain);
    const auto risk = relative_risk(events.view(), everywhere, everywhere, risk_params(600), context);
    constexpr std::uint32_t kDraws = 10'000;
    const auto draws =
        draw_relative_risk(events.view(), everywhere, risk, risk_params(600), {.draws = kDraws}, context);
    CHECK(draws.p_value(2, 50) == Approx(0.25).margin(4 * std::sqrt(0.25 * 0.75 / kDraws)));
    CHECK(draws.p_value(2, 10) == 1);
    CHECK(draws.p_adjusted(draws.strength(2, 50)) == Approx(0.25).margin(0.02));
}

TEST_CASE("draws that cannot be made", "[risk][draws][bad]")
{
    const auto events = light_controls(7, 10, 20, true);
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(mapped(events, risk_params(350), {.draws = 0}), Contains("draws = 0"));
    std::mt19937_64 random(1);
    const auto a = some_events(random, 5, false);
    CHECK_THROWS_WITH(mapped({a, some_events(random, 9, false)}, risk_params(350), {.draws = 9}),
                      Contains("weigh 1 each"));
    // The same are fine when labels are dealt.
    std::mt19937_64 again(1);
    const auto b = some_events(again, 5, false);
    CHECK_NOTHROW(mapped({b, some_events(again, 9, false)}, risk_params(350), {.draws = 9, .deal = RiskDeal::labels}));
}

TEST_CASE("a theme of no harm in a draw is nowhere, not an error", "[risk][draws]")
{
    // Labels dealt: the one weighty event is not always among the two cases.
    const EventList events({{1500, 2500, 4}, {1500, 2600, 0}}, {{1300, 2500, 0}, {1200, 2300, 2}});
    const auto drawn = mapped(events, risk_params(300, 1), {.draws = 199, .deal = RiskDeal::labels});
    for (const std::size_t cell : drawn.risk.cell) {
        const double p = drawn.draws.p_value.values[cell];
        CHECK((p > 0 && p <= 1));
    }
}
