// SPDX-License-Identifier: MIT
#include "geo/gdal.hpp"
#include "harmspot/read.hpp"
#include "layer_file.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace harmspot;
using Catch::Matchers::Contains;

namespace
{

AreaConfig config_for(const std::string& file)
{
    AreaConfig config;
    config.layer = "command";
    config.file = file;
    config.file_as_written = "areas.geojson";
    config.name = "name";
    return config;
}

std::vector<std::string> names_of(const AreaLayer& layer)
{
    std::vector<std::string> names;
    for (const auto& area : layer.areas) {
        names.push_back(area.name);
    }
    return names;
}

/// Four squares in a row, named and grouped.
std::string four_squares()
{
    return collection(feature(R"({"name":"Gateshead","command":"Central"})", square(0, 0)) + "," +
                          feature(R"({"name":"Newcastle","command":"Central"})", square(1, 0)) + "," +
                          feature(R"({"name":"Sunderland","command":"Southern"})", square(2, 0)) + "," +
                          feature(R"({"name":"Blyth","command":"Northern"})", square(0, 1)),
                      kInMetres);
}

} // namespace

TEST_CASE("areas come sorted by name, with slugs and a checksum", "[read_areas]")
{
    const TestFolder folder;
    auto config = config_for(folder.file("a.geojson", four_squares()));
    config.pack = true;
    const auto layer = read_areas(config, 27700);
    CHECK(names_of(layer) == std::vector<std::string>{"Blyth", "Gateshead", "Newcastle", "Sunderland"});
    CHECK(layer.areas[1].slug == "gateshead");
    CHECK(area(layer.areas[1].shape) == 1e6);
    CHECK(layer.name == "command");
    CHECK(layer.path == "areas.geojson");
    CHECK(layer.sha256.size() == 64);
    CHECK(layer.pack);
    CHECK(layer.warnings.empty());
}

TEST_CASE("an attribute dissolves districts into commands", "[read_areas]")
{
    const TestFolder folder;
    auto config = config_for(folder.file("a.geojson", four_squares()));
    config.group_attribute = "command";
    const auto layer = read_areas(config, 27700);
    CHECK(names_of(layer) == std::vector<std::string>{"Central", "Northern", "Southern"});
    CHECK(area(layer.areas[0].shape) == 2e6);
    CHECK(layer.areas[0].shape.size() == 1);
    CHECK(layer.warnings.empty());
}

TEST_CASE("a table dissolves districts into commands", "[read_areas]")
{
    const TestFolder folder;
    auto config = config_for(folder.file("a.geojson", four_squares()));
    config.group = {{"South of Tyne", {"Gateshead", "Sunderland"}}, {"North of Tyne", {"Newcastle", "Blyth"}}};
    const auto layer = read_areas(config, 27700);
    CHECK(names_of(layer) == std::vector<std::string>{"North of Tyne", "South of Tyne"});
    CHECK(layer.areas[1].slug == "south-of-tyne");
    CHECK(area(layer.areas[1].shape) == 2e6);
    CHECK(layer.areas[1].shape.size() == 2);
}

TEST_CASE("without a crs member GeoJSON is longitude and latitude", "[read_areas]")
{
    const TestFolder folder;
    const auto text = collection(
        feature(R"({"name":"Box"})", polygon("[-1.62,54.96],[-1.60,54.96],[-1.60,54.98],[-1.62,54.98],[-1.62,54.96]")));
    const auto layer = read_areas(config_for(folder.file("a.geojson", text)), 27700);
    const auto box = bounds(layer.areas.front().shape);
    // (-1.61, 54.97) is at about 425065, 564000.
    CHECK(box.contains({425065, 564000}));
    CHECK(area(layer.areas.front().shape) == Approx(1279 * 2226).epsilon(0.01));
}

