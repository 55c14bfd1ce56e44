// SPDX-License-Identifier: MIT
#include "area/polygon_source.hpp"

#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "geo/geos.hpp"
#include "geo/layer_crs.hpp"
#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <cpl_string.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace harmspot
{

namespace
{

std::vector<std::string> attributes_of(OGRLayer& layer)
{
    std::vector<std::string> names;
    const auto& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    }
    return names;
}

bool has_attribute(OGRLayer& layer, const std::string& name)
{
    return name.empty() || layer.GetLayerDefn()->GetFieldIndex(name.c_str()) >= 0;
}

bool may_hold_polygons(OGRLayer& layer)
{
    const auto type = wkbFlatten(layer.GetGeomType());
    return type == wkbUnknown || OGR_GT_IsSurface(type) != FALSE ||
           OGR_GT_IsSubClassOf(type, wkbMultiSurface) != FALSE || type == wkbGeometryCollection;
}

[[noreturn]] void throw_unknown_attribute(const PolygonRequest& request, OGRLayer& layer)
{
    const auto& wanted =
        has_attribute(layer, request.name_attribute) ? request.group_attribute : request.name_attribute;
    auto names = attributes_of(layer);
    const auto near = nearest_name(wanted, names);
    std::sort(names.begin(), names.end());
    throw InputError(fmt::format("{}: has no attribute {}{} attributes are: {}", request.as_written,
                                 quoted_name(wanted),
                                 near.empty() ? std::string("; its") : "; did you mean " + quoted_name(near) + "? Its",
                                 names.empty() ? std::string("none") : fmt::format("{}", fmt::join(names, ", "))));
}

/// The one layer of the file that holds polygons and the attributes asked for.
OGRLayer& find_layer(GDALDataset& dataset, const PolygonRequest& request)
{
    std::vector<OGRLayer*> with_polygons;
    std::vector<OGRLayer*> suitable;
    for (auto* layer : dataset.GetLayers()) {
        if (may_hold_polygons(*layer)) {
            with_polygons.push_back(layer);
            if (has_attribute(*layer, request.name_attribute) && has_attribute(*layer, request.group_attribute)) {
                suitable.push_back(layer);
            }
        }
    }
    if (with_polygons.empty()) {
        throw InputError(request.as_written + ": has no layer of polygons; areas must be polygons");
    }
    if (suitable.empty()) {
        if (with_polygons.size() == 1 && with_polygons.front()->GetFeatureCount() == 0) {
            throw InputError(request.as_written + ": has no polygons; areas must be polygons");
        }
        throw_unknown_attribute(request, *with_polygons.front());
    }
    if (suitable.size() > 1) {
        std::vector<std::string> names;
        for (auto* layer : suitable) {
            names.push_back(quoted_name(layer->GetName()));
        }
        throw InputError(fmt::format("{}: has {} layers that would do ({}); save the one you mean to a file of its own",
                                     request.as_written, suitable.size(), fmt::join(names, ", ")));
    }
    return *suitable.front();
}

/// Text of a field, in UTF-8 whatever the file claims: old attribute tables hold Windows or Latin bytes.
std::string text_of_field(const OGRFeature& feature, int field)
{
    if (field < 0 || !feature.IsFieldSetAndNotNull(field)) {
        return {};
    }
    std::string text = feature.GetFieldAsString(field);
    if (CPLIsUTF8(text.c_str(), static_cast<int>(text.size())) == FALSE) {
        char* recoded = CPLRecode(text.c_str(), CPL_ENC_ISO8859_1, CPL_ENC_UTF8);
        text = recoded;
        CPLFree(recoded);
    }
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

bool all_finite(const MultiPolygon& shape)
{
    const auto finite = [](const Ring& ring) {
        return std::all_of(ring.begin(), ring.end(), [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
    };
    return std::all_of(shape.begin(), shape.end(), [&](const Polygon& polygon) {
        return finite(polygon.outer) && std::all_of(polygon.holes.begin(), polygon.holes.end(), finite);
    });
}

/// Polygons of a feature, without rings that are no rings; repaired when they break the rules of polygons.
/// Empty when nothing with an area is left.
MultiPolygon sound_shape(const OGRFeature& feature, bool& repaired)
{
    MultiPolygon shape;
    if (const auto* geometry = feature.GetGeometryRef(); geometry != nullptr) {
        shape = gdal::from_ogr(*geometry);
    }
    const auto too_short = [](const Ring& ring) { return ring.size() < 4; };
    std::erase_if(shape, [&](const Polygon& polygon) { return too_short(polygon.outer); });
    for (auto& polygon : shape) {
        std::erase_if(polygon.holes, too_short);
    }
    if (all_finite(shape) && !geos::is_valid(shape)) {
        shape = geos::make_valid(shape);
        repaired = true;
    }
    orient(shape);
    return area(shape) == 0 ? MultiPolygon() : shape;
}

/// Lists what happened to several shapes as warnings, the first few by name.
class Findings
{
public:
    void add(const std::string& name) { m_names.push_back(quoted_name(name)); }
    void tell(const std::string& as_written, const char* what, std::vector<std::string>& warnings) const
    {
        if (m_names.empty()) {
            return;
        }
        constexpr std::size_t kMostNamed = 10;
        const auto named = static_cast<std::ptrdiff_t>(std::min(kMostNamed, m_names.size()));
        std::string list = fmt::format("{}", fmt::join(m_names.begin(), m_names.begin() + named, ", "));
        if (m_names.size() > kMostNamed) {
            list += fmt::format(" and {} more", m_names.size() - kMostNamed);
        }
        warnings.push_back(fmt::format("{}: {} ({}): {}", as_written, what, m_names.size(), list));
    }

private:
    std::vector<std::string> m_names;
};

/// GDAL takes a GeoJSON whose `crs` it cannot make out for longitude and latitude, after a word of PROJ's.
/// \pre the dataset was opened just now
void refuse_unreadable_crs(GDALDataset& dataset, const PolygonRequest& request)
{
    const bool geojson = std::string_view(dataset.GetDriverName()) == "GeoJSON";
    if (geojson && request.epsg == 0 && gdal::last_error().find("PROJ") != std::string::npos) {
        throw InputError(fmt::format(
            "{}: names a coordinate reference system (\"crs\") that cannot be made out; {}", request.as_written,
            request.has_crs_key ? "give the right one beside the file in the config, as in crs = \"EPSG:27700\""
                                : "save the file with its CRS, say British National Grid (EPSG:27700)"));
    }
}

} // namespace

PolygonSource read_polygons(const PolygonRequest& request)
{
    const auto dataset = gdal::open_vector(request.path, request.as_written);
    refuse_unreadable_crs(*dataset, request);
    OGRLayer& layer = find_layer(*dataset, request);
    PolygonSource source;
    source.epsg = layer_epsg(layer, {request.as_written, request.epsg, request.has_crs_key}, source.warnings);
    source.in_degrees = gdal::srs(source.epsg).IsGeographic() != FALSE;

    const int name_field = layer.GetLayerDefn()->GetFieldIndex(request.name_attribute.c_str());
    const int group_field = layer.GetLayerDefn()->GetFieldIndex(request.group_attribute.c_str());
    Findings empty;
    Findings repaired;
    static_cast<void>(gdal::last_error()); // whatever looking for the CRS left
    layer.ResetReading();
    for (gdal::FeaturePtr feature(layer.GetNextFeature()); feature; feature.reset(layer.GetNextFeature())) {
        SourceShape shape{text_of_field(*feature, name_field), text_of_field(*feature, group_field), {}};
        const std::string label = shape.name.empty() ? fmt::format("feature {}", feature->GetFID()) : shape.name;
        bool was_repaired = false;
        shape.shape = sound_shape(*feature, was_repaired);
        if (!all_finite(shape.shape)) {
            throw InputError(fmt::format("{}: {} has a coordinate that is not a finite number; draw it anew",
                                         request.as_written, quoted_name(label)));
        }
        if (shape.shape.empty()) {
            empty.add(label);
            continue;
        }
        if (was_repaired) {
            repaired.add(label);
        }
        source.shapes.push_back(std::move(shape));
    }
    const auto error = gdal::last_error();
    if (!error.empty()) {
        throw InputError(fmt::format("{}: could not be read to its end: {}", request.as_written, error));
    }
    if (source.shapes.empty()) {
        throw InputError(request.as_written + ": has no polygons; areas must be polygons");
    }
    empty.tell(request.as_written, "shapes without a polygon were left out, so no incident can fall in them",
               source.warnings);
    repaired.tell(request.as_written,
                  "outlines that cross or touch themselves were repaired; incidents near the crossing may be counted "
                  "in the wrong area, so ask for a clean boundary file",
                  source.warnings);
    return source;
}

void project(std::vector<SourceShape>& shapes, const PolygonSource& source, int epsg, const PolygonRequest& request)
{
    const Transformation transformation(source.epsg, epsg);
    const Box usable = area_of_use(epsg);
    for (auto& shape : shapes) {
        if (shape.shape.empty()) {
            throw InputError(fmt::format("{}: {} covers less than the precision of its coordinates; leave it out",
                                         request.as_written, quoted_name(shape.name)));
        }
        const Point sample = shape.shape.front().outer.front();
        transformation.apply(shape.shape);
        if (!all_finite(shape.shape) || !bounds(shape.shape).intersects(usable)) {
            throw InputError(fmt::format(
                "{}: {} cannot be drawn in EPSG:{}: its position {}, {} in EPSG:{} is outside the region of that CRS. "
                "Put longitude before latitude, or {}",
                request.as_written, quoted_name(shape.name), epsg, sample.x, sample.y, source.epsg,
                request.has_crs_key ? "give the file's own CRS in the config, as in crs = \"EPSG:27700\""
                                    : "save the file with its own CRS"));
        }
    }
}

} // namespace harmspot
