// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace harmspot
{

/// Answers `side_of` for one shape quickly and with the same answers: the shape's edges lie in horizontal
/// slabs, so a query looks at those of its own slab only. Safe to query from several threads.
class ShapeIndex
{
public:
    /// \param shape must outlive this
    explicit ShapeIndex(const MultiPolygon& shape);

    [[nodiscard]] const MultiPolygon& shape() const noexcept { return *m_shape; }
    [[nodiscard]] const Box& box() const noexcept { return m_box; }
    [[nodiscard]] Side side_of(Point p) const;
    /// Whether any edge's own box meets `box`. If none does, `box` is wholly inside or wholly outside.
    [[nodiscard]] bool border_near(const Box& box) const;

private:
    struct Edge {
        Point a;
        Point b;
    };

    [[nodiscard]] std::size_t slab_of(double y) const;

    const MultiPolygon* m_shape;
    Box m_box;
    std::size_t m_slabs = 1;
    double m_slabs_per_unit = 0;
    std::vector<std::size_t> m_first; ///< slab i holds edges [m_first[i], m_first[i + 1])
    std::vector<Edge> m_edges;        ///< an edge is repeated in every slab it meets
};

} // namespace harmspot
