// SPDX-License-Identifier: MIT
#include "hotspot/shape_index.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

constexpr std::size_t kMostStrips = 4096;
constexpr std::size_t kEdgesToAStrip = 4;

} // namespace

ShapeIndex::ShapeIndex(const MultiPolygon& shape) : m_shape(&shape), m_bounds(bounds(shape))
{
    const auto add = [this](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            m_edges.push_back({ring[i], ring[i + 1]});
        }
    };
    for (const auto& polygon : shape) {
        add(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
    }
    if (m_edges.empty()) {
        return;
    }
    const std::size_t strips = std::clamp<std::size_t>(m_edges.size() / kEdgesToAStrip, 1, kMostStrips);
    m_strip_m = std::max(1.0, (m_bounds.max_y - m_bounds.min_y) / static_cast<double>(strips));
    m_strip_start.assign(strips + 1, 0);
    const auto for_strips = [this](const Edge& edge, const auto& body) {
        const std::size_t last = strip_of(std::max(edge.a.y, edge.b.y));
        for (std::size_t strip = strip_of(std::min(edge.a.y, edge.b.y)); strip <= last; ++strip) {
            body(strip);
        }
    };
    for (const auto& edge : m_edges) {
        for_strips(edge, [this](std::size_t strip) { ++m_strip_start[strip + 1]; });
    }
    for (std::size_t strip = 0; strip < strips; ++strip) {
        m_strip_start[strip + 1] += m_strip_start[strip];
    }
    m_strip_edges.resize(m_strip_start[strips]);
    auto next = m_strip_start;
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        for_strips(m_edges[i],
                   [&](std::size_t strip) { m_strip_edges[next[strip]++] = static_cast<std::uint32_t>(i); });
    }
}

std::size_t ShapeIndex::strip_of(double y) const
{
    const double strip = (y - m_bounds.min_y) / m_strip_m;
    return static_cast<std::size_t>(std::clamp(strip, 0.0, static_cast<double>(m_strip_start.size() - 2)));
}

Side ShapeIndex::side_of(Point p) const
{
    if (m_edges.empty() || !m_bounds.contains(p)) {
        return Side::outside;
    }
    bool inside = false;
    const std::size_t strip = strip_of(p.y);
    for (std::size_t k = m_strip_start[strip]; k < m_strip_start[strip + 1]; ++k) {
        const auto [a, b] = m_edges[m_strip_edges[k]];
        if ((a.y > p.y && b.y > p.y) || (a.y < p.y && b.y < p.y) || (a.x < p.x && b.x < p.x)) {
            continue;
        }
        const double turn = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
        if (turn == 0 && p.x >= std::min(a.x, b.x)) {
            return Side::boundary;
        }
        if ((a.y > p.y) != (b.y > p.y) && (b.y > a.y ? turn > 0 : turn < 0)) {
            inside = !inside;
        }
    }
    return inside ? Side::inside : Side::outside;
}

bool ShapeIndex::border_near(const Box& box) const
{
    if (m_edges.empty() || !m_bounds.intersects(box)) {
        return false;
    }
    const auto meets = [&](std::uint32_t i) {
        const auto [a, b] = m_edges[i];
        return std::max(a.x, b.x) >= box.min_x && std::min(a.x, b.x) <= box.max_x && std::max(a.y, b.y) >= box.min_y &&
               std::min(a.y, b.y) <= box.max_y;
    };
    const std::size_t last = strip_of(box.max_y);
    const auto begin = m_strip_edges.begin();
    return std::any_of(begin + static_cast<std::ptrdiff_t>(m_strip_start[strip_of(box.min_y)]),
                       begin + static_cast<std::ptrdiff_t>(m_strip_start[last + 1]), meets);
}

} // namespace harmspot
