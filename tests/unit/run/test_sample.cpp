// SPDX-License-Identifier: MIT
#include "harmspot/sample.hpp"

#include "harmspot/error.hpp"
#include "sample/sample_incidents.hpp"
#include "sample/sample_offences.hpp"
#include "sample/sample_writers.hpp"
#include "source_dir.hpp"
#include "unit/run/scratch_folder.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace harmspot;
using namespace harmspot::sample;

namespace
{

std::string contents(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    REQUIRE(stream);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        all.push_back(line);
    }
    return all;
}

std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> all(1);
    for (const char c : line) {
        if (c == ',') {
            all.emplace_back();
        } else {
            all.back() += c;
        }
    }
    return all;
}

std::string force_text(const Sample& made)
{
    std::string text;
    for (std::size_t row = 0; row < made.incidents.size(); ++row) {
        text += force_row(made, row);
    }
    return text;
}

/// FNV-1a, to say in one number what a whole file must be.
std::uint64_t fingerprint(const std::string& text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return hash;
}

} // namespace

TEST_CASE("a seed gives the same bytes on every machine", "[sample]")
{
    const auto text = force_text(make_sample({.incidents = 3000, .seed = 7}));
    CHECK(text == force_text(make_sample({.incidents = 3000, .seed = 7})));
    CHECK(text != force_text(make_sample({.incidents = 3000, .seed = 8})));
    // Read off one machine; it changes only when the sample is meant to change.
    CHECK(fingerprint(text) == 0xd1f24a420058fb3cU);
}

TEST_CASE("random streams repeat, differ from each other and are even", "[sample]")
{
    Random a(1, 2);
    Random b(1, 2);
    Random other_stream(1, 3);
    const auto first = a.bits();
    CHECK(first == b.bits());
    CHECK(first != other_stream.bits());
    double sum = 0;
    std::map<std::int32_t, int> dice;
    constexpr int kThrows = 60000;
    for (int i = 0; i < kThrows; ++i) {
        sum += a.unit();
        ++dice[a.between(1, 6)];
    }
    CHECK(sum / kThrows == Approx(0.5).margin(0.01));
    CHECK(dice.size() == 6);
    for (const auto& [face, count] : dice) {
        CHECK(count == Approx(kThrows / 6.0).epsilon(0.05)); // five standard deviations
    }
}

TEST_CASE("planted incidents lie in their circles and are never spoilt", "[sample]")
{
    const auto made = make_sample({.incidents = 20000, .seed = 1});
    std::map<std::uint32_t, std::set<std::pair<std::int32_t, std::int32_t>>> places;
    for (const auto& incident : made.incidents) {
        if (incident.hotspot == kNoHotspot) {
            continue;
        }
        const auto& hotspot = planted_hotspots()[incident.hotspot];
        const double east = incident.house.easting - hotspot.easting;
        const double north = incident.house.northing - hotspot.northing;
        CHECK(east * east + north * north <= hotspot.radius_m * hotspot.radius_m);
        CHECK(incident.has_coordinates);
        CHECK(incident.defect == Defect::none);
        places[incident.hotspot].insert({incident.house.easting, incident.house.northing});
    }
    CHECK(places.size() == kPlantedHotspots);
    for (const auto& [hotspot, distinct] : places) {
        CHECK(distinct.size() >= 10);
    }
}

TEST_CASE("each theme has six planted hotspots, two in each command, clear of each other", "[sample]")
{
    std::map<std::pair<std::string_view, std::string_view>, int> count;
    const auto& all = planted_hotspots();
    for (const auto& one : all) {
        ++count[{one.theme, one.command}];
        CHECK(one.radius_m >= 100);
        CHECK(one.radius_m <= 180);
        for (const auto& other : all) {
            if (&one != &other && one.theme == other.theme) {
                const double east = one.easting - other.easting;
                const double north = one.northing - other.northing;
                CHECK(east * east + north * north > 1000.0 * 1000.0);
            }
        }
    }
    CHECK(count.size() == 9);
    for (const auto& [where, hotspots] : count) {
        CHECK(hotspots == 2);
    }
}

