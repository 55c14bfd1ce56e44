// SPDX-License-Identifier: MIT
#include "harmspot/siting.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace harmspot;
using Catch::Matchers::StartsWith;

namespace
{

/// Six sites on a line 1 km apart, the first open; two areas of three; every site costs 10 and holds 2.
SitingProblem street()
{
    std::vector<Point> points;
    SitingProblem problem;
    for (int i = 0; i < 6; ++i) {
        points.push_back({1000.0 * i, 0});
        problem.demand_area.push_back(i < 3 ? 0 : 1);
    }
    problem.site_area = problem.demand_area;
    problem.area_names = {"Gateshead", "Newcastle"};
    problem.weight.assign(6, 1);
    problem.existing = {1, 0, 0, 0, 0, 0};
    problem.cost.assign(6, 10);
    problem.site = points;
    problem.distance = straight_distances(points, points, 1);
    return problem;
}

SitingRequest median(std::size_t sites)
{
    SitingRequest request;
    request.new_sites = sites;
    request.reach_m = 500;
    return request;
}

std::string broken(const SitingProblem& problem, const SitingRequest& request)
{
    const auto answer = solve_siting(problem, request);
    CHECK(answer.status == SitingStatus::infeasible);
    CHECK(answer.open.empty());
    return answer.broken;
}

} // namespace

TEST_CASE("more hubs than candidates", "[siting]")
{
    CHECK(broken(street(), median(6)) == "number of hubs: 6 new ones are asked for and there are 5 candidates");
}

TEST_CASE("no demand", "[siting]")
{
    auto problem = street();
    problem.weight.assign(6, 0);
    CHECK(broken(problem, median(1)) == "demand: there is none");
}

TEST_CASE("an area without a candidate, and fewer hubs than areas without one", "[siting]")
{
    auto problem = street();
    auto request = median(1);
    request.one_per_area = true;
    CHECK(solve_siting(problem, request).status == SitingStatus::proven);
    problem.site_area = {0, 0, 0, 0, 0, 0};
    CHECK(broken(problem, request) == "one hub per area: no candidate lies in Newcastle");
    problem = street();
    problem.existing[0] = 0;
    CHECK(broken(problem, request) ==
          "one hub per area: 2 areas are without one (Gateshead, Newcastle), and 1 new hub is asked for");
}

TEST_CASE("a share that no choice of sites can cover", "[siting]")
{
    auto problem = street();
    forbid_other_areas(problem.distance, problem.demand_area, problem.site_area);
    problem.distance.metres[5 * 6 + 5] = kCannotServe; // the last place has no site within reach at all
    auto request = median(2);
    request.unserved_m = 9000;
    request.least_covered_share = 0.9;
    CHECK_THAT(broken(problem, request), StartsWith("least covered share per area: with every candidate open 66.7 % of "
                                                    "Newcastle would be within reach, and 90.0 % are asked for"));
}

TEST_CASE("a share that the number of hubs cannot cover is named", "[siting]")
{
    auto request = median(1);
    request.least_covered_share = 0.9; // all six places need a hub of their own
    CHECK(broken(street(), request) == "least covered share per area: without it the request could be met");
}

TEST_CASE("a budget under the cheapest sites", "[siting]")
{
    auto request = median(3);
    request.budget = 25;
    CHECK(broken(street(), request) == "budget: the 3 cheapest candidates cost 30 together, and the budget is 25");
}

TEST_CASE("hubs that cannot be so far apart", "[siting]")
{
    auto request = median(3);
    request.least_separation_m = 2500; // of the five only 3000, 4000 and 5000 are far enough from the first hub
    CHECK(broken(street(), request) == "minimum separation: without it the request could be met");
    request.least_separation_m = 4500;
    CHECK(broken(street(), request) == "number of hubs: 3 new ones are asked for and there is 1 candidate far enough "
                                       "from the existing hubs");
}

TEST_CASE("capacity below the demand", "[siting]")
{
    auto problem = street();
    problem.capacity.assign(6, 2);
    CHECK(broken(problem, median(1)) == "capacity: at most 4 can be served, and the demand is 6");
    auto request = median(1);
    request.unserved_m = 9000; // then some are left, and it says how many by the loads
    const auto answer = solve_siting(problem, request);
    REQUIRE(answer.status == SitingStatus::proven);
    CHECK(answer.load[0] + answer.load[1] == Approx(4));
}

TEST_CASE("demand that no site may serve", "[siting]")
{
    auto problem = street();
    for (std::size_t j = 0; j < 6; ++j) {
        problem.distance.metres[3 * 6 + j] = kCannotServe;
    }
    CHECK(broken(problem, median(2)) ==
          "reach: 1 demand point with 16.7 % of all demand has no site that may serve it");
    SitingRequest set;
    set.model = SitingModel::set_cover;
    set.reach_m = 500;
    CHECK(broken(problem, set) ==
          "reach: 1 demand point with 16.7 % of all demand has no site that may serve it within 500 m");
    set.cover_share = 0.8;
    CHECK(solve_siting(problem, set).objective == 40); // four more sites at 10 each
}

TEST_CASE("too few hubs for areas that serve only themselves", "[siting]")
{
    auto problem = street();
    problem.existing[0] = 0;
    forbid_other_areas(problem.distance, problem.demand_area, problem.site_area);
    CHECK_THAT(broken(problem, median(1)), StartsWith("number of hubs: with 1 new ones some demand is left"));
    CHECK(solve_siting(problem, median(2)).status == SitingStatus::proven);
}

TEST_CASE("two constraints that break together are both named", "[siting]")
{
    auto problem = street();
    problem.cost = {0, 1, 50, 50, 50, 1};
    auto request = median(2);
    request.budget = 40; // only the sites at 1000 and 5000
    CHECK(solve_siting(problem, request).status == SitingStatus::proven);
    request.least_separation_m = 1500; // which bars the one at 1000
    CHECK_THAT(broken(problem, request), StartsWith("budget: the 2 cheapest candidates cost 51"));
}

TEST_CASE("problems that do not fit together are refused", "[siting]")
{
    auto problem = street();
    problem.weight.pop_back();
    CHECK_THROWS_AS(solve_siting(problem, median(1)), std::invalid_argument);
    problem = street();
    problem.weight[2] = -1;
    CHECK_THROWS_AS(solve_siting(problem, median(1)), std::invalid_argument);
    problem = street();
    problem.distance.metres[3] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(solve_siting(problem, median(1)), std::invalid_argument);
    problem = street();
    problem.cost.clear();
    auto request = median(1);
    request.budget = 3;
    CHECK_THROWS_AS(solve_siting(problem, request), std::invalid_argument);
}
