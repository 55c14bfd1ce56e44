// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"

#include "geo/crs.hpp"
#include "harmspot/error.hpp"
#include "output/lon_lat.hpp"
#include "output/text.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace harmspot
{

namespace
{

void append_point(std::string& out, Point p)
{
    out += '[' + number_text(p.x) + ',' + number_text(p.y) + ']';
}

template <class Items, class Append>
void append_list(std::string& out, const Items& items, Append append)
{
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        out += first ? "" : ",";
        append(out, item);
        first = false;
    }
    out += ']';
}

void append_ring(std::string& out, const Ring& ring)
{
    append_list(out, ring, append_point);
}

void append_polygon(std::string& out, const Polygon& polygon)
{
    out += '[';
    append_ring(out, polygon.outer);
    for (const auto& hole : polygon.holes) {
        out += ',';
        append_ring(out, hole);
    }
    out += ']';
}

void append_geometry(std::string& out, const MultiPolygon& shape)
{
    if (shape.empty()) {
        out += "null"; // an unlocated feature: RFC 7946, 3.2
        return;
    }
    out += shape.size() == 1 ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":)";
    if (shape.size() == 1) {
        append_polygon(out, shape.front());
    } else {
        append_list(out, shape, append_polygon);
    }
    out += '}';
}

void append_bbox(std::string& out, const Box& box)
{
    if (!box.empty()) {
        out += R"("bbox":[)" + number_text(box.min_x) + ',' + number_text(box.min_y) + ',' + number_text(box.max_x) +
               ',' + number_text(box.max_y) + "],";
    }
}

/// A feature's geometry in longitude and latitude.
struct Located {
    MultiPolygon shape;
    std::optional<Point> point;
    std::vector<Point> line;
};

Located located(const Feature& feature, const Transformation& to_wgs84, int decimals)
{
    Located there;
    there.shape = lon_lat_shape(feature.shape, to_wgs84, decimals);
    if (feature.point) {
        there.point = lon_lat_point(*feature.point, to_wgs84, decimals);
    }
    for (const auto& corner : feature.line) {
        const auto next = lon_lat_point(corner, to_wgs84, decimals);
        if (there.line.empty() || there.line.back() != next) {
            there.line.push_back(next);
        }
    }
    if (there.line.size() == 1) {
        there.line.clear(); // no line after rounding
    }
    return there;
}

Box bounds_of(const Located& there)
{
    Box box = bounds(there.shape);
    for (const auto& corner : there.line) {
        box.add(corner);
    }
    return box;
}

void append_feature(std::string& out, const Properties& properties, const Located& there)
{
    out += R"({"type":"Feature",)";
    for (const auto& [name, value] : properties) {
        if (name == "id") {
            out += R"("id":)" + json_value(value) + ',';
        }
    }
    append_bbox(out, bounds_of(there));
    out += R"("properties":{)";
    bool first = true;
    for (const auto& [name, value] : properties) {
        out += first ? "" : ",";
        out += json_string(name) + ':' + json_value(value);
        first = false;
    }
    out += R"(},"geometry":)";
    if (there.point) {
        out += R"({"type":"Point","coordinates":)";
        append_point(out, *there.point);
        out += '}';
    } else if (!there.line.empty()) {
        out += R"({"type":"LineString","coordinates":)";
        append_list(out, there.line, append_point);
        out += '}';
    } else {
        append_geometry(out, there.shape);
    }
    out += '}';
}

/// What QGIS shows in its list of layers: theme and file, because every theme has the same file names. In a
/// pack the file's name starts with the theme already.
std::string layer_name(const std::string& path, const ProductInfo& info)
{
    const auto stem = std::filesystem::path(path).stem().string();
    return info.theme.empty() || !info.area_layer.empty() ? stem : info.theme + "_" + stem;
}

std::string head_text(const std::string& path, const PublishableLayer& layer)
{
    std::string out = "{\n\"type\":\"FeatureCollection\",\n";
    out += "\"name\":" + json_string(layer_name(path, layer.info())) + ",\n";
    out += "\"title\":" + json_string(product_title(layer.info())) + ",\n";
    out += "\"marking\":" + json_string(layer.rules().marking) + ",\n\"statements\":";
    append_list(out, product_statements(layer.info(), layer.rules(), layer.withheld()),
                [](std::string& to, const std::string& statement) { to += json_string(statement); });
    return out + ",\n";
}

/// Made once for each thread: PROJ takes 20 ms to look one up, and a run writes dozens of files.
const Transformation& to_lon_lat(int epsg)
{
    thread_local std::optional<std::pair<int, Transformation>> made;
    if (!made || made->first != epsg) {
        made.emplace(epsg, Transformation(epsg, kWgs84));
    }
    return made->second;
}

std::string geojson_text(const std::string& path, const PublishableLayer& layer)
{
    const auto& to_wgs84 = to_lon_lat(layer.epsg());
    Box box;
    std::string features;
    for (const auto& feature : layer.features()) {
        const auto there = located(feature, to_wgs84, layer.rules().lon_lat_decimals);
        box.add(bounds_of(there));
        if (there.point) {
            box.add(*there.point);
        }
        features += features.empty() ? "\n" : ",\n";
        append_feature(features, feature.properties, there);
    }
    std::string out = head_text(path, layer);
    append_bbox(out, box);
    out += box.empty() ? "" : "\n";
    return out + "\"features\":[" + features + "\n]\n}\n";
}

} // namespace

void write_geojson(const std::string& path, const PublishableLayer& layer)
{
    std::string text;
    try {
        text = geojson_text(path, layer);
    } catch (const Error& error) {
        throw OutputError(path + ": " + error.what());
    }
    write_text(path, text);
}

} // namespace harmspot
