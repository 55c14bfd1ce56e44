// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{
const std::string kEnough = "easting = \"E\"\nnorthing = \"N\"\ndate = \"WHEN\"\ncode = \"CODE\"\n";
}

TEST_CASE("a whole config for a force's export reads as it says", "[config]")
{
    const auto config = parse(R"(
title = "Harm hotspots, own export"
[incidents]
files = ["export.csv"]
codes = "codes.csv"
[incidents.columns]
easting = "GRID_E"
northing = "GRID_N"
code = "HO_CODE"
offence = "OFFENCE"
earliest = "DATE_FROM"
latest = "DATE_TO"
id = "CRIME_NO"
location = "STREET"
location_type = "PREMISES"
domestic = "DA_FLAG"
flags = { knife = "KNIFE_ENABLED", alcohol = "ALC" }
flag_list = "QUALIFIERS"
flag_separator = "|"
[[areas]]
layer = "command"
file = "areas.gpkg"
name = "name"
pack = true
isolate = true
[harm]
table = "harm.csv"
[[theme]]
name = "knife_crime"
match = { any = [ { all = [ { field = "code", in = ["8N", "34B"] }, { flag = "knife" } ] },
                  { field = "code", equals = "10D" } ] }
[[theme]]
name = "night_time_economy"
match = { all = [ { field = "offence", prefix = "Assault" }, { hours = [18, 6] }, { not = [ { flag = "domestic" } ] } ] }
[[hotspots]]
method = "kde"
)");
    CHECK(config.incidents.format == "columns");
    CHECK(config.incidents.epsg == 27700);
    CHECK(config.incidents.code_map == "configs/codes.csv");
    const auto& columns = config.incidents.columns;
    CHECK(columns.easting == "GRID_E");
    CHECK(columns.northing == "GRID_N");
    CHECK(columns.code == "HO_CODE");
    CHECK(columns.offence == "OFFENCE");
    CHECK(columns.earliest == "DATE_FROM");
    CHECK(columns.latest == "DATE_TO");
    CHECK(columns.date.empty());
    CHECK(columns.id == "CRIME_NO");
    CHECK(columns.location == "STREET");
    CHECK(columns.location_type == "PREMISES");
    CHECK(columns.domestic == "DA_FLAG");
    CHECK(columns.flags == std::map<std::string, std::string>{{"alcohol", "ALC"}, {"knife", "KNIFE_ENABLED"}});
    CHECK(columns.flag_list == "QUALIFIERS");
    CHECK(columns.flag_separator == "|");
    CHECK(config.areas[0].isolate);
    CHECK(config.publish.marking == "OFFICIAL-SENSITIVE");
    const auto& night = config.themes[1].match;
    CHECK(night.rules[1].kind == Rule::Kind::hours);
    CHECK(night.rules[1].from_hour == 18);
    CHECK(night.rules[1].to_hour == 6);
    CHECK(night.rules[2].rules[0].kind == Rule::Kind::flag);
    CHECK(night.rules[2].rules[0].values == std::vector<std::string>{"domestic"});
}

TEST_CASE("columns must say where, when and what, each in one way", "[config]")
{
    CHECK(problems_of(kForce + kEnough).empty());
    CHECK(problems_of(kForce) ==
          Problems{
              "configs/north.toml:14:1: [incidents.columns] does not say where each incident happened: easting "
              "and northing, longitude and latitude, or grid_reference",
              "configs/north.toml:14:1: [incidents.columns] does not say when each incident happened: date, or "
              "earliest and latest",
              "configs/north.toml:14:1: [incidents.columns] does not say what happened: name offence, code or both"});
    CHECK(problems_of(kForce + kEnough + "longitude = \"X\"\nlatitude = \"Y\"\nearliest = \"A\"\nlatest = \"B\"\n") ==
          Problems{"configs/north.toml:14:1: [incidents.columns] says in two ways where each incident happened: "
                   "easting and northing, longitude and latitude, or grid_reference; keep one",
                   "configs/north.toml:14:1: [incidents.columns] says in two ways when each incident happened: date, "
                   "or earliest and latest; keep one"});
}

TEST_CASE("columns that go together are named together and differ", "[config]")
{
    CHECK(problems_of(kForce + "easting = \"E\"\nlatest = \"L\"\noffence = \"O\"\n") ==
          Problems{"configs/north.toml:15:1: easting in [incidents.columns] goes with northing, which is missing",
                   "configs/north.toml:16:1: latest in [incidents.columns] goes with earliest, which is missing"});
    CHECK(problems_of(kForce + with(kEnough, "\"N\"", "\"E\"")) ==
          Problems{"configs/north.toml:16:1: easting and northing are both the column 'E'"});
}

