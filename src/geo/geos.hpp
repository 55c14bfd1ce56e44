// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <span>

// Polygon operations by GEOS (LGPL, linked dynamically). Values in, values out; safe on any thread.
// All results are valid, oriented, and free of lower-dimensional leftovers (lines, points).
namespace harmspot::geos
{

[[nodiscard]] bool is_valid(const MultiPolygon& shape);

/// Repairs by structure: areas covered by overlapping rings stay covered, lines and spikes go.
[[nodiscard]] MultiPolygon make_valid(const MultiPolygon& shape);

/// Union; with `snap` > 0 all coordinates are rounded to that grid first, so that borders which differ in
/// their last digits close without slivers.
[[nodiscard]] MultiPolygon unite(std::span<const MultiPolygon> shapes, double snap);

[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] bool intersects(const MultiPolygon& a, const MultiPolygon& b);

/// Grown (or shrunk, when negative) by `metres`, with 8 segments a quarter circle.
[[nodiscard]] MultiPolygon buffer(const MultiPolygon& shape, double metres);

/// Concave hull of points (GEOS 3.11: ratio 0 tightest, 1 convex) grown by `metres`. One point or points on
/// a line give a rounded buffer of them.
[[nodiscard]] MultiPolygon buffered_hull(std::span<const Point> points, double ratio, double metres);

/// A straight line from `a` to `b`.
struct Line {
    Point a;
    Point b;
};

/// The faces into which lines cut a shape: connected polygons that tile it. Neighbouring faces have the
/// same vertices along the border that they share. Lines, or ends of lines, that cut nothing off leave no trace.
[[nodiscard]] MultiPolygon faces(const MultiPolygon& shape, std::span<const Line> lines);

/// Coordinates rounded to multiples of `grid`, repaired so that the result is valid.
[[nodiscard]] MultiPolygon rounded(const MultiPolygon& shape, double grid);

/// Topology-preserving simplification (Douglas & Peucker) within `tolerance`.
[[nodiscard]] MultiPolygon simplified(const MultiPolygon& shape, double tolerance);

} // namespace harmspot::geos
