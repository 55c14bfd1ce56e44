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

std::vector<std::int32_t> incident_labels(const std::vector<Incident>& incidents, double floor_m, double tie_m,
                                          ClusterSelection selection = ClusterSelection::excess_of_mass,
                                          double max_extent_m = 1e9)
{
    const auto places = places_of(incidents);
    HdbscanParams params{.core_incidents = 10, .min_incidents = 20, .floor_m = floor_m, .tie_m = tie_m};
    params.selection = selection;
    params.max_extent_m = max_extent_m;
    const auto label = hdbscan(places.view(), params, with_threads(2)).label;
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
std::size_t strayed(const std::vector<std::int32_t>& before, const std::vector<std::int32_t>& after)
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

/// Either way round, so that clusters that join show as well as clusters that part.
std::size_t moved(const std::vector<std::int32_t>& before, const std::vector<std::int32_t>& after)
{
    return std::max(strayed(before, after), strayed(after, before));
}

std::map<std::string, std::vector<Incident>> incidents_between(const std::filesystem::path& data,
                                                               const std::string& first, const std::string& last)
{
    const auto areas = street::commands(data / "ne-boundaries" / "area_commands_derived.geojson");
    return street::by_crime_type(data / "northumbria-street", areas, first, last);
}

} // namespace

TEST_CASE("5 cm of jitter moves fewer than one in a thousand incidents of real months", "[hdbscan]")
{
    const auto folder = real_data("northumbria-street");
    if (!folder || !real_data("ne-boundaries")) {
        return;
    }
    struct Months {
        const char* first;
        const char* last;
        std::vector<std::uint64_t> jitters;
    };
    for (const auto& [first, last, jitters] :
         {Months{"2023-01", "2023-01", {1, 2, 3}}, Months{"2020-06", "2021-05", {1, 2, 3}},
          Months{"2013-01", "2023-12", {1}}}) {
        std::size_t all = 0;
        std::size_t with_ties = 0;
        std::size_t without = 0;
        std::size_t clustered = 0;
        std::size_t by_default = 0;
        for (const auto& [type, incidents] : incidents_between(folder->parent_path(), first, last)) {
            const double floor_m = automatic_floor_m(snap_spacing_m(places_of(incidents).view(), 1));
            const auto before = incident_labels(incidents, floor_m, 0.3);
            const auto before_by_default = incident_labels(incidents, floor_m, 0.3, ClusterSelection::leaf, 1000);
            const auto before_without = incident_labels(incidents, floor_m, 0);
            for (const auto jitter : jitters) {
                INFO(first << ", " << type << ", floor " << floor_m << ", jitter " << jitter);
                const auto shaken = jittered(incidents, jitter);
                CHECK(automatic_floor_m(snap_spacing_m(places_of(shaken).view(), 1)) == Approx(floor_m).margin(2));
                const auto moved_here = moved(before, incident_labels(shaken, floor_m, 0.3));
                CHECK(moved_here <= incidents.size() / 200);
                with_ties += moved_here;
                by_default +=
                    moved(before_by_default, incident_labels(shaken, floor_m, 0.3, ClusterSelection::leaf, 1000));
                without += moved(before_without, incident_labels(shaken, floor_m, 0));
            }
            clustered += static_cast<std::size_t>(
                std::count_if(before.begin(), before.end(), [](std::int32_t label) { return label >= 0; }));
            all += incidents.size();
        }
        const auto looked_at = all * jitters.size();
        INFO(first << ": of " << looked_at << " incidents " << with_ties << " moved, by default " << by_default << ", "
                   << without << " with exact ties only");
        CHECK(clustered > all / 4);
        // Not none: jitter in small enough steps leads from any map to any other, so whatever the rule, some distance
        // lies at its very edge. These are incidents at the rim of a cluster.
        CHECK(with_ties <= looked_at / 1000);
        CHECK(by_default <= looked_at / 1000);
        CHECK(with_ties < without / 10);
    }
}
