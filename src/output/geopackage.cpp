// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "geo/gdal.hpp"
#include "harmspot/error.hpp"
#include "output/gdal_file.hpp"
#include "output/layer_style.hpp"
#include "output/lineage.hpp"
#include "output/ogr_fields.hpp"
#include "output/text.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace harmspot
{

namespace
{

constexpr const char* kGeometryColumn = "geom";

/// The date inside the file: SOURCE_DATE_EPOCH, else 1970-01-01, so that equal results are equal bytes.
std::string fixed_date()
{
    std::int64_t epoch_s = 0;
    if (const char* text = std::getenv("SOURCE_DATE_EPOCH")) {
        const std::string_view digits(text);
        std::from_chars(digits.data(), digits.data() + digits.size(), epoch_s);
    }
    constexpr std::int64_t kYear10000 = 253402300800;
    const std::chrono::sys_seconds time{std::chrono::seconds{epoch_s >= 0 && epoch_s < kYear10000 ? epoch_s : 0}};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

bool is_plain_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// One GeoPackage being written. Tables are made through OGR; SQL of ours holds nothing from data but names of layers
/// that OGR has made and XML without apostrophes.
class Package
{
public:
    Package(GdalFile& file, GDALDataset& dataset) : m_file(file), m_dataset(dataset) {}

    void add_features(const NamedLayer& named);
    void add_run_info(const std::vector<NamedLayer>& layers, const RunRecord& record);
    void add_lineage(const std::vector<NamedLayer>& layers, const RunRecord& record, const std::string& date);
    void add_styles(const std::vector<NamedLayer>& layers, const std::string& date);

private:
    OGRLayer& create(const std::string& name, OGRwkbGeometryType type, OGRSpatialReference* reference,
                     const CPLStringList& options);
    OGRLayer& create_attributes(const std::string& name, const CPLStringList& options);
    void field(OGRLayer& table, const char* name, OGRFieldType type, OGRFieldSubType subtype = OFSTNone, int width = 0);
    void insert(OGRLayer& table, OGRFeature& feature);
    void add_info(OGRLayer& table, const std::string& layer, const std::string& item, const std::string& text);
    void execute(const std::string& sql);

    GdalFile& m_file;
    GDALDataset& m_dataset;
};

OGRLayer& Package::create(const std::string& name, OGRwkbGeometryType type, OGRSpatialReference* reference,
                          const CPLStringList& options)
{
    auto* table = m_dataset.CreateLayer(name.c_str(), reference, type, const_cast<char**>(options.List()));
    if (table == nullptr) {
        m_file.fail();
    }
    return *table;
}

OGRLayer& Package::create_attributes(const std::string& name, const CPLStringList& options)
{
    return create(name, wkbNone, nullptr, options);
}

void Package::field(OGRLayer& table, const char* name, OGRFieldType type, OGRFieldSubType subtype, int width)
{
    if (!add_field(table, name, type, subtype, width)) {
        m_file.fail();
    }
}

void Package::insert(OGRLayer& table, OGRFeature& feature)
{
    if (table.CreateFeature(&feature) != OGRERR_NONE) {
        m_file.fail();
    }
}

void Package::add_features(const NamedLayer& named)
{
    const auto& layer = *named.layer;
    CPLStringList options;
    options.SetNameValue("GEOMETRY_NAME", kGeometryColumn);
    options.SetNameValue("FID", "fid");
    options.SetNameValue("SPATIAL_INDEX", "YES");
    options.SetNameValue("IDENTIFIER", valid_utf8(product_title(layer.info()) + " [" + named.name + "]").c_str());
    options.SetNameValue("DESCRIPTION", description_of(layer).c_str());
    auto reference = gdal::srs(layer.epsg());
    auto& table = create(named.name, geometry_type_of(layer), &reference, options);
    if (!add_property_fields(table, layer.features())) {
        m_file.fail();
    }
    for (const auto& feature : layer.features()) {
        insert(table, *row_of(table, feature));
    }
}

void Package::add_info(OGRLayer& table, const std::string& layer, const std::string& item, const std::string& text)
{
    if (text.empty()) {
        return;
    }
    const auto row = new_row(table);
    row->SetField("layer", valid_utf8(layer).c_str());
    row->SetField("item", item.c_str());
    row->SetField("text", valid_utf8(text).c_str());
    insert(table, *row);
}

void Package::add_run_info(const std::vector<NamedLayer>& layers, const RunRecord& record)
{
    CPLStringList options;
    options.SetNameValue("IDENTIFIER", "run_info");
    options.SetNameValue("DESCRIPTION", "What made this file, and title, marking and statements of every layer");
    auto& table = create_attributes("run_info", options);
    for (const auto* name : {"layer", "item", "text"}) {
        field(table, name, OFTString);
    }
    for (const auto& [item, text] : record.items) {
        add_info(table, "", item, text);
    }
    for (const auto& named : layers) {
        for (const auto& [item, text] : layer_info(*named.layer)) {
            add_info(table, named.name, item, text);
        }
    }
}

void Package::execute(const std::string& sql)
{
    CPLErrorReset();
    static_cast<void>(gdal::last_error());
    m_dataset.ReleaseResultSet(m_dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr));
    if (CPLGetLastErrorType() >= CE_Failure) {
        m_file.fail();
    }
}

/// The tables and the registration that the GeoPackage standard, annex F.8, asks for.
void Package::add_lineage(const std::vector<NamedLayer>& layers, const RunRecord& record, const std::string& date)
{
    constexpr const char* kDefinition = "http://www.geopackage.org/spec120/#extension_metadata";
    execute(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
        "definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, "
        "extension_name))");
    execute(
        "CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL "
        "DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT "
        "NOT NULL DEFAULT '')");
    execute(
        "CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, "
        "row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id "
        "INTEGER NOT NULL, md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES "
        "gpkg_metadata(id), CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))");
    for (const auto* table : {"gpkg_metadata", "gpkg_metadata_reference"}) {
        execute(fmt::format("INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) "
                            "VALUES ('{}', NULL, 'gpkg_metadata', '{}', 'read-write')",
                            table, kDefinition));
    }
    execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'http://www.isotc211.org/2005/gmd', 'text/xml', '" +
            lineage_xml(record, date.substr(0, date.find('T'))) + "')");
    execute(fmt::format("INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, '{}', 1, NULL)",
                        date));
    for (const auto& named : layers) {
        execute(fmt::format("INSERT INTO gpkg_metadata_reference VALUES ('table', '{}', NULL, NULL, '{}', 1, NULL)",
                            named.name, date));
    }
}

/// The table in which QGIS looks for a layer's style, with the columns that QGIS itself would make.
void Package::add_styles(const std::vector<NamedLayer>& layers, const std::string& date)
{
    constexpr int kNameWidth = 256;
    constexpr int kShortWidth = 30;
    CPLStringList options;
    options.SetNameValue("FID", "id");
    options.SetNameValue("IDENTIFIER", "layer_styles");
    options.SetNameValue("DESCRIPTION", "Styles that QGIS applies by itself");
    auto& table = create_attributes("layer_styles", options);
    for (const auto* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column"}) {
        field(table, name, OFTString, OFSTNone, kNameWidth);
    }
    field(table, "styleName", OFTString, OFSTNone, kShortWidth);
    field(table, "styleQML", OFTString);
    field(table, "styleSLD", OFTString);
    field(table, "useAsDefault", OFTInteger, OFSTBoolean, 0);
    field(table, "description", OFTString);
    field(table, "owner", OFTString, OFSTNone, kShortWidth);
    field(table, "ui", OFTString, OFSTNone, kShortWidth);
    field(table, "update_time", OFTDateTime);
    for (const auto& named : layers) {
        const bool is_outline = named.layer->info().method.empty();
        const auto style = style_of(*named.layer);
        const auto row = new_row(table);
        row->SetField("f_table_catalog", "");
        row->SetField("f_table_schema", ""); // QGIS asks for the empty text, not for NULL
        row->SetField("f_table_name", valid_utf8(named.name).c_str());
        row->SetField("f_geometry_column", kGeometryColumn);
        row->SetField("styleName", is_outline ? "areas" : "hotspots by density");
        row->SetField("styleQML", qml(style).c_str());
        row->SetField("styleSLD", sld(style, named.name).c_str());
        row->SetField("useAsDefault", 1);
        row->SetField("description",
                      is_outline ? "Area outlines" : "Fill by density, darkest is densest; labelled by rank");
        row->SetField("owner", "");
        row->SetField("update_time", date.c_str());
        insert(table, *row);
    }
}

} // namespace

