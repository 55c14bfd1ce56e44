// SPDX-License-Identifier: MIT
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

/// Rejects of rows below the header "Easting,Northing,When,Offence" (line 1).
std::string rejects_of(std::string_view rows, const RunConfig& config = export_config())
{
    const auto read = read_text("Easting,Northing,When,Offence\n" + std::string(rows), config);
    CHECK(adds_up(read.report));
    return rejects_text(read.report);
}

RunConfig span_config()
{
    auto config = export_config();
    config.incidents.columns.date = "";
    config.incidents.columns.earliest = "First";
    config.incidents.columns.latest = "Last";
    return config;
}

IncidentsRead read_spans(std::string_view rows, const RunConfig& config = span_config())
{
    return read_text("Easting,Northing,First,Last,Offence\n" + std::string(rows), config);
}

} // namespace

TEST_CASE("rows of the wrong shape", "[read][rejects]")
{
    CHECK(rejects_of("1,2,3\n425000,565000,2023-01-01,a\n425000,565000,2023-01-01,a,b\n") ==
          "2:column_count 4:column_count");
    CHECK(rejects_of("425000,565000,2023-01-01,a\n\n425000,565000,2023-01-01,a\n\n\n") == "3:column_count");
    CHECK(rejects_of("425000,565000,2023-01-01,\"a\n425000,565000,2023-01-01,b\n") == "2:column_count");
    const std::string wide(2'000'000, 'x');
    CHECK(rejects_of("425000,565000,2023-01-01," + wide + "\n425000,565000,bad,a\n") == "2:line_too_long 3:bad_date");
}

namespace
{

/// "easting,date,": the column at fault, row by row.
std::string columns_of(const IncidentsRead& read)
{
    std::string text;
    for (const auto& reject : read.report.rejects) {
        text.append(reject_column_text(reject.column)).append(";");
    }
    return text;
}

} // namespace

TEST_CASE("a row left out names the column at fault, never its value", "[read][rejects]")
{
    constexpr std::int32_t kNewYear2023 = 19358;
    auto config = export_config();
    config.period = Period{kNewYear2023, kNewYear2023 + 30};
    CHECK(columns_of(read_text("Easting,Northing,When,Offence\n"
                               "x,565000,2023-01-02,a\n425000,x,2023-01-02,a\n425000,,2023-01-02,a\n"
                               ",565000,2023-01-02,a\n0,0,2023-01-02,a\n425000,565000,never,a\n"
                               "425000,565000,,a\n425000,565000,2024-01-01,a\n1,2\n",
                               config)) == "easting;northing;northing;easting;easting and northing;date;date;date;;");
    CHECK(columns_of(read_text("Easting,Northing,When,Offence\n425000,565000,2023-01-02,caf\x81\n", config)) ==
          "offence;");
    auto spans = span_config();
    spans.period = config.period;
    CHECK(columns_of(read_spans("425000,565000,2023-01-09,2023-01-02,a\n425000,565000,bad,2023-01-02,a\n"
                                "425000,565000,2023-01-02,bad,a\n425000,565000,,,a\n"
                                "425000,565000,2022-12-31,2023-01-02,a\n425000,565000,2023-01-31,2023-02-01,a\n",
                                spans)) == "earliest and latest;earliest;latest;earliest and latest;earliest;latest;");
}

TEST_CASE("other ways of saying where and when are named as the config names them", "[read][rejects]")
{
    RunConfig config;
    config.incidents.format = "columns";
    config.incidents.columns.grid_reference = "Square";
    config.incidents.columns.recorded = "Seen";
    config.incidents.columns.offence = "Offence";
    config.incidents.date_basis = DateBasis::recorded;
    CHECK(columns_of(read_text("Square,Seen,Offence\nnowhere,2023-01-02,a\nNZ 245 643,never,a\n", config)) ==
          "grid_reference;recorded;");
    config.incidents.columns.grid_reference.clear();
    config.incidents.columns.longitude = "Lon";
    config.incidents.columns.latitude = "Lat";
    CHECK(columns_of(read_text("Lon,Lat,Seen,Offence\nx,54.9,2023-01-02,a\n-1.6,x,2023-01-02,a\n"
                               "-100,54.9,2023-01-02,a\n-1.6,20,2023-01-02,a\n",
                               config)) == "longitude;latitude;longitude and latitude;longitude and latitude;");
}

