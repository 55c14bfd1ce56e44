// SPDX-License-Identifier: MIT
#include "geo/gdal.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace harmspot;

namespace
{

ProductInfo info()
{
    ProductInfo product;
    product.title = "Monthly </script>";
    product.theme = "burglary";
    product.theme_title = "Burglary";
    product.entry = "kde";
    product.method = "kde";
    product.version = "harm";
    product.harm_unit = "days";
    product.harm_equals_count = true;
    product.statements = {"A proxy; not the index."};
    return product;
}

PublishableLayer hotspots()
{
    HotspotList list;
    for (std::uint32_t rank = 1; rank <= 3; ++rank) {
        Hotspot h;
        h.id = "burglary-kde-" + std::to_string(rank);
        h.shape = square(424000 + rank * 1000.0, 564000, 200);
        h.rank = rank;
        h.area_names = {rank == 2 ? "" : "North \xFF"};
        h.place = rank == 1 ? "" : "'); DROP TABLE burglary_kde; --";
        h.incidents = 20 - rank;
        h.harm = 100.5;
        h.area_km2 = 0.04;
        list.hotspots.push_back(h);
    }
    AreaLayer layer;
    layer.name = "command";
    return publish(list, {layer}, 27700, info(), {});
}

PublishableLayer areas()
{
    AreaLayer layer;
    layer.name = "command";
    for (const auto& name : hostile_names()) {
        layer.areas.push_back({name, "x", square(420000, 560000, 10000)});
    }
    ProductInfo product;
    product.title = "Monthly";
    return publish_areas(layer, 27700, product, {});
}

RunRecord record()
{
    RunRecord made;
    made.run_id = "0123456789ab";
    made.items = {{"run_id", made.run_id},
                  {"program", "harmspot 0.1.0"},
                  {"title", "Monthly </script> it's"},
                  {"marking", "OFFICIAL-SENSITIVE"},
                  {"input", "o'brien.csv sha256:aa"},
                  {"input", "b.csv sha256:bb"},
                  {"statement", "A proxy; not the index."}};
    return made;
}

void write_all(const std::string& path)
{
    const auto spots = hotspots();
    const auto outlines = areas();
    const auto empty = publish(HotspotList{}, {}, 27700, info(), {});
    write_geopackage(path, {{"burglary_kde", &spots}, {"empty", &empty}, {"areas_command", &outlines}}, record());
}

/// First column of the first row; "(none)" when there is no row.
std::string answer(GDALDataset& dataset, const std::string& sql)
{
    auto* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    REQUIRE(result != nullptr);
    std::string text = "(none)";
    {
        const gdal::FeaturePtr row(result->GetNextFeature());
        if (row) {
            text = row->GetFieldAsString(0);
        }
    }
    dataset.ReleaseResultSet(result);
    return text;
}

} // namespace