TEST_CASE("borders that differ in their last decimals dissolve without slivers", "[read_areas]")
{
    // The right-hand box's west border weaves a hair (1e-8 degree, 1 mm) around the left-hand box's east border.
    std::string west;
    std::string east;
    for (int i = 0; i <= 20; ++i) {
        const double latitude = 54.96 + 0.001 * i;
        west = fmt::format("[{},{:.3f}],", i % 2 == 0 ? "-1.60000001" : "-1.59999999", latitude) + west;
        east += fmt::format("[-1.6,{:.3f}],", latitude);
    }
    const auto text = collection(
        feature(R"({"name":"A","command":"C"})", polygon("[-1.62,54.96]," + east + "[-1.62,54.98],[-1.62,54.96]")) +
        "," +
        feature(R"({"name":"B","command":"C"})", polygon(west + "[-1.58,54.96],[-1.58,54.98],[-1.60000001,54.98]")));
    const TestFolder folder;
    auto config = config_for(folder.file("a.geojson", text));
    config.group_attribute = "command";
    const auto layer = read_areas(config, 27700);
    REQUIRE(layer.areas.front().shape.size() == 1);
    CHECK(layer.areas.front().shape.front().holes.empty());
}

TEST_CASE("a shapefile needs to say where it is", "[read_areas]")
{
    const TestFolder folder;
    const auto path = folder.path("districts.shp");
    {
        gdal::Dataset dataset(gdal::driver("ESRI Shapefile").Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        auto* layer = dataset->CreateLayer("districts", nullptr, wkbPolygon, nullptr);
        OGRFieldDefn field("NAME", OFTString);
        REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
        const gdal::FeaturePtr box(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        box->SetField("NAME", "Gateshead");
        const MultiPolygon shape{
            {{{420000, 560000}, {421000, 560000}, {421000, 561000}, {420000, 561000}, {420000, 560000}}, {}}};
        REQUIRE(box->SetGeometry(gdal::to_ogr(shape)->getGeometryRef(0)) == OGRERR_NONE);
        REQUIRE(layer->CreateFeature(box.get()) == OGRERR_NONE);
    }
    auto config = config_for(path);
    CHECK_THROWS_WITH(read_areas(config, 27700),
                      Contains("does not say which coordinate reference system") && Contains("crs = \"EPSG:27700\""));
    config.epsg = 27700;
    CHECK(area(read_areas(config, 27700).areas.front().shape) == 1e6);
    CHECK(names_of(read_areas(config, 27700)) == std::vector<std::string>{"Gateshead"});

    // A .prj as ArcGIS writes it: no EPSG number in it.
    static_cast<void>(folder.file(
        "districts.prj",
        R"(PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,)"
        R"(299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],)"
        R"(PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],)"
        R"(PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]])"));
    config.epsg = 0;
    const auto layer = read_areas(config, 27700);
    CHECK(area(layer.areas.front().shape) == 1e6);
    CHECK(layer.warnings.empty());

    config.epsg = 29903; // Irish Grid: wrong, but the user's word counts, aloud
    CHECK_THAT(read_areas(config, 27700).warnings.front(), Contains("says it is in EPSG:27700, the config says"));
}

TEST_CASE("names in old attribute tables become UTF-8", "[read_areas]")
{
    const TestFolder folder;
    const auto path = folder.path("cafe.shp");
    {
        gdal::Dataset dataset(gdal::driver("ESRI Shapefile").Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        const char* const as_they_are[] = {"ENCODING=", nullptr};
        auto* layer = dataset->CreateLayer("cafe", nullptr, wkbPolygon, const_cast<char**>(as_they_are));
        OGRFieldDefn field("name", OFTString);
        REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
        const gdal::FeaturePtr box(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        box->SetField("name", "Caf\xE9");
        const MultiPolygon shape{
            {{{420000, 560000}, {421000, 560000}, {421000, 561000}, {420000, 561000}, {420000, 560000}}, {}}};
        REQUIRE(box->SetGeometry(gdal::to_ogr(shape)->getGeometryRef(0)) == OGRERR_NONE);
        REQUIRE(layer->CreateFeature(box.get()) == OGRERR_NONE);
    }
    auto config = config_for(path);
    config.epsg = 27700;
    CHECK(names_of(read_areas(config, 27700)) == std::vector<std::string>{"Caf\xC3\xA9"});
}

TEST_CASE("a mask is every polygon of a layer, dissolved", "[read_mask]")
{
    const TestFolder folder;
    const auto mask = read_mask(folder.file("m.geojson", four_squares()), "m.geojson", 27700);
    CHECK(mask.area_km2 == 4);
    CHECK(mask.shape.size() == 1);
    CHECK(side_of(mask.shape, {401000, 560500}) == Side::inside);
}
