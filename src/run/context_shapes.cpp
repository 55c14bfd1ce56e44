// SPDX-License-Identifier: MIT
#include "run/context_shapes.hpp"

#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "geo/geos.hpp"
#include "geo/layer_crs.hpp"
#include "incident/text.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

using Line = std::vector<Point>;

/// One open layer of a file.
struct Source {
    gdal::Dataset dataset;
    OGRLayer* layer = nullptr;
    int epsg = 0;
    int name = -1; ///< field of names
};

Source open_source(const ContextLayer& config)
{
    const auto& file = config.file;
    Source source;
    source.dataset = gdal::open_vector(file.path, file.as_written);
    if (config.layer.empty() && source.dataset->GetLayerCount() != 1) {
        throw InputError(fmt::format("{}: has {} layers; say which by layer in [[context]]", file.as_written,
                                     source.dataset->GetLayerCount()));
    }
    source.layer =
        config.layer.empty() ? source.dataset->GetLayer(0) : source.dataset->GetLayerByName(config.layer.c_str());
    if (source.layer == nullptr) {
        throw InputError(fmt::format("{}: has no layer '{}'", file.as_written, config.layer));
    }
    if (!config.name.empty()) {
        source.name = source.layer->GetLayerDefn()->GetFieldIndex(config.name.c_str());
        if (source.name < 0) {
            throw InputError(fmt::format("{}: has no attribute '{}', which [[context]] name asks for", file.as_written,
                                         config.name));
        }
    }
    std::vector<std::string> warnings;
    source.epsg = layer_epsg(*source.layer, {file.as_written, config.epsg, true}, warnings);
    return source;
}

/// Turns a feature's geometry into the shapes of its kind.
class Collector
{
public:
    Collector(ContextShape& to, const Transformation& to_analysis) : m_to(&to), m_to_analysis(&to_analysis) {}

    void add(const OGRGeometry& geometry)
    {
        const auto type = wkbFlatten(geometry.getGeometryType());
        if (type == wkbPoint && geometry.IsEmpty() == 0) {
            add_line({{geometry.toPoint()->getX(), geometry.toPoint()->getY()}});
        } else if (type == wkbLineString) {
            Line line;
            for (const auto& at : *geometry.toLineString()) {
                line.push_back({at.getX(), at.getY()});
            }
            add_line(std::move(line));
        } else if (type == wkbPolygon) {
            add_polygon(geometry);
        } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
            for (const auto* part : *geometry.toGeometryCollection()) {
                add(*part);
            }
        }
    }

private:
    void add_line(Line line)
    {
        for (auto& at : line) {
            at = (*m_to_analysis)(at);
            if (!std::isfinite(at.x) || !std::isfinite(at.y)) {
                return; // beyond the region of the analysis CRS, so on no map of it
            }
        }
        m_to->lines.push_back(std::move(line));
    }

    void add_polygon(const OGRGeometry& geometry)
    {
        auto shape = gdal::from_ogr(geometry);
        m_to_analysis->apply(shape);
        for (auto& polygon : shape) {
            const auto box = bounds({polygon});
            if (std::isfinite(box.max_x - box.min_x) && std::isfinite(box.max_y - box.min_y)) {
                m_to->shape.push_back(std::move(polygon));
            }
        }
    }

    ContextShape* m_to;
    const Transformation* m_to_analysis;
};

Box box_of(const ContextShape& one)
{
    Box box = bounds(one.shape);
    for (const auto& line : one.lines) {
        for (const auto& at : line) {
            box.add(at);
        }
    }
    return box;
}

