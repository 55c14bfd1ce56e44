// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_places.hpp"

#include <array>
#include <vector>

namespace harmspot
{

/// A patrol place's shape in every turn, about the origin.
class PatrolShapes
{
public:
    explicit PatrolShapes(const PatrolPlaceRules& rules);

    [[nodiscard]] std::size_t turns() const noexcept { return m_turns.size(); }
    [[nodiscard]] double degrees(std::size_t turn) const noexcept { return static_cast<double>(turn) * m_step_degrees; }
    /// No point of the shape lies farther from its centre, in any turn.
    [[nodiscard]] double reach_m() const noexcept { return m_reach_m; }
    /// Whether the shape holds a point `dx`, `dy` from its centre; its edge is in it.
    [[nodiscard]] bool holds(std::size_t turn, double dx, double dy) const noexcept
    {
        for (std::size_t k = 0; k < m_axes; ++k) {
            const auto& axis = m_turns[turn][k];
            const double along = dx * axis.x + dy * axis.y;
            if (along > m_half_m + kEdgeM || along < -m_half_m - kEdgeM) {
                return false;
            }
        }
        return m_axes > 0 || dx * dx + dy * dy <= (m_half_m + kEdgeM) * (m_half_m + kEdgeM);
    }
    /// Whether two shapes, the second's centre `dx`, `dy` from the first's, share more than an edge.
    [[nodiscard]] bool overlap(std::size_t turn, std::size_t other, double dx, double dy) const;
    /// Whether the shape at `centre` shares more than an edge with `zone`.
    [[nodiscard]] bool reaches_into(std::size_t turn, Point centre, const MultiPolygon& zone) const;
    [[nodiscard]] std::vector<Point> corners(std::size_t turn) const;

    static constexpr double kEdgeM = 1e-6;

private:
    [[nodiscard]] bool meets(std::size_t turn, Point a, Point b) const;
    /// Half the shape's width along `axis`, which is a unit vector.
    [[nodiscard]] double half_along(std::size_t turn, Point axis) const;

    double m_step_degrees;
    double m_half_m; ///< from the centre to a flat
    double m_reach_m;
    std::size_t m_axes;                        ///< pairs of parallel sides; 0 = circle
    std::vector<std::array<Point, 3>> m_turns; ///< unit vectors across those sides
};

} // namespace harmspot
