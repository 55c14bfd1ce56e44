// SPDX-License-Identifier: MIT
#include "dbscan_twin.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <numeric>

using namespace harmspot;
using namespace cases;
using Labels = std::vector<std::int32_t>;

namespace
{

Labels labels_of(const Places& places, const DbscanParams& params, unsigned threads = 1)
{
    return dbscan(places.view(), params, with_threads(threads)).label;
}

/// Counting points alone, as the tools do that others use.
DbscanParams points_only(double eps_m, std::uint32_t min_incidents)
{
    return {.eps_m = eps_m, .min_incidents = min_incidents, .min_weight = 0, .min_places = 1};
}

std::vector<DbscanParams> settings_for(const Places& places)
{
    const double mean = std::accumulate(places.weight.begin(), places.weight.end(), 0.0) /
                        std::accumulate(places.incidents.begin(), places.incidents.end(), 0.0);
    return {
        points_only(15, 3),
        points_only(40, 10),
        points_only(1e-6, 2),
        points_only(500, 20),
        {.eps_m = 50, .min_incidents = 5, .min_weight = 5 * mean, .min_places = 2},
        {.eps_m = 25, .min_incidents = 2, .min_weight = 3.5 * mean, .min_places = 4},
        {.eps_m = 1e5, .min_incidents = 10, .min_weight = 0, .min_places = 2},
    };
}

} // namespace

TEST_CASE("two groups and a loner", "[dbscan]")
{
    //  a b        e f
    //  c d        g         and h far off
    const auto places = places_of({{0, 0}, {0, 1}, {1, 0}, {1, 1}, {10, 0}, {11, 0}, {10, 1}, {50, 50}});
    const auto clusters = dbscan(places.view(), points_only(1.5, 3), with_threads(1));
    CHECK(clusters.count == 2);
    CHECK(clusters.label == Labels{0, 0, 0, 0, 1, 1, 1, -1});
}

TEST_CASE("a pair exactly eps apart are neighbours", "[dbscan]")
{
    CHECK(labels_of(places_of({{0, 0}, {3, 4}}), points_only(5, 2)) == Labels{0, 0});
    CHECK(labels_of(places_of({{0, 0}, {3, 4}}), points_only(4.999999, 2)) == Labels{-1, -1});
    // Getis-Ord's six points (pysal/esda): (15, 20) and (30, 20) are exactly 15 apart.
    CHECK(labels_of(places_of({{15, 20}, {30, 20}}), points_only(15, 2)) == Labels{0, 0});
    // On the British National Grid, in whole metres and in centimetres that binary numbers hold exactly.
    CHECK(labels_of(places_of({{425065, 564000}, {425068, 564004}}), points_only(5, 2)) == Labels{0, 0});
    CHECK(labels_of(places_of({{425065.25, 564000.5}, {425067.5, 564003.5}}), points_only(3.75, 2)) == Labels{0, 0});
}

TEST_CASE("a border place goes with its nearest core, on a tie with the first by (x, y)", "[dbscan]")
{
    // Cores at 0 and at 4, each with two hangers-on behind; the place between has three in its ball, not four.
    const auto labels_with = [](double between) {
        return labels_of(places_of({{-2, 0}, {-1, 0}, {0, 0}, {between, 0}, {4, 0}, {5, 0}, {6, 0}}),
                         points_only(2.5, 4));
    };
    CHECK(labels_with(1.8) == Labels{0, 0, 0, 0, 1, 1, 1});
    CHECK(labels_with(2.2) == Labels{0, 0, 0, 1, 1, 1, 1});
    CHECK(labels_with(2.0) == Labels{0, 0, 0, 0, 1, 1, 1});
    // The same, upright: now y decides.
    const auto upright = places_of({{0, -2}, {0, -1}, {0, 0}, {0, 2}, {0, 4}, {0, 5}, {0, 6}});
    CHECK(labels_of(upright, points_only(2.5, 4)) == Labels{0, 0, 0, 0, 1, 1, 1});
}

