// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("a data.police.uk file becomes projected columns", "[read]")
{
    const std::string text = std::string(kPoliceHeader) +
                             police_row("2023-01", "-1.617321", "54.978252", "On or near Grey Street", "Burglary") +
                             police_row("2023-02", "-1.500000", "55.000000", "On or near ", "Robbery") +
                             police_row("2023-01", "-1.617321", "54.978252", "On or near Grey Street", "Robbery");
    const auto read = read_text(text, police_config());
    const auto& incidents = read.incidents;
    const auto& report = read.report;
    CHECK(offences_of(incidents) == std::vector<std::string>{"Burglary", "Robbery", "Robbery"});
    CHECK(incidents.offences.texts == std::vector<std::string>{"", "Burglary", "Robbery"});
    CHECK(incidents.locations.texts == std::vector<std::string>{"", "On or near", "On or near Grey Street"});
    CHECK(incidents.place == std::vector<std::uint32_t>{0, 1, 0});
    CHECK(incidents.precision[0] == TimePrecision::month);
    CHECK(month_text(month_of(incidents.earliest_min[1])) == "2023-02");
    CHECK(month_text(month_of(incidents.latest_min[1])) == "2023-02");
    const Point expected = Transformation(kWgs84, kBritishNationalGrid)({-1.617321, 54.978252});
    CHECK(incidents.places.x[0] == expected.x);
    CHECK(incidents.places.y[0] == expected.y);
    CHECK(report.crs.source_epsg == 4326);
    CHECK(report.crs.target_epsg == 27700);
    CHECK(report.crs.operation != "none");
    CHECK(report.inputs[0].path == "in.csv");
    CHECK(report.inputs[0].rows == 3);
    CHECK(report.inputs[0].used == 3);
    CHECK(incidents.codes.size() == 1);
    CHECK(incidents.flag_names.empty());
}

TEST_CASE("column order, letter case, BOM, line ends and extra columns do not matter", "[read]")
{
    const auto plain =
        read_text("Month,Longitude,Latitude,Location,Crime type\n2023-01,-1.6,54.9,A,Burglary\n", police_config());
    for (const std::string text :
         {"Month,Longitude,Latitude,Location,Crime type\r\n2023-01,-1.6,54.9,A,Burglary\r\n",
          "Month,Longitude,Latitude,Location,Crime type\n2023-01,-1.6,54.9,A,Burglary",
          "Month,Longitude,Latitude,Location,Crime type\n2023-01,-1.6,54.9,A,Burglary\n\n",
          "\xEF\xBB\xBF\"Month\",Longitude,Latitude,Location,Crime type\n2023-01,-1.6,54.9,\" A \",\"Burglary\"\n",
          " CRIME TYPE ,secret,location,latitude,longitude,month\nBurglary,canary,A,54.9,-1.6,2023-01\n"}) {
        CAPTURE(text);
        const auto read = read_text(text, police_config());
        REQUIRE(read.incidents.size() == 1);
        CHECK(read.incidents.places.x == plain.incidents.places.x);
        CHECK(read.incidents.offences.texts == plain.incidents.offences.texts);
        CHECK(read.incidents.locations.texts == plain.incidents.locations.texts);
        CHECK(read.incidents.earliest_min == plain.incidents.earliest_min);
        CHECK(read.report.rejects.empty());
    }
}

TEST_CASE("rows without both coordinates are used, without a place", "[read]")
{
    const std::string text = std::string(kPoliceHeader) + police_row("2023-01", "", "", "No Location", "Burglary") +
                             police_row("2023-01", "-1.6", "54.9", "A", "Burglary");
    const auto read = read_text(text, police_config());
    CHECK(read.incidents.place == std::vector<std::uint32_t>{kNoPlace, 0});
    CHECK(read.report.no_coordinates == 1);
    CHECK_THAT(read.report.warnings, Catch::VectorContains(std::string("Without coordinates: 1 of 2 rows used.")));
}

TEST_CASE("places are ordered by x, then y, and equal ones are one", "[read]")
{
    auto config = export_config();
    const auto read = read_text("Easting,Northing,When,Offence\n"
                                "425000,565000,2023-01-01,a\n424000,566000,2023-01-01,a\n"
                                "425000,564000,2023-01-01,a\n4.24E+05,566000.0,2023-01-01,a\n",
                                config);
    CHECK(read.incidents.places.x == std::vector<double>{424000, 425000, 425000});
    CHECK(read.incidents.places.y == std::vector<double>{566000, 564000, 565000});
    CHECK(read.incidents.place == std::vector<std::uint32_t>{2, 0, 1, 0});
    CHECK(read.report.crs.operation == "none");
    CHECK(read.report.crs.accuracy_m == 0);
}

TEST_CASE("what a person should know is said in sentences", "[read]")
{
    const auto one =
        read_text(std::string(kPoliceHeader) + police_row("2022-10", "-1.6", "54.9", "A", "Burglary"), police_config());
    if (!has_ostn15()) {
        CHECK_THAT(one.report.warnings,
                   Catch::VectorContains(
                       std::string("Positions could be 5 m out: the OSTN15 file is missing. Use --proj-data.")));
    }
    const auto header_only = read_text(kPoliceHeader, police_config());
    CHECK(header_only.incidents.size() == 0);
    CHECK(header_only.report.warnings == std::vector<std::string>{"in.csv has a header but no rows."});
    const auto none =
        read_text(std::string(kPoliceHeader) + police_row("never", "-1.6", "54.9", "A", "Burglary"), police_config());
    CHECK(none.report.warnings == std::vector<std::string>{"in.csv: none of its 1 row could be used."});
}
