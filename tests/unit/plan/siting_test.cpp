// SPDX-License-Identifier: MIT
#include "harmspot/siting.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace harmspot;

namespace
{

/// Places on a line, each both demand and candidate, each weighing 1.
SitingProblem on_a_line(const std::vector<double>& at)
{
    std::vector<Point> points;
    for (const double x : at) {
        points.push_back({x, 0});
    }
    SitingProblem problem;
    problem.weight.assign(at.size(), 1);
    problem.existing.assign(at.size(), 0);
    problem.distance = straight_distances(points, points, 1);
    problem.site = points;
    return problem;
}

SitingRequest of(SitingModel model, std::size_t sites)
{
    SitingRequest request;
    request.model = model;
    request.new_sites = sites;
    return request;
}

} // namespace

TEST_CASE("two towns get one hub each, in their middles", "[siting]")
{
    // 0 1 2 and 100 101 102: the middles serve with 1 + 1 and 1 + 1.
    const auto answer = solve_siting(on_a_line({0, 1, 2, 100, 101, 102}), of(SitingModel::p_median, 2));
    CHECK(answer.status == SitingStatus::proven);
    CHECK(answer.open == std::vector<std::uint32_t>{1, 4});
    CHECK(answer.objective == 4);
    CHECK(answer.serves == std::vector<std::uint32_t>{1, 1, 1, 4, 4, 4});
    CHECK(answer.load == std::vector<double>{3, 3});
}

TEST_CASE("an existing hub stays and pushes the new one elsewhere", "[siting]")
{
    auto problem = on_a_line({0, 1, 2, 100, 101, 102});
    problem.existing[0] = 1;
    const auto answer = solve_siting(problem, of(SitingModel::p_median, 1));
    CHECK(answer.open == std::vector<std::uint32_t>{0, 4});
    CHECK(answer.added == std::vector<std::uint32_t>{4});
    CHECK(answer.objective == 0 + 1 + 2 + 1 + 0 + 1);
}

TEST_CASE("no new hub is asked for: the answer is what exists", "[siting]")
{
    auto problem = on_a_line({0, 10});
    problem.existing[0] = 1;
    const auto answer = solve_siting(problem, of(SitingModel::p_median, 0));
    CHECK(answer.status == SitingStatus::proven);
    CHECK(answer.added.empty());
    CHECK(answer.objective == 10);
}

TEST_CASE("reach is inclusive and decay falls in a straight line", "[siting]")
{
    SitingRequest request;
    request.reach_m = 1000;
    CHECK(cover_at(request, 1000) == 1);
    CHECK(cover_at(request, 1000.001) == 0);
    request.full_cover_m = 500;
    CHECK(cover_at(request, 500) == 1);
    CHECK(cover_at(request, 750) == 0.5);
    CHECK(cover_at(request, 1000) == 0);
    CHECK(cover_at(request, kCannotServe) == 0);
}

TEST_CASE("the four models on one street", "[siting]")
{
    const auto problem = on_a_line({0, 4, 10, 14, 30});
    auto cover = of(SitingModel::max_cover, 1);
    cover.reach_m = 6;
    CHECK(solve_siting(problem, cover).objective == 3); // from 4 or 10
    auto set = of(SitingModel::set_cover, 0);
    set.new_sites.reset();
    set.reach_m = 10;
    CHECK(solve_siting(problem, set).objective == 2); // 4 or 10 for the first four, 30 for the last
    const auto centre = solve_siting(problem, of(SitingModel::p_centre, 2));
    CHECK(centre.objective == 10); // 4 reaches 0 … 14, or 10 does
    CHECK(centre.status == SitingStatus::proven);
}

TEST_CASE("doubling the weights doubles the cost and moves nothing", "[siting]")
{
    auto problem = on_a_line({0, 3, 9, 20, 27, 40, 44});
    problem.weight = {1, 4, 2, 7, 1, 3, 5};
    const auto once = solve_siting(problem, of(SitingModel::p_median, 3));
    for (auto& one : problem.weight) {
        one *= 2;
    }
    const auto twice = solve_siting(problem, of(SitingModel::p_median, 3));
    CHECK(twice.open == once.open);
    CHECK(twice.objective == 2 * once.objective);
}

