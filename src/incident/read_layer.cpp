// SPDX-License-Identifier: MIT
#include "incident/table_text.hpp"

#include "geo/layer_crs.hpp"
#include "geo/quoted_name.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace harmspot
{

namespace
{

std::string names_of(const std::vector<OGRLayer*>& layers)
{
    constexpr std::size_t kMostNamed = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMostNamed, layers.size()); ++i) {
        text += (i == 0 ? "" : ", ") + quoted_name(layers[i]->GetName());
    }
    return layers.size() > kMostNamed ? fmt::format("{} and {} more", text, layers.size() - kMostNamed) : text;
}

/// The layer that holds the incidents.
OGRLayer& find_layer(GDALDataset& dataset, const std::string& as_written, const std::string& wanted)
{
    constexpr std::string_view kStyles = "layer_styles"; // QGIS keeps its own table in a GeoPackage
    std::vector<OGRLayer*> layers;
    for (auto* layer : dataset.GetLayers()) {
        if (!wanted.empty() && wanted == layer->GetName()) {
            return *layer;
        }
        if (kStyles != layer->GetName()) {
            layers.push_back(layer);
        }
    }
    if (layers.empty()) {
        throw InputError(as_written + ": has no layer; is the export finished?");
    }
    if (!wanted.empty()) {
        throw InputError(fmt::format("{}: has no layer {} ('layer' in [incidents]); its layers are: {}", as_written,
                                     quoted_name(wanted), names_of(layers)));
    }
    if (layers.size() > 1) {
        throw InputError(fmt::format("{}: has {} layers; name the one with the incidents as 'layer' in [incidents]: {}",
                                     as_written, layers.size(), names_of(layers)));
    }
    return *layers.front();
}

bool may_hold_points(OGRwkbGeometryType type)
{
    const auto flat = wkbFlatten(type);
    return flat == wkbPoint || flat == wkbMultiPoint || flat == wkbUnknown || flat == wkbGeometryCollection;
}

void require_points(OGRLayer& layer, const std::string& as_written)
{
    const auto type = layer.GetGeomType();
    if (type == wkbNone) {
        throw InputError(fmt::format("{}: {} is a table without positions; name its columns of easting and northing, "
                                     "or of longitude and latitude, in [incidents.columns]",
                                     as_written, quoted_name(layer.GetName())));
    }
    if (!may_hold_points(type)) {
        throw InputError(fmt::format("{}: {} is a layer of {}, not of points; incidents must be points", as_written,
                                     quoted_name(layer.GetName()), OGRGeometryTypeToName(type)));
    }
}

} // namespace

TableText read_layer(const std::string& path, const std::string& as_written, InputKind kind,
                     const IncidentsConfig& config, const ColumnMap& map)
{
    const auto dataset = gdal::open_vector(path, as_written, driver_of(kind));
    OGRLayer& layer = find_layer(*dataset, as_written, config.layer);
    TableQuirks quirks;
    quirks.zero_is_empty = kind == InputKind::mapinfo;
    TableText table = table_of(layer, as_written, map, quirks);
    table.what = fmt::format("{}, layer {}", kind_text(kind), quoted_name(layer.GetName()));
    return table;
}

int layer_points_epsg(const std::string& path, const std::string& as_written, InputKind kind,
                      const IncidentsConfig& config, std::vector<std::string>& notes)
{
    const auto dataset = gdal::open_vector(path, as_written, driver_of(kind));
    OGRLayer& layer = find_layer(*dataset, as_written, config.layer);
    require_points(layer, as_written);
    return layer_epsg(layer, {as_written, config.layer_epsg, true}, notes);
}

} // namespace harmspot
