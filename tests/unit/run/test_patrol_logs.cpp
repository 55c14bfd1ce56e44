// SPDX-License-Identifier: MIT
#include "patrols_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

using namespace harmspot;

namespace
{

/// Rows of a table by the value in one column.
std::map<std::string, std::map<std::string, std::string>> rows_by(const std::string& csv, const std::string& key)
{
    std::istringstream lines(csv.substr(3)); // after the byte order mark
    const auto fields = [](const std::string& line) {
        std::vector<std::string> parts;
        std::istringstream row(line);
        for (std::string part; std::getline(row, part, ',');) {
            while (!part.empty() && part.back() == '\r') {
                part.pop_back();
            }
            parts.push_back(part);
        }
        return parts;
    };
    std::string line;
    std::getline(lines, line);
    const auto header = fields(line);
    std::map<std::string, std::map<std::string, std::string>> rows;
    while (std::getline(lines, line)) {
        std::map<std::string, std::string> row;
        const auto parts = fields(line);
        for (std::size_t k = 0; k < std::min(parts.size(), header.size()); ++k) {
            row[header[k]] = parts[k];
        }
        rows[row[key]] = row;
    }
    return rows;
}

const std::string kDosage = "out/tables/patrol_dosage.csv";

} // namespace

TEST_CASE("a CSV log gives minutes, visits and places not visited", "[patrols]")
{
    const NightTown town;
    // Unit A: 12 minutes in High Street, 3 on the way, 4 in Low Street; unit B: a fix in High Street and then silence,
    // and half a minute's stop that is no visit. One row has no position, one no time of day.
    town.write("log.csv", "unit,time,easting,northing\n"
                          "A,2024-04-05 21:00,425015,565010\nA,2024-04-05 21:05,425020,565010\n"
                          "A,2024-04-05 21:10,425010,565010\nA,2024-04-05 21:12,425300,565300\n"
                          "A,2024-04-05 21:15,425615,565010\nA,2024-04-05 21:19,425300,565300\n"
                          "B,2024-04-05 22:00,425015,565010\nB,2024-04-05 23:30,435015,565010\n"
                          "B,2024-04-05 23:30,436000,566000\n"
                          "A,2024-04-05 21:20,,\nA,2024-04-05,425015,565010\n");
    const auto summary = town.run(kNightShift + "logs = [\"log.csv\"]\n");
    const auto rows = rows_by(bytes_of(town.path(kDosage)), "place");
    CHECK(rows.at("High Street").at("logged_min") == "17"); // 12 of A, 5 that B's fix stands for
    CHECK(rows.at("High Street").at("logged_visits") == "2");
    CHECK(rows.at("High Street").at("logged_visits_of_10_min") == "1");
    CHECK(rows.at("High Street").at("units") == "2");
    CHECK(rows.at("High Street").at("last_there") == "2024-04-05 22:00");
    CHECK(rows.at("Low Street").at("logged_min") == "4");
    CHECK(rows.at("Low Street").at("visited") == "yes");
    CHECK(rows.at("Back Lane").at("visited") == "no");
    CHECK(rows.at("Back Lane").at("logged_min") == "0");
    CHECK(rows.at("East Street").at("visited") == "no");
    const auto manifest = town.json("manifest.json");
    const auto& dosage = manifest["patrols"]["dosage"];
    CHECK(dosage["units"] == 2);
    CHECK(dosage["files"][0]["fixes"] == 9);
    CHECK(dosage["files"][0]["unusable"] == 2);
    CHECK(dosage["places_visited"] == 2);
    CHECK(dosage["places_not_visited"] == 3);
    CHECK(std::any_of(summary.warnings.begin(), summary.warnings.end(), [](const std::string& warning) {
        return warning.find("log.csv: 2 of 11 fixes have no time or position") != std::string::npos;
    }));
}

