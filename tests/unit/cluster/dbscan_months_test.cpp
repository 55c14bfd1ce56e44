// SPDX-License-Identifier: MIT
// DBSCAN of real, snapped incidents against R's dbscan, which counts points.
#include "street_incidents.hpp"

#include "harmspot/dbscan.hpp"

#include "real_data.hpp"

#include <catch2/catch.hpp>

#include <regex>

using namespace harmspot;
using namespace cases;

namespace
{

struct Expected {
    std::string crime_type;
    std::size_t incidents = 0;
    double eps_m = 0;
    std::uint32_t min_points = 0;
    std::size_t clusters = 0;
    std::size_t noise = 0;
    std::size_t largest = 0;
};

/// Rows such as "dbscan eps=150 m minPts=10", their figures in columns or as "clusters=18 noise=356 largest=14".
std::vector<Expected> expected_in(const csv::Rows& table)
{
    std::vector<Expected> all;
    for (const auto& row : table.rows) {
        std::smatch found;
        const auto& quantity = row.at(table.column("quantity"));
        if (!std::regex_match(quantity, found, std::regex("dbscan eps=([0-9.]+) m minPts=([0-9]+)"))) {
            continue;
        }
        Expected one;
        one.crime_type = row.at(table.column("crime_type"));
        one.incidents = std::stoul(row.at(table.column("n")));
        one.eps_m = std::stod(found[1]);
        one.min_points = static_cast<std::uint32_t>(std::stoul(found[2]));
        std::string figures;
        for (const auto& name : table.header) {
            const auto& value = row.at(table.column(name));
            figures += name == "value" ? value : name + "=" + value;
            figures += ' ';
        }
        const auto figure = [&](const char* name) {
            std::smatch at;
            if (!std::regex_search(figures, at, std::regex(std::string(name) + "=([0-9]+)"))) {
                throw std::runtime_error("no figure " + std::string(name) + " in: " + figures);
            }
            return std::stoul(at[1]);
        };
        one.clusters = figure("clusters");
        one.noise = figure("noise");
        one.largest = figure("largest");
        all.push_back(one);
    }
    return all;
}

/// How many incidents the largest cluster may hold: border places within eps of two clusters may go to
/// either, and R gives them to the one it meets first, we to the nearest.
std::pair<std::size_t, std::size_t> largest_range(const cases::Places& places, const Clusters& clusters, double eps_m,
                                                  std::uint32_t min_points)
{
    const auto view = places.view();
    const auto near = [&](std::size_t a, std::size_t b) { return squared_distance(view, a, b) <= eps_m * eps_m; };
    std::vector<bool> core(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::size_t held = 0;
        for (std::size_t j = 0; j < places.size(); ++j) {
            held += near(i, j) ? places.incidents[j] : 0;
        }
        core[i] = held >= min_points;
    }
    std::vector<std::size_t> least(static_cast<std::size_t>(clusters.count));
    auto most = least;
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::vector<std::size_t> reachable;
        for (std::size_t j = 0; j < places.size(); ++j) {
            if (core[j] && near(i, j) && (!core[i] || i == j)) {
                reachable.push_back(static_cast<std::size_t>(clusters.label[j]));
            }
        }
        std::sort(reachable.begin(), reachable.end());
        reachable.erase(std::unique(reachable.begin(), reachable.end()), reachable.end());
        for (const auto cluster : reachable) {
            most[cluster] += places.incidents[i];
            least[cluster] += reachable.size() == 1 ? places.incidents[i] : 0;
        }
    }
    const auto greatest = [](const auto& sizes) {
        return sizes.empty() ? std::size_t{0} : *std::max_element(sizes.begin(), sizes.end());
    };
    return {greatest(least), greatest(most)};
}

void compare(const std::vector<Expected>& all, const std::map<std::string, std::vector<Incident>>& incidents)
{
    REQUIRE_FALSE(all.empty());
    for (const auto& expected : all) {
        INFO(expected.crime_type << ", eps " << expected.eps_m << ", minPts " << expected.min_points);
        const auto places = places_of(incidents.at(expected.crime_type));
        REQUIRE(places.of_incident.size() == expected.incidents);
        const DbscanParams params{
            .eps_m = expected.eps_m, .min_incidents = expected.min_points, .min_weight = 0, .min_places = 1};
        const auto clusters = dbscan(places.view(), params, with_threads(2));
        CHECK(static_cast<std::size_t>(clusters.count) == expected.clusters);
        std::size_t noise = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            noise += clusters.label[i] < 0 ? places.incidents[i] : 0;
        }
        CHECK(noise == expected.noise);
        const auto [least, most] = largest_range(places, clusters, expected.eps_m, expected.min_points);
        CHECK(least <= expected.largest);
        CHECK(expected.largest <= most);
    }
}

std::optional<MultiPolygon> command_areas()
{
    const auto folder = real_data("ne-boundaries");
    if (!folder) {
        return std::nullopt;
    }
    return street::commands(*folder / "area_commands_derived.geojson");
}

} // namespace

TEST_CASE("reference clusters of every month span given", "[answers][dbscan]")
{
    const auto folder = real_data("northumbria-street");
    const auto areas = command_areas();
    if (!folder || !areas) {
        return;
    }
    std::size_t tables = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const auto name = entry.path().filename().string();
        std::smatch span;
        if (!std::regex_match(name, span,
                              std::regex("reference_(?:dbscan|hotspots)_([0-9]{4}-[0-9]{2})(?:_([0-9]{4}-[0-9]{2}))?"
                                         "[.]csv"))) {
            continue;
        }
        INFO(name);
        const std::string last = span[2].matched ? span[2] : span[1];
        compare(expected_in(csv::read(entry.path())), street::by_crime_type(*folder, *areas, span[1], last));
        ++tables;
    }
    CHECK(tables > 0);
}

TEST_CASE("mean distance to the 5th nearest other incident", "[answers][kth-distance]")
{
    const auto folder = real_data("northumbria-street");
    const auto areas = command_areas();
    if (!folder || !areas) {
        return;
    }
    const auto table = csv::read(*folder / "reference_hotspots_2023-01.csv");
    const auto incidents = street::by_crime_type(*folder, *areas, "2023-01", "2023-01");
    std::size_t compared = 0;
    for (const auto& row : table.rows) {
        std::smatch found;
        const auto& quantity = row.at(table.column("quantity"));
        if (!std::regex_match(quantity, found,
                              std::regex("mean distance to ([0-9]+)th nearest other incident \\(m\\)"))) {
            continue;
        }
        const auto places = places_of(incidents.at(row.at(table.column("crime_type"))));
        const auto k = static_cast<std::uint32_t>(std::stoul(found[1])) + 1; // itself counted
        const auto distance_m = kth_incident_distance_m(places.view(), k, 2);
        double sum = 0;
        for (const auto place : places.of_incident) {
            sum += distance_m[place];
        }
        // Printed to a millimetre.
        const double mean = sum / static_cast<double>(places.of_incident.size());
        CHECK(mean == Approx(std::stod(row.at(table.column("value")))).margin(0.001));
        ++compared;
    }
    CHECK(compared > 0);
}