TEST_CASE("clusters are numbered by their first place, a border place counted", "[dbscan]")
{
    // The western place is border of the group that comes second by its cores.
    const auto places = places_of({{0, 50}, {1, 50.5}, {1, 51}, {1, 51.5}, {0.5, 0}, {0.6, 0}, {0.7, 0}, {0.8, 0}});
    CHECK(labels_of(places, points_only(1.2, 4)) == Labels{0, 1, 1, 1, 1, 0, 0, 0});
}

TEST_CASE("incidents, weight and places must all suffice", "[dbscan]")
{
    const auto homicide = places_of({{0, 0, 5475}, {5, 0, 1}});
    const auto pub = places_of({{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}});
    DbscanParams params{.eps_m = 10, .min_incidents = 5, .min_weight = 100, .min_places = 2};
    CHECK(labels_of(homicide, params) == Labels{-1, -1});
    params.min_incidents = 2;
    CHECK(labels_of(homicide, params) == Labels{0, 0});
    params.min_places = 3;
    CHECK(labels_of(homicide, params) == Labels{-1, -1});
    params = {.eps_m = 10, .min_incidents = 5, .min_weight = 5, .min_places = 2};
    CHECK(labels_of(pub, params) == Labels{-1});
    params.min_places = 1;
    CHECK(labels_of(pub, params) == Labels{0});
    params.min_weight = 5.1;
    CHECK(labels_of(pub, params) == Labels{-1});
}

TEST_CASE("equal weights cluster as counts do, whatever the last digits of their sums", "[dbscan]")
{
    Random random(11);
    std::vector<Incident> incidents;
    for (int i = 0; i < 2000; ++i) {
        incidents.push_back({10.0 * random.whole(0, 40), 10.0 * random.whole(0, 40), 222.65});
    }
    const auto places = places_of(incidents);
    for (const std::uint32_t least : {5U, 10U, 17U, 30U}) {
        const auto counted = labels_of(places, points_only(20, least));
        CHECK(labels_of(places, {.eps_m = 20, .min_incidents = 1, .min_weight = least * 222.65, .min_places = 1}) ==
              counted);
    }
}

TEST_CASE("agrees with looking at every pair", "[dbscan]")
{
    for (const auto& [name, incidents] : awkward_incidents()) {
        const auto places = places_of(incidents);
        for (const auto& params : settings_for(places)) {
            INFO(name << ", eps " << params.eps_m << ", incidents " << params.min_incidents);
            CHECK(labels_of(places, params) == dbscan_twin(places.view(), params));
        }
    }
}

TEST_CASE("dense and hollow data larger than a block agree with looking at every pair", "[dbscan]")
{
    Random random(3);
    std::vector<Incident> incidents;
    for (int i = 0; i < 5000; ++i) {
        const double angle = random.uniform(0, 6.28);
        const double radius = 50.0 * random.whole(1, 12) + 4 * random.normal();
        incidents.push_back({radius * std::cos(angle), radius * std::sin(angle), i % 3 == 0 ? 0.0 : 2.0});
    }
    const auto places = places_of(incidents);
    for (const auto& params : {points_only(9, 4), points_only(30, 5),
                               DbscanParams{.eps_m = 60, .min_incidents = 9, .min_weight = 230, .min_places = 3}}) {
        CHECK(labels_of(places, params, 2) == dbscan_twin(places.view(), params));
    }
}

TEST_CASE("threads, row order and moving the map change nothing", "[dbscan]")
{
    for (auto [name, incidents] : awkward_incidents()) {
        INFO(name);
        const auto places = places_of(incidents);
        for (const auto& params : settings_for(places)) {
            const auto labels = labels_of(places, params);
            CHECK(labels_of(places, params, 2) == labels);
            CHECK(labels_of(places, params, 5) == labels);
        }
        if (name != "lattice full of ties") {
            continue;
        }
        const auto params = settings_for(places)[4];
        const auto labels = labels_of(places, params);
        std::reverse(incidents.begin(), incidents.end());
        std::rotate(incidents.begin(), incidents.begin() + 123, incidents.end());
        CHECK(labels_of(places_of(incidents), params) == labels);
        for (auto& incident : incidents) {
            incident.x += 425000;
            incident.y += 564000;
        }
        CHECK(labels_of(places_of(incidents), params) == labels);
    }
}