bool meet(const Box& a, const Box& b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

/// The box of `box` in another CRS, a little larger, since straight sides become bent.
OGREnvelope envelope_in(const Box& box, int from, int to)
{
    const Transformation transform(from, to);
    constexpr int kSteps = 8;
    Box other;
    for (int i = 0; i <= kSteps; ++i) {
        for (int j = 0; j <= kSteps; ++j) {
            const Point at = transform(
                {box.min_x + (box.max_x - box.min_x) * i / kSteps, box.min_y + (box.max_y - box.min_y) * j / kSteps});
            if (std::isfinite(at.x) && std::isfinite(at.y)) {
                other.add(at);
            }
        }
    }
    const double margin = 0.01 * std::max(other.max_x - other.min_x, other.max_y - other.min_y);
    OGREnvelope envelope;
    envelope.MinX = other.min_x - margin;
    envelope.MaxX = other.max_x + margin;
    envelope.MinY = other.min_y - margin;
    envelope.MaxY = other.max_y + margin;
    return envelope;
}

/// The parts of a line inside the zone, simplified.
void add_inside(const Line& line, const OGRGeometry& zone, std::vector<Line>& to)
{
    OGRLineString whole;
    for (const auto& at : line) {
        whole.addPoint(at.x, at.y);
    }
    const std::unique_ptr<OGRGeometry> cut(whole.Intersection(&zone));
    const std::unique_ptr<OGRGeometry> simple(cut ? cut->Simplify(kContextToleranceM) : nullptr);
    const auto add = [&](const OGRGeometry& part) {
        if (wkbFlatten(part.getGeometryType()) == wkbLineString) {
            Line points;
            for (const auto& at : *part.toLineString()) {
                points.push_back({at.getX(), at.getY()});
            }
            if (points.size() > 1) {
                to.push_back(std::move(points));
            }
        }
    };
    if (!simple) {
        return;
    }
    if (OGR_GT_IsSubClassOf(wkbFlatten(simple->getGeometryType()), wkbGeometryCollection) != 0) {
        for (const auto* part : *simple->toGeometryCollection()) {
            add(*part);
        }
    } else {
        add(*simple);
    }
}

} // namespace

std::vector<ContextShape> read_context(const RunConfig& config, const Box& box)
{
    std::vector<ContextShape> all;
    for (const auto& layer : config.context) {
        auto source = open_source(layer);
        const auto envelope = envelope_in(box, config.epsg, source.epsg);
        source.layer->SetSpatialFilterRect(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
        const Transformation to_analysis(source.epsg, config.epsg);
        const auto before = all.size();
        for (gdal::FeaturePtr feature(source.layer->GetNextFeature()); feature;
             feature.reset(source.layer->GetNextFeature())) {
            const auto* geometry = feature->GetGeometryRef();
            ContextShape one;
            one.kind = layer.kind;
            one.name = source.name < 0 ? std::string() : std::string(trimmed(feature->GetFieldAsString(source.name)));
            if (geometry != nullptr) {
                Collector(one, to_analysis).add(*geometry);
            }
            if (!one.lines.empty() || !one.shape.empty()) {
                all.push_back(std::move(one));
            }
        }
        if (all.size() == before) {
            throw InputError(fmt::format("{}: has nothing in or near the study area that a map could show; is it the "
                                         "right layer, and is its CRS right?",
                                         layer.file.as_written));
        }
    }
    return all;
}

std::vector<ContextShape> context_near(const std::vector<ContextShape>& all, const std::vector<MultiPolygon>& shapes,
                                       const MultiPolygon* within)
{
    std::vector<ContextShape> near;
    if (all.empty() || shapes.empty()) {
        return near;
    }
    std::vector<MultiPolygon> grown;
    std::vector<Box> boxes;
    for (const auto& shape : shapes) {
        grown.push_back(geos::buffer(shape, kContextReachM));
        boxes.push_back(bounds(grown.back()));
    }
    auto zone = geos::unite(grown, 0);
    if (within != nullptr) {
        zone = geos::intersection(zone, *within);
    }
    const auto ogr_zone = gdal::to_ogr(zone);
    for (const auto& one : all) {
        const auto box = box_of(one);
        if (std::none_of(boxes.begin(), boxes.end(), [&](const Box& other) { return meet(box, other); })) {
            continue;
        }
        ContextShape kept{one.kind, one.name, {}, {}};
        for (const auto& line : one.lines) {
            if (line.size() > 1) {
                add_inside(line, *ogr_zone, kept.lines);
            } else if (side_of(zone, line.front()) != Side::outside) {
                kept.lines.push_back(line);
            }
        }
        if (!one.shape.empty()) {
            const auto cut = geos::intersection(geos::make_valid(one.shape), zone);
            kept.shape = cut.empty() ? cut : geos::simplified(cut, kContextToleranceM);
        }
        if (!kept.lines.empty() || !kept.shape.empty()) {
            near.push_back(std::move(kept));
        }
    }
    return near;
}

} // namespace harmspot