TEST_CASE("all layers are in the analysis CRS with what must be said about them", "[geopackage]")
{
    const Scratch scratch;
    write_all(scratch / "harmspot.gpkg");
    const auto dataset = gdal::open_vector(scratch / "harmspot.gpkg", "x");
    auto* layer = dataset->GetLayerByName("burglary_kde");
    REQUIRE(layer != nullptr);
    CHECK(layer->GetFeatureCount() == 3);
    CHECK(layer->GetGeomType() == wkbMultiPolygon);
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "27700");
    CHECK_THAT(std::string(layer->GetMetadataItem("DESCRIPTION")),
               Catch::StartsWith("OFFICIAL-SENSITIVE. Monthly </script>: Burglary") &&
                   Catch::Contains("Harm in days.") && Catch::Contains("A proxy; not the index.") &&
                   Catch::Contains("one layer"));
    CHECK(answer(*dataset, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'") == "3");
    CHECK(dataset->GetLayerByName("empty")->GetFeatureCount() == 0);
    CHECK(dataset->GetLayerByName("areas_command")->GetFeatureCount() == static_cast<GIntBig>(hostile_names().size()));
}

TEST_CASE("properties have their types, and absent ones are null", "[geopackage]")
{
    const Scratch scratch;
    write_all(scratch / "harmspot.gpkg");
    const auto dataset = gdal::open_vector(scratch / "harmspot.gpkg", "x");
    auto* layer = dataset->GetLayerByName("burglary_kde");
    auto* fields = layer->GetLayerDefn();
    CHECK(fields->GetFieldDefn(fields->GetFieldIndex("incidents"))->GetType() == OFTInteger64);
    CHECK(fields->GetFieldDefn(fields->GetFieldIndex("harm"))->GetType() == OFTReal);
    CHECK(fields->GetFieldDefn(fields->GetFieldIndex("harm_equals_count"))->GetSubType() == OFSTBoolean);
    layer->ResetReading();
    const gdal::FeaturePtr first(layer->GetNextFeature());
    const gdal::FeaturePtr second(layer->GetNextFeature());
    CHECK(first->IsFieldSetAndNotNull(first->GetFieldIndex("place")) == FALSE);
    CHECK(std::string(first->GetFieldAsString("command")) == "North \xEF\xBF\xBD");
    CHECK(second->IsFieldSetAndNotNull(second->GetFieldIndex("command")) == FALSE);
    CHECK(std::string(second->GetFieldAsString("place")) == "'); DROP TABLE burglary_kde; --");
    CHECK(second->GetFieldAsInteger("incidents") == 18);
    CHECK(second->GetFieldAsDouble("harm") == 100.5);
    CHECK(gdal::from_ogr(*second->GetGeometryRef()) == square(426000, 564000, 200));
}

TEST_CASE("QGIS finds a style for every layer in a table that is not a map layer", "[geopackage]")
{
    const Scratch scratch;
    write_all(scratch / "harmspot.gpkg");
    const auto dataset = gdal::open_vector(scratch / "harmspot.gpkg", "x");
    for (const std::string table : {"layer_styles", "run_info"}) {
        CHECK(answer(*dataset, "SELECT data_type FROM gpkg_contents WHERE table_name = '" + table + "'") ==
              "attributes");
    }
    for (const std::string layer : {"burglary_kde", "empty", "areas_command"}) {
        // The question that QGIS itself asks.
        const auto qml = answer(*dataset, "SELECT styleQML FROM layer_styles WHERE f_table_schema = '' AND "
                                          "f_table_name = '" +
                                              layer + "' AND f_geometry_column = 'geom' AND useAsDefault = 1");
        CHECK_THAT(qml, Catch::StartsWith("<!DOCTYPE qgis") &&
                            Catch::Contains(layer == "areas_command" ? "&quot;name&quot;" : "&quot;rank&quot;"));
        const auto sld = answer(*dataset, "SELECT styleSLD FROM layer_styles WHERE f_table_name = '" + layer + "'");
        CHECK_THAT(sld, Catch::Contains("<StyledLayerDescriptor"));
        for (const auto& xml : {qml, sld}) {
            CPLErrorReset();
            auto* tree = CPLParseXMLString(xml.c_str());
            CHECK(tree != nullptr);
            CPLDestroyXMLNode(tree);
        }
    }
    CHECK(answer(*dataset, "SELECT text FROM run_info WHERE layer = 'burglary_kde' AND item = 'marking'") ==
          "OFFICIAL-SENSITIVE");
    CHECK(answer(*dataset, "SELECT text FROM run_info WHERE layer = 'burglary_kde' AND item = 'statement'") ==
          "A proxy; not the index.");
}

TEST_CASE("the same layers give the same bytes, dated by SOURCE_DATE_EPOCH or 1970", "[geopackage]")
{
    const Scratch scratch;
    unsetenv("SOURCE_DATE_EPOCH");
    write_all(scratch / "a.gpkg");
    sleep(1); // a date of the day would show
    write_all(scratch / "b.gpkg");
    CHECK(sha256_of_file(scratch / "a.gpkg") == sha256_of_file(scratch / "b.gpkg"));
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 2);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    write_all(scratch / "c.gpkg");
    unsetenv("SOURCE_DATE_EPOCH");
    const auto date_in = [&](const std::string& name) {
        const auto dataset = gdal::open_vector(scratch / name, "x");
        return answer(*dataset, "SELECT DISTINCT last_change FROM gpkg_contents") + " " +
               answer(*dataset, "SELECT DISTINCT update_time FROM layer_styles");
    };
    CHECK_THAT(date_in("a.gpkg"), Catch::StartsWith("1970") && Catch::Contains(" 1970"));
    CHECK_THAT(date_in("c.gpkg"), Catch::StartsWith("2023") && Catch::Contains(" 2023"));
}

