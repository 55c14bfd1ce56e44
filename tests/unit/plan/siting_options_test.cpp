// SPDX-License-Identifier: MIT
#include "harmspot/siting_options.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace harmspot;

namespace
{

/// 30 places strewn over 3 × 3 km with whole weights, all candidates, the first open.
SitingProblem town()
{
    SitingProblem problem;
    for (std::uint32_t i = 0; i < 30; ++i) {
        problem.site.push_back({static_cast<double>(i * 1201 % 3001), static_cast<double>(i * 1709 % 2999)});
        problem.weight.push_back(1 + i * 7 % 11);
    }
    problem.existing.assign(30, 0);
    problem.existing[0] = 1;
    problem.distance = straight_distances(problem.site, problem.site, 1);
    return problem;
}

SitingRequest request_for(SitingModel model, std::size_t sites)
{
    SitingRequest request;
    request.model = model;
    request.new_sites = sites;
    request.reach_m = 700;
    return request;
}

/// All plans of two new sites by objective.
std::vector<SitingAnswer> all_pairs(const SitingProblem& problem, const SitingRequest& request)
{
    std::vector<SitingAnswer> plans;
    for (std::uint32_t a = 1; a < 30; ++a) {
        for (std::uint32_t b = a + 1; b < 30; ++b) {
            SitingAnswer plan;
            plan.added = {a, b};
            const std::vector<std::uint32_t> open{0, a, b};
            plan.objective = value_of(problem, request, open).weighted_distance;
            plans.push_back(plan);
        }
    }
    std::sort(plans.begin(), plans.end(), [](const auto& a, const auto& b) { return a.objective < b.objective; });
    return plans;
}

} // namespace

TEST_CASE("alternatives are the best plans that move a hub, as going through all of them finds", "[siting]")
{
    const auto problem = town();
    const auto request = request_for(SitingModel::p_median, 2);
    const auto best = solve_siting(problem, request);
    const AlternativeRules rules{0.1, 500, 5};
    std::vector<SitingAnswer> expected{best};
    for (const auto& plan : all_pairs(problem, request)) {
        if (plan.objective <= 1.1 * best.objective && expected.size() <= rules.most &&
            std::all_of(expected.begin(), expected.end(),
                        [&](const auto& other) { return moves_a_hub(problem, plan, other, 500); })) {
            expected.push_back(plan);
        }
    }
    REQUIRE(expected.size() > 3); // else this shows little
    const auto found = siting_alternatives(problem, request, best, rules);
    REQUIRE(found.size() == expected.size() - 1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].objective == Approx(expected[i + 1].objective));
        CHECK(found[i].added == expected[i + 1].added);
    }
}

TEST_CASE("alternatives keep to the share they may fall behind", "[siting]")
{
    const auto problem = town();
    const auto request = request_for(SitingModel::max_cover, 2);
    const auto best = solve_siting(problem, request);
    for (const auto& plan : siting_alternatives(problem, request, best, {0.03, 500, 50})) {
        CHECK(plan.objective >= 0.97 * best.objective - 1e-9);
        CHECK(moves_a_hub(problem, plan, best, 500));
    }
}

TEST_CASE("the best plan with a hub in each other area, as going through all plans finds", "[siting]")
{
    auto problem = town();
    problem.area_names = {"West", "Middle", "East"};
    for (const auto& site : problem.site) {
        problem.site_area.push_back(static_cast<std::uint16_t>(std::min(2.0, std::floor(site.x / 1000))));
    }
    problem.demand_area = problem.site_area;
    const auto request = request_for(SitingModel::p_median, 2);
    const auto best = solve_siting(problem, request);
    const auto in_area = [&](const SitingAnswer& plan, std::uint16_t area) {
        return std::any_of(plan.added.begin(), plan.added.end(),
                           [&](std::uint32_t site) { return problem.site_area[site] == area; });
    };
    std::vector<std::pair<std::uint16_t, SitingAnswer>> expected;
    for (std::uint16_t area = 0; area < 3; ++area) {
        for (const auto& plan : all_pairs(problem, request)) { // best first
            if (!in_area(best, area) && in_area(plan, area)) {
                expected.emplace_back(area, plan);
                break;
            }
        }
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.second.objective < b.second.objective; });
    REQUIRE(!expected.empty());
    const auto found = siting_elsewhere(problem, request, best);
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
        CHECK(found[k].area == expected[k].first);
        CHECK(found[k].answer.added == expected[k].second.added);
        CHECK(found[k].answer.objective == Approx(expected[k].second.objective));
    }
}