TEST_CASE("flags have names that rules can use, and no second meaning", "[config]")
{
    CHECK(
        problems_of(kForce + kEnough + "domestic = \"D\"\nflags = { Knife = \"K\", domestic = \"D2\", drugs = 1 }\n") ==
        Problems{"configs/north.toml:19:1: domestic is also one of the flags; keep one of them",
                 "configs/north.toml:20:11: flags in [incidents.columns]: 'Knife' is no name; a name is a lower-case "
                 "letter, then letters, digits or _, at most 40 in all, and no device name of Windows",
                 "configs/north.toml:20:49: flags.drugs in [incidents.columns] must be a text in quotes, not 1"});
    CHECK(problems_of(kForce + kEnough + "flag_separator = \",\"\n") ==
          Problems{"configs/north.toml:19:1: flag_separator separates the flags in flag_list, which is missing"});
    std::string many = "flags = { ";
    for (int i = 0; i < 33; ++i) {
        many += (i == 0 ? "f" : ", f") + std::to_string(i) + " = \"C\"";
    }
    CHECK(
        problems_of(kForce + kEnough + many + " }\n") ==
        Problems{"configs/north.toml:19:1: more than 32 flags, domestic counted; leave out those that no theme uses"});
}

TEST_CASE("format and columns must agree", "[config]")
{
    CHECK(problems_of(with(kForce, "[incidents.columns]", "format = \"police-uk\"\n[incidents.columns]")) ==
          Problems{"configs/north.toml:15:1: [incidents.columns] is for your own export, and format is 'police-uk', "
                   "whose columns are known; leave one of them out"});
    CHECK(problems_of(with(kSmallest, "\"police-uk\"", "\"columns\"")) ==
          Problems{"configs/north.toml:3:1: format = \"columns\" needs [incidents.columns] to say which column holds "
                   "what"});
    CHECK(problems_of(with(kSmallest, "format = \"police-uk\"\n", "")) ==
          Problems{"configs/north.toml:1:1: missing key 'format' in [incidents]: write format = \"police-uk\" for "
                   "files of data.police.uk, or describe your own export in [incidents.columns]"});
    CHECK(problems_of(with(kSmallest, "format = \"police-uk\"", "format = \"police_uk\"")) ==
          Problems{"configs/north.toml:3:10: format in [incidents] is 'police_uk'; it must be 'police-uk' or "
                   "'columns'; did you mean 'police-uk'?"});
}

TEST_CASE("crs is of eastings, not of degrees", "[config]")
{
    const auto irish =
        parse(with(kForce, "[incidents.columns]", "crs = \"EPSG:29903\"\n[incidents.columns]") + kEnough);
    CHECK(irish.incidents.epsg == 29903);
    CHECK(problems_of(with(kSmallest, "format =", "crs = \"EPSG:27700\"\nformat =")) ==
          Problems{"configs/north.toml:3:1: crs is of easting and northing, and these incidents have longitude and "
                   "latitude, which are always WGS 84; leave it out"});
}

TEST_CASE("incidents to leave out are a rule like a theme's", "[config]")
{
    const std::string exclude = "[incidents.exclude]\nmatch = ";
    const auto config = parse(kForce + kEnough + exclude + "{ field = \"code\", in = [\"Cancelled\"] }\n");
    REQUIRE(config.incidents.exclude.size() == 1);
    CHECK(config.incidents.exclude.front().match.values == std::vector<std::string>{"Cancelled"});
    CHECK(parse(kForce + kEnough).incidents.exclude.empty());
    const auto complaint = [&](const std::string& columns, const std::string& rule) {
        const auto problems = problems_of(kForce + kEnough + columns + exclude + rule + "\n");
        return problems.size() == 1 ? problems.front() : std::string("not one problem");
    };
    CHECK_THAT(complaint("", "{ field = \"outcome\", equals = \"x\" }"),
               Catch::Contains("in the rule of [[incidents.exclude]]"));
    CHECK_THAT(complaint("flag_list = \"F\"\n", "{ not = { flag = \"gone\" } }"),
               Catch::Contains("the flag 'gone', which has no column of its own"));
    CHECK(problems_of(kForce + kEnough + "flag_list = \"F\"\nflags = { gone = \"G\" }\n" + exclude +
                      "{ flag = \"gone\" }\n")
              .empty());
}

TEST_CASE("grid references are one way of saying where, always on the national grid", "[config]")
{
    const std::string what = "date = \"D\"\noffence = \"O\"\n";
    CHECK(parse(kForce + what + "grid_reference = \"G\"\n").incidents.columns.grid_reference == "G");
    const auto problems = problems_of(kForce + what +
                                      "easting = \"E\"\nnorthing = \"N\"\nlongitude = \"X\"\n"
                                      "latitude = \"Y\"\ngrid_reference = \"G\"\n");
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems.front(), Catch::Contains("in three ways where each incident happened"));
}