TEST_CASE("the truth file adds up to what was planted", "[sample]")
{
    const ScratchFolder folder;
    const SampleParams params{.incidents = 20000, .seed = 3};
    write_sample(folder.path(), params);
    const auto totals = planted_totals(make_sample(params));

    const auto truth = nlohmann::json::parse(contents(folder.path() + "/planted_hotspots.geojson"));
    REQUIRE(truth["features"].size() == kPlantedHotspots);
    std::map<std::string, std::pair<std::uint64_t, double>> by_name;
    const auto rows = lines(contents(folder.path() + "/planted_incidents.csv"));
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto row = cells(rows[i]);
        REQUIRE(row.size() == 6);
        ++by_name[row[1]].first;
        by_name[row[1]].second += std::stod(row[5]);
    }
    for (std::size_t h = 0; h < kPlantedHotspots; ++h) {
        const auto& properties = truth["features"][h]["properties"];
        CAPTURE(properties["name"]);
        CHECK(properties["incidents"] == totals[h].incidents);
        CHECK(properties["harm"] == totals[h].harm_days);
        CHECK(totals[h].incidents >= 15);
        const auto& listed = by_name[properties["name"]];
        CHECK(listed.first == totals[h].incidents);
        CHECK(listed.second == totals[h].harm_days);
    }
}

TEST_CASE("planted harm is a solid share of each theme's", "[sample]")
{
    using Codes = std::set<std::string_view>;
    const Codes burglary = {"28E", "28F", "28G", "29A", "30C", "30D", "31A"};
    const Codes serious = {"1", "2", "3B", "5D", "5E", "8N", "8P", "8S", "19C", "34A", "34B"};
    const Codes lesser = {"20A", "104", "105A", "105B"};
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        std::map<std::string_view, double> all;
        std::map<std::string_view, double> planted;
        for (const auto& incident : make_sample({.incidents = 20000, .seed = seed}).incidents) {
            const auto& offence = offences()[incident.offence];
            const bool grave = serious.count(offence.code) != 0;
            const bool violent = grave || lesser.count(offence.code) != 0;
            if (burglary.count(offence.code) != 0) {
                all["burglary"] += offence.harm_days;
            }
            if ((grave && incident.knife) || offence.code == "10D") {
                all["knife_crime"] += offence.harm_days;
            }
            if (violent && (incident.alcohol || incident.drugs)) {
                all["substance_violence"] += offence.harm_days;
            }
            if (incident.hotspot != kNoHotspot) {
                planted[planted_hotspots()[incident.hotspot].theme] += offence.harm_days;
            }
        }
        REQUIRE(planted.size() == 3);
        for (const auto& [theme, harm] : planted) {
            CAPTURE(theme, seed);
            CHECK(harm / all[theme] > 0.2);
            CHECK(harm / all[theme] < 0.4);
        }
    }
}

TEST_CASE("the force export has a row for every incident and something of everything", "[sample]")
{
    const auto made = make_sample({.incidents = 20000, .seed = 1});
    CHECK(made.incidents.size() == 20000);
    std::map<Defect, int> defects;
    int custody = 0;
    int without = 0;
    int local_codes = 0;
    for (const auto& incident : made.incidents) {
        ++defects[incident.defect];
        custody += incident.type == LocationType::custody ? 1 : 0;
        without += incident.has_coordinates ? 0 : 1;
        local_codes += incident.local_code ? 1 : 0;
        CHECK(incident.times.earliest_min <= incident.times.latest_min);
        CHECK(incident.times.latest_min < incident.times.recorded_min);
    }
    CHECK(defects.size() == 9); // none and eight kinds of bad row
    CHECK(20000 - defects[Defect::none] == Approx(60).margin(25));
    CHECK(custody == Approx(280).margin(60));
    CHECK(without == Approx(190).margin(50));
    CHECK(local_codes > 300);
    const auto row = cells(force_header());
    CHECK(row.size() == 18);
}

