// SPDX-License-Identifier: MIT
#include "harmspot/geometry.hpp"

#include "geo/orientation.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace harmspot
{

void Box::add(Point p) noexcept
{
    min_x = std::min(min_x, p.x);
    min_y = std::min(min_y, p.y);
    max_x = std::max(max_x, p.x);
    max_y = std::max(max_y, p.y);
}

void Box::add(const Box& other) noexcept
{
    min_x = std::min(min_x, other.min_x);
    min_y = std::min(min_y, other.min_y);
    max_x = std::max(max_x, other.max_x);
    max_y = std::max(max_y, other.max_y);
}

double signed_area(const Ring& ring)
{
    if (ring.size() < 4) {
        return 0;
    }
    // About the first point, because national-grid coordinates would cancel most digits away.
    const Point origin = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice +=
            (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) - (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
    }
    return twice / 2;
}

double area(const Polygon& polygon)
{
    double total = std::abs(signed_area(polygon.outer));
    for (const auto& hole : polygon.holes) {
        total -= std::abs(signed_area(hole));
    }
    return total;
}

double area(const MultiPolygon& polygons)
{
    double total = 0;
    for (const auto& polygon : polygons) {
        total += area(polygon);
    }
    return total;
}

Box bounds(const Ring& ring)
{
    Box box;
    for (const auto p : ring) {
        box.add(p);
    }
    return box;
}

Box bounds(const MultiPolygon& polygons)
{
    Box box;
    for (const auto& polygon : polygons) {
        box.add(bounds(polygon.outer));
    }
    return box;
}

Box bounds(std::span<const double> x, std::span<const double> y)
{
    Box box;
    for (std::size_t i = 0; i < x.size(); ++i) {
        box.add(Point{x[i], y[i]});
    }
    return box;
}

namespace
{

/// Flips `inside` for each edge of the ring that a ray to the east crosses; true when p is on the ring.
bool crosses(const Ring& ring, Point p, bool& inside)
{
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[i + 1];
        if ((a.y > p.y && b.y > p.y) || (a.y < p.y && b.y < p.y) || (a.x < p.x && b.x < p.x)) {
            continue;
        }
        const int turn = orientation(a, b, p);
        const bool in_box = p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
                            p.y <= std::max(a.y, b.y);
        if (turn == 0 && in_box) {
            return true;
        }
        if ((a.y > p.y) != (b.y > p.y) && (b.y > a.y ? turn > 0 : turn < 0)) {
            inside = !inside;
        }
    }
    return false;
}

} // namespace

Side side_of(const MultiPolygon& polygons, Point p)
{
    for (const auto& polygon : polygons) {
        bool inside = false;
        if (crosses(polygon.outer, p, inside)) {
            return Side::boundary;
        }
        if (!inside) {
            continue;
        }
        for (const auto& hole : polygon.holes) {
            if (crosses(hole, p, inside)) {
                return Side::boundary;
            }
        }
        if (inside) {
            return Side::inside;
        }
    }
    return Side::outside;
}

void orient(MultiPolygon& polygons)
{
    for (auto& polygon : polygons) {
        if (signed_area(polygon.outer) < 0) {
            std::reverse(polygon.outer.begin(), polygon.outer.end());
        }
        for (auto& hole : polygon.holes) {
            if (signed_area(hole) > 0) {
                std::reverse(hole.begin(), hole.end());
            }
        }
    }
}

} // namespace harmspot
