// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "harmspot/sample.hpp"

#include "geo/gdal.hpp"
#include "run/init_columns.hpp"
#include "scratch_folder.hpp"
#include "starter.hpp"

#include <fmt/format.h>

#include <vector>

using namespace harmspot;

namespace
{

std::string write_csv(const ScratchFolder& folder, const std::string& text)
{
    const auto path = folder.path() + "/export.csv";
    std::ofstream(path) << text;
    return path;
}

/// The same file as another kind, made by GDAL; all its fields are text there.
void convert(const std::string& from, const std::string& to, const char* driver)
{
    gdal::initialise();
    const gdal::Dataset source(GDALDataset::Open(from.c_str(), GDAL_OF_VECTOR));
    REQUIRE(source);
    const gdal::Dataset copy(
        gdal::driver(driver).CreateCopy(to.c_str(), source.get(), FALSE, nullptr, nullptr, nullptr));
    REQUIRE(copy);
}

constexpr std::string_view kPoints = R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
"features": [
{"type": "Feature", "properties": {"Date": "2024-03-01", "Code": "8N"},
 "geometry": {"type": "Point", "coordinates": [424510, 564310]}},
{"type": "Feature", "properties": {"Date": "2024-03-31", "Code": "28E"},
 "geometry": {"type": "Point", "coordinates": [424530, 564320]}}
]})";

const std::string kRows = "424510,564310,2024-03-01,8N\n424530,564320,2024-03-31,28E\n";

} // namespace

TEST_CASE("the config that init writes for the force sample passes check as it is", "[init]")
{
    const ScratchFolder folder;
    write_sample(folder.path() + "/sample", {.incidents = 3000});
    const auto starter = starter_of(folder.path() + "/sample/incidents.csv");
    CHECK(
        has_line(starter, "period = { from = 2025-11-01, to = 2026-10-31 }   # what the rows cover; both days count"));
    CHECK(has_line(starter, "recorded = \"recorded_date\""));
    CHECK(has_line(starter, "domestic = \"domestic\""));
    CHECK(has_line(starter, "flags = { knife = \"knife\", alcohol = \"alcohol\", drugs = \"drugs\" }"));
    CHECK(
        has_line(starter, "# [[incidents.exclude]]   # rows that never count; write the outcomes as your export does"));
    CHECK(says(starter, "Date: earliest = 'earliest', latest = 'latest', recorded = 'recorded_date'"));
    const auto summary = check_starter(starter, folder.path());
    CHECK(summary.rows == 3000);
    CHECK(summary.used > 2900);
}

TEST_CASE("the config that init writes for the police.uk sample passes check as it is", "[init]")
{
    const ScratchFolder folder;
    write_sample(folder.path() + "/sample", {.incidents = 3000, .format = "police-uk"});
    const auto starter = starter_of(folder.path() + "/sample/2026-02-sample-street.csv");
    CHECK(
        has_line(starter, "period = { from = 2026-02-01, to = 2026-02-28 }   # what the rows cover; both days count"));
    CHECK(has_line(starter, "format = \"police-uk\""));
    const auto summary = check_starter(starter, folder.path());
    CHECK(summary.rows > 100);
    CHECK(summary.used == summary.rows);
}

TEST_CASE("the config that init writes for an Excel workbook passes check as it is", "[init]")
{
    const ScratchFolder folder;
    write_sample(folder.path() + "/sample", {.incidents = 500});
    const auto workbook = folder.path() + "/export.xlsx";
    convert(folder.path() + "/sample/incidents.csv", workbook, "XLSX");
    const auto starter = starter_of(workbook);
    CHECK(has_line(starter, "easting = \"easting\""));
    CHECK(check_starter(starter, folder.path()).used > 450);
}

TEST_CASE("init takes the points of a GIS layer for positions", "[init]")
{
    for (const auto* kind : {"GeoJSON", "FlatGeobuf"}) {
        CAPTURE(kind);
        const ScratchFolder folder;
        auto path = folder.path() + "/points.geojson";
        std::ofstream(path) << kPoints;
        if (std::string(kind) == "FlatGeobuf") {
            convert(path, folder.path() + "/points.fgb", kind);
            path = folder.path() + "/points.fgb";
        }
        const auto starter = starter_of(path);
        CHECK(says(starter, "Position: the layer's own points"));
        CHECK(says(starter, "burglary: 1 of 2 rows"));
        CHECK(has_line(starter, "# The layer's own points say where each incident happened."));
        CHECK(has_line(starter, "date = \"Date\""));
        CHECK(check_starter(starter, folder.path()).used == 2);
    }
}

