// SPDX-License-Identifier: MIT
#include "cluster_cases.hpp"

#include "cluster/cluster_methods.hpp"

#include "harmspot/error.hpp"
#include "harmspot/nnh.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <map>

using namespace harmspot;
using namespace cases;
using Labels = std::vector<std::int32_t>;

namespace
{

/// CrimeStat's rule by comparing all pairs of places.
Labels twin(const Places& places, const NnhParams& params)
{
    const auto near = [&](std::size_t a, std::size_t b) {
        const double dx = places.x[a] - places.x[b];
        const double dy = places.y[a] - places.y[b];
        return dx * dx + dy * dy < params.distance_m * params.distance_m;
    };
    std::vector<std::pair<std::int64_t, std::size_t>> seeds;
    for (std::size_t a = 0; a < places.size(); ++a) {
        std::int64_t within = 0;
        for (std::size_t b = 0; b < places.size(); ++b) {
            within += near(a, b) ? places.incidents[b] : 0;
        }
        seeds.emplace_back(-within, a);
    }
    std::sort(seeds.begin(), seeds.end());
    Labels label(places.size(), -1);
    std::int32_t count = 0;
    for (const auto& [within, seed] : seeds) {
        if (label[seed] >= 0) {
            continue;
        }
        std::vector<std::size_t> members;
        std::uint64_t incidents = 0;
        double weight = 0;
        for (std::size_t b = 0; b < places.size(); ++b) {
            if (label[b] < 0 && near(seed, b)) {
                members.push_back(b);
                incidents += places.incidents[b];
                weight += places.weight[b];
            }
        }
        if (incidents >= params.min_incidents && weight >= params.min_weight) {
            for (const auto member : members) {
                label[member] = count;
            }
            ++count;
        }
    }
    std::map<std::int32_t, std::int32_t> renamed;
    for (auto& one : label) {
        one = one < 0 ? -1 : renamed.try_emplace(one, static_cast<std::int32_t>(renamed.size())).first->second;
    }
    return label;
}

std::vector<Incident> towns(int count, std::uint64_t seed, double grid_m)
{
    Random random(seed);
    std::vector<Incident> incidents;
    for (int i = 0; i < count; ++i) {
        const double x = 1500.0 * (i % 4) + 200 * random.normal();
        const double y = 200 * random.normal();
        incidents.push_back(
            {grid_m * std::round(x / grid_m), grid_m * std::round(y / grid_m), 1.0 + random.whole(0, 9)});
    }
    return incidents;
}

} // namespace

TEST_CASE("the distance is CrimeStat's lower bound of the mean nearest-neighbour distance", "[nnh]")
{
    // R, spatstat's redwood: 62 points on an area of 1.
    CHECK(nnh_distance_m(62, 1, 0) == Approx(0.0635000635).epsilon(1e-9));
    CHECK(nnh_distance_m(62, 1, 0) - nnh_distance_m(62, 1, 1) == Approx(0.00421548387).epsilon(1e-8));
    CHECK(nnh_distance_m(62, 1, 1.645) == Approx(0.0565655925).epsilon(1e-9));
    CHECK(nnh_distance_m(0, 1, 1.645) == 0);
}

TEST_CASE("clusters are those of all pairs compared", "[nnh]")
{
    for (const double grid_m : {1e-3, 40.0}) {
        const auto places = places_of(towns(500, 51, grid_m));
        for (const double distance_m : {40.0, 90.0, 300.0}) {
            NnhParams params{.distance_m = distance_m, .min_incidents = 6};
            params.min_weight = 30;
            const auto found = nnh(places.view(), params, with_threads(1));
            INFO(grid_m << ", " << distance_m);
            CHECK(found.label == twin(places, params));
            CHECK(nnh(places.view(), params, with_threads(3)).label == found.label);
        }
    }
}

TEST_CASE("a place just as far away as the distance is no neighbour", "[nnh]")
{
    const auto places = places_of({{0, 0}, {0, 0}, {100, 0}, {100, 0}});
    NnhParams params{.distance_m = 100, .min_incidents = 4};
    CHECK(nnh(places.view(), params, with_threads(1)).count == 0);
    params.distance_m = 100.001;
    CHECK(nnh(places.view(), params, with_threads(1)).label == Labels{0, 0});
}

TEST_CASE("higher orders cluster the clusters", "[nnh]")
{
    // Two towns 50 km apart, each of three quarters 400 m apart, each of 10 incidents within 20 m.
    std::vector<Incident> incidents;
    for (const double town : {0.0, 50'000.0}) {
        for (const double quarter : {0.0, 400.0, 800.0}) {
            for (int i = 0; i < 10; ++i) {
                incidents.push_back({town + quarter + 2 * i, 0});
            }
        }
    }
    incidents.push_back({25'000, 0});
    const auto places = places_of(incidents);
    NnhParams params{.distance_m = 100, .min_incidents = 10};
    params.area_m2 = 1e8;
    CHECK(nnh(places.view(), params, with_threads(1)).count == 6);
    params.order = 2;
    const auto second = nnh(places.view(), params, with_threads(1));
    CHECK(second.count == 2);
    CHECK(second.label.front() == 0);
    CHECK(second.label[29] == 0);
    CHECK(second.label[30] == -1);
    CHECK(second.label.back() == 1);
    params.order = 3; // two towns 50 km apart on 100 km2 are not near each other
    CHECK(nnh(places.view(), params, with_threads(1)).count == 0);
    params.area_m2 = 365e3 * 365e3; // where they are, though their quarters are not
    CHECK(nnh(places.view(), params, with_threads(1)).count == 1);
}

TEST_CASE("coincident, weightless and too few incidents are no trouble to nnh", "[nnh]")
{
    const auto heap = places_of(std::vector<Incident>(300, {5, 5, 0}));
    const NnhParams params{.distance_m = 10, .min_incidents = 10};
    CHECK(nnh(heap.view(), params, with_threads(1)).label == Labels{0});
    CHECK(nnh({}, params, with_threads(1)).count == 0);
    CHECK(nnh(places_of({{1, 1}}).view(), params, with_threads(1)).label == Labels{-1});
    for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_WITH(nnh({}, {.distance_m = bad}, with_threads(1)), Catch::Contains("distance_m is"));
    }
    CHECK_THROWS_AS(nnh({}, {.order = 4}, with_threads(1)), ConfigError);
    CHECK_THROWS_WITH(nnh({}, {.order = 2}, with_threads(1)), Catch::Contains("area_m2"));
}

TEST_CASE("nnh takes its distance from the whole theme on the searchable area", "[nnh]")
{
    const auto method = cluster::nnh_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        values.emplace(key.name, key.fallback.value());
    }
    Raster<std::uint8_t> searchable(Grid::covering({0, 0, 10'000, 10'000}, 100), std::uint8_t{0});
    std::fill(searchable.values.begin(), searchable.values.begin() + 2500, std::uint8_t{1}); // 25 km2
    auto context = with_threads(1);
    context.searchable = &searchable;
    context.theme_incidents = 4000;
    const auto places = places_of(towns(4000, 52, 1e-3));
    const auto detection = method.detect(places.view(), values, context);
    const auto& clusters = std::get<Clusters>(detection);
    CHECK(number_of(clusters.chosen, "distance_m") == Approx(nnh_distance_m(4000, 25e6, 1.645)));
    CHECK(clusters.count > 0);
    values["distance_m"] = 55.0;
    CHECK(number_of(std::get<Clusters>(method.detect(places.view(), values, context)).chosen, "distance_m") == 55);
}