TEST_CASE("every code of the sample has its weight in configs/harm/sample.csv", "[sample]")
{
    std::map<std::string, double> weights;
    const auto rows = lines(contents(source_dir() + "/configs/harm/sample.csv"));
    CHECK(rows[0] == "code,weight,unit,source,vintage");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto row = cells(rows[i]);
        REQUIRE(row.size() == 5);
        weights[row[0]] = std::stod(row[1]);
        CHECK(row[2] == "days");
    }
    std::set<std::string> local_codes;
    for (const auto& offence : offences()) {
        CAPTURE(offence.code);
        REQUIRE(weights.count(std::string(offence.code)) == 1);
        CHECK(weights[std::string(offence.code)] == offence.harm_days);
        if (!offence.local_code.empty()) {
            local_codes.insert(std::string(offence.local_code) + "," + std::string(offence.code));
        }
    }
    CHECK(weights.size() == offences().size());
    const auto map = lines(contents(source_dir() + "/configs/sample_codes.csv"));
    CHECK(std::set<std::string>(map.begin() + 1, map.end()) == local_codes);
}

TEST_CASE("as data.police.uk the same incidents come in months, snapped, in 12 columns", "[sample]")
{
    const ScratchFolder folder;
    const SampleParams params{.incidents = 6000, .seed = 5, .format = "police-uk"};
    write_sample(folder.path(), params);
    const auto made = make_sample(params);
    std::map<std::string, std::uint64_t> expected;
    std::uint64_t good = 0;
    for (const auto& incident : made.incidents) {
        if (incident.defect == Defect::none) {
            ++good;
            ++expected[std::string(offences()[incident.offence].category)];
        }
    }
    std::map<std::string, std::uint64_t> found;
    std::set<std::string> ids;
    std::set<std::string> points;
    std::uint64_t rows_read = 0;
    std::uint64_t located = 0;
    for (std::int32_t month = 0; month < kSampleMonths; ++month) {
        const auto name = sample_month_text(month);
        const auto rows = lines(contents(folder.path() + "/" + name + "-sample-street.csv"));
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto row = cells(rows[i]);
            REQUIRE(row.size() == 12);
            ++rows_read;
            CHECK(row[1] == name);
            ++found[row[9]];
            const bool asb = row[9] == "Anti-social behaviour";
            CHECK(row[0].size() == (asb ? 0 : 64));
            CHECK((asb || ids.insert(row[0]).second));
            if (row[4].empty()) {
                CHECK(row[6] == "No Location");
            } else {
                ++located;
                points.insert(row[4] + " " + row[5]);
                CHECK(row[6].rfind("On or near ", 0) == 0);
            }
        }
    }
    CHECK(rows_read == good);
    CHECK(found == expected);
    CHECK(found.size() == 14);
    CHECK(points.size() < located / 2);
    CHECK(sample_month_text(0) == "2025-11");
    CHECK(sample_month_text(11) == "2026-10");
}

TEST_CASE("what is snapped in a planted hotspot stays in its circle, at three points or more", "[sample]")
{
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
        const auto map = make_streets(seed);
        for (std::size_t h = 0; h < kPlantedHotspots; ++h) {
            std::set<std::pair<double, double>> anchors;
            for (const auto number : map.planted[h]) {
                const auto& street = map.streets[number];
                const double east = street.anchor_x - planted_hotspots()[h].easting;
                const double north = street.anchor_y - planted_hotspots()[h].northing;
                CHECK(east * east + north * north <= planted_hotspots()[h].radius_m * planted_hotspots()[h].radius_m);
                anchors.insert({street.anchor_x, street.anchor_y});
            }
            CHECK(anchors.size() >= 3);
        }
    }
}

TEST_CASE("a sample is not written over another, and wrong requests say so", "[sample]")
{
    const ScratchFolder folder;
    write_sample(folder.path(), {.incidents = 50});
    const auto before = contents(folder.path() + "/incidents.csv");
    CHECK_THROWS_AS(write_sample(folder.path(), {.incidents = 50, .seed = 2}), OutputError);
    CHECK(contents(folder.path() + "/incidents.csv") == before);
    CHECK_THROWS_AS(write_sample(folder.path() + "/a", {.format = "polis"}), ConfigError);
    CHECK_THROWS_AS(write_sample(folder.path() + "/a", {.incidents = 0}), ConfigError);
    CHECK_THROWS_AS(write_sample(folder.path() + "/incidents.csv/below", {.incidents = 50}), OutputError);
}
