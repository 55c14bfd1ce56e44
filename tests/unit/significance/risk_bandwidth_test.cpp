// SPDX-License-Identifier: MIT
// One bandwidth for cases and controls: against the plain formulas, with ties, and where there is nothing to choose by.
#include "harmspot/risk_bandwidth.hpp"

#include "harmspot/error.hpp"
#include "risk_cases.hpp"
#include "significance/significance_methods.hpp"

#include <catch2/catch.hpp>

#include <numbers>
#include <tuple>

using namespace risk_cases;
using Catch::Matchers::Contains;

namespace
{

constexpr double kKm = 1000;

/// 8 × 8 km of cells of 250 m, a quarter of it missing.
Raster<std::uint8_t> some_land()
{
    Raster<std::uint8_t> inside(grid_of(0, 8 * kKm, 250, 32, 32), std::uint8_t{1});
    for (std::size_t row = 0; row < 16; ++row) {
        std::fill_n(&inside(row, 16), 16, std::uint8_t{0});
    }
    return inside;
}

/// Controls everywhere, cases twice as common in the west.
std::pair<std::vector<Event>, std::vector<Event>> west_and_east(std::uint64_t seed, std::size_t controls, double snap_m)
{
    std::mt19937_64 random(seed);
    const auto snapped = [&](double at) { return snap_m > 0 ? snap_m * std::round(at / snap_m) : at; };
    std::pair<std::vector<Event>, std::vector<Event>> events;
    while (events.second.size() < controls) {
        const double x = 8 * kKm * uniform(random);
        const double y = 8 * kKm * uniform(random);
        if (y < 4 * kKm || x < 4 * kKm) {
            events.second.push_back({snapped(x), snapped(y)});
            if (uniform(random) < (x < 3 * kKm ? 0.4 : 0.2)) {
                events.first.push_back({snapped(snap_m > 0 ? x : x + 37 * uniform(random)), snapped(y)});
            }
        }
    }
    return events;
}

/// The criteria as published, event by event, with one loop over pairs for each density.
class Plain
{
public:
    Plain(const EventList& events, const Raster<std::uint8_t>& inside) : m_events(events), m_inside(inside) {}

    [[nodiscard]] double kelsall_diggle(double h) const
    {
        double integral = 0;
        const auto& grid = m_inside.grid;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            if (m_inside.values[i] != 0) {
                const double x = grid.centre_x(i % grid.cols);
                const double y = grid.centre_y(i / grid.cols);
                const double rho = std::log(f(x, y, kNone, h) / g(x, y, kNone, h));
                integral += rho * rho * grid.cell_area_m2();
            }
        }
        double cases = 0;
        for (const auto place : m_events.case_place) {
            cases += std::log(f_at(place, h) / g_at(place, h)) / f_at(place, h);
        }
        double controls = 0;
        for (const auto place : m_events.control_place) {
            controls += std::log(f_at(place, h) / g_at(place, h)) / g_at(place, h);
        }
        return 2 * controls / count(m_events.control_place) - 2 * cases / count(m_events.case_place) - integral;
    }
    [[nodiscard]] double hazelton(double h) const
    {
        double cases = 0;
        for (const auto place : m_events.case_place) {
            cases += f_at(place, h) / g_at(place, h);
        }
        double controls = 0;
        for (const auto place : m_events.control_place) {
            controls += std::pow(f_at(place, h) / g_at(place, h), 2);
        }
        return controls / count(m_events.control_place) - 2 * cases / count(m_events.case_place);
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    static double count(const std::vector<std::uint32_t>& events) { return static_cast<double>(events.size()); }

    [[nodiscard]] double f_at(std::uint32_t place, double h) const
    {
        return f(m_events.x[place], m_events.y[place], place, h);
    }
    [[nodiscard]] double g_at(std::uint32_t place, double h) const
    {
        return g(m_events.x[place], m_events.y[place], place, h);
    }
    [[nodiscard]] double f(double x, double y, std::uint32_t without, double h) const
    {
        return density(m_events.case_place, x, y, without, h);
    }
    [[nodiscard]] double g(double x, double y, std::uint32_t without, double h) const
    {
        return density(m_events.control_place, x, y, without, h);
    }
    [[nodiscard]] double density(const std::vector<std::uint32_t>& events, double x, double y, std::uint32_t without,
                                 double h) const
    {
        double sum = 0;
        double n = 0;
        for (const auto place : events) {
            if (place != without) {
                const double dx = m_events.x[place] - x;
                const double dy = m_events.y[place] - y;
                sum += std::exp(-(dx * dx + dy * dy) / (2 * h * h));
                n += 1;
            }
        }
        return sum / (2 * std::numbers::pi * h * h * n * edge_mass(x, y, h));
    }
    /// Of the cell that the point lies in, by the plain sum over cells.
    [[nodiscard]] double edge_mass(double x, double y, double h) const
    {
        const auto& grid = m_inside.grid;
        const double col = std::min(31.0, std::floor(x / grid.cell_m)); // what lies on the rim is in the last cell
        const double row = std::min(31.0, std::floor((grid.max_y - y) / grid.cell_m));
        const double reach = std::ceil(8 * h / grid.cell_m);
        double in = 0;
        double all = 0;
        for (double r = row - reach; r <= row + reach; ++r) {
            for (double c = col - reach; c <= col + reach; ++c) {
                const double d2 = ((r - row) * (r - row) + (c - col) * (c - col)) * grid.cell_m * grid.cell_m;
                const double k = std::exp(-d2 / (2 * h * h));
                const bool on = r >= 0 && c >= 0 && r < static_cast<double>(grid.rows) &&
                                c < static_cast<double>(grid.cols) &&
                                m_inside(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) != 0;
                all += k;
                in += on ? k : 0;
            }
        }
        return in / all;
    }

    const EventList& m_events;
    const Raster<std::uint8_t>& m_inside;
};

MethodContext on_land(const Progress* progress = nullptr, unsigned threads = 1)
{
    auto context = on_path(SimdPath::plain, threads);
    context.study_area_m2 = 48e6;
    context.progress = progress;
    return context;
}

} // namespace

