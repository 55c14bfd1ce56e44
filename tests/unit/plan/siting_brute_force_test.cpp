// SPDX-License-Identifier: MIT
#include "siting_brute_force.hpp"

#include "harmspot/siting_options.hpp"
#include "plan/constrained.hpp"
#include "significance/philox.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace harmspot;

namespace
{

/// Whole numbers from a seed.
class Dice
{
public:
    explicit Dice(std::uint32_t seed) : m_seed(seed) {}
    std::uint32_t below(std::uint32_t count)
    {
        return significance::below(count, significance::Philox::at(m_count++, 0, m_seed).low);
    }
    double between(std::uint32_t least, std::uint32_t most) { return least + below(most - least + 1); }
    bool coin() { return below(2) == 1; }

private:
    std::uint32_t m_seed;
    std::uint32_t m_count = 0;
};

struct Case {
    SitingProblem problem;
    SitingRequest request;
};

/// Up to 9 demand points and 8 sites on a lattice, each constraint on or off by the bits of `rules`.
Case random_case(std::uint32_t seed, SitingModel model, unsigned rules)
{
    Dice dice(seed * 64 + rules * 4 + static_cast<std::uint32_t>(model));
    Case made;
    auto& [problem, request] = made;
    const auto demands = 4 + dice.below(6);
    const auto sites = 4 + dice.below(5);
    constexpr std::uint32_t kAreas = 2;
    std::vector<Point> at;
    for (std::uint32_t i = 0; i < demands; ++i) {
        at.push_back({dice.between(0, 20), dice.between(0, 20)});
        problem.weight.push_back(dice.between(0, 9));
        problem.demand_area.push_back(static_cast<std::uint16_t>(dice.below(kAreas)));
    }
    problem.weight[0] += 1;
    for (std::uint32_t j = 0; j < sites; ++j) {
        problem.site.push_back({dice.between(0, 20), dice.between(0, 20)});
        problem.site_area.push_back(static_cast<std::uint16_t>(dice.below(kAreas)));
        problem.existing.push_back(j < dice.below(3) ? 1 : 0);
    }
    problem.area_names = {"North", "South"};
    problem.distance = straight_distances(at, problem.site, 1);
    if (dice.below(4) == 0) { // one pair that cannot be
        problem.distance.metres[dice.below(demands * sites)] = kCannotServe;
    }
    request.model = model;
    const auto closed = static_cast<std::uint32_t>(std::count(problem.existing.begin(), problem.existing.end(), 0));
    request.new_sites = dice.below(std::min(closed, 4U) + 1);
    if (model == SitingModel::set_cover) {
        request.new_sites.reset();
        request.cover_share = dice.coin() ? 1 : 0.8;
    }
    request.reach_m = dice.between(3, 14);
    if (model == SitingModel::max_cover && dice.coin()) {
        request.full_cover_m = request.reach_m / 2;
    }
    if (model == SitingModel::p_median && dice.coin()) {
        request.unserved_m = 12;
    }
    if ((rules & 1U) != 0) {
        for (std::uint32_t j = 0; j < sites; ++j) {
            problem.capacity.push_back(dice.between(3, 25));
        }
    }
    request.one_per_area = (rules & 2U) != 0;
    if ((rules & 4U) != 0) {
        request.least_covered_share = 0.4;
    }
    if ((rules & 8U) != 0) {
        request.least_separation_m = dice.between(3, 9);
    }
    if ((rules & 16U) != 0) {
        for (std::uint32_t j = 0; j < sites; ++j) {
            problem.cost.push_back(dice.between(1, 9));
        }
        request.budget = dice.between(4, 25);
        if (model != SitingModel::set_cover && model != SitingModel::p_centre && dice.coin()) {
            request.new_sites.reset();
        }
    }
    return made;
}

constexpr unsigned kRuleSets = 32;

/// The rules are kept by the answer itself, and its objective is what its sites are worth.
void check_answer(const Case& made, const SitingAnswer& answer, const std::optional<double>& best)
{
    const auto& [problem, request] = made;
    if (!best) {
        CHECK(answer.status == SitingStatus::infeasible);
        CHECK(!answer.broken.empty());
        return;
    }
    REQUIRE(answer.status == SitingStatus::proven);
    const double sign = request.model == SitingModel::max_cover ? -1 : 1;
    CHECK(sign * answer.objective == Approx(*best).margin(1e-6));
    CHECK(answer.gap == 0);
    const std::vector<std::size_t> added(answer.added.begin(), answer.added.end());
    const std::vector<std::size_t> open(answer.open.begin(), answer.open.end());
    CHECK(brute::allowed(problem, request, added, open));
    const auto worth = brute::worth(problem, request, added, open);
    REQUIRE(worth);
    CHECK(*worth == Approx(*best).margin(1e-6));
    for (std::size_t site = 0; site < problem.existing.size(); ++site) {
        CHECK((problem.existing[site] == 0 || std::binary_search(answer.open.begin(), answer.open.end(), site)));
    }
}

} // namespace

