// SPDX-License-Identifier: MIT
#include "hdbscan_cases.hpp"

#include "cluster/map_points.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace cases;

namespace
{

/// Moved to map points at uneven distances, several incidents on each: no two distances between points are nearly
/// equal that are not equal, as on a real map of streets.
std::vector<Incident> snapped_towns(std::size_t count, std::uint64_t seed)
{
    std::vector<Incident> incidents;
    for (const auto& [x, y, weight] : towns(count, seed)) {
        const double col = std::round(x / 60);
        const double row = std::round(y / 60);
        incidents.push_back({60 * col + std::fmod(std::abs(7 * col + 13 * row), 9), 60 * row, weight});
    }
    return incidents;
}

std::vector<Incident> jittered(std::vector<Incident> incidents, std::uint64_t seed)
{
    Random random(seed);
    for (auto& incident : incidents) {
        incident.x += random.uniform(-0.05, 0.05);
        incident.y += random.uniform(-0.05, 0.05);
    }
    return incidents;
}

} // namespace

TEST_CASE("5 cm of jitter hardly ever changes a cluster", "[hdbscan]")
{
    // Not never: jitter in small steps leads from any map to any other, so some distance lies at the rule's very edge.
    std::size_t runs = 0;
    std::size_t unchanged = 0;
    for (const std::uint64_t town : {25U, 26U, 27U}) {
        const auto snapped = snapped_towns(2500, town);
        CHECK(places_of(snapped).size() < snapped.size() / 2);
        for (const auto selection : {ClusterSelection::excess_of_mass, ClusterSelection::leaf}) {
            HdbscanParams params{.core_incidents = 10, .min_incidents = 20, .floor_m = 25};
            params.selection = selection;
            const auto before = ours(snapped, params);
            REQUIRE(before.stability.size() > 2);
            for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
                const auto shaken = jittered(snapped, seed);
                REQUIRE(places_of(shaken).size() == shaken.size());
                INFO("town " << town << ", jitter " << seed);
                params.tie_m = HdbscanParams().tie_m;
                ++runs;
                unchanged += renumbered(ours(shaken, params).label) == renumbered(before.label) ? 1U : 0U;
                params.tie_m = 0;
                CHECK(renumbered(ours(shaken, params).label) != renumbered(before.label)); // the rule does something
            }
        }
    }
    CHECK(runs == 30);
    CHECK(unchanged >= 25);
}

TEST_CASE("a stack of incidents pulled apart by jitter is one map point again", "[hdbscan]")
{
    // Ten incidents a few centimetres apart, and one 20 cm from the nearest of them: two points.
    std::vector<Incident> incidents;
    for (int i = 0; i < 10; ++i) {
        incidents.push_back({100 + 0.01 * i, 200 - 0.02 * (i % 3), 2});
    }
    incidents.push_back({100.29, 200, 3});
    const auto places = places_of(incidents);
    const auto points = cluster::map_points(places.view(), 0.15);
    REQUIRE(points.x.size() == 2);
    CHECK(points.incidents == std::vector<std::uint32_t>{10, 1});
    CHECK(points.weight == std::vector<double>{20, 3});
    CHECK(points.x[0] == Approx(100.045));
    CHECK(points.y[0] == Approx(200 - 0.02 * 0.9));
    CHECK(points.x[1] == 100.29); // alone: to the bit
    CHECK(points.of_place.size() == places.size());
    // In steps: a chain of places is one point however long it is.
    std::vector<Incident> chain;
    for (int i = 0; i < 100; ++i) {
        chain.push_back({0.14 * i, 0});
    }
    CHECK(cluster::map_points(places_of(chain).view(), 0.15).x.size() == 1);
    CHECK(cluster::map_points(places_of(chain).view(), 0.13).x.size() == 100);
}
