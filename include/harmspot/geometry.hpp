// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <span>
#include <vector>

namespace harmspot
{

/// A position. Metres in the analysis CRS unless a name says otherwise (`lon_lat`).
struct Point {
    double x = 0;
    double y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// Axis-parallel box; empty until something is added.
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const noexcept { return !(min_x <= max_x && min_y <= max_y); }
    [[nodiscard]] bool contains(Point p) const noexcept
    {
        return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y;
    }
    [[nodiscard]] bool intersects(const Box& other) const noexcept
    {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y && other.min_y <= max_y;
    }
    [[nodiscard]] Box grown(double by) const noexcept { return {min_x - by, min_y - by, max_x + by, max_y + by}; }
    void add(Point p) noexcept;
    void add(const Box& other) noexcept;

    friend bool operator==(const Box&, const Box&) = default;
};

/// Closed line: first point equals last. At least four points.
using Ring = std::vector<Point>;

/// Outer ring counter-clockwise, holes clockwise (RFC 7946's right-hand rule).
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;

    friend bool operator==(const Polygon&, const Polygon&) = default;
};

/// Polygons whose interiors do not meet.
using MultiPolygon = std::vector<Polygon>;

/// Signed area by the shoelace formula about the ring's first point: positive when counter-clockwise.
[[nodiscard]] double signed_area(const Ring& ring);

/// Area in square units of the coordinates, holes taken off.
[[nodiscard]] double area(const Polygon& polygon);
[[nodiscard]] double area(const MultiPolygon& polygons);

[[nodiscard]] Box bounds(const Ring& ring);
[[nodiscard]] Box bounds(const MultiPolygon& polygons);
[[nodiscard]] Box bounds(std::span<const double> x, std::span<const double> y);

enum class Side : unsigned char { outside, boundary, inside };

/// Which side of the polygons `p` lies on; exactly on a ring is `boundary`.
/// Crossing number with an exact on-segment test (Hormann & Agathos 2001, algorithm 6).
[[nodiscard]] Side side_of(const MultiPolygon& polygons, Point p);

/// Turns rings to the orientation that `Polygon` promises.
void orient(MultiPolygon& polygons);

} // namespace harmspot