TEST_CASE("a date of recording is never called the date of the incident", "[init]")
{
    for (const std::string name : {"RecordedDate", "Date Recorded", "recorded_on", "Reported Date"}) {
        CAPTURE(name);
        const ScratchFolder folder;
        const auto starter = starter_of(write_csv(folder, "Easting,Northing," + name + ",Offence Code\n" + kRows));
        CHECK(has_line(starter, "recorded = \"" + name + "\""));
        CHECK(has_line(starter,
                       "date_basis = \"recorded\"   # no column looks like the date it happened; map one if there is"));
        CHECK(says(starter, "Date: recorded = '" + name +
                                "'; only the date of recording is there, so date_basis = \"recorded\""));
        const auto summary = check_starter(starter, folder.path());
        CHECK(summary.used == 2);
        CHECK(std::any_of(summary.lines.begin(), summary.lines.end(), [](const std::string& line) {
            return line.find("recorded") != std::string::npos && line.find("Dates are when") != std::string::npos;
        }));
    }
    const auto both = init::guess_columns(std::vector<std::string>{"RecordedDate", "Date Of Birth", "Incident Date"});
    CHECK(both.at("recorded") == "RecordedDate");
    CHECK(both.at("date") == "Incident Date");
}

TEST_CASE("columns called X and Y that hold degrees are longitude and latitude", "[init]")
{
    const ScratchFolder folder;
    const auto degrees = starter_of(write_csv(folder, "X,Y,Date,Code\n-1.6101,54.9702,2024-03-01,28E\n"
                                                      "-1.6102,54.9703,2024-03-31,28E\n"));
    CHECK(has_line(degrees, "longitude = \"X\""));
    CHECK(has_line(degrees, "latitude = \"Y\""));
    CHECK(check_starter(degrees, folder.path()).used == 2);
    const auto metres = starter_of(write_csv(folder, "X,Y,Date,Code\n" + kRows));
    CHECK(has_line(metres, "easting = \"X\""));
    CHECK(check_starter(metres, folder.path()).used == 2);
}

TEST_CASE("a grid reference serves where there is nothing finer", "[init]")
{
    const ScratchFolder folder;
    const auto starter =
        starter_of(write_csv(folder, "OS Grid Ref,Date,Code\nNZ 245 643,2024-03-01,28E\nNZ 246 644,2024-03-31,28E\n"));
    CHECK(has_line(starter, "grid_reference = \"OS Grid Ref\""));
    CHECK(check_starter(starter, folder.path()).used == 2);
}

TEST_CASE("a period is set when the months are whole, and left as a comment when not", "[init]")
{
    const ScratchFolder folder;
    const std::string header = "Easting,Northing,Date,Code\n";
    const auto whole = starter_of(write_csv(folder, header + kRows));
    CHECK(has_line(whole, "period = { from = 2024-03-01, to = 2024-03-31 }   # what the rows cover; both days count"));
    const auto part =
        starter_of(write_csv(folder, header + "424510,564310,2024-03-05,8N\n424530,564320,2024-04-30,28E\n"));
    CHECK(has_line(part, "# period = { from = 2024-03-05, to = 2024-04-30 }   # what the rows cover; the months at the "
                         "ends are not whole"));
    const auto months = starter_of(write_csv(folder, header + "424510,564310,2024-03,8N\n424530,564320,2024-03,28E\n"));
    CHECK(has_line(months, "period = { from = 2024-03-01, to = 2024-03-31 }   # what the rows cover; both days count"));
}

TEST_CASE("init says what it could not find, and which codes nothing knows", "[init]")
{
    const ScratchFolder folder;
    const auto starter =
        starter_of(write_csv(folder, "Easting,Northing,Date,Code\n" + kRows + "424530,564320,2024-03-31,008/06\n"));
    CHECK(says(starter, "Knife-enabled: no column looks like a knife flag. Map one?"));
    CHECK(says(starter, "Domestic: no column looks like a domestic flag. Map one?"));
    CHECK(says(starter, "Alcohol or drugs: no column looks like such a flag. Map one? (Drug offences are not it.)"));
    CHECK(says(starter, "burglary: 1 of 3 rows"));
    CHECK(says(starter, "33.3 % of rows have codes that no theme or table here knows: 008/06. If they are local "
                        "spellings, 'codes' in [incidents] maps them (configs/sample_codes.csv shows how)."));
    CHECK(check_starter(starter, folder.path()).used == 3);
}

TEST_CASE("without a position, a date or an offence the rows are not read, and init asks", "[init]")
{
    const ScratchFolder folder;
    const auto starter = starter_of(write_csv(folder, "a,b\n1,2\n"));
    CHECK(says(starter, "Date: no column looks like the date of the incident. Which one is it?"));
    CHECK(says(starter, "Offence: no column looks like an offence or its code. Which one is it?"));
    CHECK(has_line(starter, "# easting = \"...\"   # not found"));
    CHECK_THROWS_AS(check_starter(starter, folder.path()), ConfigError);
}

TEST_CASE("no header serves two keys, and one that stands there twice serves none", "[init]")
{
    const auto guesses = init::guess_columns(
        std::vector<std::string>{"Offence Code", "Offence", "Date", "Date", "Beat", "Crime Ref", "Location Type"});
    CHECK(guesses == init::Guesses{{"code", "Offence Code"},
                                   {"offence", "Offence"},
                                   {"own_area", "Beat"},
                                   {"id", "Crime Ref"},
                                   {"location_type", "Location Type"}});
}