TEST_CASE("a repeated row and one that a rule leaves out have no column at fault", "[read][rejects]")
{
    auto config = export_config();
    config.incidents.columns.id = "Ref";
    Rule cancelled;
    cancelled.kind = Rule::Kind::equals;
    cancelled.field = "offence";
    cancelled.values = {"cancelled"};
    config.incidents.exclude = {{"", cancelled}};
    const auto read = read_text("Ref,Easting,Northing,When,Offence\nr,425000,565000,2023-01-02,a\n"
                                "r,425000,565000,2023-01-02,a\ns,425000,565000,2023-01-02,cancelled\n",
                                config);
    CHECK(rejects_text(read.report) == "3:duplicate 4:excluded_by_rule");
    CHECK(columns_of(read) == ";;");
}

TEST_CASE("lines are physical lines where rows start", "[read][rejects]")
{
    CHECK(rejects_of("425000,565000,2023-01-01,\"two\nlines\"\nx,565000,2023-01-01,a\n\"x\n\",1,2023-01-01,a\n1,2\n") ==
          "4:bad_number 5:bad_number 7:column_count");
    const auto read = read_text("\"Easting\n\",Northing,When,Offence\n1,2\n", export_config());
    CHECK(rejects_text(read.report) == "3:column_count"); // a header may span lines too
}

TEST_CASE("texts that are neither UTF-8 nor Windows-1252", "[read][rejects]")
{
    CHECK(rejects_of("425000,565000,2023-01-01,caf\x81\n425000,565000,2023-01-01,caf\xC3\xA9\n") == "2:bad_encoding");
    CHECK(rejects_of("425\x81,565000,2023-01-01,a\n425000,565000,\x81,a\n") == "2:bad_encoding 3:bad_encoding");
    CHECK(rejects_of(std::string("425000,565000,2023-01-01,a\0b\n", 29)) == "2:bad_encoding");
    const auto unmapped =
        read_text("Easting,Northing,When,Offence,Note\n425000,565000,2023-01-01,a,caf\xE9\n", export_config());
    CHECK(unmapped.report.rejects.empty()); // nobody looks at a column the config does not name
}

TEST_CASE("coordinates that are no numbers or no position", "[read][rejects]")
{
    CHECK(rejects_of("42506S,565000,2023-01-01,a\n425000,north,2023-01-01,a\n\"425,00\",565000,2023-01-01,a\n") ==
          "2:bad_number 3:bad_number 4:bad_number");
    CHECK(rejects_of("nan,565000,2023-01-01,a\n425000,inf,2023-01-01,a\n0,0,2023-01-01,a\n0.0,-0,2023-01-01,a\n"
                     "425000,,2023-01-01,a\n,565000,2023-01-01,a\n,,2023-01-01,a\n") ==
          "2:bad_coordinate 3:bad_coordinate 4:bad_coordinate 5:bad_coordinate 6:bad_coordinate 7:bad_coordinate");
    CHECK(rejects_of("425000000,565000000,2023-01-01,a\n-1.6,-3000000,2023-01-01,a\n") ==
          "2:bad_coordinate 3:bad_coordinate");
}

