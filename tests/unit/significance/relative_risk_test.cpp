// SPDX-License-Identifier: MIT
#include "harmspot/relative_risk.hpp"

#include "harmspot/error.hpp"
#include "risk_cases.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <set>

using namespace risk_cases;

namespace
{

const std::vector<Kernel> kKernels{Kernel::quartic, Kernel::epanechnikov, Kernel::triweight,
                                   Kernel::uniform, Kernel::cone,         Kernel::gaussian};

EventList some_list(std::uint64_t seed, bool light, std::size_t cases = 60, std::size_t controls = 150)
{
    std::mt19937_64 random(seed);
    const auto theme = some_events(random, cases, light);
    return {theme, some_events(random, controls, light)};
}

RelativeRisk risk_of(const EventList& events, const RiskParams& params, unsigned threads = 1)
{
    const auto inside = small_area();
    return relative_risk(events.view(), inside, inside, params, on_path(SimdPath::plain, threads));
}

} // namespace

TEST_CASE("two clumps of which one is rich in cases", "[risk]")
{
    // West: 40 of 60 cases, 40 of 120 controls: twice as common. East: 20 of 60 and 80 of 120: half.
    const Raster<std::uint8_t> everywhere(grid_of(0, 500, 100, 60, 5), std::uint8_t{1});
    const std::vector<Event> west(40, {1050, 250});
    const std::vector<Event> east(20, {5050, 250});
    auto cases = west;
    cases.insert(cases.end(), east.begin(), east.end());
    auto controls = west;
    for (int i = 0; i < 4; ++i) {
        controls.insert(controls.end(), east.begin(), east.end());
    }
    const EventList events(cases, controls);
    const auto risk = relative_risk(events.view(), everywhere, everywhere, risk_params(1000), on_path(SimdPath::plain));
    CHECK(risk.log_ratio(2, 10) == Approx(std::log(2.0)));
    CHECK(risk.log_ratio(2, 50) == Approx(std::log(0.5)));
    CHECK(risk.z(2, 10) > 0);
    CHECK(risk.p_value(2, 10) < 0.5);
    CHECK(risk.p_value(2, 50) > 0.5);
    CHECK(risk.tested(2, 10) == 1);
    CHECK(risk.tested(2, 30) == 0); // 2 km from either clump
    CHECK(risk.log_ratio(2, 30) == 0);
    CHECK(risk.p_value(2, 30) == 1);
}

TEST_CASE("log ratio and z by the plain formulas", "[risk]")
{
    const auto inside = small_area();
    for (const auto kernel : kKernels) {
        for (const bool separate : {false, true}) {
            for (const auto control : {RiskControl::sample, RiskControl::known}) {
                CAPTURE(kernel_text(kernel), separate, control == RiskControl::known);
                const auto events = some_list(5, false);
                auto params = risk_params(kernel == Kernel::gaussian ? 120 : 330, separate ? 2 : 0.5);
                params.kernel = kernel;
                params.control = control;
                params.control_bandwidth_m *= separate ? 1.25 : 1;
                const Twin twin(events, inside, params);
                const auto risk = risk_of(events, params);
                REQUIRE(risk.cell.size() > 100);
                for (std::size_t i = 0; i < risk.cell.size(); i += 23) {
                    const std::size_t cell = risk.cell[i];
                    CAPTURE(cell);
                    CHECK(risk.log_ratio.values[cell] ==
                          Approx(static_cast<double>(twin.log_ratio(cell))).epsilon(1e-7).margin(1e-9));
                    CHECK(risk.z.values[cell] == Approx(static_cast<double>(twin.z(cell))).epsilon(1e-6).margin(1e-8));
                    CHECK(risk.p_value.values[cell] ==
                          Approx(std::erfc(risk.z.values[cell] / std::sqrt(2.0)) / 2).epsilon(1e-12));
                }
            }
        }
    }
}

TEST_CASE("cases and controls change places: the log ratio changes its sign", "[risk]")
{
    std::mt19937_64 random(8);
    const auto a = some_events(random, 80, false);
    const auto b = some_events(random, 80, false);
    const auto risk = risk_of({a, b}, risk_params(400));
    const auto swapped = risk_of({b, a}, risk_params(400));
    std::size_t compared = 0;
    for (const std::size_t cell : risk.cell) {
        if (std::isfinite(risk.log_ratio.values[cell])) {
            CHECK(risk.log_ratio.values[cell] == Approx(-swapped.log_ratio.values[cell]).margin(1e-9));
            CHECK(risk.z.values[cell] == Approx(-swapped.z.values[cell]).margin(1e-8));
            ++compared;
        }
    }
    CHECK(compared > 100);
}

