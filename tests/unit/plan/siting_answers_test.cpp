// SPDX-License-Identifier: MIT
#include "harmspot/siting.hpp"

#include "answers/siting.hpp"
#include "real_data.hpp"
#include "siting_instances.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace harmspot;
namespace sf = answers::san_francisco;

namespace
{

SitingAnswer solve(const siting_instances::Stores& stores, SitingModel model, std::optional<std::size_t> sites)
{
    SitingRequest request;
    request.model = model;
    request.new_sites = sites;
    request.reach_m = sf::kReachM;
    auto answer = solve_siting(stores.problem, request);
    CHECK(answer.status == SitingStatus::proven);
    return answer;
}

std::vector<std::string> names(const siting_instances::Stores& stores, const SitingAnswer& answer)
{
    std::vector<std::string> names;
    for (const auto site : answer.open) {
        names.push_back(stores.names[site]);
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

TEST_CASE("San Francisco's stores: the published answers of the four models", "[siting][real]")
{
    const auto folder = real_data("spopt-sf-stores");
    if (!folder) {
        return;
    }
    const auto stores = siting_instances::san_francisco(*folder);
    REQUIRE(stores.problem.weight.size() == 205);
    REQUIRE(stores.names.size() == 16);
    double people = 0;
    for (const double one : stores.problem.weight) {
        people += one;
    }
    REQUIRE(people == sf::kPeople);

    CHECK(solve(stores, SitingModel::set_cover, std::nullopt).open.size() == sf::kSetCoverSites);
    const auto cover = solve(stores, SitingModel::max_cover, sf::kSites);
    CHECK(cover.objective == Approx(sf::kCovered).epsilon(1e-12));
    CHECK(names(stores, cover) == sf::kCoverStores);
    const auto median = solve(stores, SitingModel::p_median, sf::kSites);
    CHECK(median.objective == Approx(sf::kMedianTotal).epsilon(1e-13));
    CHECK(names(stores, median) == sf::kCoverStores);
    const auto centre = solve(stores, SitingModel::p_centre, sf::kSites);
    CHECK(centre.objective == Approx(sf::kCentreM).epsilon(1e-13));
    CHECK(names(stores, centre) == sf::kCentreStores);
}

TEST_CASE("OR-Library's p-median instances: every one to its published optimum", "[siting][real]")
{
    const auto folder = real_data("orlib-pmed");
    if (!folder) {
        return;
    }
    const auto instances = siting_instances::or_library(*folder);
    REQUIRE(instances.size() == 20);
    constexpr std::size_t kProvenUpTo = 400;
    for (const auto& instance : instances) {
        INFO(instance.name);
        SitingRequest request;
        request.new_sites = instance.sites;
        const auto answer = solve_siting(siting_instances::problem_of(instance), request);
        if (instance.network.nodes <= kProvenUpTo) {
            CHECK(answer.status == SitingStatus::proven);
            CHECK(answer.objective == instance.optimum);
        }
        CHECK(answer.bound <= instance.optimum);
        CHECK(answer.objective >= instance.optimum);
        CHECK(answer.objective <= 1.005 * instance.optimum);
        CHECK(answer.gap <= 0.005);
        CHECK(answer.added.size() == instance.sites);
    }
}
