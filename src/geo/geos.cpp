// SPDX-License-Identifier: MIT
#include "geo/geos.hpp"

#include "harmspot/error.hpp"

#include <geos_c.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace harmspot::geos
{

namespace
{

/// One GEOS context per thread; remembers the last error text.
class Context
{
public:
    Context() : m_handle(GEOS_init_r())
    {
        GEOSContext_setErrorMessageHandler_r(
            m_handle, [](const char* message, void* self) { static_cast<Context*>(self)->m_error = message; }, this);
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { GEOS_finish_r(m_handle); }

    [[nodiscard]] GEOSContextHandle_t handle() const { return m_handle; }
    [[noreturn]] void fail(const char* what) const
    {
        throw Error(std::string("polygon operation failed (") + what + "): " + m_error);
    }

private:
    GEOSContextHandle_t m_handle;
    std::string m_error;
};

Context& context()
{
    thread_local Context the_context;
    return the_context;
}

struct Destroy {
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context().handle(), geometry); }
    void operator()(GEOSMakeValidParams* params) const { GEOSMakeValidParams_destroy_r(context().handle(), params); }
};
using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

Geometry checked(GEOSGeometry* geometry, const char* what)
{
    if (geometry == nullptr) {
        context().fail(what);
    }
    return Geometry(geometry);
}

GEOSCoordSequence* sequence_of(std::span<const Point> points)
{
    static_assert(sizeof(Point) == 2 * sizeof(double));
    auto* sequence = GEOSCoordSeq_copyFromBuffer_r(context().handle(), reinterpret_cast<const double*>(points.data()),
                                                   static_cast<unsigned>(points.size()), 0, 0);
    if (sequence == nullptr) {
        context().fail("coordinates");
    }
    return sequence;
}

Geometry ring_of(const Ring& ring)
{
    return checked(GEOSGeom_createLinearRing_r(context().handle(), sequence_of(ring)), "ring");
}

Geometry collection_of(std::vector<Geometry>& parts, int type)
{
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts) {
        raw.push_back(part.release());
    }
    return checked(GEOSGeom_createCollection_r(context().handle(), type, raw.data(), static_cast<unsigned>(raw.size())),
                   "collection");
}

void append_polygons(const MultiPolygon& shape, std::vector<Geometry>& out)
{
    for (const auto& polygon : shape) {
        if (polygon.outer.size() < 4) {
            continue;
        }
        auto outer = ring_of(polygon.outer);
        std::vector<GEOSGeometry*> holes;
        holes.reserve(polygon.holes.size());
        for (const auto& hole : polygon.holes) {
            if (hole.size() >= 4) {
                holes.push_back(ring_of(hole).release());
            }
        }
        out.push_back(checked(GEOSGeom_createPolygon_r(context().handle(), outer.release(), holes.data(),
                                                       static_cast<unsigned>(holes.size())),
                              "polygon"));
    }
}

Geometry to_geos(const MultiPolygon& shape)
{
    std::vector<Geometry> parts;
    append_polygons(shape, parts);
    return collection_of(parts, GEOS_MULTIPOLYGON);
}

Ring ring_from(const GEOSGeometry* geometry)
{
    const auto* sequence = GEOSGeom_getCoordSeq_r(context().handle(), geometry);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context().handle(), sequence, &size);
    Ring ring(size);
    GEOSCoordSeq_copyToBuffer_r(context().handle(), sequence, reinterpret_cast<double*>(ring.data()), 0, 0);
    return ring;
}

void collect(const GEOSGeometry* geometry, MultiPolygon& out)
{
    auto* const handle = context().handle();
    const int type = GEOSGeomTypeId_r(handle, geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(handle, geometry) != 0) {
            return;
        }
        Polygon polygon;
        polygon.outer = ring_from(GEOSGetExteriorRing_r(handle, geometry));
        const int holes = GEOSGetNumInteriorRings_r(handle, geometry);
        for (int i = 0; i < holes; ++i) {
            polygon.holes.push_back(ring_from(GEOSGetInteriorRingN_r(handle, geometry, i)));
        }
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(handle, geometry);
        for (int i = 0; i < parts; ++i) {
            collect(GEOSGetGeometryN_r(handle, geometry, i), out);
        }
    }
}

MultiPolygon from_geos(const Geometry& geometry)
{
    MultiPolygon shape;
    collect(geometry.get(), shape);
    orient(shape);
    return shape;
}

} // namespace

bool is_valid(const MultiPolygon& shape)
{
    const auto geometry = to_geos(shape);
    return GEOSisValid_r(context().handle(), geometry.get()) == 1;
}

