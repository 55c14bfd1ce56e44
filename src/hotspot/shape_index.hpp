// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot
{

/// A shape with its edges sorted into horizontal strips, for many questions about one large shape.
class ShapeIndex
{
public:
    /// \param shape must outlive this
    explicit ShapeIndex(const MultiPolygon& shape);

    [[nodiscard]] const MultiPolygon& shape() const noexcept { return *m_shape; }
    /// As `harmspot::side_of`.
    [[nodiscard]] Side side_of(Point p) const;
    /// Whether any edge's own box meets `box`. If none does, the box is wholly inside or wholly outside.
    [[nodiscard]] bool border_near(const Box& box) const;

private:
    struct Edge {
        Point a;
        Point b;
    };
    [[nodiscard]] std::size_t strip_of(double y) const;

    const MultiPolygon* m_shape;
    Box m_bounds;
    std::vector<Edge> m_edges;
    double m_strip_m = 1;
    std::vector<std::size_t> m_strip_start;
    std::vector<std::uint32_t> m_strip_edges;
};

} // namespace harmspot
