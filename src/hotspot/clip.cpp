// SPDX-License-Identifier: MIT
#include "hotspot/clip.hpp"

#include "geo/geos.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

bool before(Point a, Point b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

void start_at_lowest(Ring& ring)
{
    if (ring.empty()) {
        return;
    }
    ring.pop_back();
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), before), ring.end());
    ring.push_back(ring.front());
}

std::vector<Piece> pieces_of(const Polygon& polygon, std::size_t source, const ShapeIndex& scope)
{
    const MultiPolygon whole{polygon};
    if (!scope.border_near(bounds(polygon.outer))) {
        return scope.side_of(polygon.outer.front()) == Side::inside ? std::vector{Piece{whole, source, false}}
                                                                    : std::vector<Piece>{};
    }
    std::vector<Piece> pieces;
    for (auto& part : geos::intersection(whole, scope.shape())) {
        if (area(part) >= kDustM2) {
            pieces.push_back({{std::move(part)}, source, true});
        }
    }
    return pieces;
}

} // namespace

std::vector<Piece> clip(const MultiPolygon& polygons, const ShapeIndex& scope, unsigned threads)
{
    std::vector<std::vector<Piece>> found(polygons.size());
    parallel_for(threads, polygons.size(), [&](std::size_t i) { found[i] = pieces_of(polygons[i], i, scope); });
    std::vector<Piece> pieces;
    for (auto& some : found) {
        std::move(some.begin(), some.end(), std::back_inserter(pieces));
    }
    std::erase_if(pieces, [](const Piece& piece) { return area(piece.shape) < kDustM2; });
    return pieces;
}

MultiPolygon clip_whole(const MultiPolygon& shape, const ShapeIndex& scope)
{
    if (shape.empty() || (!scope.border_near(bounds(shape)) && shape.size() == 1)) {
        return !shape.empty() && scope.side_of(shape[0].outer.front()) == Side::inside ? shape : MultiPolygon{};
    }
    return geos::intersection(shape, scope.shape());
}

Neighbours::Neighbours(const Scope& scope, const HotspotContext& context)
{
    if (!scope.layer) {
        return;
    }
    const auto& areas = (*context.layers)[*scope.layer].areas;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (i != scope.area) {
            m_candidates.push_back({&areas[i], bounds(areas[i].shape)});
        }
    }
}

std::vector<Neighbours::Beyond> Neighbours::beyond(const MultiPolygon& unclipped) const
{
    constexpr double kLeastM2 = 1;
    std::vector<Beyond> found;
    const Box box = bounds(unclipped);
    for (const auto& [area_of, area_box] : m_candidates) {
        if (area_box.intersects(box)) {
            auto shared = geos::intersection(unclipped, area_of->shape);
            if (area(shared) > kLeastM2) {
                found.push_back({area_of->name, std::move(shared)});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Beyond& a, const Beyond& b) { return a.name < b.name; });
    return found;
}

void normalise(MultiPolygon& shape)
{
    for (auto& polygon : shape) {
        start_at_lowest(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), start_at_lowest);
        std::sort(polygon.holes.begin(), polygon.holes.end(),
                  [](const Ring& a, const Ring& b) { return before(a.front(), b.front()); });
    }
    std::sort(shape.begin(), shape.end(),
              [](const Polygon& a, const Polygon& b) { return before(a.outer.front(), b.outer.front()); });
}

} // namespace harmspot
