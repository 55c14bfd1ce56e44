// SPDX-License-Identifier: MIT
// HDBSCAN* against R's dbscan: one minPts for the core distance and the least size, no floor, no ties but exact ones.
// Iris, its other published answer, has four dimensions and the engine two.
#include "csv_rows.hpp"
#include "hdbscan_twin.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/hdbscan.hpp"

#include "answers/clusters.hpp"
#include "real_data.hpp"

#include <catch2/catch.hpp>

#include <regex>
#include <set>

using namespace harmspot;
using namespace cases;

namespace
{

HdbscanParams plain(std::size_t min_points)
{
    const auto least = static_cast<std::uint32_t>(min_points);
    return {.core_incidents = least,
            .core_weight = 0,
            .min_incidents = least,
            .min_weight = 0,
            .floor_m = 1e-12,
            .tie_m = 0};
}

std::vector<std::int32_t> incident_labels(const Places& places, const Clusters& found)
{
    std::vector<std::int32_t> labels;
    for (const auto place : places.of_incident) {
        labels.push_back(found.label[place]);
    }
    return labels;
}

/// Noise exactly, and one partition, save for places that link two clusters: those come off just as the two
/// part, at their own core distance from both, and which they go with is a matter of order in R; here it is
/// the nearer.
void check_partition(const Places& places, const std::vector<std::int32_t>& labels,
                     const std::vector<std::int32_t>& expected, std::size_t min_points)
{
    std::map<std::int32_t, std::map<std::int32_t, std::size_t>> met;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        REQUIRE((labels[i] < 0) == (expected[i] < 0));
        ++met[labels[i]][expected[i]];
    }
    const auto core_m = kth_incident_distance_m(places.view(), static_cast<std::uint32_t>(min_points), 1);
    const auto links_to = [&](std::size_t i, std::int32_t label) {
        for (std::size_t j = 0; j < labels.size(); ++j) {
            const auto a = places.of_incident[i];
            const auto b = places.of_incident[j];
            const double apart_m = std::sqrt(squared_distance(places.view(), a, b));
            if (expected[j] == label && i != j && std::max(apart_m, core_m[b]) <= core_m[a]) {
                return true;
            }
        }
        return false;
    };
    std::set<std::int32_t> counterparts;
    for (const auto& [label, theirs] : met) {
        const auto counterpart = std::max_element(theirs.begin(), theirs.end(), [](const auto& a, const auto& b) {
                                     return a.second < b.second;
                                 })->first;
        CHECK(counterparts.insert(counterpart).second);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (labels[i] == label && expected[i] != counterpart) {
                INFO("row " << i + 1);
                CHECK(links_to(i, counterpart));
                CHECK(links_to(i, expected[i]));
            }
        }
    }
    CHECK(counterparts.size() == std::set<std::int32_t>(expected.begin(), expected.end()).size());
}

} // namespace

TEST_CASE("reference HDBSCAN labels of the clusterable set", "[answers][hdbscan]")
{
    const auto folder = real_data("clustering");
    if (!folder) {
        return;
    }
    const auto places = places_of(csv::points(*folder / "hdbscan_clusterable_data.csv"));
    const auto reference = csv::read(*folder / "reference_labels.csv");
    const auto number = reference.column("i");
    std::size_t compared = 0;
    for (const auto& name : reference.header) {
        std::smatch found;
        if (!std::regex_match(name, found, std::regex("hdbscan_minPts([0-9]+)"))) {
            continue;
        }
        INFO(name);
        const auto column = reference.column(name);
        std::vector<std::int32_t> expected(places.of_incident.size(), -1);
        for (const auto& row : reference.rows) {
            expected.at(std::stoul(row.at(number)) - 1) = std::stoi(row.at(column)) - 1;
        }
        const auto labels =
            incident_labels(places, hdbscan(places.view(), plain(std::stoul(found[1])), with_threads(2)));
        check_partition(places, labels, expected, std::stoul(found[1]));
        ++compared;
    }
    CHECK(compared > 0);
}

TEST_CASE("published HDBSCAN sizes and noise", "[answers][hdbscan]")
{
    for (const auto& answer : answers::hdbscan_sizes()) {
        const auto folder = real_data(answer.folder);
        if (!folder) {
            return;
        }
        INFO(answer.file);
        const auto places = places_of(csv::points(*folder / answer.file));
        const auto labels = incident_labels(places, hdbscan(places.view(), plain(answer.min_points), with_threads(2)));
        std::map<std::int32_t, std::size_t> size;
        for (const auto label : labels) {
            ++size[label];
        }
        CHECK(size[-1] == answer.noise);
        size.erase(-1);
        std::vector<std::size_t> sizes;
        for (const auto& [label, held] : size) {
            sizes.push_back(held);
        }
        std::sort(sizes.begin(), sizes.end());
        CHECK(sizes == answer.sizes);
    }
}

TEST_CASE("published stabilities of moons", "[answers][hdbscan]")
{
    const auto folder = real_data("clustering");
    if (!folder) {
        return;
    }
    // R counts incidents of a part too small to be a cluster as members until each is alone; by the definition
    // (Campello et al. 2013) they leave when the part comes off. By R's rule the twin gives R's figures, by the
    // definition ours.
    const auto incidents = csv::points(*folder / "moons.csv");
    auto by_rs_rule = HdbscanTwin(incidents, plain(5), true).stability;
    std::sort(by_rs_rule.rbegin(), by_rs_rule.rend());
    REQUIRE(by_rs_rule.size() == answers::moons_stability().size());
    for (std::size_t c = 0; c < by_rs_rule.size(); ++c) {
        CHECK(by_rs_rule[c] == Approx(answers::moons_stability()[c]).epsilon(1e-8));
    }
    const auto by_definition = HdbscanTwin(incidents, plain(5)).stability;
    const auto places = places_of(incidents);
    const auto found = hdbscan(places.view(), plain(5), with_threads(1));
    REQUIRE(found.stability.size() == by_definition.size());
    const auto theirs = HdbscanTwin(incidents, plain(5)).label;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto ours = static_cast<std::size_t>(found.label[places.of_incident[i]]);
        CHECK(found.stability[ours] == Approx(by_definition[static_cast<std::size_t>(theirs[i])]).epsilon(1e-9));
    }
}