TEST_CASE("whole weights give the clusters of incidents repeated as often", "[dbscan]")
{
    Random random(5);
    std::vector<Incident> weighted;
    std::vector<Incident> repeated;
    for (int i = 0; i < 300; ++i) {
        const Incident once{random.uniform(0, 400), random.uniform(0, 400), 1.0 * random.whole(1, 4)};
        weighted.push_back(once);
        for (int times = 0; times < static_cast<int>(once.weight); ++times) {
            repeated.push_back({once.x, once.y, 1});
        }
    }
    const auto by_weight =
        labels_of(places_of(weighted), {.eps_m = 25, .min_incidents = 1, .min_weight = 9, .min_places = 1});
    CHECK(labels_of(places_of(repeated), points_only(25, 9)) == by_weight);
    CHECK(*std::max_element(by_weight.begin(), by_weight.end()) > 2);
}

TEST_CASE("what can be said of too little or of extremes", "[dbscan]")
{
    const PlacesView none;
    const auto of_none = dbscan(none, {}, with_threads(2));
    CHECK(of_none.count == 0);
    CHECK(of_none.label.empty());
    CHECK(labels_of(places_of({{7, 7}}), points_only(100, 2)) == Labels{-1});

    auto weightless = places_of({{0, 0, 0}, {1, 0, 0}, {2, 0, 0}});
    CHECK(labels_of(weightless, points_only(5, 3)) == Labels{0, 0, 0});
    CHECK(labels_of(weightless, {.eps_m = 5, .min_incidents = 3, .min_weight = 0.001, .min_places = 1}) ==
          Labels{-1, -1, -1});
    // One huge weight does not make up for the incidents that are missing, nor spill over to far places.
    const auto huge = places_of({{0, 0, 1e300}, {1, 0}, {2, 0}, {100, 0}, {101, 0}, {102, 0}});
    CHECK(labels_of(huge, {.eps_m = 5, .min_incidents = 3, .min_weight = 10, .min_places = 2}) ==
          Labels{0, 0, 0, -1, -1, -1});
}

TEST_CASE("a setting that cannot be is refused in words", "[dbscan]")
{
    const auto places = places_of({{0, 0}, {1, 1}});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double eps_m : {0.0, -5.0, nan, infinity}) {
        CHECK_THROWS_WITH(labels_of(places, points_only(eps_m, 2)), Catch::Contains("eps_m is"));
    }
    for (const double weight : {-1.0, nan, infinity}) {
        CHECK_THROWS_AS(labels_of(places, {.eps_m = 10, .min_incidents = 2, .min_weight = weight, .min_places = 1}),
                        ConfigError);
    }
}

TEST_CASE("the settings used are on record", "[dbscan]")
{
    const auto places = places_of({{0, 0}, {1, 1}});
    const auto clusters =
        dbscan(places.view(), {.eps_m = 12.5, .min_incidents = 2, .min_weight = 3, .min_places = 1}, with_threads(1));
    CHECK(number_of(clusters.chosen, "eps_m") == 12.5);
    CHECK(number_of(clusters.chosen, "min_weight") == 3);
}

TEST_CASE("stops when asked to", "[dbscan]")
{
    Progress progress;
    progress.should_stop = [] { return true; };
    auto context = with_threads(1);
    context.progress = &progress;
    const auto places = places_of({{0, 0}, {1, 1}});
    CHECK_THROWS_AS(dbscan(places.view(), points_only(5, 2), context), Interrupted);
}