TEST_CASE("risk bandwidths: the curve is the published criterion, with ties and without", "[risk][bandwidth]")
{
    const double snap_m = GENERATE(0.0, 500.0);
    const auto [cases, controls] = west_and_east(3, 150, snap_m);
    const EventList events(cases, controls);
    const auto land = some_land();
    const Plain plain(events, land);
    for (const auto rule : {RiskBandwidthRule::kelsall_diggle, RiskBandwidthRule::hazelton}) {
        const auto choice = choose_risk_bandwidth(rule, events.view(), land, land, on_land());
        REQUIRE(choice.curve.size() > 10);
        for (std::size_t i = 0; i < choice.curve.size(); i += 9) {
            const auto& [sigma_m, score] = choice.curve[i];
            const double expected =
                rule == RiskBandwidthRule::hazelton ? plain.hazelton(sigma_m) : plain.kelsall_diggle(sigma_m);
            CAPTURE(risk_bandwidth_rule_text(rule), snap_m, sigma_m);
            CHECK(score == Approx(expected).epsilon(1e-8));
        }
        CHECK(choice.incidents == cases.size());
        CHECK(choice.sigma_m <= choice.curve.front().sigma_m);
        CHECK(choice.sigma_m >= choice.curve.back().sigma_m);
    }
}

TEST_CASE("risk bandwidths: the same on any number of threads, and three times as wide on a map three times as large",
          "[risk][bandwidth]")
{
    const auto [cases, controls] = west_and_east(5, 300, 0);
    const EventList events(cases, controls);
    auto larger = events;
    for (auto* axis : {&larger.x, &larger.y}) {
        for (double& at : *axis) {
            at *= 3;
        }
    }
    const auto land = some_land();
    Raster<std::uint8_t> large_land(grid_of(0, 24 * kKm, 750, 32, 32), std::uint8_t{1});
    large_land.values = land.values;
    for (const auto rule : {RiskBandwidthRule::kelsall_diggle, RiskBandwidthRule::hazelton}) {
        const auto choice = choose_risk_bandwidth(rule, events.view(), land, land, on_land());
        CHECK(choose_risk_bandwidth(rule, events.view(), land, land, on_land(nullptr, 3)).sigma_m == choice.sigma_m);
        CHECK(choose_risk_bandwidth(rule, larger.view(), large_land, large_land, on_land()).sigma_m ==
              Approx(3 * choice.sigma_m).epsilon(1e-9));
    }
}

