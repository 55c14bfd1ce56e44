// SPDX-License-Identifier: MIT
#include "dbscan_twin.hpp"

#include "cluster/cluster_methods.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/hdbscan.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace harmspot;
using namespace cases;

namespace
{

ParamValues defaults()
{
    ParamValues values;
    for (const auto& key : cluster::dbscan_method().keys) {
        values.emplace(key.name, key.fallback.value());
    }
    return values;
}

Places three_towns()
{
    Random random(17);
    std::vector<Incident> incidents;
    for (int i = 0; i < 600; ++i) {
        const double centre = 3000.0 * (i % 3);
        incidents.push_back({centre + 150 * random.normal(), 150 * random.normal(), 1.0 + random.whole(0, 9)});
    }
    return places_of(incidents);
}

} // namespace

TEST_CASE("the descriptors say what people need", "[cluster-methods]")
{
    const std::vector<std::pair<Method, std::string>> methods{{cluster::dbscan_method(), "Ester"},
                                                              {cluster::hdbscan_method(), "Campello"},
                                                              {cluster::nnh_method(), "Levine"}};
    for (const auto& [method, author] : methods) {
        INFO(method.name);
        CHECK(method.makes == Makes::clusters);
        CHECK(method.reference.find(author) != std::string_view::npos);
        for (const auto& key : method.keys) {
            INFO(key.name);
            CHECK_FALSE(key.why.empty());
            CHECK(key.fallback.has_value());
            CHECK((key.type == KeySpec::Type::text || (!key.unit.empty() && key.least.has_value())));
        }
    }
}

TEST_CASE("hdbscan's auto means what its descriptor says", "[cluster-methods]")
{
    const auto places = three_towns();
    const auto method = cluster::hdbscan_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        values.emplace(key.name, key.fallback.value());
    }
    const double mean = std::accumulate(places.weight.begin(), places.weight.end(), 0.0) / 600;
    const auto detection = method.detect(places.view(), values, with_threads(1));
    const auto& clusters = std::get<Clusters>(detection);
    CHECK(number_of(clusters.chosen, "core_weight") == Approx(10 * mean).epsilon(1e-12));
    CHECK(number_of(clusters.chosen, "min_weight") == Approx(20 * mean).epsilon(1e-12));
    CHECK(number_of(clusters.chosen, "floor_m") == 25);
    HdbscanParams same{
        .core_incidents = 10, .core_weight = 10 * mean, .min_incidents = 20, .min_weight = 20 * mean, .floor_m = 25};
    same.selection = ClusterSelection::leaf;
    same.max_extent_m = 1000;
    CHECK(clusters.label == hdbscan(places.view(), same, with_threads(1)).label);
    CHECK(clusters.count >= 3);
    values["floor_m"] = 60.0;
    values["core_weight"] = 0.0;
    values["min_weight"] = 0.0;
    values["min_incidents"] = std::int64_t{50};
    values["selection"] = "excess_of_mass";
    values["max_extent_m"] = 1e5;
    HdbscanParams given{.core_incidents = 10, .min_incidents = 50, .floor_m = 60};
    given.max_extent_m = 1e5;
    CHECK(std::get<Clusters>(method.detect(places.view(), values, with_threads(2))).label ==
          hdbscan(places.view(), given, with_threads(1)).label);
}

TEST_CASE("hdbscan takes floor and size from the whole run, not from the rows it is given", "[cluster-methods]")
{
    const auto places = three_towns();
    const auto method = cluster::hdbscan_method();
    ParamValues values;
    for (const auto& key : method.keys) {
        values.emplace(key.name, key.fallback.value());
    }
    auto context = with_threads(1);
    context.snap_spacing_m = 42;
    context.theme_incidents = 30'001;
    const auto detection = method.detect(places.view(), values, context);
    const auto& chosen = std::get<Clusters>(detection).chosen;
    CHECK(number_of(chosen, "floor_m") == 42);
    CHECK(number_of(chosen, "min_incidents") == 61);
    context.snap_spacing_m = 0;
    CHECK(number_of(std::get<Clusters>(method.detect(places.view(), values, context)).chosen, "floor_m") == 25);
}

TEST_CASE("auto means what the descriptor says", "[dbscan-method]")
{
    const auto places = three_towns();
    auto values = defaults();
    const auto detection = cluster::dbscan_method().detect(places.view(), values, with_threads(1));
    const auto& clusters = std::get<Clusters>(detection);
    double weight = 0;
    for (const double one : places.weight) {
        weight += one;
    }
    CHECK(number_of(clusters.chosen, "eps_m") == automatic_eps_m(places.view(), 1));
    CHECK(number_of(clusters.chosen, "min_weight") == Approx(10 * weight / 600).epsilon(1e-12));
    const DbscanParams same{.eps_m = automatic_eps_m(places.view(), 1),
                            .min_incidents = 10,
                            .min_weight = 10 * weight / 600,
                            .min_places = 2};
    CHECK(clusters.label == dbscan_twin(places.view(), same));
    CHECK(clusters.count > 0);
}

TEST_CASE("settings given are the settings used", "[dbscan-method]")
{
    const auto places = three_towns();
    auto values = defaults();
    values["eps_m"] = 60.0;
    values["min_weight"] = 75.5;
    values["min_incidents"] = std::int64_t{7};
    values["min_places"] = std::int64_t{3};
    const auto detection = cluster::dbscan_method().detect(places.view(), values, with_threads(2));
    const auto& clusters = std::get<Clusters>(detection);
    CHECK(number_of(clusters.chosen, "eps_m") == 60);
    CHECK(clusters.label ==
          dbscan_twin(places.view(), {.eps_m = 60, .min_incidents = 7, .min_weight = 75.5, .min_places = 3}));
}

TEST_CASE("a theme without incidents or without weight has no trouble", "[dbscan-method]")
{
    const auto method = cluster::dbscan_method();
    CHECK(std::get<Clusters>(method.detect({}, defaults(), with_threads(1))).count == 0);
    auto places = three_towns();
    std::fill(places.weight.begin(), places.weight.end(), 0.0);
    const auto detection = method.detect(places.view(), defaults(), with_threads(1));
    const auto& clusters = std::get<Clusters>(detection);
    CHECK(number_of(clusters.chosen, "min_weight") == 0);
    CHECK(clusters.count > 0);
}