TEST_CASE("a position just outside a place counts within its reach", "[patrols]")
{
    const NightTown town;
    const auto at = [&](int east) {
        return "unit,time,longitude,latitude,easting,northing\nA,2024-04-05 21:00,,," + std::to_string(east) +
               ",565010\nA,2024-04-05 21:03,,," + std::to_string(east) + ",565010\n";
    };
    // East Street's square reaches 75 m about its middle at 435,010 or 435,020.
    for (const auto& [east, reach, minutes] :
         {std::tuple{435100, "20", "3"}, {435100, "0", "0"}, {435130, "20", "0"}}) {
        town.write("log.csv", at(east));
        static_cast<void>(town.run(kNightShift + "logs = [\"log.csv\"]\nlog_reach_m = " + reach + "\n",
                                   "out" + std::to_string(east) + reach));
        const auto table = bytes_of(town.path("out" + std::to_string(east) + reach + "/tables/patrol_dosage.csv"));
        CHECK(rows_by(table, "place").at("East Street").at("logged_min") == minutes);
    }
}

TEST_CASE("a GPX track gives the same, its times being UTC", "[patrols]")
{
    const NightTown town;
    // 425,015 E 565,010 N by the Helmert shift that is to hand everywhere; 20:00 UTC is 21:00 in summer.
    static_cast<void>(town.run(kNightShift));
    const auto visit = town.json("plan/patrols_visits.geojson")["features"];
    std::string place;
    std::string lon_lat;
    for (const auto& feature : visit) {
        if (feature["properties"]["place"] == "High Street") {
            const auto& at = feature["geometry"]["coordinates"];
            lon_lat = "lat=\"" + at[1].dump() + "\" lon=\"" + at[0].dump() + "\"";
        }
    }
    REQUIRE_FALSE(lon_lat.empty());
    const auto point = [&](const std::string& time) {
        return "<trkpt " + lon_lat + ">" + (time.empty() ? "" : "<time>" + time + "</time>") + "</trkpt>";
    };
    town.write("log.gpx", "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"test\" "
                          "xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><name>Unit 7</name><trkseg>" +
                              point("2024-07-05T20:00:00Z") + point("2024-07-05T20:04:00Z") +
                              point("2024-07-05T20:11:00Z") + point("") + "</trkseg></trk></gpx>");
    static_cast<void>(town.run(kNightShift + "logs = [\"*.gpx\"]\nlog_longest_step_min = 10\n", "gpx"));
    const auto rows = rows_by(bytes_of(town.path("gpx/tables/patrol_dosage.csv")), "place");
    CHECK(rows.at("High Street").at("logged_min") == "11");
    CHECK(rows.at("High Street").at("last_there") == "2024-07-05 21:11");
    const auto manifest = town.json("manifest.json", "gpx");
    CHECK(manifest["patrols"]["dosage"]["files"][0]["unusable"] == 1);
    CHECK(manifest["patrols"]["dosage"]["minutes"] == 11);
}

TEST_CASE("logs that say nothing stop the run with their name", "[patrols]")
{
    const NightTown town;
    const auto stops = [&](const std::string& name, const std::string& text) {
        town.write(name, text);
        return town.stops(kNightShift + "logs = [\"" + name + "\"]\n");
    };
    CHECK(stops("a.csv", "unit,when,easting,northing\nA,2024-04-05 21:00,1,2\n").find("'time'") != std::string::npos);
    CHECK(stops("b.csv", "unit,time\nA,2024-04-05 21:00\n").find("says not where patrols were") != std::string::npos);
    CHECK(stops("c.csv", "unit,time,easting,northing\nA,yesterday,425000,565000\n")
              .find("c.csv: none of its 1 fixes has both a time") != std::string::npos);
    CHECK(stops("d.csv", "").find("d.csv") != std::string::npos);
    CHECK(stops("e.gpx", "not a track").find("e.gpx") != std::string::npos);
    CHECK(stops("f.gpx", "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"t\" "
                         "xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"55\" lon=\"-1.6\"/></gpx>")
              .find("f.gpx") != std::string::npos);
}