TEST_CASE("siting finds the best of all sets under every mix of constraints", "[siting]")
{
    const auto model =
        GENERATE(SitingModel::p_median, SitingModel::max_cover, SitingModel::set_cover, SitingModel::p_centre);
    constexpr std::uint32_t kSeeds = 12;
    std::size_t feasible = 0;
    for (unsigned rules = 0; rules < kRuleSets; ++rules) {
        for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
            const auto made = random_case(seed, model, rules);
            const auto best = brute::best(made.problem, made.request);
            feasible += best ? 1U : 0U;
            INFO("model " << siting_model_text(model) << ", rules " << rules << ", seed " << seed);
            check_answer(made, solve_siting(made.problem, made.request), best);
        }
    }
    CHECK(feasible > kRuleSets * kSeeds / 4); // else this shows little
}

TEST_CASE("an area that must have a new site gets it, under every mix of constraints", "[siting]")
{
    const auto model =
        GENERATE(SitingModel::p_median, SitingModel::max_cover, SitingModel::set_cover, SitingModel::p_centre);
    std::size_t feasible = 0;
    for (unsigned rules = 0; rules < kRuleSets; ++rules) {
        for (std::uint32_t seed = 200; seed < 206; ++seed) {
            const auto made = random_case(seed, model, rules);
            const auto area = static_cast<std::uint16_t>(seed % 2);
            const auto best = brute::best(made.problem, made.request, area);
            feasible += best ? 1U : 0U;
            INFO("model " << siting_model_text(model) << ", rules " << rules << ", seed " << seed);
            const auto answer = solve_siting_in(made.problem, made.request, area);
            check_answer(made, answer, best);
            if (best) {
                CHECK(std::any_of(answer.added.begin(), answer.added.end(),
                                  [&](std::uint32_t site) { return made.problem.site_area[site] == area; }));
            }
        }
    }
    CHECK(feasible > kRuleSets); // else this shows little
}

TEST_CASE("what is too large for CBC keeps every rule, and the best lies between its bound and its cost", "[siting]")
{
    const auto model = GENERATE(SitingModel::p_median, SitingModel::max_cover);
    std::size_t found = 0;
    std::size_t best_too = 0;
    for (unsigned rules = 0; rules < kRuleSets; ++rules) {
        if ((rules & 5U) == 0) {
            continue; // neither capacities nor shares
        }
        for (std::uint32_t seed = 300; seed < 312; ++seed) {
            auto made = random_case(seed, model, rules);
            if (model == SitingModel::p_median) {
                made.request.unserved_m = 12;
            }
            const auto& [problem, request] = made;
            const auto candidate = plan::candidates_of(problem, request);
            if (!plan::plainly_broken(problem, request, candidate, {}).empty()) {
                continue;
            }
            INFO("model " << siting_model_text(model) << ", rules " << rules << ", seed " << seed);
            const auto answer = plan::solve_constrained(problem, request, candidate, {}, 0);
            const auto best = brute::best(problem, request);
            if (!answer.found) {
                CHECK((!best || !answer.proven)); // "none exists" only where none does
                continue;
            }
            ++found;
            REQUIRE(best);
            // The twin counts covered weight as negative; here it is what is not covered.
            const double all = std::accumulate(problem.weight.begin(), problem.weight.end(), 0.0);
            const double least = *best + (model == SitingModel::max_cover ? all : 0);
            std::vector<std::size_t> added(answer.added.begin(), answer.added.end());
            auto open = added;
            for (std::size_t site = 0; site < problem.existing.size(); ++site) {
                if (problem.existing[site] != 0) {
                    open.push_back(site);
                }
            }
            std::sort(open.begin(), open.end());
            CHECK(brute::allowed(problem, request, added, open));
            CHECK(answer.objective >= least - 1e-6);
            CHECK(answer.bound <= least + 1e-6);
            if (answer.proven) {
                CHECK(answer.objective == Approx(least).margin(1e-6));
            }
            best_too += answer.objective <= least + 1e-6 ? 1U : 0U;
        }
    }
    CHECK(found > 100);
    CHECK(best_too > found * 3 / 4); // an exchange that misses most of these small ones would be a poor one
}

TEST_CASE("CBC and our own solver agree with all sets", "[siting]")
{
    const auto model = GENERATE(SitingModel::p_median, SitingModel::max_cover);
    const unsigned rules = GENERATE(0U, 2U, 8U, 16U, 26U);
    for (std::uint32_t seed = 100; seed < 112; ++seed) {
        const auto made = random_case(seed, model, rules);
        const auto best = brute::best(made.problem, made.request);
        INFO("model " << siting_model_text(model) << ", rules " << rules << ", seed " << seed);
        check_answer(made, solve_siting_by_cbc(made.problem, made.request), best);
    }
}
