// SPDX-License-Identifier: MIT
#include "incident_files.hpp"
#include "layer_files.hpp"
#include "zip_files.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

/// code, day, place; positions from the geometry.
RunConfig layer_config()
{
    RunConfig config;
    config.incidents.format = "columns";
    auto& map = config.incidents.columns;
    map.code = "code";
    map.date = "day";
    map.location = "place";
    return config;
}

/// The same with positions from columns.
RunConfig table_config()
{
    auto config = layer_config();
    config.incidents.columns.easting = "east";
    config.incidents.columns.northing = "north";
    return config;
}

std::vector<LayerRow> some_rows()
{
    return {{Point{425065.25, 564000.5}, "008/06", 2023, 1, 5, "Park Road, the \"old\" end"},
            {Point{425100, 564100}, "28E", 2023, 2, 28, "=cmd()"},
            {std::nullopt, "30C", 2022, 12, 31, "Low Street"},
            {Point{425065.25, 564000.5}, "008/06", 2023, 1, 6, "Quay"}};
}

std::vector<LayerRow> in_degrees(std::vector<LayerRow> rows)
{
    for (auto& row : rows) {
        if (row.at) {
            row.at = Point{-1.61 + (row.at->x - 425000) / 1e5, 54.97};
        }
    }
    return rows;
}

std::string as_csv(const std::vector<LayerRow>& rows)
{
    std::string text = "code,day,place,east,north\n";
    for (const auto& row : rows) {
        std::string place;
        for (const char c : row.place) {
            place += c == '"' ? "\"\"" : std::string(1, c);
        }
        text += fmt::format("{},{:04}-{:02}-{:02},\"{}\",", row.code, row.year, row.month, row.day, place);
        text += row.at ? fmt::format("{},{}\n", row.at->x, row.at->y) : ",\n";
    }
    return text;
}

IncidentsRead read_one(const std::string& path, const RunConfig& config)
{
    return read_incidents({path}, {"in"}, config, 1, {});
}

std::string refusal(const std::string& path, const RunConfig& config)
{
    try {
        static_cast<void>(read_one(path, config));
    } catch (const Error& error) {
        return error.what();
    }
    return "read";
}

void check_same(const IncidentsRead& got, const IncidentsRead& want, double within_m)
{
    REQUIRE(got.incidents.size() == want.incidents.size());
    CHECK(got.incidents.earliest_min == want.incidents.earliest_min);
    if (!got.report.inputs[0].kind.starts_with("FlatGeobuf")) { // whose only dates are midnights
        CHECK(got.incidents.latest_min == want.incidents.latest_min);
    }
    CHECK(got.incidents.code == want.incidents.code);
    CHECK(got.incidents.codes.texts == want.incidents.codes.texts);
    CHECK(got.incidents.locations.texts == want.incidents.locations.texts);
    CHECK(got.report.no_coordinates == want.report.no_coordinates);
    CHECK(got.incidents.place == want.incidents.place);
    REQUIRE(got.incidents.places.x.size() == want.incidents.places.x.size());
    for (std::size_t i = 0; i < want.incidents.places.x.size(); ++i) {
        CHECK(std::abs(got.incidents.places.x[i] - want.incidents.places.x[i]) <= within_m);
        CHECK(std::abs(got.incidents.places.y[i] - want.incidents.places.y[i]) <= within_m);
    }
    CHECK(adds_up(got.report));
}

} // namespace