MultiPolygon make_valid(const MultiPolygon& shape)
{
    auto* const handle = context().handle();
    const std::unique_ptr<GEOSMakeValidParams, Destroy> params(GEOSMakeValidParams_create_r(handle));
    GEOSMakeValidParams_setMethod_r(handle, params.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(handle, params.get(), 0);
    const auto geometry = to_geos(shape);
    return from_geos(checked(GEOSMakeValidWithParams_r(handle, geometry.get(), params.get()), "repair"));
}

MultiPolygon unite(std::span<const MultiPolygon> shapes, double snap)
{
    std::vector<Geometry> parts;
    for (const auto& shape : shapes) {
        append_polygons(shape, parts);
    }
    const auto all = collection_of(parts, GEOS_GEOMETRYCOLLECTION);
    auto* const handle = context().handle();
    return from_geos(checked(
        snap > 0 ? GEOSUnaryUnionPrec_r(handle, all.get(), snap) : GEOSUnaryUnion_r(handle, all.get()), "union"));
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b)
{
    const auto left = to_geos(a);
    const auto right = to_geos(b);
    return from_geos(checked(GEOSIntersection_r(context().handle(), left.get(), right.get()), "intersection"));
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b)
{
    const auto left = to_geos(a);
    const auto right = to_geos(b);
    return from_geos(checked(GEOSDifference_r(context().handle(), left.get(), right.get()), "difference"));
}

bool intersects(const MultiPolygon& a, const MultiPolygon& b)
{
    const auto left = to_geos(a);
    const auto right = to_geos(b);
    const char answer = GEOSIntersects_r(context().handle(), left.get(), right.get());
    if (answer == 2) {
        context().fail("intersects");
    }
    return answer == 1;
}

namespace
{

constexpr int kQuarterSegments = 8;

Geometry buffered(const Geometry& geometry, double metres)
{
    return checked(GEOSBuffer_r(context().handle(), geometry.get(), metres, kQuarterSegments), "buffer");
}

} // namespace

MultiPolygon buffer(const MultiPolygon& shape, double metres)
{
    return from_geos(buffered(to_geos(shape), metres));
}

MultiPolygon buffered_hull(std::span<const Point> points, double ratio, double metres)
{
    auto* const handle = context().handle();
    std::vector<Geometry> parts;
    parts.reserve(points.size());
    for (const auto p : points) {
        parts.push_back(checked(GEOSGeom_createPointFromXY_r(handle, p.x, p.y), "point"));
    }
    const auto cloud = collection_of(parts, GEOS_MULTIPOINT);
    const auto hull = checked(GEOSConcaveHull_r(handle, cloud.get(), ratio, 0), "hull");
    return from_geos(buffered(hull, metres));
}

namespace
{

Point on_surface(const GEOSGeometry* geometry)
{
    const auto point = checked(GEOSPointOnSurface_r(context().handle(), geometry), "inner point");
    Point p;
    if (GEOSGeomGetX_r(context().handle(), point.get(), &p.x) != 1 ||
        GEOSGeomGetY_r(context().handle(), point.get(), &p.y) != 1) {
        context().fail("inner point");
    }
    return p;
}

} // namespace

MultiPolygon faces(const MultiPolygon& shape, std::span<const Line> lines)
{
    auto* const handle = context().handle();
    const auto whole = to_geos(shape);
    std::vector<Geometry> work;
    work.push_back(checked(GEOSBoundary_r(handle, whole.get()), "border"));
    for (const auto& line : lines) {
        const std::array<Point, 2> ends{line.a, line.b};
        work.push_back(checked(GEOSGeom_createLineString_r(handle, sequence_of(ends)), "line"));
    }
    const auto all = collection_of(work, GEOS_GEOMETRYCOLLECTION);
    const auto noded = checked(GEOSUnaryUnion_r(handle, all.get()), "noding");
    const GEOSGeometry* const input = noded.get();
    const auto cut = checked(GEOSPolygonize_r(handle, &input, 1), "polygonizing");
    MultiPolygon found;
    const int count = GEOSGetNumGeometries_r(handle, cut.get());
    for (int i = 0; i < count; ++i) {
        const auto* const face = GEOSGetGeometryN_r(handle, cut.get(), i);
        if (side_of(shape, on_surface(face)) == Side::inside) {
            collect(face, found);
        }
    }
    orient(found);
    return found;
}

MultiPolygon rounded(const MultiPolygon& shape, double grid)
{
    const auto geometry = to_geos(shape);
    return from_geos(checked(GEOSGeom_setPrecision_r(context().handle(), geometry.get(), grid, 0), "rounding"));
}

MultiPolygon simplified(const MultiPolygon& shape, double tolerance)
{
    const auto geometry = to_geos(shape);
    return from_geos(
        checked(GEOSTopologyPreserveSimplify_r(context().handle(), geometry.get(), tolerance), "simplification"));
}

} // namespace harmspot::geos
