// SPDX-License-Identifier: MIT
// Relative risk with a bandwidth for each place: against the plain formulas and its own limits.
#include "harmspot/adaptive.hpp"
#include "harmspot/error.hpp"
#include "risk_cases.hpp"
#include "significance/significance_methods.hpp"

#include <catch2/catch.hpp>

using namespace risk_cases;
using Catch::Matchers::Contains;

namespace
{

EventList some_list(std::uint64_t seed, bool light = true)
{
    std::mt19937_64 random(seed);
    auto cases = some_events(random, 60, light);
    return {cases, some_events(random, 240, true)};
}

RiskParams adaptive_params(Kernel kernel, double bandwidth_m, double pilot_m)
{
    auto params = risk_params(bandwidth_m);
    params.kernel = kernel;
    params.adaptive = AdaptiveRisk{pilot_m, 1000, 0};
    return params;
}

RelativeRisk risk_of(const EventList& events, const RiskParams& params, unsigned threads = 1)
{
    const auto inside = small_area();
    return relative_risk(events.view(), inside, inside, params, on_path(SimdPath::plain, threads));
}

/// Each place's bandwidth by the formula: a pilot of all events with the uniform correction, no trim.
std::vector<long double> plain_bandwidths(const EventList& events, const RiskParams& params)
{
    const auto inside = small_area();
    std::vector<double> counts(events.x.size(), 0);
    for (const auto* side : {&events.case_place, &events.control_place}) {
        for (const auto place : *side) {
            counts[place] += 1;
        }
    }
    const std::vector<std::uint32_t> once(counts.size(), 1);
    auto pilot = kernel_of(params.kernel, params.adaptive->pilot_m);
    std::vector<long double> metres;
    long double logs = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto f = exact_at({events.x, events.y, counts, once}, pilot, events.x[i], events.y[i]).value;
        long double in = 0;
        const auto& grid = inside.grid;
        for (std::size_t cell = 0; cell < grid.size(); ++cell) {
            const double d = std::hypot(grid.centre_x(cell % grid.cols) - events.x[i],
                                        grid.centre_y(cell / grid.cols) - events.y[i]);
            in += inside.values[cell] != 0 && d < pilot.reach_m()
                      ? kernel_per_m2(params.kernel, pilot.bandwidth_m, d) * grid.cell_area_m2()
                      : 0;
        }
        const double row = (grid.max_y - events.y[i]) / grid.cell_m;
        const double col = (events.x[i] - grid.min_x) / grid.cell_m;
        const double reach = std::ceil(pilot.reach_m() / grid.cell_m);
        bool whole = true; // every cell in reach is inside
        for (double r = std::floor(row) - reach; r <= std::floor(row) + reach; ++r) {
            for (double c = std::floor(col) - reach; c <= std::floor(col) + reach; ++c) {
                whole = whole && r >= 0 && c >= 0 && r < static_cast<double>(grid.rows) &&
                        c < static_cast<double>(grid.cols) &&
                        inside(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) != 0;
            }
        }
        metres.push_back(1 / std::sqrt(f / (whole ? 1 : in)));
        logs += counts[i] * std::log(metres.back());
    }
    const long double all = static_cast<long double>(events.case_place.size() + events.control_place.size());
    for (auto& value : metres) {
        value *= params.case_bandwidth_m / std::exp(logs / all);
    }
    return metres;
}

} // namespace

TEST_CASE("adaptive risk: bandwidths, log ratio and z by the plain formulas", "[risk][adaptive]")
{
    const auto inside = small_area();
    for (const auto kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::cone}) {
        const auto events = some_list(3, false);
        const auto params = adaptive_params(kernel, 250, 300);
        const auto risk = risk_of(events, params);
        const auto metres = plain_bandwidths(events, params);
        REQUIRE(risk.place_bandwidth_m.size() == metres.size());
        for (std::size_t i = 0; i < metres.size(); ++i) {
            CHECK(risk.place_bandwidth_m[i] == Approx(static_cast<double>(metres[i])).epsilon(1e-9));
        }
        double weights = 0;
        double squares = 0;
        for (const double w : events.case_weight) {
            weights += w;
            squares += w * w;
        }
        const double m1 = weights * weights / squares;
        const auto m2 = static_cast<double>(events.control_place.size());
        const auto n1 = static_cast<double>(events.case_place.size());
        for (std::size_t i = 0; i < risk.cell.size(); i += 5) {
            const auto cell = risk.cell[i];
            long double f = 0;
            long double g = 0;
            long double pooled = 0;
            long double of_squares = 0;
            const auto k = [&](std::uint32_t place) {
                const double d = std::hypot(events.x[place] - inside.grid.centre_x(cell % inside.grid.cols),
                                            events.y[place] - inside.grid.centre_y(cell / inside.grid.cols));
                return kernel_per_m2(kernel, risk.place_bandwidth_m[place], d);
            };
            for (std::size_t e = 0; e < events.case_place.size(); ++e) {
                f += events.case_weight[e] * k(events.case_place[e]) / weights;
                pooled += k(events.case_place[e]);
                of_squares += std::pow(k(events.case_place[e]), 2);
            }
            for (const auto place : events.control_place) {
                g += k(place) / m2;
                pooled += k(place);
                of_squares += std::pow(k(place), 2);
            }
            if (f == 0 || g == 0) {
                continue;
            }
            const double rho = static_cast<double>(std::log(f / g)); // the edge correction is the same on both sides
            const auto spread = static_cast<double>(of_squares * (n1 + m2) / (pooled * pooled));
            CHECK(risk.log_ratio.values[cell] == Approx(rho).epsilon(1e-8).margin(1e-9));
            CHECK(risk.z.values[cell] ==
                  Approx(rho / std::sqrt(spread * (1 / m1 + 1 / m2))).epsilon(1e-8).margin(1e-8));
            CHECK(risk.noise[i] == Approx(std::sqrt(spread * (1 / n1 + 1 / m2))).epsilon(1e-8));
        }
    }
}