void write_geopackage(const std::string& path, const std::vector<NamedLayer>& layers, const RunRecord& record)
{
    for (const auto& layer : layers) { // names are slugs joined by '_'; nothing else may come near SQL
        if (!std::all_of(layer.name.begin(), layer.name.end(), is_plain_name)) {
            throw OutputError(fmt::format("{}: no layer can be called \"{}\"", path, json_escaped(layer.name)));
        }
    }
    GdalFile file(path);
    const auto date = fixed_date();
    const CPLConfigOptionSetter current_date("OGR_CURRENT_DATE", date.c_str(), false);
    const CPLConfigOptionSetter no_sync("OGR_SQLITE_SYNCHRONOUS", "OFF", false); // commit() syncs whole files
    gdal::Dataset dataset(gdal::driver("GPKG").Create(file.name(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) {
        file.fail();
    }
    if (dataset->StartTransaction() != OGRERR_NONE) {
        file.fail();
    }
    Package package(file, *dataset);
    for (const auto& layer : layers) {
        package.add_features(layer);
    }
    package.add_run_info(layers, record);
    package.add_lineage(layers, record, date);
    package.add_styles(layers, date);
    if (dataset->CommitTransaction() != OGRERR_NONE) {
        file.fail();
    }
    gdal::close_checked(std::move(dataset), path);
    file.keep();
}

} // namespace harmspot
