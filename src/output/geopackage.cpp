// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "geo/gdal.hpp"
#include "harmspot/error.hpp"
#include "output/gdal_file.hpp"
#include "output/hub_style.hpp"
#include "output/layer_style.hpp"
#include "output/text.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
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

std::string description_of(const PublishableLayer& layer)
{
    const auto statements = product_statements(layer.info(), layer.rules(), layer.withheld());
    std::string text = layer.rules().marking + ". " + product_title(layer.info()) + '.';
    if (!layer.info().harm_unit.empty()) {
        text += layer.info().only_counts() ? " Figures are numbers of incidents."
                                           : " Harm in " + layer.info().harm_unit + '.';
    }
    return valid_utf8(text + fmt::format(" {}", fmt::join(statements, " ")));
}

/// One GeoPackage being written. Tables are made through OGR only: no SQL of ours.
class Package
{
public:
    Package(GdalFile& file, GDALDataset& dataset) : m_file(file), m_dataset(dataset) {}

    void add_features(const NamedLayer& named);
    void add_run_info(const std::vector<NamedLayer>& layers);
    void add_styles(const std::vector<NamedLayer>& layers, const std::string& date);

private:
    OGRLayer& create(const std::string& name, OGRwkbGeometryType type, OGRSpatialReference* reference,
                     const CPLStringList& options);
    OGRLayer& create_attributes(const std::string& name, const CPLStringList& options);
    void add_field(OGRLayer& table, const std::string& name, OGRFieldType type, OGRFieldSubType subtype, int width);
    void add_fields(OGRLayer& table, const std::vector<Feature>& features);
    void insert(OGRLayer& table, OGRFeature& feature);

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

void Package::add_field(OGRLayer& table, const std::string& name, OGRFieldType type, OGRFieldSubType subtype, int width)
{
    OGRFieldDefn field(name.c_str(), type);
    field.SetSubType(subtype);
    field.SetWidth(width);
    if (table.CreateField(&field) != OGRERR_NONE) {
        m_file.fail();
    }
}

OGRFieldType type_of(const PropertyValue& value)
{
    if (std::holds_alternative<std::string>(value)) {
        return OFTString;
    }
    if (std::holds_alternative<double>(value)) {
        return OFTReal;
    }
    return std::holds_alternative<bool>(value) ? OFTInteger : OFTInteger64;
}

void Package::add_fields(OGRLayer& table, const std::vector<Feature>& features)
{
    // The union over all features: an absent property leaves no trace in a single one.
    for (const auto& feature : features) {
        for (const auto& [name, value] : feature.properties) {
            if (table.GetLayerDefn()->GetFieldIndex(name.c_str()) < 0) {
                add_field(table, name, type_of(value), std::holds_alternative<bool>(value) ? OFSTBoolean : OFSTNone, 0);
            }
        }
    }
}

void Package::insert(OGRLayer& table, OGRFeature& feature)
{
    if (table.CreateFeature(&feature) != OGRERR_NONE) {
        m_file.fail();
    }
}

gdal::FeaturePtr new_feature(OGRLayer& table)
{
    return gdal::FeaturePtr(OGRFeature::CreateFeature(table.GetLayerDefn()));
}

void set_value(OGRFeature& feature, const std::string& name, const PropertyValue& value)
{
    const int field = feature.GetFieldIndex(name.c_str());
    if (const auto* text = std::get_if<std::string>(&value)) {
        feature.SetField(field, valid_utf8(*text).c_str());
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        feature.SetField(field, static_cast<GIntBig>(*whole));
    } else if (const auto* yes = std::get_if<bool>(&value)) {
        feature.SetField(field, *yes ? 1 : 0);
    } else if (std::isfinite(std::get<double>(value))) {
        feature.SetField(field, std::get<double>(value));
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
    const bool points = named.look == LayerLook::hub_sites;
    auto& table = create(named.name, points ? wkbPoint : wkbMultiPolygon, &reference, options);
    add_fields(table, layer.features());
    for (const auto& feature : layer.features()) {
        const auto row = new_feature(table);
        for (const auto& [name, value] : feature.properties) {
            set_value(*row, name, value);
        }
        if (feature.point) {
            row->SetGeometryDirectly(std::make_unique<OGRPoint>(feature.point->x, feature.point->y).release());
        } else {
            row->SetGeometryDirectly(gdal::to_ogr(feature.shape).release());
        }
        insert(table, *row);
    }
}

/// Who made what, how it is marked and what must be said about it, for people who open only this file.
std::vector<std::pair<std::string, std::string>> run_info_of(const PublishableLayer& layer)
{
    const auto& info = layer.info();
    std::vector<std::pair<std::string, std::string>> items{
        {"title", product_title(info)},
        {"marking", layer.rules().marking},
        {"profile", std::string(profile_text(layer.rules().profile))},
        {"theme", info.theme},
        {"entry", info.entry},
        {"method", info.method},
        {"version", info.version},
        {"harm_unit", info.harm_unit},
        {"area_layer", info.area_layer},
        {"area", info.area}};
    if (layer.level()) {
        items.emplace_back("level", number_text(*layer.level()));
    }
    items.emplace_back("features", std::to_string(layer.features().size()));
    items.emplace_back("withheld", std::to_string(layer.withheld().features));
    for (const auto& statement : product_statements(info, layer.rules(), layer.withheld())) {
        items.emplace_back("statement", statement);
    }
    return items;
}

void Package::add_run_info(const std::vector<NamedLayer>& layers)
{
    CPLStringList options;
    options.SetNameValue("IDENTIFIER", "run_info");
    options.SetNameValue("DESCRIPTION", "Title, marking and statements of every layer");
    auto& table = create_attributes("run_info", options);
    for (const auto* name : {"layer", "item", "text"}) {
        add_field(table, name, OFTString, OFSTNone, 0);
    }
    for (const auto& named : layers) {
        for (const auto& [item, text] : run_info_of(*named.layer)) {
            if (text.empty()) {
                continue;
            }
            const auto row = new_feature(table);
            row->SetField("layer", valid_utf8(named.name).c_str());
            row->SetField("item", item.c_str());
            row->SetField("text", valid_utf8(text).c_str());
            insert(table, *row);
        }
    }
}

/// What a row of the styles table says of a layer.
struct PackageStyle {
    const char* name;
    const char* description;
    std::string qml;
    std::string sld;
};

PackageStyle package_style(const NamedLayer& named)
{
    const auto both = [&](const char* name, const char* description, const LayerStyle& style) {
        return PackageStyle{name, description, qml(style), sld(style, named.name)};
    };
    switch (named.look) {
    case LayerLook::areas:
        return both("areas", "Area outlines", area_style());
    case LayerLook::hub_sites:
        return {"hubs by role", "Hubs that exist, chosen ones, other options and candidates", hub_sites_qml(), ""};
    case LayerLook::hub_catchments:
        return both("hub catchments", "Outlines of whose hub is nearest", hub_catchment_style());
    case LayerLook::hub_gaps:
        return both("hub gaps", "Demand beyond reach, darkest most", hub_gap_style(*named.layer));
    case LayerLook::hotspots:
        break;
    }
    return both("hotspots by density", "Fill by density, darkest is densest; labelled by rank",
                hotspot_style(*named.layer));
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
        add_field(table, name, OFTString, OFSTNone, kNameWidth);
    }
    add_field(table, "styleName", OFTString, OFSTNone, kShortWidth);
    add_field(table, "styleQML", OFTString, OFSTNone, 0);
    add_field(table, "styleSLD", OFTString, OFSTNone, 0);
    add_field(table, "useAsDefault", OFTInteger, OFSTBoolean, 0);
    add_field(table, "description", OFTString, OFSTNone, 0);
    add_field(table, "owner", OFTString, OFSTNone, kShortWidth);
    add_field(table, "ui", OFTString, OFSTNone, kShortWidth);
    add_field(table, "update_time", OFTDateTime, OFSTNone, 0);
    for (const auto& named : layers) {
        const auto style = package_style(named);
        const auto row = new_feature(table);
        row->SetField("f_table_catalog", "");
        row->SetField("f_table_schema", ""); // QGIS asks for the empty text, not for NULL
        row->SetField("f_table_name", valid_utf8(named.name).c_str());
        row->SetField("f_geometry_column", kGeometryColumn);
        row->SetField("styleName", style.name);
        row->SetField("styleQML", style.qml.c_str());
        row->SetField("styleSLD", style.sld.c_str());
        row->SetField("useAsDefault", 1);
        row->SetField("description", style.description);
        row->SetField("owner", "");
        row->SetField("update_time", date.c_str());
        insert(table, *row);
    }
}

} // namespace

void write_geopackage(const std::string& path, const std::vector<NamedLayer>& layers)
{
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
    package.add_run_info(layers);
    package.add_styles(layers, date);
    if (dataset->CommitTransaction() != OGRERR_NONE) {
        file.fail();
    }
    gdal::close_checked(std::move(dataset), path);
    file.keep();
}

} // namespace harmspot