TEST_CASE("risk bandwidths: incidents that share map points do not draw the bandwidth to nothing", "[risk][bandwidth]")
{
    // Every event twice, a case on the point of each control it was near: leaving out one event at a time, half of each
    // place would still be there and nothing would beat the narrowest.
    auto [cases, controls] = west_and_east(7, 250, 400);
    const EventList once(cases, controls);
    cases.insert(cases.end(), cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(cases.size()));
    controls.insert(controls.end(), controls.begin(), controls.begin() + static_cast<std::ptrdiff_t>(controls.size()));
    const EventList twice(cases, controls);
    const auto land = some_land();
    for (const auto rule : {RiskBandwidthRule::kelsall_diggle, RiskBandwidthRule::hazelton}) {
        const auto of_once = choose_risk_bandwidth(rule, once.view(), land, land, on_land());
        const auto of_twice = choose_risk_bandwidth(rule, twice.view(), land, land, on_land());
        CHECK(of_twice.sigma_m == Approx(of_once.sigma_m).epsilon(1e-9));
        CHECK_FALSE(of_once.at_narrow_end);
        CHECK(of_once.sigma_m > 200);
    }
}

TEST_CASE("risk bandwidths: too few places, no cells, and a caller that wants to stop", "[risk][bandwidth]")
{
    const auto [cases, controls] = west_and_east(9, 120, 0);
    const auto land = some_land();
    const Raster<std::uint8_t> nowhere(land.grid, std::uint8_t{0});
    const EventList events(cases, controls);
    const auto rule = RiskBandwidthRule::kelsall_diggle;
    const EventList two({cases[0], cases[1], cases[1]}, controls);
    CHECK_THROWS_WITH(choose_risk_bandwidth(rule, two.view(), land, land, on_land()),
                      Contains("at least 3 distinct places of the theme's incidents, and there are 2") &&
                          Contains("give a number of metres"));
    const EventList few_controls(cases, {controls[0]});
    CHECK_THROWS_AS(choose_risk_bandwidth(rule, few_controls.view(), land, land, on_land()), InputError);
    const EventList nothing({}, {});
    CHECK_THROWS_AS(choose_risk_bandwidth(rule, nothing.view(), land, land, on_land()), InputError);
    CHECK_THROWS_WITH(choose_risk_bandwidth(rule, events.view(), nowhere, nowhere, on_land()),
                      Contains("needs a study area with cells in it"));
    std::size_t calls = 0;
    Progress progress;
    progress.should_stop = [&] { return calls++ >= 3; };
    CHECK_THROWS_AS(choose_risk_bandwidth(rule, events.view(), land, land, on_land(&progress)), Interrupted);
    CHECK(calls == 4);
}

TEST_CASE("relative_risk takes the rule's bandwidth, keeps the map points' floor, and says so",
          "[risk][bandwidth][method]")
{
    const auto [cases, controls] = west_and_east(11, 400, 0);
    const EventList events(cases, controls);
    const RiskSetting setting{events.view(), RiskControl::sample, "the other incidents"};
    const auto land = some_land();
    auto context = on_land();
    context.extent = {0, 0, 8 * kKm, 8 * kKm};
    context.risk = &setting;
    const auto method = significance::relative_risk_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        if (key.fallback) {
            values.emplace(key.name, *key.fallback);
        }
    }
    values["cell_m"] = 250.0;
    values["draws"] = std::int64_t{99};
    for (const auto& name : risk_bandwidth_rule_names()) {
        values["bandwidth_m"] = name;
        context.least_bandwidth_m = 0;
        const auto free = std::get<RiskMap>(method.detect({}, values, context));
        CHECK_THAT(free.why, Contains("bandwidth_m = \"" + name + "\" chose"));
        CHECK(free.bandwidth_curve.size() > 10);
        const double chosen_m = number_of(free.chosen, "bandwidth_m");
        CHECK(chosen_m == std::round(chosen_m));
        context.least_bandwidth_m = chosen_m + 1000;
        const auto held = std::get<RiskMap>(method.detect({}, values, context));
        CHECK(number_of(held.chosen, "bandwidth_m") == chosen_m + 1000);
        CHECK_THAT(held.why, Contains("finer than the map points"));
    }
}