TEST_CASE("the same rows give the same incidents from every kind of layer", "[layer]")
{
    struct Kind {
        const char* file;
        const char* driver;
        const char* what;
        bool keeps_all = true; ///< rows without a position, and quotes in texts
    };
    const std::vector<Kind> kinds{{"a.gpkg", "GPKG", "GeoPackage, layer 'incidents'"},
                                  {"a.shp", "ESRI Shapefile", "Shapefile, layer 'a'"},
                                  {"a.fgb", "FlatGeobuf", "FlatGeobuf, layer 'a'", false},
                                  {"a.mif", "MapInfo File", "MapInfo, layer 'a'", false},
                                  {"a.tab", "MapInfo File", "MapInfo, layer 'a'", false}};
    for (const auto& kind : kinds) {
        INFO(kind.file);
        const std::string name = std::string(kind.file).substr(0, 1);
        const bool one_layer = std::string(kind.driver) != "GPKG";
        const ScratchFolder own;
        auto rows = some_rows();
        if (!kind.keeps_all) {
            rows.erase(rows.begin() + 2);
            rows[0].place = "Park Road, old end";
        }
        const auto want = read_one(own.write("in.csv", as_csv(rows)), table_config());
        REQUIRE(want.incidents.size() == rows.size());
        const auto path = write_layer(own.path(kind.file), kind.driver, rows, 27700, {one_layer ? name : "incidents"});
        const auto read = read_one(path, layer_config());
        CHECK(read.report.inputs[0].kind == kind.what);
        CHECK(read.report.inputs[0].delimiter == "none");
        check_same(read, want, 0.011); // MapInfo keeps whole centimetres
        check_same(read_one(path, table_config()), want, 0);
    }
}

TEST_CASE("layers in degrees give the same incidents as longitude and latitude", "[layer]")
{
    const ScratchFolder folder;
    auto config = layer_config();
    config.incidents.columns.longitude = "east";
    config.incidents.columns.latitude = "north";
    const auto rows = in_degrees(some_rows());
    const auto want = read_one(folder.write("in.csv", as_csv(rows)), config);
    REQUIRE(want.report.no_coordinates == 1);
    check_same(read_one(write_layer(folder.path("a.geojson"), "GeoJSON", rows, 4326), layer_config()), want, 0.02);
    check_same(read_one(write_layer(folder.path("a.gpkg"), "GPKG", rows, 4326), layer_config()), want, 1e-6);
    check_same(read_one(write_layer(folder.path("a.kml"), "LIBKML", rows, 4326), layer_config()), want, 0.02);
}

TEST_CASE("a number that MapInfo holds as 0, as it does empty ones, is missing", "[layer]")
{
    for (const auto* file : {"a.mif", "a.tab"}) {
        INFO(file);
        const ScratchFolder folder;
        auto rows = some_rows();
        rows.erase(rows.begin() + 2);
        rows[0].at = Point{0, 0};
        const auto path = write_layer(folder.path(file), "MapInfo File", rows, 27700, {"a"});
        const auto read = read_one(path, table_config());
        CHECK(read.incidents.size() == 3);
        CHECK(read.report.no_coordinates == 1);
    }
}

TEST_CASE("a workbook may have a title above its column names", "[workbook]")
{
    const ScratchFolder folder;
    const auto want = read_one(folder.write("in.csv", as_csv(some_rows())), table_config());
    for (const int above : {1, 3}) {
        CAPTURE(above);
        const auto path = write_titled_workbook(folder.path(fmt::format("{}.xlsx", above)), some_rows(), above);
        const auto read = read_one(path, table_config());
        check_same(read, want, 0);
        CHECK_THAT(read.report.warnings.front(),
                   Contains(fmt::format("in, sheet 'Data': its column names stand in row {}", above + 1)));
        auto config = table_config();
        config.incidents.columns.code = "HO code";
        CHECK_THAT(refusal(path, config),
                   Contains(fmt::format("sheet 'Data', row {}: no column 'HO code'", above + 1)));
    }
}