TEST_CASE("all weights doubled on either side change nothing", "[risk]")
{
    auto events = some_list(9, false);
    const auto params = risk_params(350, 1);
    const auto before = risk_of(events, params);
    for (double& w : events.case_weight) {
        w *= 2;
    }
    const auto after = risk_of(events, params);
    CHECK(before.log_ratio.values == after.log_ratio.values);
    for (double& w : events.control_weight) {
        w *= 8;
    }
    CHECK(before.z.values == risk_of(events, params).z.values);
}

TEST_CASE("a guard keeps one case in the middle of nowhere from standing out", "[risk]")
{
    const Raster<std::uint8_t> everywhere(grid_of(0, 1000, 50, 120, 20), std::uint8_t{1});
    std::vector<Event> cases(30, {1000, 500});
    cases.push_back({5000, 500}); // alone
    const std::vector<Event> controls(300, {1000, 500});
    const EventList events(cases, controls);
    const auto at = [&](double guard, std::size_t col) {
        return relative_risk(events.view(), everywhere, everywhere, risk_params(500, guard), on_path(SimdPath::plain))
            .log_ratio(10, col);
    };
    CHECK(at(0, 100) == std::numeric_limits<double>::infinity());
    // At its place one case counts K(0) h² / ∫K² h² = (3/π)/(9/(5π)) = 5/3 of the guard's one: (5/3 + 1) / 1 at most.
    CHECK(at(1, 100) == Approx(std::log(8.0 / 3)).epsilon(0.02));
    CHECK(at(1, 20) < 0);
}

TEST_CASE("the same bytes on any number of threads", "[risk]")
{
    const auto events = some_list(10, false);
    const auto params = risk_params(350, 1);
    const auto one = risk_of(events, params, 1);
    const auto four = risk_of(events, params, 4);
    CHECK(one.z.values == four.z.values);
    CHECK(one.noise == four.noise);
}

TEST_CASE("what cannot be compared is an error that says so", "[risk][bad]")
{
    const auto inside = small_area();
    const auto attempt = [&](const EventList& events, const RiskParams& params = risk_params(300)) {
        return relative_risk(events.view(), inside, inside, params, on_path(SimdPath::plain));
    };
    using Catch::Matchers::Contains;
    const std::vector<Event> some{{1500, 2500}, {1600, 2500}};
    CHECK_THROWS_WITH(attempt({some, {}}), Contains("there are no controls"));
    CHECK_THROWS_WITH(attempt({{}, some}), Contains("there are no cases"));
    CHECK_THROWS_WITH(attempt({some, {{1500, 2500, 0}}}), Contains("all controls weigh 0"));
    CHECK_THROWS_WITH(attempt({{{1500, 2500, 0}}, some}), Contains("all cases weigh 0"));
    CHECK_THROWS_AS(attempt({some, {{1500, 2500, -1}}}), ConfigError);
    CHECK_THROWS_AS(attempt({{{1500, 2500, std::nan("")}}, some}), ConfigError);
    CHECK_THROWS_AS(attempt({some, some}, risk_params(0)), ConfigError);
    CHECK_THROWS_AS(attempt({some, some}, risk_params(std::nan(""))), ConfigError);
}

TEST_CASE("nothing wanted, or a study area without cells, tests nothing", "[risk][bad]")
{
    const auto inside = small_area();
    const Raster<std::uint8_t> nowhere(inside.grid, std::uint8_t{0});
    const auto events = some_list(3, true);
    const auto context = on_path(SimdPath::plain);
    const auto params = risk_params(300);
    CHECK(relative_risk(events.view(), inside, nowhere, params, context).cell.empty());
    const auto risk = relative_risk(events.view(), nowhere, inside, params, context);
    CHECK(risk.cell.empty());
    const auto draws = draw_relative_risk(events.view(), nowhere, risk, params, {.draws = 9}, context);
    CHECK(draws.p_adjusted(0) == 0.1); // no draw has anything to set against it
}