TEST_CASE("adaptive risk: where all is equally crowded it is the map of one bandwidth", "[risk][adaptive]")
{
    // A pilot so wide that every place looks alike.
    const auto events = some_list(4);
    auto params = adaptive_params(Kernel::quartic, 300, 1e7);
    const auto alike = risk_of(events, params);
    for (const double metres : alike.place_bandwidth_m) {
        CHECK(metres == Approx(300).epsilon(1e-3));
    }
    params.adaptive.reset();
    const auto fixed = risk_of(events, params);
    REQUIRE(alike.cell == fixed.cell);
    for (const auto cell : fixed.cell) {
        if (std::isfinite(fixed.log_ratio.values[cell])) {
            CHECK(alike.log_ratio.values[cell] == Approx(fixed.log_ratio.values[cell]).margin(0.02));
        }
    }
}

TEST_CASE("adaptive risk: relabelling leaves bandwidths, cells and noise alone, and turns the sign", "[risk][adaptive]")
{
    const auto events = some_list(5);
    auto turned = events;
    std::swap(turned.case_place, turned.control_place);
    std::swap(turned.case_weight, turned.control_weight);
    const auto params = adaptive_params(Kernel::quartic, 250, 300);
    const auto risk = risk_of(events, params);
    const auto other = risk_of(turned, params);
    CHECK(other.place_bandwidth_m == risk.place_bandwidth_m);
    CHECK(other.cell == risk.cell);
    for (std::size_t i = 0; i < risk.cell.size(); ++i) {
        CHECK(other.noise[i] == Approx(risk.noise[i]));
        CHECK(other.log_ratio.values[risk.cell[i]] == Approx(-risk.log_ratio.values[risk.cell[i]]));
    }
    CHECK(risk_of(events, params, 4).z.values == risk.z.values);
}

TEST_CASE("adaptive risk: the observed map is the draws' number 0, and noise is what draws scatter by",
          "[risk][adaptive][draws]")
{
    const auto events = some_list(6);
    auto params = adaptive_params(Kernel::quartic, 300, 300);
    params.guard_incidents = 1;
    const auto inside = small_area();
    const auto context = on_path(SimdPath::plain);
    const auto risk = relative_risk(events.view(), inside, inside, params, context);
    const auto draws = draw_relative_risk(events.view(), inside, risk, params, {.draws = 199}, context);
    for (std::size_t i = 0; i < risk.cell.size(); ++i) {
        const auto cell = risk.cell[i];
        CHECK(draws.strength.values[cell] * risk.noise[i] ==
              Approx(risk.log_ratio.values[cell]).epsilon(1e-9).margin(1e-9));
    }
    CHECK(draws.greatest.size() == 199);
    CHECK(draws.greatest.back() < 8); // standard deviations
    CHECK(draws.greatest.front() > 0);
}

TEST_CASE("adaptive risk: what cannot be done is refused", "[risk][adaptive][bad]")
{
    const auto events = some_list(7);
    auto params = adaptive_params(Kernel::quartic, 250, 300);
    params.control = RiskControl::known;
    CHECK_THROWS_WITH(risk_of(events, params), Contains("which a [[denominator]] does not tell"));
    params.control = RiskControl::sample;
    for (const double bad : {0.0, -5.0, std::numeric_limits<double>::quiet_NaN()}) {
        params.adaptive = AdaptiveRisk{bad, 5, 0};
        CHECK_THROWS_WITH(risk_of(events, params), Contains("pilot_m = "));
        params.adaptive = AdaptiveRisk{300, bad, 0};
        CHECK_THROWS_WITH(risk_of(events, params), Contains("trim = "));
    }
    const auto method = significance::relative_risk_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        if (key.fallback) {
            values.emplace(key.name, *key.fallback);
        }
    }
    CHECK(method.check(values).empty());
    values["pilot_m"] = 300.0;
    CHECK(method.check(values).size() == 1);
    values["adaptive"] = std::string("abramson");
    CHECK(method.check(values).empty());
    values["against"] = std::string("residents");
    CHECK(method.check(values).size() == 1);
    values["against"] = std::string("rest");
    values["against_bandwidth_m"] = 400.0;
    CHECK(method.check(values).size() == 1);
}
