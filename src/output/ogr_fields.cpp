// SPDX-License-Identifier: MIT
#include "output/ogr_fields.hpp"

#include "output/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace harmspot
{

namespace
{

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

} // namespace

bool add_field(OGRLayer& table, const std::string& name, OGRFieldType type, OGRFieldSubType subtype, int width)
{
    OGRFieldDefn field(name.c_str(), type);
    field.SetSubType(subtype);
    field.SetWidth(width);
    return table.CreateField(&field) == OGRERR_NONE;
}

bool add_property_fields(OGRLayer& table, const std::vector<Feature>& features)
{
    for (const auto& feature : features) {
        for (const auto& [name, value] : feature.properties) {
            const auto subtype = std::holds_alternative<bool>(value) ? OFSTBoolean : OFSTNone;
            if (table.GetLayerDefn()->GetFieldIndex(name.c_str()) < 0 &&
                !add_field(table, name, type_of(value), subtype)) {
                return false;
            }
        }
    }
    return true;
}

gdal::FeaturePtr new_row(OGRLayer& table)
{
    return gdal::FeaturePtr(OGRFeature::CreateFeature(table.GetLayerDefn()));
}

gdal::FeaturePtr row_of(OGRLayer& table, const Feature& feature)
{
    auto row = new_row(table);
    for (const auto& [name, value] : feature.properties) {
        set_value(*row, name, value);
    }
    if (feature.point) {
        row->SetGeometryDirectly(std::make_unique<OGRPoint>(feature.point->x, feature.point->y).release());
    } else {
        row->SetGeometryDirectly(gdal::to_ogr(feature.shape).release());
    }
    return row;
}

OGRwkbGeometryType geometry_type_of(const PublishableLayer& layer)
{
    const auto& features = layer.features();
    const bool points =
        std::any_of(features.begin(), features.end(), [](const Feature& feature) { return feature.point.has_value(); });
    return points ? wkbPoint : wkbMultiPolygon;
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

std::vector<std::pair<std::string, std::string>> layer_info(const PublishableLayer& layer)
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
    std::erase_if(items, [](const auto& item) { return item.second.empty(); });
    return items;
}

} // namespace harmspot
