// SPDX-License-Identifier: MIT
#include "patrol_cases.hpp"
#include "patrol_verifier.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

using namespace harmspot;

namespace
{

PatrolStop stop(std::int32_t x_m, std::int32_t y_m, std::int64_t harm_per_min, std::int32_t minutes = 600)
{
    return patrol_stop(x_m, y_m, harm_per_min, minutes);
}

/// The most that any plan reaches: visits are tried in order of start, by every unit, at every place, at every fifth
/// minute. Where all times are fives no plan between them is better: harm reached is linear between fives, and so are
/// the rules.
class EveryPlan
{
public:
    EveryPlan(const std::vector<PatrolStop>& stops, const PatrolShift& shift) : m_stops(stops), m_shift(shift)
    {
        m_free.assign(static_cast<std::size_t>(shift.units), 0);
        m_at.assign(m_free.size(), -1);
        m_last.assign(stops.size(), -100'000);
    }
    std::int64_t most() { return from(0, 0); }

private:
    std::int64_t from(std::int32_t minute, std::size_t first_unit)
    {
        std::int64_t best = 0;
        for (; minute + m_shift.visit_min <= m_shift.minutes; minute += 5, first_unit = 0) {
            for (auto unit = first_unit; unit < m_free.size(); ++unit) {
                for (std::size_t place = 0; place < m_stops.size(); ++place) {
                    best = std::max(best, with(minute, unit, place));
                }
            }
        }
        return best;
    }

    std::int64_t with(std::int32_t minute, std::size_t unit, std::size_t place)
    {
        const auto travel =
            m_at[unit] < 0 ? 0
                           : patrol_travel_min(m_stops[static_cast<std::size_t>(m_at[unit])], m_stops[place], m_shift);
        if (m_free[unit] + travel > minute || minute - m_last[place] < m_shift.revisit_gap_min) {
            return 0;
        }
        std::int64_t own = 0;
        for (auto m = minute; m < std::min(minute + m_shift.revisit_gap_min, m_shift.minutes); ++m) {
            own += m_stops[place].harm_per_min[static_cast<std::size_t>(m / 15)];
        }
        const auto kept = std::tuple(m_free[unit], m_at[unit], m_last[place]);
        m_free[unit] = minute + m_shift.visit_min;
        m_at[unit] = static_cast<std::int32_t>(place);
        m_last[place] = minute;
        own += from(minute, unit + 1);
        std::tie(m_free[unit], m_at[unit], m_last[place]) = kept;
        return own;
    }

    const std::vector<PatrolStop>& m_stops;
    const PatrolShift& m_shift;
    std::vector<std::int32_t> m_free;
    std::vector<std::int32_t> m_at;
    std::vector<std::int32_t> m_last;
};

} // namespace

TEST_CASE("one unit and one place: a visit every two hours", "[patrol]")
{
    PatrolShift shift;
    const auto plan = plan_patrols({stop(0, 0, 10)}, shift);
    REQUIRE(plan.visits.size() == 5); // at 0, 120, 240, 360 and 480 of 600 minutes
    for (std::size_t k = 0; k < 5; ++k) {
        CHECK(plan.visits[k].start_min == static_cast<std::int32_t>(120 * k));
    }
    CHECK(plan.reached == 6000);
    CHECK(plan.all == 6000);
    CHECK(plan.units[0].visiting_min == 75);
    CHECK(plan.units[0].free_min == 525);
    CHECK(most_patrol_harm({stop(0, 0, 10)}, shift) == 6000);
}

TEST_CASE("the hour with the harm is the hour of the visit", "[patrol]")
{
    // Four hours; all harm of both places falls in one hour each, the second and the fourth.
    PatrolShift shift;
    shift.minutes = shift.budget_min = 240;
    shift.revisit_gap_min = 60;
    auto early = stop(0, 0, 0, 240);
    auto late = stop(5'000, 0, 0, 240);
    for (std::size_t k = 0; k < 4; ++k) {
        early.harm_per_min[4 + k] = 100;
        late.harm_per_min[12 + k] = 100;
    }
    const auto plan = plan_patrols({early, late}, shift);
    CHECK(patrol_faults({early, late}, shift, plan).empty());
    CHECK(plan.reached > 9'000); // of 12,000
}

TEST_CASE("travel is by the stated speed and rounds up", "[patrol]")
{
    PatrolShift shift;
    shift.metres_per_hour = 6'000; // 100 m a minute
    shift.detour_permille = 1'000;
    CHECK(patrol_travel_min(stop(0, 0, 1), stop(300, 400, 1), shift) == 5);
    CHECK(patrol_travel_min(stop(0, 0, 1), stop(301, 400, 1), shift) == 6);
    shift.detour_permille = 1'300;
    CHECK(patrol_travel_min(stop(0, 0, 1), stop(300, 400, 1), shift) == 7);
    CHECK(patrol_travel_min(stop(7, 7, 1), stop(7, 7, 1), shift) == 0);
}

TEST_CASE("a budget under one visit plans none", "[patrol]")
{
    PatrolShift shift;
    shift.budget_min = 14;
    const auto plan = plan_patrols({stop(0, 0, 10)}, shift);
    CHECK(plan.visits.empty());
    CHECK(plan.reached == 0);
    CHECK(most_patrol_harm({stop(0, 0, 10)}, shift) == 0);
    shift.budget_min = 15;
    CHECK(plan_patrols({stop(0, 0, 10)}, shift).visits.size() == 1);
    CHECK(plan_patrols({}, shift).visits.empty());
}

TEST_CASE("a start is set out from and come back to", "[patrol]")
{
    PatrolShift shift;
    shift.metres_per_hour = 6'000;
    shift.detour_permille = 1'000;
    shift.minutes = 35;
    shift.budget_min = 600;
    shift.start = PatrolStop{0, 0, {}};
    const auto there = stop(1'000, 0, 5); // 10 minutes there, 15 of visit, 10 back
    const auto plan = plan_patrols({there}, shift);
    REQUIRE(plan.visits.size() == 1);
    CHECK(plan.visits[0].start_min == 10);
    CHECK(plan.units[0].travel_min == 20);
    shift.minutes = 34;
    CHECK(plan_patrols({there}, shift).visits.empty());
}

TEST_CASE("no plan breaks budget, gap or travel, nor reaches more than its bound", "[patrol]")
{
    std::size_t visits = 0;
    for (std::uint32_t seed = 1; seed <= 500; ++seed) {
        const RandomPatrol one(seed);
        const auto plan = plan_patrols(one.stops, one.shift);
        INFO("seed " << seed);
        CHECK(patrol_faults(one.stops, one.shift, plan).empty());
        CHECK(plan.reached <= most_patrol_harm(one.stops, one.shift));
        visits += plan.visits.size();
    }
    CHECK(visits > 5'000);
}

TEST_CASE("the verifier finds what is broken", "[patrol]")
{
    const RandomPatrol one(3);
    const auto plan = plan_patrols(one.stops, one.shift);
    REQUIRE(plan.visits.size() > 3);
    auto early = plan;
    early.visits.back().start_min -= 60;
    CHECK_FALSE(patrol_faults(one.stops, one.shift, early).empty());
    auto twice = plan;
    twice.visits[1].place = twice.visits[0].place;
    CHECK_FALSE(patrol_faults(one.stops, one.shift, twice).empty());
    auto shift = one.shift;
    shift.budget_min = 20;
    CHECK_FALSE(patrol_faults(one.stops, shift, plan).empty());
    auto slower = one.shift;
    slower.metres_per_hour = 500;
    CHECK_FALSE(patrol_faults(one.stops, slower, plan).empty());
}

TEST_CASE("one seed is one plan; seeds differ in who comes first", "[patrol]")
{
    std::vector<PatrolStop> stops;
    for (int k = 0; k < 12; ++k) {
        stops.push_back(stop(300 * k, 200 * (k % 3), 100 + k));
    }
    PatrolShift shift;
    shift.units = 2;
    std::set<std::uint32_t> first;
    std::set<std::vector<std::int32_t>> orders;
    for (shift.seed = 1; shift.seed <= 30; ++shift.seed) {
        const auto plan = plan_patrols(stops, shift);
        const auto again = plan_patrols(stops, shift);
        REQUIRE(plan.visits.size() == again.visits.size());
        std::vector<std::int32_t> order;
        for (std::size_t k = 0; k < plan.visits.size(); ++k) {
            CHECK(plan.visits[k].place == again.visits[k].place);
            CHECK(plan.visits[k].start_min == again.visits[k].start_min);
            order.push_back(static_cast<std::int32_t>(plan.visits[k].place));
        }
        first.insert(plan.visits.front().place);
        orders.insert(order);
    }
    CHECK(first.size() >= 6);
    CHECK(orders.size() == 30);
}

TEST_CASE("the generator gives the numbers of mulberry32", "[patrol]")
{
    // Two places alike: the first draw of try 0 decides where the unit goes first. mulberry32(1) gives 0.627, 0.002,
    // 0.527 (Node 18, the published three lines); below a half the first of two equal places is taken.
    PatrolShift shift;
    shift.tries = 1;
    shift.minutes = shift.budget_min = 15;
    const std::vector<PatrolStop> stops{stop(0, 0, 10), stop(0, 0, 10)};
    shift.seed = 1;
    CHECK(plan_patrols(stops, shift).visits.at(0).place == 1);
}

TEST_CASE("of every plan of small cases it reaches nearly the best", "[patrol]")
{
    double sum = 0;
    constexpr std::uint32_t kCases = 60;
    for (std::uint32_t seed = 1; seed <= kCases; ++seed) {
        std::mt19937 random(seed);
        PatrolShift shift;
        shift.minutes = shift.budget_min = 45 + 5 * static_cast<std::int32_t>(random() % 3);
        shift.units = 1 + static_cast<std::int32_t>(random() % 2);
        shift.visit_min = 10;
        shift.revisit_gap_min = 20 + 5 * static_cast<std::int32_t>(random() % 3);
        shift.metres_per_hour = 6'000;
        shift.detour_permille = 1'000;
        shift.seed = seed;
        std::vector<PatrolStop> stops; // on a line, 5 minutes apart
        for (int k = 0; k < 3; ++k) {
            stops.push_back(stop(500 * k, 0, 0, shift.minutes));
            for (auto& harm : stops.back().harm_per_min) {
                harm = static_cast<std::int64_t>(random() % 10'000);
            }
        }
        const auto plan = plan_patrols(stops, shift);
        const auto best = EveryPlan(stops, shift).most();
        INFO("seed " << seed << ": " << plan.reached << " of " << best);
        CHECK(patrol_faults(stops, shift, plan).empty());
        CHECK(plan.reached <= best);
        CHECK(best <= most_patrol_harm(stops, shift));
        const double share = static_cast<double>(plan.reached) / static_cast<double>(best);
        CHECK(share >= 0.85); // what the header says
        sum += share;
    }
    CHECK(sum / kCases >= 0.97);
}