TEST_CASE("more hubs never cost more, and the same request gives the same answer", "[siting]")
{
    std::vector<double> at;
    for (int i = 0; i < 40; ++i) {
        at.push_back((i * 37) % 101 + 0.25 * i);
    }
    const auto problem = on_a_line(at);
    double last = solve_siting(problem, of(SitingModel::p_median, 1)).objective;
    for (std::size_t sites = 2; sites <= 10; ++sites) {
        const auto answer = solve_siting(problem, of(SitingModel::p_median, sites));
        CHECK(answer.objective <= last);
        CHECK(answer.open == solve_siting(problem, of(SitingModel::p_median, sites)).open);
        last = answer.objective;
    }
}

TEST_CASE("stopped early, an answer says so and its bound holds", "[siting]")
{
    std::vector<Point> points;
    SitingProblem problem;
    for (std::uint32_t i = 0; i < 150; ++i) {
        points.push_back({static_cast<double>(i * 7919 % 1009), static_cast<double>(i * 104729 % 997)});
        problem.weight.push_back(1 + i % 7);
    }
    problem.existing.assign(points.size(), 0);
    problem.distance = straight_distances(points, points, 1);
    auto request = of(SitingModel::p_median, 12);
    const auto whole = solve_siting(problem, request);
    REQUIRE(whole.status == SitingStatus::proven);
    request.limits.iterations = 10;
    const auto early = solve_siting(problem, request);
    CHECK(early.status == SitingStatus::best_found);
    CHECK(early.objective >= whole.objective);
    CHECK(early.bound <= whole.objective);
    CHECK(early.gap == Approx((early.objective - early.bound) / early.objective));
    request.limits = {};
    request.limits.gap = 0.05;
    const auto loose = solve_siting(problem, request);
    CHECK(loose.bound <= whole.objective);
    CHECK(loose.gap <= 0.05);
}

TEST_CASE("a hub of one authority does not serve the other side", "[siting]")
{
    auto problem = on_a_line({0, 1, 2, 3});
    problem.demand_area = {0, 0, 1, 1};
    problem.site_area = {0, 0, 1, 1};
    problem.area_names = {"Gateshead", "Newcastle"};
    problem.existing[1] = 1;
    forbid_other_areas(problem.distance, problem.demand_area, problem.site_area);
    auto request = of(SitingModel::max_cover, 0);
    request.reach_m = 10;
    CHECK(solve_siting(problem, request).objective == 2);
    request.new_sites = 1;
    CHECK(solve_siting(problem, request).objective == 4);
    CHECK(solve_siting(problem, request).added.front() >= 2);
}

TEST_CASE("capacity sends the rest elsewhere", "[siting]")
{
    // Hubs at 0 and 10 for three at 1: the first takes two of them.
    SitingProblem problem;
    problem.weight = {3};
    problem.existing = {1, 1};
    const std::vector<Point> demand{{1, 0}};
    const std::vector<Point> sites{{0, 0}, {10, 0}};
    problem.distance = straight_distances(demand, sites, 1);
    problem.capacity = {2, 5};
    const auto answer = solve_siting(problem, of(SitingModel::p_median, 0));
    CHECK(answer.status == SitingStatus::proven);
    CHECK(answer.objective == Approx(2 * 1 + 1 * 9));
    CHECK(answer.load[0] == Approx(2));
    CHECK(answer.load[1] == Approx(1));
    CHECK(answer.serves.front() == 0);
}

TEST_CASE("shortest ways over a network; the last of repeated edges counts", "[siting]")
{
    Network network;
    network.nodes = 4;
    network.edges = {{0, 1, 5}, {1, 2, 5}, {0, 2, 100}, {1, 0, 7}};
    const std::vector<std::uint32_t> all{0, 1, 2, 3};
    const auto table = network_distances(network, all, all, 1);
    CHECK(table.at(0, 1) == 7);
    CHECK(table.at(0, 2) == 12);
    CHECK(table.at(2, 0) == 12);
    CHECK(table.at(3, 3) == 0);
    CHECK(table.at(0, 3) == kCannotServe);
    CHECK_THROWS_AS(network_distances({2, {{0, 2, 1}}}, all, all, 1), std::invalid_argument);
    CHECK_THROWS_AS(network_distances({4, {{0, 1, -1}}}, all, all, 1), std::invalid_argument);
}
