// SPDX-License-Identifier: MIT
// DBSCAN against R's dbscan. It counts points, so the weight and the places are left out of the rule here.
#include "csv_rows.hpp"

#include "harmspot/dbscan.hpp"

#include "answers/clusters.hpp"
#include "real_data.hpp"

#include <catch2/catch.hpp>

#include <regex>
#include <set>

using namespace harmspot;
using namespace cases;

namespace
{

DbscanParams points_only(double eps_m, std::size_t min_points)
{
    return {.eps_m = eps_m, .min_incidents = static_cast<std::uint32_t>(min_points), .min_weight = 0, .min_places = 1};
}

std::vector<std::int32_t> incident_labels(const Places& places, const DbscanParams& params)
{
    const auto label = dbscan(places.view(), params, with_threads(2)).label;
    std::vector<std::int32_t> labels;
    for (const auto place : places.of_incident) {
        labels.push_back(label[place]);
    }
    return labels;
}

/// Whether each incident has min_points within eps: core, by looking at every pair.
std::vector<bool> core_twin(const std::vector<Incident>& incidents, double eps_m, std::size_t min_points)
{
    std::vector<bool> core;
    for (const auto& a : incidents) {
        const auto held = std::count_if(incidents.begin(), incidents.end(), [&](const Incident& b) {
            return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= eps_m * eps_m;
        });
        core.push_back(static_cast<std::size_t>(held) >= min_points);
    }
    return core;
}

} // namespace

TEST_CASE("reference labels of the clusterable set", "[answers][dbscan]")
{
    const auto folder = real_data("clustering");
    if (!folder) {
        return;
    }
    const auto incidents = csv::points(*folder / "hdbscan_clusterable_data.csv");
    const auto reference = csv::read(*folder / "reference_labels.csv");
    std::size_t compared = 0;
    for (const auto& name : reference.header) {
        std::smatch found;
        if (!std::regex_match(name, found, std::regex("dbscan_eps([0-9.]+)_minPts([0-9]+)"))) {
            continue;
        }
        const double eps = std::stod(found[1]);
        const auto min_points = static_cast<std::size_t>(std::stoul(found[2]));
        INFO(name);
        const auto column = reference.column(name);
        const auto number = reference.column("i");
        std::vector<std::int32_t> expected(incidents.size(), -1);
        for (const auto& row : reference.rows) {
            expected.at(std::stoul(row.at(number)) - 1) = std::stoi(row.at(column)) - 1;
        }
        const auto labels = incident_labels(places_of(incidents), points_only(eps, min_points));
        const auto core = core_twin(incidents, eps, min_points);
        std::vector<std::int32_t> our_cores;
        std::vector<std::int32_t> their_cores;
        for (std::size_t i = 0; i < incidents.size(); ++i) {
            REQUIRE((labels[i] < 0) == (expected[i] < 0));
            if (core[i]) {
                our_cores.push_back(labels[i]);
                their_cores.push_back(expected[i]);
            }
        }
        // Border points go to whichever cluster R meets first, and to the nearest core here.
        CHECK(renumbered(our_cores) == renumbered(their_cores));
        ++compared;
    }
    CHECK(compared > 0);
}

TEST_CASE("published numbers of clusters, sizes and noise", "[answers][dbscan]")
{
    for (const auto& answer : answers::dbscan_sizes()) {
        const auto folder = real_data(answer.folder);
        if (!folder) {
            return;
        }
        INFO(answer.file);
        const auto places = places_of(csv::points(*folder / answer.file));
        const auto labels = incident_labels(places, points_only(answer.eps_m, answer.min_points));
        std::map<std::int32_t, std::size_t> size;
        for (const auto label : labels) {
            ++size[label];
        }
        CHECK(size[-1] == answer.noise);
        size.erase(-1);
        CHECK(size.size() == answer.clusters);
        std::vector<std::size_t> sizes;
        for (const auto& [label, held] : size) {
            sizes.push_back(held);
        }
        std::sort(sizes.begin(), sizes.end());
        if (!answer.sizes.empty()) {
            CHECK(sizes == answer.sizes);
        }
    }
}