TEST_CASE("longitude and latitude swapped, or outside the world or Britain", "[read][rejects]")
{
    const auto read =
        read_text(std::string(kPoliceHeader) + police_row("2023-01", "54.9", "-1.6", "A", "B") +
                      police_row("2023-01", "-1.6", "91", "A", "B") + police_row("2023-01", "181", "54.9", "A", "B") +
                      police_row("2023-01", "-180", "90", "A", "B") + police_row("2023-01", "-1.6", "54.9", "A", "B"),
                  police_config());
    CHECK(rejects_text(read.report) == "2:bad_coordinate 3:bad_coordinate 4:bad_coordinate 5:bad_coordinate");
    CHECK(read.incidents.size() == 1);
    CHECK(read.incidents.places.size() == 1);
    CHECK(adds_up(read.report));
}

TEST_CASE("dates that are none, and spans the wrong way round", "[read][rejects]")
{
    CHECK(rejects_of(
              "425000,565000,,a\n425000,565000,1899-12-31,a\n425000,565000,2999-01-01,a\n425000,565000,soon,a\n") ==
          "2:bad_date 3:bad_date 4:bad_date 5:bad_date");
    const auto read = read_spans("425000,565000,02/01/2023 10:00,01/01/2023 09:00,a\n425000,565000,,,b\n"
                                 "425000,565000,01/01/2023 10:00,,c\n425000,565000,,01/01/2023 10:00,c\n"
                                 "425000,565000,01/01/2023 10:00,01/01/2023,d\n425000,565000,01/01/2023,soon,e\n");
    CHECK(rejects_text(read.report) == "2:date_order 3:bad_date 7:bad_date");
    CHECK(read.incidents.earliest_min[0] == read.incidents.latest_min[0]);
    CHECK(read.incidents.earliest_min[0] == read.incidents.earliest_min[1]);
    CHECK(read.incidents.latest_min[2] - read.incidents.earliest_min[2] == 14 * 60 - 1); // 10:00 to 23:59
    CHECK(read.incidents.precision ==
          std::vector<TimePrecision>{TimePrecision::minute, TimePrecision::minute, TimePrecision::day});
}

TEST_CASE("a row is in the period when its whole span is", "[read][rejects]")
{
    auto config = span_config();
    constexpr int kDay20230110 = 53 * 365 + 13 + 9;
    config.period = Period{kDay20230110, kDay20230110 + 1}; // 10 and 11 January 2023
    const auto read = read_spans("425000,565000,2023-01-09 23:59,,a\n425000,565000,2023-01-10 00:00,,b\n"
                                 "425000,565000,2023-01-11 23:59,,c\n425000,565000,2023-01-12 00:00,,d\n"
                                 "425000,565000,2023-01-09,2023-01-10,e\n425000,565000,2023-01-10,2023-01-11,f\n"
                                 "425000,565000,2023-01-11,2023-01-12,g\n425000,565000,2023-01,,h\n",
                                 config);
    CHECK(rejects_text(read.report) ==
          "2:out_of_period 5:out_of_period 6:out_of_period 8:out_of_period 9:out_of_period");
    config.period = Period{kDay20230110 - 9, kDay20230110 + 21}; // 1 to 31 January
    CHECK(read_spans("425000,565000,2023-01,,h\n425000,565000,2023-02,,i\n", config).incidents.size() == 1);
}

TEST_CASE("the first of several faults is the one counted", "[read][rejects]")
{
    CHECK(rejects_of("x,y\nx,565000,never,caf\x81\n0,0,never,caf\x81\n425000,565000,never,caf\x81\n425000,565000,2023-"
                     "01-01,caf\x81\n") == "2:column_count 3:bad_number 4:bad_coordinate 5:bad_date 6:bad_encoding");
}

TEST_CASE("texts of rejected rows are in no dictionary", "[read][rejects]")
{
    auto config = export_config();
    config.period = Period{53 * 365 + 13, 53 * 365 + 13}; // 1 January 2023
    const auto read =
        read_text("Easting,Northing,When,Offence\n425000,565000,2023-01-01,kept\n425000,565000,2023-01-02,late\n"
                  "0,0,2023-01-01,nowhere\n",
                  config);
    CHECK(read.incidents.offences.texts == std::vector<std::string>{"", "kept"});
}