TEST_CASE("a workbook gives the same incidents as the CSV and names sheet rows", "[workbook]")
{
    const ScratchFolder folder;
    const auto want = read_one(folder.write("in.csv", as_csv(some_rows())), table_config());
    auto path = write_layer(folder.path("a.xlsx"), "XLSX", some_rows(), 0, {"Data"}, false);
    const auto read = read_one(path, table_config());
    check_same(read, want, 0);
    CHECK(read.report.inputs[0].kind == "Excel workbook, sheet 'Data'");
    CHECK_THAT(refusal(path, layer_config()), Contains("does not say where each incident happened"));

    auto rows = some_rows();
    rows[1].at = Point{0, 0};
    path = write_layer(folder.path("b.xlsx"), "XLSX", rows, 0, {"Notes", "Data"}, false);
    CHECK(rejects_text(read_one(path, table_config()).report) == "3:bad_coordinate");
    CHECK_THAT(read_one(path, table_config()).report.warnings.front(), Contains("in has 2 sheets; 'Notes' was read"));
    auto config = table_config();
    config.incidents.sheet = "Data";
    CHECK(read_one(path, config).report.inputs[0].kind == "Excel workbook, sheet 'Data'");
    config.incidents.sheet = "Sheet9";
    CHECK_THAT(refusal(path, config), Contains("has no sheet 'Sheet9'") && Contains("'Notes', 'Data'"));
    config = table_config();
    config.incidents.columns.code = "HO code";
    CHECK_THAT(refusal(path, config), Contains("sheet 'Notes', row 1: no column 'HO code'"));
}