TEST_CASE("a GeoPackage that cannot be written is an error that names the file", "[geopackage]")
{
    const Scratch scratch;
    const auto path = scratch / "harmspot.gpkg";
    {
        const FullDisk disk(50000);
        CHECK_THROWS_WITH(write_all(path), Catch::StartsWith(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK_THROWS_WITH(write_all(scratch / "no/folder.gpkg"), Catch::StartsWith(scratch / "no/folder.gpkg"));
    write_text(path, "mine");
    CHECK_THROWS_AS(write_all(path), OutputError);
    CHECK(bytes_of(path) == "mine");
}

TEST_CASE("two layers of one name are an error, not a lost layer", "[geopackage]")
{
    const Scratch scratch;
    const auto spots = hotspots();
    CHECK_THROWS_AS(write_geopackage(scratch / "a.gpkg", {{"a", &spots}, {"A", &spots}}, record()), OutputError);
}

TEST_CASE("a GeoPackage tells by itself what made it", "[geopackage]")
{
    const Scratch scratch;
    write_all(scratch / "harmspot.gpkg");
    const auto dataset = gdal::open_vector(scratch / "harmspot.gpkg", "x");
    const auto told = [&](const std::string& item) {
        return answer(*dataset,
                      "SELECT group_concat(text, '|') FROM run_info WHERE layer = '' AND item = '" + item + "'");
    };
    CHECK(told("run_id") == "0123456789ab");
    CHECK(told("input") == "o'brien.csv sha256:aa|b.csv sha256:bb");
    CHECK(told("statement") == "A proxy; not the index.");
    // Lineage where the standard has readers look: one text, for the file and for each layer.
    CHECK(answer(*dataset, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'") == "2");
    CHECK(answer(*dataset, "SELECT group_concat(coalesce(table_name, reference_scope)) FROM gpkg_metadata_reference "
                           "WHERE md_file_id = 1") == "geopackage,burglary_kde,empty,areas_command");
    const auto xml = answer(*dataset, "SELECT metadata FROM gpkg_metadata");
    CHECK_THAT(xml, Catch::Contains("o&apos;brien.csv sha256:aa") && Catch::Contains("Monthly &lt;/script&gt;") &&
                        Catch::Contains("<gmd:useLimitation><gco:CharacterString>OFFICIAL-SENSITIVE<") &&
                        !Catch::Contains("'"));
    auto* tree = CPLParseXMLString(xml.c_str());
    CHECK(tree != nullptr);
    CPLDestroyXMLNode(tree);
}

TEST_CASE("a layer's name that is not plain stops before anything is written", "[geopackage]")
{
    const Scratch scratch;
    const auto spots = hotspots();
    CHECK_THROWS_WITH(write_geopackage(scratch / "a.gpkg", {{"a'); DROP TABLE b; --", &spots}}, record()),
                      Catch::Contains("no layer can be called"));
    CHECK_FALSE(std::filesystem::exists(scratch / "a.gpkg"));
}
