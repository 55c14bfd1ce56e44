// SPDX-License-Identifier: MIT
#include "geo/shape_index.hpp"

#include "geo/orientation.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

template <class Body>
void for_each_ring(const MultiPolygon& shape, Body&& body)
{
    for (const auto& polygon : shape) {
        body(polygon.outer);
        for (const auto& hole : polygon.holes) {
            body(hole);
        }
    }
}

/// As many slabs as edges, but so few that repeating edges at most quadruples them: in a comb-shaped area
/// every edge would else be in every slab.
std::size_t slab_count(const MultiPolygon& shape, double height)
{
    std::size_t edges = 0;
    double climb = 0;
    for_each_ring(shape, [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            ++edges;
            climb += std::abs(ring[i + 1].y - ring[i].y);
        }
    });
    if (edges == 0 || !(height > 0) || !(climb > 0)) {
        return 1;
    }
    constexpr double kMostRepeats = 3;
    const auto most = static_cast<double>(edges);
    return static_cast<std::size_t>(std::clamp(kMostRepeats * most * height / climb, 1.0, most));
}

} // namespace

ShapeIndex::ShapeIndex(const MultiPolygon& shape) : m_shape(&shape), m_box(bounds(shape))
{
    if (m_box.empty()) {
        m_first.assign(2, 0);
        return;
    }
    const double height = m_box.max_y - m_box.min_y;
    m_slabs = slab_count(shape, height);
    m_slabs_per_unit = height > 0 ? static_cast<double>(m_slabs) / height : 0;

    m_first.assign(m_slabs + 1, 0);
    const auto for_each_slab_of_edge = [&](auto&& body) {
        for_each_ring(shape, [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const auto [low, high] = std::minmax(ring[i].y, ring[i + 1].y);
                const std::size_t last = slab_of(high);
                for (std::size_t slab = slab_of(low); slab <= last; ++slab) {
                    body(slab, Edge{ring[i], ring[i + 1]});
                }
            }
        });
    };
    for_each_slab_of_edge([&](std::size_t slab, const Edge&) { ++m_first[slab + 1]; });
    for (std::size_t slab = 0; slab < m_slabs; ++slab) {
        m_first[slab + 1] += m_first[slab];
    }
    m_edges.resize(m_first.back());
    auto next = m_first;
    for_each_slab_of_edge([&](std::size_t slab, const Edge& edge) { m_edges[next[slab]++] = edge; });
}

std::size_t ShapeIndex::slab_of(double y) const
{
    const double at = (y - m_box.min_y) * m_slabs_per_unit;
    return std::min(m_slabs - 1, static_cast<std::size_t>(std::max(0.0, at)));
}

Side ShapeIndex::side_of(Point p) const
{
    if (!m_box.contains(p)) {
        return Side::outside;
    }
    bool inside = false;
    const std::size_t slab = slab_of(p.y);
    for (std::size_t i = m_first[slab]; i < m_first[slab + 1]; ++i) {
        const auto [a, b] = m_edges[i];
        if ((a.y > p.y && b.y > p.y) || (a.y < p.y && b.y < p.y) || (a.x < p.x && b.x < p.x)) {
            continue;
        }
        const int turn = orientation(a, b, p);
        if (turn == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x)) {
            return Side::boundary; // heights overlap already
        }
        if ((a.y > p.y) != (b.y > p.y) && (turn > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside ? Side::inside : Side::outside;
}

bool ShapeIndex::border_near(const Box& box) const
{
    if (!m_box.intersects(box)) {
        return false;
    }
    const auto meets = [&](const Edge& edge) {
        Box own;
        own.add(edge.a);
        own.add(edge.b);
        return own.intersects(box);
    };
    const auto begin = m_edges.begin();
    return std::any_of(begin + static_cast<std::ptrdiff_t>(m_first[slab_of(box.min_y)]),
                       begin + static_cast<std::ptrdiff_t>(m_first[slab_of(box.max_y) + 1]), meets);
}

} // namespace harmspot
