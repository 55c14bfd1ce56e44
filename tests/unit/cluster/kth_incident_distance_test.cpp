// SPDX-License-Identifier: MIT
#include "cluster_cases.hpp"

#include "cluster/neighbours.hpp"

#include "harmspot/dbscan.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace harmspot;
using namespace cases;

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The least squared distance from place i within which `mass` adds up to `wanted`, by sorting all.
template <class Mass>
double reach_twin(const Places& places, const Mass& mass, std::size_t i, double wanted)
{
    std::vector<std::pair<double, double>> all;
    for (std::size_t j = 0; j < places.size(); ++j) {
        all.emplace_back(squared_distance(places.view(), i, j), static_cast<double>(mass[j]));
    }
    std::sort(all.begin(), all.end());
    double held = 0;
    for (const auto& [squared_m2, here] : all) {
        held += here;
        if (held >= wanted * (1 - 1e-9)) {
            return squared_m2;
        }
    }
    return kInfinity;
}

} // namespace

TEST_CASE("each incident at a place counts, the first at distance 0", "[kth-distance]")
{
    // Two incidents at 0, one at 3, three at 7.
    const auto places = places_of({{0, 0}, {0, 0}, {3, 0}, {7, 0}, {7, 0}, {7, 0}});
    const auto of = [&](std::uint32_t k) { return kth_incident_distance_m(places.view(), k, 1); };
    CHECK(of(1) == std::vector<double>{0, 0, 0});
    CHECK(of(2) == std::vector<double>{0, 3, 0});
    CHECK(of(3) == std::vector<double>{3, 3, 0});
    CHECK(of(4) == std::vector<double>{7, 4, 4});
    CHECK(of(6) == std::vector<double>{7, 4, 7});
    CHECK(of(7) == std::vector<double>{kInfinity, kInfinity, kInfinity});
    CHECK(kth_incident_distance_m({}, 3, 1).empty());
}

TEST_CASE("k-th incident distances agree with sorting all", "[kth-distance]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        const auto places = places_of(incidents);
        for (const std::uint32_t k : {1U, 2U, 10U, 33U, static_cast<unsigned>(incidents.size())}) {
            INFO(name << ", k " << k);
            const auto distance_m = kth_incident_distance_m(places.view(), k, 2);
            for (std::size_t i = 0; i < places.size(); ++i) {
                REQUIRE(distance_m[i] == std::sqrt(reach_twin(places, places.incidents, i, k)));
            }
        }
    }
}

TEST_CASE("the reach of a weight agrees with sorting all, one huge weight among them", "[kth-distance]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        auto places = places_of(incidents);
        places.weight[places.size() / 2] = 1e290;
        const auto tree = cluster::make_place_tree(places.x, places.y);
        const auto weight = cluster::in_tree_order<double>(tree, places.weight);
        for (const double wanted : {0.0, 0.7, 12.5, 222.65 * 40}) {
            INFO(name << ", weight " << wanted);
            const auto reach = cluster::reach_of_mass(tree, weight, wanted, 1);
            for (std::size_t i = 0; i < places.size(); ++i) {
                REQUIRE(reach[i] == reach_twin(places, places.weight, tree.place[i], wanted));
            }
        }
    }
}

TEST_CASE("nearest places come in order, ties by index", "[kth-distance]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        const auto places = places_of(incidents);
        const auto tree = cluster::make_place_tree(places.x, places.y);
        constexpr std::size_t kNearest = 7;
        const auto rows = cluster::nearest_places(tree, kNearest, 2);
        for (std::size_t i = 0; i < tree.size(); ++i) {
            std::vector<cluster::NearPlace> all;
            for (std::size_t j = 0; j < places.size(); ++j) {
                all.push_back({squared_distance(places.view(), tree.place[i], j), static_cast<std::uint32_t>(j)});
            }
            std::sort(all.begin(), all.end());
            all.resize(kNearest);
            INFO(name << ", place " << tree.place[i]);
            const std::vector<cluster::NearPlace> row(rows.begin() + static_cast<std::ptrdiff_t>(i * kNearest),
                                                      rows.begin() + static_cast<std::ptrdiff_t>((i + 1) * kNearest));
            REQUIRE(row == all);
        }
    }
}

TEST_CASE("automatic eps is the distance that a fifth of the incidents stay within", "[kth-distance]")
{
    // Ten at one place (their tenth is at 0), then forty more, alone, ever farther apart: place i has its
    // tenth nearest incident where nine others are nearer.
    std::vector<Incident> incidents(10, {0, 0});
    for (int i = 0; i < 40; ++i) {
        incidents.push_back({1000.0 * (i + 1) + 10.0 * i * i, 0});
    }
    const auto places = places_of(incidents);
    auto distance_m = std::vector<double>();
    for (const auto place : places.of_incident) {
        distance_m.push_back(std::sqrt(reach_twin(places, places.incidents, place, 10)));
    }
    std::sort(distance_m.begin(), distance_m.end());
    // Fifty incidents: the tenth smallest has exactly 20 % at or below it. All ten are those of the stack.
    CHECK(distance_m[9] == 0);
    CHECK(automatic_eps_m(places.view(), 1) == 1); // the floor
    incidents.push_back({-300, 0});
    // Fifty-one: the eleventh is the first with at least 20 %; it is the newcomer, 300 m from the ten.
    CHECK(automatic_eps_m(places_of(incidents).view(), 1) == 300);
    CHECK(automatic_eps_m(places_of(incidents).view(), 2) == 300);
}

TEST_CASE("automatic eps of hardly anything is finite", "[kth-distance]")
{
    CHECK(automatic_eps_m({}, 1) == 1);
    CHECK(automatic_eps_m(places_of({{5, 5}}).view(), 1) == 1);
    // Fewer than ten incidents: the farthest of them stands in for the tenth.
    CHECK(automatic_eps_m(places_of({{0, 0}, {0, 40}, {0, 100}}).view(), 1) == 60);
}

TEST_CASE("automatic min_incidents is what a fifth of the incidents have within eps", "[kth-distance]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        const auto places = places_of(incidents);
        for (const double eps_m : {1e-9, 12.0, 45.0, 300.0}) {
            // Straight from the words: for each incident, how many lie within eps; the fifth with most.
            std::vector<std::uint32_t> within;
            for (const auto at : places.of_incident) {
                std::uint32_t count = 0;
                for (std::size_t j = 0; j < places.size(); ++j) {
                    const bool near = squared_distance(places.view(), at, j) <= eps_m * eps_m;
                    count += near ? places.incidents[j] : 0;
                }
                within.push_back(count);
            }
            std::sort(within.rbegin(), within.rend());
            const auto expected = std::max(10U, within[(within.size() + 4) / 5 - 1]);
            INFO(name << ", eps " << eps_m);
            CHECK(automatic_min_incidents(places.view(), eps_m, 1) == expected);
            CHECK(automatic_min_incidents(places.view(), eps_m, 2) == expected);
        }
    }
    CHECK(automatic_min_incidents({}, 100, 1) == 10);
}
