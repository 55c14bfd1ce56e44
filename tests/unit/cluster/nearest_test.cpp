// SPDX-License-Identifier: MIT
#include "cluster_cases.hpp"

#include "cluster/cluster_methods.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/error.hpp"
#include "harmspot/nearest.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace cases;

TEST_CASE("the mean distance to the k-th nearest counts incidents, not places", "[nearest]")
{
    // Two incidents at 0, one at 30, one at 100, on a line.
    const auto places = places_of({{0, 0}, {0, 0}, {30, 0}, {100, 0}});
    const auto means = mean_nearest_distances_m(places.view(), 4, 1);
    REQUIRE(means.size() == 4);
    CHECK(means[0] == Approx((0 + 0 + 30 + 70) / 4.0));
    CHECK(means[1] == Approx((30 + 30 + 30 + 100) / 4.0));
    CHECK(means[2] == Approx((100 + 100 + 70 + 100) / 4.0));
    CHECK(std::isinf(means[3])); // nobody has four others
    CHECK(std::isinf(mean_nearest_distances_m({}, 1, 1).at(0)));
}

TEST_CASE("one search for the first few nearest gives what a search for each gives", "[nearest]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        const auto places = places_of(incidents);
        const auto means = mean_nearest_distances_m(places.view(), 12, 2);
        for (std::uint32_t k = 1; k <= 12; ++k) {
            const auto distance_m = kth_incident_distance_m(places.view(), k + 1, 1); // itself is the first
            double sum = 0;
            double all = 0;
            for (std::size_t i = 0; i < distance_m.size(); ++i) {
                sum += distance_m[i] * places.view().incidents[i];
                all += places.view().incidents[i];
            }
            INFO(name << ", k = " << k);
            if (std::isinf(sum)) {
                CHECK(std::isinf(means[k - 1]));
            } else {
                CHECK(means[k - 1] == Approx(sum / all).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("Clark and Evans' index is 2 on a wide square lattice and refuses what it is not for", "[nearest]")
{
    std::vector<Incident> lattice;
    for (int i = 0; i < 100; ++i) {
        for (int j = 0; j < 100; ++j) {
            lattice.push_back({i + 0.5, j + 0.5});
        }
    }
    const auto places = places_of(lattice);
    const auto found = clark_evans(places.view(), {0, 0, 100, 100}, 1);
    CHECK(found.mean_m == 1);
    CHECK(found.naive == Approx(2));
    CHECK(found.donnelly < found.naive);
    CHECK_THROWS_AS(clark_evans(places.view(), {0, 0, 100, 99}, 1), InputError);
    CHECK_THROWS_AS(clark_evans(places.view(), {0, 0, 100, 0}, 1), InputError);
    CHECK_THROWS_AS(clark_evans(places_of({{1, 1}}).view(), {0, 0, 100, 100}, 1), InputError);
}

TEST_CASE("the knee of the k-distance curve lies between a town and its farms", "[nearest]")
{
    // 160 incidents with neighbours at 10 m, 40 with neighbours at 500 m to 20 km.
    std::vector<Incident> incidents;
    for (int i = 0; i < 160; ++i) {
        incidents.push_back({10.0 * i, 0});
    }
    for (int i = 0; i < 40; ++i) {
        incidents.push_back({1e5 + 250.0 * i * (i + 3), 0});
    }
    const auto places = places_of(incidents);
    const auto curve = k_distance_curve(places.view(), 2, 1);
    REQUIRE(curve.quantile_m.size() == 41);
    CHECK(std::is_sorted(curve.quantile_m.begin(), curve.quantile_m.end()));
    CHECK(curve.quantile_m.front() == 10);
    CHECK(curve.quantile_m[32] == 10); // four fifths
    CHECK(curve.quantile_m[33] > 10);
    CHECK(curve.knee_m == 10);
    // One more at 1000 km is left out of the knee, but not out of the curve.
    incidents.push_back({1e6, 0});
    const auto far = k_distance_curve(places_of(incidents).view(), 2, 2);
    CHECK(far.knee_m == 10);
    CHECK(far.quantile_m.back() > 4e5);
}

TEST_CASE("k beyond the number of incidents, coincident and no incidents have a knee", "[nearest]")
{
    CHECK(k_distance_curve({}, 10, 1).knee_m == 0);
    CHECK(k_distance_curve({}, 10, 1).quantile_m.empty());
    const auto heap = places_of(std::vector<Incident>(300, {5, 5}));
    CHECK(k_distance_curve(heap.view(), 10, 1).knee_m == 0);
    CHECK(k_distance_curve(places_of({{0, 0}, {7, 0}}).view(), 10, 1).knee_m == 7);
}

TEST_CASE("the distance to a unit of harm reaches as far as the harm lies", "[nearest]")
{
    const auto places = places_of({{0, 0, 5}, {10, 0, 1}, {30, 0, 2}});
    CHECK(weight_distance_m(places.view(), 5, 1) == std::vector<double>{0, 10, 30});
    CHECK(weight_distance_m(places.view(), 6, 1) == std::vector<double>{10, 10, 30});
    CHECK(std::isinf(weight_distance_m(places.view(), 9, 1).front()));
}

TEST_CASE("eps_m = knee uses the knee and says from which curve", "[dbscan-method]")
{
    Random random(61);
    std::vector<Incident> incidents;
    for (int i = 0; i < 500; ++i) {
        const double spread = i % 10 == 0 ? 4000 : 120;
        incidents.push_back({spread * random.normal(), spread * random.normal()});
    }
    const auto places = places_of(incidents);
    const auto method = cluster::dbscan_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        values.emplace(key.name, key.fallback.value());
    }
    values["eps_m"] = "knee";
    const auto detection = method.detect(places.view(), values, with_threads(1));
    const auto& clusters = std::get<Clusters>(detection);
    const auto curve = k_distance_curve(places.view(), 10, 1);
    CHECK(number_of(clusters.chosen, "eps_m") == curve.knee_m);
    CHECK(clusters.k_distance_m == curve.quantile_m);
    CHECK(clusters.count == 1); // the town, without its farms
    CHECK(method.detect({}, values, with_threads(1)).index() == detection.index());
    values["eps_m"] = 100.0;
    CHECK(std::get<Clusters>(method.detect(places.view(), values, with_threads(1))).k_distance_m.empty());
}
