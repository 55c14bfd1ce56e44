// SPDX-License-Identifier: MIT
#include "harmspot/error.hpp"
#include "incident_files.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

constexpr std::string_view kHeader =
    "Ref,Easting,Northing,When,Offence,Code,Street,Premises,DA,Knife,Alcohol,Keywords\n";

RunConfig full_config()
{
    auto config = export_config();
    auto& map = config.incidents.columns;
    map.id = "ref";
    map.code = "code";
    map.location = "Street";
    map.location_type = "Premises";
    map.domestic = "DA";
    map.flags = {{"knife", "Knife"}, {"alcohol", "Alcohol"}};
    return config;
}

std::string row(std::string_view ref, std::string_view rest)
{
    return std::string(ref).append(",425000,565000,2023-01-01,").append(rest).append("\n");
}

IncidentsRead read_rows(const std::string& rows, const RunConfig& config)
{
    return read_text(std::string(kHeader) + rows, config);
}

/// Names of the flags that incident `i` carries.
std::vector<std::string> flags_of(const Incidents& incidents, std::size_t i)
{
    std::vector<std::string> names;
    for (std::size_t bit = 0; bit < incidents.flag_names.size(); ++bit) {
        if ((incidents.flags[i] >> bit & 1U) != 0) {
            names.push_back(incidents.flag_names[bit]);
        }
    }
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("thousands commas and exponents are coordinates like any", "[read][columns]")
{
    const auto read = read_text("Easting,Northing,When,Offence\n\"425,123\",\"565,000.0\",2023-01-01,a\n"
                                "4.25123E+05,565000,2023-01-01,b\n",
                                export_config());
    REQUIRE(read.incidents.size() == 2);
    CHECK(read.incidents.places.x == std::vector<double>{425123});
    CHECK(read.incidents.places.y == std::vector<double>{565000});
}

TEST_CASE("grid references take the place of a pair of coordinates", "[read][columns]")
{
    auto config = export_config();
    config.incidents.columns.easting = "";
    config.incidents.columns.northing = "";
    config.incidents.columns.grid_reference = "GridRef";
    config.incidents.epsg = 4326; // of easting and northing: means nothing here
    const auto read = read_text("GridRef,When,Offence\nNZ 245 643,2023-01-01,a\n,2023-01-01,b\n"
                                "NZ 24,2023-01-01,c\nAA 1 1,2023-01-01,d\n",
                                config);
    CHECK(rejects_text(read.report) == "4:bad_coordinate 5:bad_coordinate");
    CHECK(read.report.no_coordinates == 1);
    CHECK(read.report.crs.source_epsg == 27700);
    CHECK(read.incidents.places.x == std::vector<double>{424550});
    CHECK(read.incidents.places.y == std::vector<double>{564350});
    config.incidents.columns.longitude = "Lon";
    config.incidents.columns.latitude = "Lat";
    CHECK_THROWS_WITH(read_text("GridRef,When,Offence\n", config), Catch::Contains("more than one of easting"));
}

TEST_CASE("offence codes that Excel made dates stop the run, unless they are listed", "[read][columns]")
{
    const auto rows = row("1", "a,8/7,,,,,,") + row("2", "a,06-Aug,,,,,,") + row("3", "a,aug-6,,,,,,");
    CHECK_THROWS_WITH(read_rows(rows, full_config()),
                      Catch::StartsWith("in.csv:3: the offence code '06-Aug' is a date") &&
                          Catch::Contains("Format the column as Text in Excel"));
    for (const std::string code : {"28A", "06-Augx", "006-Aug", "Aug-2006", "-Aug", "06-", "8-6", "A-1"}) {
        CAPTURE(code);
        CHECK(read_rows(row("1", "a," + code + ",,,,,,"), full_config()).incidents.size() == 1);
    }
    const ScratchFolder folder;
    auto config = full_config();
    config.incidents.code_map = folder.write("codes.csv", "code_in,code_out\n06-Aug,8/6\nAUG-6,8/6\n");
    const auto read = read_rows(rows, config);
    CHECK(read.incidents.codes.texts == Names{"", "8/6", "8/7"});
    config.incidents.columns.code = ""; // nobody looks at it
    config.incidents.code_map = "";
    CHECK(read_rows(rows, config).incidents.size() == 3);
}

TEST_CASE("rows that the exclude rule matches are counted and gone", "[read][columns]")
{
    auto config = full_config();
    Rule cancelled;
    cancelled.kind = Rule::Kind::in;
    cancelled.field = "location_type";
    cancelled.values = {"Cancelled", "no crime"};
    Rule knife;
    knife.kind = Rule::Kind::flag;
    knife.values = {"knife"};
    Rule either;
    either.kind = Rule::Kind::any;
    either.rules = {cancelled, knife};
    config.incidents.exclude = {{"", either}};
    const std::string rows = row("1", "a,1,,House,,,,") + row("2", "gone,2,,CANCELLED,,,,") + "bad\n" +
                             row("3", "gone,3,,House,,y,,") + row("1", "a,1,,House,,,,") +
                             row("4", "b,4,,No crime,,,,");
    const auto read = read_rows(rows, config);
    CHECK(rejects_text(read.report) ==
          "3:excluded_by_rule 4:column_count 5:excluded_by_rule 6:duplicate 7:excluded_by_rule");
    CHECK(adds_up(read.report));
    CHECK(offences_of(read.incidents) == Names{"a"});
    CHECK(read.incidents.offences.texts == Names{"", "a"}); // nothing of them is left
    const auto pieces = read_text(std::string(kHeader) + rows, config, 3, {40});
    CHECK(rejects_text(pieces.report) == rejects_text(read.report));
    cancelled.field = "weather";
    config.incidents.exclude = {{"", cancelled}};
    CHECK_THROWS_WITH(read_rows(rows, config), Catch::Contains("[[incidents.exclude]]"));
}

TEST_CASE("every mapped column of an export is read", "[read][columns]")
{
    const auto read = read_rows(row("1", "Burglary, Dwelling\",\"28A,High St,House,N,y,,"), full_config());
    CHECK(rejects_text(read.report) == "2:column_count"); // a stray quote
    const auto good = read_rows(row("1", "\"Burglary, Dwelling\",28A,High St,House,N,y,,"), full_config());
    REQUIRE(good.incidents.size() == 1);
    const auto& incidents = good.incidents;
    CHECK(incidents.offences[incidents.offence[0]] == "Burglary, Dwelling");
    CHECK(incidents.codes[incidents.code[0]] == "28A");
    CHECK(incidents.locations[incidents.location[0]] == "High St");
    CHECK(incidents.location_types[incidents.location_type[0]] == "House");
    CHECK(incidents.flag_names == Names{"alcohol", "domestic", "knife"});
    CHECK(flags_of(incidents, 0) == Names{"knife"});
    CHECK(incidents.precision[0] == TimePrecision::day);
}

TEST_CASE("Y, Yes, 1 and True set a flag, in any case", "[read][columns]")
{
    const auto read = read_rows(row("1", "a,,,,Y,yes,1,") + row("2", "a,,,,TRUE, True ,y,") + row("3", "a,,,,N,no,0,") +
                                    row("4", "a,,,,false,2,yess,") + row("5", "a,,,,,unknown,YES,"),
                                full_config());
    CHECK(flags_of(read.incidents, 0) == Names{"alcohol", "domestic", "knife"});
    CHECK(flags_of(read.incidents, 1) == Names{"alcohol", "domestic", "knife"});
    CHECK(flags_of(read.incidents, 2).empty());
    CHECK(flags_of(read.incidents, 3).empty());
    CHECK(flags_of(read.incidents, 4) == Names{"alcohol"});
}

TEST_CASE("flags in one separated column join those with their own", "[read][columns]")
{
    auto config = full_config();
    config.incidents.columns.flag_list = "Keywords";
    const auto read =
        read_rows(row("1", "a,,,,,,Y,Drugs ; knife;") + row("2", "a,,,,,,,") + row("3", "a,,,,,,,;;DRUGS"), config);
    CHECK(read.incidents.flag_names == Names{"alcohol", "domestic", "drugs", "knife"});
    CHECK(flags_of(read.incidents, 0) == Names{"alcohol", "drugs", "knife"});
    CHECK(flags_of(read.incidents, 1).empty());
    CHECK(flags_of(read.incidents, 2) == Names{"drugs"});
}

TEST_CASE("of more than 32 listed flags those that themes name are kept", "[read][columns]")
{
    auto config = full_config();
    config.incidents.columns.flag_list = "Keywords";
    Theme theme;
    theme.match.rules.resize(1);
    theme.match.rules[0].kind = Rule::Kind::flag;
    theme.match.rules[0].values = {"f39"};
    config.themes = {theme};
    std::string rows;
    for (int i = 0; i < 40; ++i) {
        rows += row(std::to_string(i), "a,,,,,,,f" + std::to_string(i));
    }
    const auto read = read_rows(rows, config);
    CHECK(read.incidents.flag_names == Names{"alcohol", "domestic", "f39", "knife"});
    CHECK(flags_of(read.incidents, 39) == Names{"f39"});
    CHECK_THAT(read.report.warnings,
               Catch::VectorContains(std::string("The column 'Keywords' lists 39 flags more than can be told apart; "
                                                 "those that no theme names are left out.")));
}

TEST_CASE("codes are translated by a map", "[read][columns]")
{
    const ScratchFolder folder;
    auto config = full_config();
    config.incidents.code_map = folder.write("map.csv", "code_in,code_out,note\n008/06,8Q,x\n028/01, 28E ,y\n");
    const auto read = read_rows(row("1", "a,008/06,,,,,,") + row("2", "a,28E,,,,,,") + row("3", "a,028/01,,,,,,") +
                                    row("4", "a,other,,,,,,") + row("5", "a,,,,,,,"),
                                config);
    CHECK(read.incidents.codes.texts == Names{"", "28E", "8Q", "other"});
    CHECK(read.incidents.code == std::vector<std::uint32_t>{2, 1, 1, 3, 0});

    config.incidents.code_map = folder.write("twice.csv", "code_in,code_out\na1,x\nA1,y\n");
    CHECK_THROWS_WITH(read_rows("", config), Catch::Contains("twice.csv:3: this code_in stands further up already"));
    config.incidents.code_map = folder.write("empty.csv", "code_in,code_out\na1,\n");
    CHECK_THROWS_WITH(read_rows("", config), Catch::Contains("empty.csv:2: code_in or code_out is empty"));
    config.incidents.code_map = folder.write("short.csv", "code_in,code_out\na1\n");
    CHECK_THROWS_WITH(read_rows("", config), Catch::Contains("short.csv:2:"));
    config.incidents.code_map = folder.path("absent.csv");
    CHECK_THROWS_AS(read_rows("", config), InputError);
}

TEST_CASE("a row that repeats another in reference and content is a duplicate", "[read][columns]")
{
    const auto read =
        read_rows(row("1", "a,,,,,,,") + row("2", "a,,,,,,,") + row("1", "a,,,,,,,x") + row("1", "b,,,,,,,") +
                      row("", "a,,,,,,,") + row("", "a,,,,,,,") + row(" 1 ", "b,,,,,,,"),
                  full_config());
    CHECK(rejects_text(read.report) == "4:duplicate 8:duplicate");
    CHECK(adds_up(read.report));
    CHECK(offences_of(read.incidents) == Names{"a", "a", "b", "a", "a"}); // no reference, no repeat
    CHECK(read.report.warnings == Names{"1 reference stands on rows that differ; all of them are kept."});
}

TEST_CASE("repeats are found across files", "[read][columns]")
{
    const ScratchFolder folder;
    const auto one = folder.write("1.csv", std::string(kHeader) + row("1", "a,,,,,,,") + row("2", "a,,,,,,,"));
    const auto two = folder.write("2.csv", std::string(kHeader) + row("3", "a,,,,,,,") + row("2", "a,,,,,,,"));
    const auto read = read_incidents({one, two}, {"1.csv", "2.csv"}, full_config(), 2, {});
    CHECK(read.report.inputs[0].used == 2);
    CHECK(read.report.inputs[1].used == 1);
    REQUIRE(read.report.rejects.size() == 1);
    CHECK(read.report.rejects[0].input == 1);
    CHECK(read.report.rejects[0].line == 3);
}

TEST_CASE("headers that lack or repeat a mapped column stop the run with the cure", "[read][columns]")
{
    CHECK_THROWS_WITH(read_text("Eastng,Northing,When,Offence\n", export_config()),
                      "in.csv:1: no column 'Easting' (easting); did you mean 'Eastng'? Columns found: Eastng, "
                      "Northing, When, Offence");
    CHECK_THROWS_WITH(read_text("Northing,When,Offence,X\n", export_config()),
                      Catch::StartsWith("in.csv:1: no column 'Easting' (easting). Columns found: "));
    CHECK_THROWS_WITH(
        read_text("Easting,Northing,When,Offence, EASTING \n", export_config()),
        Catch::StartsWith("in.csv:1: the column 'Easting' (easting) stands there twice, as columns 1 and 5;"));
    CHECK(read_text("Easting,Northing,When,Offence,Note,Note\n425000,565000,2023-01-01,a,,\n", export_config())
              .incidents.size() == 1);
    std::string wide = "x";
    for (int i = 0; i < 3000; ++i) {
        wide += "," + std::string(200, 'y');
    }
    try {
        static_cast<void>(read_text(wide + "\n", export_config()));
        FAIL("a header without the columns was taken");
    } catch (const InputError& error) {
        CHECK(std::string(error.what()).size() < 2500);
    }
}

TEST_CASE("maps that cannot be used are config errors", "[read][columns]")
{
    auto config = export_config();
    config.incidents.columns.northing = "";
    CHECK_THROWS_AS(read_text("a\n", config), ConfigError);
    config = export_config();
    config.incidents.columns.longitude = "a";
    config.incidents.columns.latitude = "b";
    CHECK_THROWS_AS(read_text("a\n", config), ConfigError);
    config = export_config();
    config.incidents.columns.date = "";
    CHECK_THROWS_AS(read_text("a\n", config), ConfigError);
    config.incidents.format = "xml";
    CHECK_THROWS_AS(read_text("a\n", config), ConfigError);
}