TEST_CASE("where every hub is spoken for, none is left for elsewhere", "[siting]")
{
    auto problem = town();
    problem.area_names = {"West", "East"};
    for (const auto& site : problem.site) {
        problem.site_area.push_back(site.x < 1500 ? 0 : 1);
    }
    problem.demand_area = problem.site_area;
    REQUIRE(problem.site_area[0] == 0); // the hub that is open
    auto request = request_for(SitingModel::p_median, 1);
    request.one_per_area = true; // so the new one goes East
    const auto best = solve_siting(problem, request);
    REQUIRE(problem.site_area[best.added.at(0)] == 1);
    CHECK(siting_elsewhere(problem, request, best).empty());
}

TEST_CASE("the curve rises, and its knee is where it bends", "[siting]")
{
    const auto problem = town();
    for (const auto model : {SitingModel::p_median, SitingModel::max_cover, SitingModel::p_centre}) {
        const auto curve = siting_curve(problem, request_for(model, 0), 6, 2);
        REQUIRE(curve.size() == 7);
        CHECK(curve.front().benefit == Approx(0).margin(1e-9));
        for (std::size_t i = 1; i < curve.size(); ++i) {
            CHECK(curve[i].benefit >= curve[i - 1].benefit - 1e-9);
        }
    }
    // By eye: 0, 60, 90, 95, 100 bends most at 2 hubs: 90 − 50 = 40 above the line, 60 − 25 = 35 at 1.
    std::vector<CurvePoint> points(5);
    const std::vector<double> benefit{0, 60, 90, 95, 100};
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].new_sites = i;
        points[i].benefit = benefit[i];
    }
    CHECK(knee_of(points) == std::optional<std::size_t>(2));
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].benefit = 20.0 * static_cast<double>(i);
    }
    CHECK(!knee_of(points)); // a straight line has none
}

TEST_CASE("more hubs than candidates end the curve", "[siting]")
{
    auto problem = town();
    problem.barred.assign(30, 1);
    problem.barred[4] = 0;
    problem.barred[9] = 0;
    CHECK(siting_curve(problem, request_for(SitingModel::max_cover, 0), 6, 1).size() == 3);
}

TEST_CASE("a site's marginal gain is what the model gains by it", "[siting]")
{
    const auto problem = town();
    const auto request = request_for(SitingModel::p_median, 1);
    const std::vector<std::uint32_t> open{0};
    const auto gains = marginal_gains(problem, request, open);
    CHECK(gains[0] == 0);
    const auto answer = solve_siting(problem, request);
    const auto best = std::max_element(gains.begin(), gains.end());
    CHECK(static_cast<std::uint32_t>(best - gains.begin()) == answer.added.front());
    CHECK(*best == Approx(value_of(problem, request, open).weighted_distance - answer.objective));
}

TEST_CASE("redraws: sure where one place holds everything, the same on any number of threads", "[siting]")
{
    auto problem = town();
    const auto request = request_for(SitingModel::max_cover, 1);
    DemandUnits units;
    for (std::uint32_t i = 0; i < 200; ++i) {
        units.demand.push_back(17);
        units.weight.push_back(1 + i % 3);
    }
    auto sure = siting_redraws(problem, request, units, 20, 500, 1);
    CHECK(sure.draws == 20);
    std::uint32_t near = 0;
    for (std::uint32_t site = 0; site < 30; ++site) {
        if (sure.chosen[site] > 0) {
            CHECK(problem.distance.at(17, site) <= 700); // any site that reaches it does
            near += sure.chosen[site];
        }
    }
    CHECK(near == 20);
    for (std::uint32_t i = 0; i < 200; ++i) {
        units.demand[i] = i % 30;
    }
    const auto once = siting_redraws(problem, request, units, 30, 500, 1);
    const auto again = siting_redraws(problem, request, units, 30, 500, 3);
    CHECK(once.chosen == again.chosen);
    CHECK(once.near == again.near);
    for (std::uint32_t site = 0; site < 30; ++site) {
        CHECK(once.near[site] >= once.chosen[site]);
    }
}
