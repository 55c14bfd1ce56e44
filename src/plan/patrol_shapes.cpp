// SPDX-License-Identifier: MIT
#include "plan/patrol_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace harmspot
{

namespace
{

constexpr std::size_t kCircleCorners = 64;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

std::size_t axes_of(PatrolShape shape)
{
    switch (shape) {
    case PatrolShape::square:
        return 2;
    case PatrolShape::hexagon:
        return 3;
    case PatrolShape::circle:
        break;
    }
    return 0;
}

} // namespace

std::string_view patrol_shape_text(PatrolShape shape)
{
    switch (shape) {
    case PatrolShape::square:
        return "square";
    case PatrolShape::hexagon:
        return "hexagon";
    case PatrolShape::circle:
        break;
    }
    return "circle";
}

PatrolShapes::PatrolShapes(const PatrolPlaceRules& rules)
    : m_step_degrees(rules.turn_degrees), m_half_m(rules.size_m / 2), m_axes(axes_of(rules.shape))
{
    if (!(rules.size_m > 0) || !(rules.step_m > 0) || !(rules.turn_degrees > 0)) {
        throw std::invalid_argument("PatrolShapes: size, step and turn must be above 0");
    }
    if (m_axes == 0) {
        m_reach_m = m_half_m;
        m_turns.resize(1);
        return;
    }
    // A regular polygon of 2n sides looks the same after a turn by 180°/n.
    const double repeats = 180.0 / static_cast<double>(m_axes);
    m_reach_m = m_half_m / std::cos(radians(repeats / 2));
    const auto count = static_cast<std::size_t>(std::ceil(repeats / m_step_degrees - 1e-9));
    for (std::size_t turn = 0; turn < std::max<std::size_t>(count, 1); ++turn) {
        std::array<Point, 3> axes{};
        for (std::size_t k = 0; k < m_axes; ++k) {
            const double angle = degrees(turn) + static_cast<double>(k) * repeats;
            // Exact where it can be, so that points on the edge of an unturned square are held.
            axes[k] = angle == 90 ? Point{0, 1} : Point{std::cos(radians(angle)), std::sin(radians(angle))};
        }
        m_turns.push_back(axes);
    }
}

double PatrolShapes::half_along(std::size_t turn, Point axis) const
{
    if (m_axes == 0) {
        return m_half_m;
    }
    // The farthest corner along the axis; corners lie halfway between neighbouring axes.
    double most = 0;
    for (const auto& corner : corners(turn)) {
        most = std::max(most, corner.x * axis.x + corner.y * axis.y);
    }
    return most;
}

std::vector<Point> PatrolShapes::corners(std::size_t turn) const
{
    std::vector<Point> corners;
    const std::size_t count = m_axes == 0 ? kCircleCorners : 2 * m_axes;
    const double between = 360.0 / static_cast<double>(count);
    for (std::size_t k = 0; k < count; ++k) {
        const double angle = radians(degrees(turn) + (static_cast<double>(k) + 0.5) * between);
        corners.push_back({m_reach_m * std::cos(angle), m_reach_m * std::sin(angle)});
    }
    return corners;
}

bool PatrolShapes::overlap(std::size_t turn, std::size_t other, double dx, double dy) const
{
    const double apart = std::hypot(dx, dy);
    if (apart >= 2 * m_reach_m - kEdgeM) {
        return false;
    }
    if (m_axes == 0 || apart < 2 * m_half_m - kEdgeM) {
        return true; // within the inner circles
    }
    // Two convex shapes are apart just when a line along a side of either parts them.
    for (const auto& [own, its] : {std::pair{turn, other}, std::pair{other, turn}}) {
        for (std::size_t k = 0; k < m_axes; ++k) {
            const auto& axis = m_turns[own][k];
            if (std::abs(dx * axis.x + dy * axis.y) >= m_half_m + half_along(its, axis) - kEdgeM) {
                return false;
            }
        }
    }
    return true;
}

/// Whether part of the segment lies inside the shape about the origin and off its edge (Cyrus & Beck 1978).
bool PatrolShapes::meets(std::size_t turn, Point a, Point b) const
{
    const Point along{b.x - a.x, b.y - a.y};
    const double inner = m_half_m - kEdgeM;
    if (m_axes == 0) {
        const double length2 = along.x * along.x + along.y * along.y;
        const double at = length2 > 0 ? std::clamp(-(a.x * along.x + a.y * along.y) / length2, 0.0, 1.0) : 0.0;
        return std::hypot(a.x + at * along.x, a.y + at * along.y) < inner;
    }
    double from = 0;
    double to = 1;
    for (std::size_t k = 0; k < m_axes; ++k) {
        const auto& axis = m_turns[turn][k];
        const double start = a.x * axis.x + a.y * axis.y;
        const double speed = along.x * axis.x + along.y * axis.y;
        if (speed == 0) {
            if (std::abs(start) >= inner) {
                return false;
            }
            continue;
        }
        const double one = (-inner - start) / speed;
        const double two = (inner - start) / speed;
        from = std::max(from, std::min(one, two));
        to = std::min(to, std::max(one, two));
    }
    return from < to;
}

bool PatrolShapes::reaches_into(std::size_t turn, Point centre, const MultiPolygon& zone) const
{
    const auto ring_meets = [&](const Ring& ring) {
        for (std::size_t k = 1; k < ring.size(); ++k) {
            if (meets(turn, {ring[k - 1].x - centre.x, ring[k - 1].y - centre.y},
                      {ring[k].x - centre.x, ring[k].y - centre.y})) {
                return true;
            }
        }
        return false;
    };
    for (const auto& polygon : zone) {
        if (!bounds(polygon.outer).grown(m_reach_m).contains(centre)) {
            continue;
        }
        if (ring_meets(polygon.outer) || std::any_of(polygon.holes.begin(), polygon.holes.end(), ring_meets)) {
            return true;
        }
    }
    // No border passes through the shape, so all of it lies on one side.
    return side_of(zone, centre) == Side::inside;
}

Ring patrol_outline(const PatrolPlaceRules& rules, Point centre, double turn_degrees)
{
    const PatrolShapes shapes(rules);
    const auto turn = static_cast<std::size_t>(std::lround(turn_degrees / rules.turn_degrees));
    Ring ring;
    for (const auto& corner : shapes.corners(turn)) {
        ring.push_back({centre.x + corner.x, centre.y + corner.y});
    }
    ring.push_back(ring.front());
    return ring;
}

} // namespace harmspot
