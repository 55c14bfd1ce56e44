// SPDX-License-Identifier: MIT
// HDBSCAN* of real, snapped incidents: 5 cm of jitter pulls every stack of incidents apart.
#include "street_incidents.hpp"

#include "harmspot/hdbscan.hpp"

#include "real_data.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using namespace cases;

namespace
{

std::vector<std::int32_t> incident_labels(const std::vector<Incident>& incidents, double floor_m)
{
    const auto places = places_of(incidents);
    const HdbscanParams params{.core_incidents = 10, .min_incidents = 20, .floor_m = floor_m};
    const auto label = hdbscan(places.view(), params, with_threads(2)).clusters.label;
    std::vector<std::int32_t> labels;
    for (const auto place : places.of_incident) {
        labels.push_back(label[place]);
    }
    return labels;
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

/// Incidents that are not where most of their cluster, or of the noise, has gone.
std::size_t moved(const std::vector<std::int32_t>& before, const std::vector<std::int32_t>& after)
{
    std::map<std::int32_t, std::map<std::int32_t, std::size_t>> met;
    for (std::size_t i = 0; i < before.size(); ++i) {
        ++met[before[i]][after[i]];
    }
    std::size_t stayed = 0;
    for (const auto& [label, theirs] : met) {
        std::size_t most = 0;
        for (const auto& [other, count] : theirs) {
            most = std::max(most, count);
        }
        stayed += most;
    }
    return before.size() - stayed;
}

std::map<std::string, std::vector<Incident>> incidents_between(const std::filesystem::path& data,
                                                               const std::string& first, const std::string& last)
{
    const auto areas = street::commands(data / "ne-boundaries" / "area_commands_derived.geojson");
    return street::by_crime_type(data / "northumbria-street", areas, first, last);
}

} // namespace

TEST_CASE("5 cm of jitter changes nothing in one month of any crime type", "[hdbscan]")
{
    const auto folder = real_data("northumbria-street");
    if (!folder || !real_data("ne-boundaries")) {
        return;
    }
    std::size_t with_clusters = 0;
    for (const auto& [type, incidents] : incidents_between(folder->parent_path(), "2023-01", "2023-01")) {
        const double floor_m = automatic_floor_m(places_of(incidents).view(), 1);
        const auto before = incident_labels(incidents, floor_m);
        with_clusters += *std::max_element(before.begin(), before.end()) > 0 ? std::size_t{1} : std::size_t{0};
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const auto after = jittered(incidents, seed);
            INFO(type << ", floor " << floor_m << ", seed " << seed);
            CHECK(automatic_floor_m(places_of(after).view(), 1) == Approx(floor_m).margin(1));
            CHECK(renumbered(incident_labels(after, floor_m)) == renumbered(before));
        }
    }
    CHECK(with_clusters > 3);
}

TEST_CASE("5 cm of jitter moves next to nothing in a year of any crime type", "[hdbscan]")
{
    const auto folder = real_data("northumbria-street");
    if (!folder || !real_data("ne-boundaries")) {
        return;
    }
    // In tens of thousands of incidents some distances fall just short of 30 cm apart, on one side or the other.
    for (const auto& [type, incidents] : incidents_between(folder->parent_path(), "2020-06", "2021-05")) {
        const auto before = incident_labels(incidents, 25);
        const auto after = incident_labels(jittered(incidents, 4), 25);
        INFO(type);
        CHECK(static_cast<double>(moved(before, after)) <= 0.002 * static_cast<double>(incidents.size()));
    }
}
