// SPDX-License-Identifier: MIT
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

IncidentsRead read_grid(const std::string& rows, unsigned threads = 1, ReadTuning tuning = {})
{
    return read_text("Easting,Northing,When,Offence\n" + rows, export_config(), threads, tuning);
}

std::string grid_row(const std::string& easting, const std::string& northing)
{
    return easting + "," + northing + ",2023-01-01,a\n";
}

IncidentsRead read_degrees(const std::string& lon, const std::string& lat)
{
    return read_text(std::string(kPoliceHeader) + police_row("2023-01", lon, lat, "A", "Burglary") +
                         police_row("2023-01", "-1.6", "54.9", "A", "Burglary"),
                     police_config());
}

/// "zero:2@3" for two rows, the first on line 3; faults without rows are left out.
std::string faults_of(const RowReport& report)
{
    std::string text;
    for (std::size_t i = 0; i < kCoordinateFaults; ++i) {
        const auto& faulty = report.coordinates.faults[i];
        if (faulty.rows > 0) {
            text.append(text.empty() ? "" : " ").append(coordinate_fault_text(static_cast<CoordinateFault>(i)));
            text.append(":").append(std::to_string(faulty.rows)).append("@");
            text.append(std::to_string(faulty.first_line));
        }
    }
    return text;
}

std::string all_warnings(const RowReport& report)
{
    std::string text;
    for (const auto& warning : report.warnings) {
        text += warning + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("each fault of a position is told apart, with its first line", "[read][coordinates]")
{
    const auto read =
        read_grid(grid_row("425000", "565000") + grid_row("425000", "") + grid_row("42506S", "565000") +
                  grid_row("nan", "565000") + grid_row("0", "0") + grid_row("0", "0") + grid_row("1200000", "425000") +
                  grid_row("-1.617", "54.978") + grid_row("9000000", "9000000") + grid_row("", ""));
    CHECK(faults_of(read.report) ==
          "one_missing:1@3 unreadable:2@4 zero:2@6 swapped:1@8 degrees:1@9 out_of_region:1@10");
    CHECK(read.report.coordinates.missing == 1);
    CHECK(read.report.coordinates.located == 1);
    CHECK(adds_up(read.report));
}

TEST_CASE("faults that only projecting shows", "[read][coordinates]")
{
    CHECK(faults_of(read_degrees("54.9", "-1.6").report) == "swapped:1@2");
    CHECK(faults_of(read_degrees("5.3", "50.2").report) == "wrong_sign:1@2");
    CHECK(faults_of(read_degrees("-1.6", "-54.9").report) == "wrong_sign:1@2");
    CHECK(faults_of(read_degrees("425000", "565000").report) == "metres:1@2");
    CHECK(faults_of(read_degrees("-75", "40").report) == "out_of_region:1@2");
    CHECK(faults_of(read_degrees("-1.5", "54.8").report).empty());
}

TEST_CASE("every fault is told in words with its count, its line and a cure", "[read][coordinates]")
{
    const auto text = all_warnings(read_grid(grid_row("425000", "565000") + grid_row("0", "0") + grid_row("0", "0") +
                                             grid_row("1200000", "425000") + grid_row("-1.617", "54.978"))
                                       .report);
    CHECK_THAT(text, Contains("2 rows lie at (0, 0), which often stands for \"not known\" (first in.csv:3): left out"));
    CHECK_THAT(text, Contains("1 row has its two coordinates swapped"));
    CHECK_THAT(text, Contains("Swap them in the export"));
    CHECK_THAT(text, Contains("1 row has longitude and latitude in the columns of easting and northing"));
    CHECK_THAT(text, !Contains("cannot be read"));
    CHECK(all_warnings(read_grid(grid_row("425000", "565000")).report).empty());
}

TEST_CASE("a public product does not tell of a few faulty rows where they are", "[read][coordinates]")
{
    auto config = export_config();
    config.publish.profile = Profile::public_;
    const auto read =
        read_text("Easting,Northing,When,Offence\n" + grid_row("425000", "565000") + grid_row("0", "0"), config);
    CHECK_THAT(all_warnings(read.report), Contains("Under 5 rows lie at (0, 0)"));
    CHECK_THAT(all_warnings(read.report), !Contains("in.csv:3"));
}

TEST_CASE("one crowded point is taken for a default until someone says otherwise", "[read][coordinates]")
{
    std::string rows;
    for (int i = 0; i < 21; ++i) {
        rows += grid_row("424500", "564300");
    }
    for (int i = 0; i < 979; ++i) {
        rows += grid_row(std::to_string(420000 + 7 * i), "560000");
    }
    const auto report = read_grid(rows).report;
    CHECK(report.coordinates.located == 1000);
    CHECK(report.coordinates.distinct_places == 980);
    CHECK(report.coordinates.sharing == 21);
    CHECK(report.coordinates.largest_stack == 21);
    REQUIRE(report.coordinates.crowded.size() == 1);
    CHECK(report.coordinates.crowded[0].incidents == 21);
    CHECK_THAT(all_warnings(report),
               Contains("21 incidents (2.1 %) lie on one point near NZ 245 643: is it a default"));

    const auto fewer = read_grid(rows.substr(2 * grid_row("424500", "564300").size())).report;
    CHECK(fewer.coordinates.largest_stack == 19);
    CHECK(fewer.coordinates.crowded.empty()); // under 20
}

TEST_CASE("shared map points are explained, and a warning only for a force's own export", "[read][coordinates]")
{
    std::string rows;
    std::string police(kPoliceHeader);
    for (int i = 0; i < 30; ++i) {
        rows += grid_row(std::to_string(425000 + 10 * (i / 2)), "565000");
        police += police_row("2023-01", "-1.6" + std::to_string(10 + i / 2), "54.9", "A", "Burglary");
    }
    CHECK_THAT(all_warnings(read_grid(rows).report), Contains("100.0 % of 30 incidents share their map point"));
    const auto report = read_text(police, police_config()).report;
    REQUIRE(report.notes.size() == 1);
    CHECK_THAT(report.notes[0], Contains("15 points in all, the fullest holds 2") && Contains("below 200 m"));
    CHECK_THAT(all_warnings(report), !Contains("map point"));
}

TEST_CASE("the report of positions does not depend on pieces or threads", "[read][coordinates]")
{
    std::string rows;
    for (int i = 0; i < 400; ++i) {
        rows += grid_row(i % 7 == 3 ? "0" : std::to_string(420000 + i % 50), i % 7 == 3 ? "0" : "560000");
        rows += i % 11 == 5 ? grid_row("x", "560000") : grid_row("1200000", "425000");
    }
    const auto whole = read_grid(rows).report;
    const auto pieces = read_grid(rows, 4, ReadTuning{256}).report;
    CHECK(faults_of(whole) == faults_of(pieces));
    CHECK(whole.coordinates.faults[0].rows == pieces.coordinates.faults[0].rows);
    CHECK(whole.warnings == pieces.warnings);
}

TEST_CASE("the export's own area is kept only where it is mapped", "[read][coordinates]")
{
    auto config = export_config();
    const std::string text = "Easting,Northing,When,Offence,Beat\n1,2,bad,a,North\n425000,565000,2023-01-01,a,South\n"
                             ",,2023-01-01,a,North\n";
    CHECK(read_text(text, config).incidents.own_area.empty());
    config.incidents.columns.own_area = "Beat";
    const auto incidents = read_text(text, config).incidents;
    REQUIRE(incidents.own_area.size() == 2);
    CHECK(incidents.own_areas[incidents.own_area[0]] == "South");
    CHECK(incidents.own_areas[incidents.own_area[1]] == "North");
}
