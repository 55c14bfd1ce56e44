// SPDX-License-Identifier: MIT
#include "small_force.hpp"

#include <algorithm>
#include <sstream>

using namespace harmspot;

namespace
{

/// A row of tables/changes.csv by column name.
using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

Row row_of(const SmallForce& force, const std::string& out, const std::string& area, const std::string& theme,
           const std::string& what)
{
    std::istringstream text(bytes_of(force.path(out + "/tables/changes.csv")));
    std::string line;
    std::vector<std::string> header;
    while (std::getline(text, line)) {
        auto cells = split(line);
        if (header.empty()) {
            header = cells;
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < header.size(); ++i) {
            row[header[i]] = cells.at(i);
        }
        if (row["area"] == area && row["theme"] == theme && row["what"] == what) {
            return row;
        }
    }
    FAIL("no row " << area << ", " << theme << ", " << what);
    return {};
}

bool starts_with(const std::string& text, const std::string& start)
{
    return text.compare(0, start.size(), start) == 0;
}

} // namespace

TEST_CASE("a hotspot tells how many incidents there were before, and is not tested on what chose it", "[change]")
{
    const SmallForce force;
    force.run(force.config(""), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["incidents_previous"] == 12 * 12);
    CHECK(home["incidents_same_period_last_year"] == 12 * 12);
    CHECK(home["incidents_last_28_days"] == 10); // of 1, 3, … 23 December those from the 4th on
    CHECK(home["last_incident_date"] == "2024-12-23");
    CHECK(home["change_words"] == "no clear change: 144 in January 2023 to December 2023, 144 in January 2022 to "
                                  "December 2022");
    const auto fresh = force.spot("out/burglary/kde_hotspots.geojson", "East");
    CHECK(fresh["incidents"] == 12 * 12);
    CHECK(fresh["incidents_previous"] == 0);
    // 144 against 0 would be called up; but the place was chosen for those 144.
    CHECK(starts_with(fresh["change_words"], "too few to say: 0 in January 2023"));
    CHECK(force.spot("out/packs/command/east/burglary_kde_hotspots.geojson", "East")["incidents_previous"] == 0);
}

TEST_CASE("an area is compared with the same period a year before", "[change]")
{
    const SmallForce force;
    force.run(force.config(""), "out");
    auto east = row_of(force, "out", "East", "burglary", "period");
    auto west = row_of(force, "out", "West", "burglary", "period");
    auto all = row_of(force, "out", "(force)", "burglary", "period");
    CHECK(std::stoi(east["incidents"]) + std::stoi(west["incidents"]) == std::stoi(all["incidents"]));
    CHECK(all["incidents"] == "300");
    CHECK(all["incidents_previous"] == "156");
    CHECK(starts_with(east["change_words"], "up: "));
    CHECK(starts_with(west["change_words"], "no clear change: "));
    CHECK(all["change_words"] == "up: 300 in January 2024 to December 2024, 156 in January 2023 to December 2023");
    CHECK(row_of(force, "out", "(force)", "burglary", "last_month")["change_words"] ==
          "no clear change: 25 in December 2024, 13 in December 2023");
    CHECK(row_of(force, "out", "East", "violence", "last_month")["change_words"].find("too few to say") == 0);
    // On the page, in words.
    const auto page = bytes_of(force.path("out/index.html"));
    CHECK(page.find("burglary, December 2024: 25; December 2023: 13. No clear change.") != std::string::npos);
}

TEST_CASE("months that lack rows are left out on both sides, and the words say so", "[change]")
{
    const SmallForce force({"2023-05", "2022-06"});
    force.run(force.config(""), "out");
    auto all = row_of(force, "out", "(force)", "burglary", "period");
    CHECK(all["change_words"] == "up: 275 in January 2024 to December 2024, 143 in January 2023 to December 2023, "
                                 "without May of either year");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["change_words"] == "no clear change: 120 in January 2023 to December 2023, 120 in January 2022 to "
                                  "December 2022, without May and June of either year");
}

TEST_CASE("where too little is there to compare with, the words say why", "[change]")
{
    std::set<std::string> missing;
    for (int month = 1; month <= 12; ++month) {
        missing.insert(fmt::format("2021-{:02}", month));
        missing.insert(fmt::format("2022-{:02}", month));
    }
    const SmallForce force(missing);
    force.run(force.config(""), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["incidents_previous"] == 144);
    CHECK(starts_with(home["change_words"], "cannot compare: no rows for 2022-01"));
    CHECK(starts_with(row_of(force, "out", "(force)", "burglary", "period")["change_words"], "up: "));
}

TEST_CASE("data that give the month only have no last 28 days", "[change]")
{
    const SmallForce force;
    auto rows = force.rows();
    for (auto& row : rows) {
        row.erase(7, 3); // 2024-05-20 → 2024-05
    }
    force.write_rows(rows);
    force.run(force.config(""), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK(home["incidents_previous"] == 144);
    CHECK_FALSE(home.contains("incidents_last_28_days"));
    CHECK_FALSE(home.contains("last_incident_date"));
}

TEST_CASE("nothing is counted where [change] is off or there is no period", "[change]")
{
    const SmallForce force;
    force.run(force.config("[change]\nenabled = false\n"), "off");
    CHECK_FALSE(force.spot("off/burglary/kde_hotspots.geojson", "West").contains("change_words"));
    CHECK_FALSE(std::filesystem::exists(force.path("off/tables/changes.csv")));
}

TEST_CASE("small counts of the past are withheld from the public", "[change]")
{
    const SmallForce force;
    force.run(force.config("[publish]\nprofile = \"public\"\n"), "out");
    const auto home = force.spot("out/burglary/kde_hotspots.geojson", "West");
    CHECK_FALSE(home.contains("incidents_previous"));
    CHECK_FALSE(home.contains("change_words"));
    auto violence = row_of(force, "out", "(force)", "violence", "last_month");
    CHECK(violence["incidents"] == "*");
    CHECK(violence["change_words"] == "*");
    CHECK(bytes_of(force.path("out/tables/changes.csv")).find(" in January 2024") == std::string::npos);
    CHECK(bytes_of(force.path("out/index.html")).find("violence, December 2024") == std::string::npos);
}