TEST_CASE("a workbook that would unpack past the limits never reaches GDAL", "[workbook]")
{
    const ScratchFolder folder;
    const auto path = write_zip(folder.path("a.xlsx"), {{"[Content_Types].xml", "<Types/>"},
                                                        {"xl/workbook.xml", "<workbook/>"},
                                                        {"xl/worksheets/sheet1.xml", std::string(3U << 20U, ' ')}});
    CHECK_THAT(refusal(path, table_config()), Contains("more than 200 times its size"));
    const auto up =
        write_zip(folder.path("b.xlsx"),
                  {{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<workbook/>"}, {"../sheet1.xml", "x"}});
    CHECK_THAT(refusal(up, table_config()), Contains("leads out of the folder"));
    const auto hollow =
        write_zip(folder.path("c.xlsx"), {{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<w/>"}});
    CHECK_THAT(refusal(hollow, table_config()), Contains("in: "));
}

TEST_CASE("an offence code that is a date in a workbook stops the run", "[workbook]")
{
    const ScratchFolder folder;
    auto config = table_config();
    config.incidents.columns.code = "day";
    config.incidents.columns.date = "day";
    const auto path = write_layer(folder.path("a.xlsx"), "XLSX", some_rows(), 0, {"Data"}, false);
    CHECK_THAT(refusal(path, config), Contains("in:2: the offence code '2023-01-05' is a date"));
}

TEST_CASE("rejects of a layer count its features", "[layer]")
{
    const ScratchFolder folder;
    auto rows = some_rows();
    rows[2].at = Point{0, 0};
    rows[3].place = "two\nlines";
    const auto read = read_one(write_layer(folder.path("a.gpkg"), "GPKG", rows), layer_config());
    CHECK(rejects_text(read.report) == "3:bad_coordinate");
    CHECK(read.incidents.locations.texts.back() == "two lines");
}

TEST_CASE("layers that cannot be used are refused with the cure", "[layer]")
{
    const ScratchFolder folder;
    const auto two = write_layer(folder.path("two.gpkg"), "GPKG", some_rows(), 27700, {"crimes", "calls"});
    CHECK_THAT(refusal(two, layer_config()), Contains("has 2 layers; name the one") && Contains("'crimes', 'calls'"));
    auto config = layer_config();
    config.incidents.layer = "calls";
    CHECK(read_one(two, config).report.inputs[0].kind == "GeoPackage, layer 'calls'");
    config.incidents.layer = "burglaries";
    CHECK_THAT(refusal(two, config), Contains("has no layer 'burglaries'") && Contains("'crimes', 'calls'"));

    const auto nowhere = write_layer(folder.path("nowhere.shp"), "ESRI Shapefile", some_rows(), 0, {"nowhere"});
    CHECK_THAT(refusal(nowhere, layer_config()),
               Contains("does not say which coordinate reference system") && Contains("crs = \"EPSG:27700\""));
    config = layer_config();
    config.incidents.layer_epsg = 27700;
    CHECK(read_one(nowhere, config).incidents.size() == 4);

    const auto table = write_layer(folder.path("table.gpkg"), "GPKG", some_rows(), 27700, {"crimes"}, false);
    CHECK_THAT(refusal(table, layer_config()), Contains("is a table without positions"));
    CHECK(read_one(table, table_config()).incidents.size() == 4);

    const auto degrees = write_layer(folder.path("d.geojson"), "GeoJSON", in_degrees(some_rows()), 4326);
    const auto metres = write_layer(folder.path("m.gpkg"), "GPKG", some_rows());
    CHECK_THROWS_WITH(read_incidents({degrees, metres}, {"d.geojson", "m.gpkg"}, layer_config(), 1, {}),
                      Contains("is in EPSG:27700, and d.geojson in EPSG:4326"));
}

TEST_CASE("shapes that are no points cost their row, layers of them the run", "[layer]")
{
    const ScratchFolder folder;
    const std::string head = R"({"type":"FeatureCollection","features":[)";
    const std::string row =
        R"({"type":"Feature","properties":{"code":"28E","day":"2023-01-05","place":"x"},"geometry":)";
    const std::string point = R"({"type":"Point","coordinates":[-1.61,54.97]}})";
    const std::string one_of_many = R"({"type":"MultiPoint","coordinates":[[-1.61,54.97]]}})";
    const std::string line = R"({"type":"LineString","coordinates":[[-1.61,54.97],[-1.6,54.9]]}})";
    const auto mixed =
        folder.write("mixed.geojson", head + row + point + "," + row + line + "," + row + one_of_many + "]}");
    const auto read = read_one(mixed, layer_config());
    CHECK(read.incidents.size() == 2);
    CHECK(rejects_text(read.report) == "2:bad_coordinate");
    const auto lines = folder.write("lines.geojson", head + row + line + "]}");
    CHECK_THAT(refusal(lines, layer_config()), Contains("not of points"));
}

TEST_CASE("first bytes decide what a file is, and names that contradict them are told", "[kind]")
{
    const ScratchFolder folder;
    const auto write_as = [&](const char* name, std::string_view bytes) {
        const auto path = folder.write(name, bytes);
        try {
            static_cast<void>(read_incidents({path}, {name}, table_config(), 1, {}));
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("read");
    };
    const auto csv = as_csv(some_rows());
    CHECK_THAT(write_as("a.gpkg", csv), Contains("a.gpkg: is named like a GeoPackage but is not one"));
    CHECK_THAT(write_as("a.xlsx", csv), Contains("a.xlsx: is named like an Excel workbook but is not one"));
    CHECK_THAT(write_as("a.zip", csv), Contains("named like a ZIP"));
    CHECK_THAT(write_as("a.shp", "<OGRVRTDataSource/>"), Contains("is XML text"));
    CHECK_THAT(write_as("a.kml", "<!DOCTYPE kml [<!ENTITY a \"b\">]><kml/>"), Contains("is XML text"));
    CHECK_THAT(write_as("a.xls", "<html><table>"), Contains("is a web page"));
    CHECK_THAT(write_as("a.xls", "\xD0\xCF\x11\xE0\xA1\xB1"), Contains("old (.xls) or password-protected"));
    CHECK_THAT(write_as("a.csv", "{\"type\":\"Topology\"}"), Contains("a.csv: is not a layer that can be read"));
    CHECK(write_as("a.tab", csv) == "read");
    CHECK(write_as("a.txt", "Version,code,day,place,east,north\n1,28E,2023-01-05,x,425000,564000\n") == "read");
    const auto gpkg = write_layer(folder.path("b.gpkg"), "GPKG", some_rows());
    std::filesystem::rename(gpkg, folder.path("b.csv"));
    CHECK(read_one(folder.path("b.csv"), layer_config()).incidents.size() == 4);
}
