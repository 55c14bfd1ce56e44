// SPDX-License-Identifier: MIT
#include "run/init_areas.hpp"

#include "geo/gdal.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace harmspot::init
{

namespace
{

/// How well a field serves as the name of an area: distinct, filled, and called something like a name.
int name_score(OGRLayer& layer, int field)
{
    std::set<std::string> values;
    layer.ResetReading();
    std::size_t features = 0;
    for (gdal::FeaturePtr feature(layer.GetNextFeature()); feature; feature.reset(layer.GetNextFeature())) {
        ++features;
        const std::string value = feature->GetFieldAsString(field);
        if (value.empty() || !values.insert(value).second) {
            return 0;
        }
    }
    std::string name = layer.GetLayerDefn()->GetFieldDefn(field)->GetNameRef();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool like_a_name =
        name.find("name") != std::string::npos || (name.size() > 2 && name.substr(name.size() - 2) == "nm");
    return features == 0 ? 0 : 1 + (name == "name" ? 4 : 0) + (like_a_name ? 2 : 0);
}

} // namespace

AreaAttributes area_attributes(const std::string& path)
{
    const auto dataset = gdal::open_vector(path, path);
    auto* layer = dataset->GetLayer(0);
    AreaAttributes attributes;
    int best_score = 0;
    for (int i = 0; layer != nullptr && i < layer->GetLayerDefn()->GetFieldCount(); ++i) {
        const std::string name = layer->GetLayerDefn()->GetFieldDefn(i)->GetNameRef();
        attributes.all.push_back(name);
        const int score = name_score(*layer, i);
        if (score > best_score) {
            attributes.best = name;
            best_score = score;
        }
    }
    return attributes;
}

bool holds_points(const std::string& path)
{
    const auto dataset = gdal::open_vector(path, path);
    auto* layer = dataset->GetLayer(0);
    if (layer == nullptr) {
        return false;
    }
    auto type = wkbFlatten(layer->GetGeomType());
    if (type == wkbUnknown || type == wkbGeometryCollection) {
        layer->ResetReading();
        for (gdal::FeaturePtr feature(layer->GetNextFeature()); feature; feature.reset(layer->GetNextFeature())) {
            if (const auto* shape = feature->GetGeometryRef(); shape != nullptr && shape->IsEmpty() == FALSE) {
                type = wkbFlatten(shape->getGeometryType());
                break;
            }
        }
    }
    return type == wkbPoint || type == wkbMultiPoint;
}

} // namespace harmspot::init
