// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/method.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

// Where to patrol: places of about 150 m that hold the most harm.
namespace harmspot
{

enum class PatrolShape : std::uint8_t { square, hexagon, circle };
[[nodiscard]] std::string_view patrol_shape_text(PatrolShape shape);

/// A part of the ground that is patrolled by itself: a place lies in one, and only what happened there counts for it.
struct PatrolGround {
    const MultiPolygon* shape = nullptr; ///< analysis CRS; not owned
    std::size_t least = 0;               ///< places at least
    std::size_t most = std::numeric_limits<std::size_t>::max();
};

struct PatrolPlaceRules {
    PatrolShape shape = PatrolShape::square;
    double size_m = 150;                  ///< side of the square, hexagon from flat to flat, diameter of the circle
    std::size_t places = 100;             ///< how many
    double step_m = 10;                   ///< centres lie on whole multiples of it from the CRS origin
    double turn_degrees = 5;              ///< shapes are turned by whole multiples of it
    double separation_m = 0;              ///< least distance between the centres of two places
    std::vector<MultiPolygon> excluded{}; ///< no place reaches into one; what happened in one does not count
};

struct PatrolPlace {
    Point centre;
    double turn_degrees =
        0; ///< counter-clockwise; 0 = a square's sides run with the axes, a hexagon has flats east and west
    std::uint16_t ground = 0; ///< into the grounds
    double weight = 0;        ///< held
    std::uint64_t incidents = 0;
    std::vector<std::uint32_t> points; ///< held, ascending; no point is held twice
};

struct PatrolPlaces {
    std::vector<PatrolPlace> places; ///< most weight first, ties as found
    std::size_t excluded_points = 0; ///< in an excluded zone
    std::uint64_t excluded_incidents = 0;
    double excluded_weight = 0;
};

/// Places that hold the most weight without overlap.
///
/// Greedy: again and again the one place is taken, of all centres on the lattice and all turns, that holds the most
/// of the weight not yet held, overlaps no place taken in its ground and no excluded zone (touching is no overlap), has
/// its centre `separation_m` or more from all those taken, and lies in a ground that may have one more. A place is what
/// of its shape lies in its ground, so places of two grounds do not overlap either. While a ground has fewer than
/// its least, only such grounds are looked at. Of places that hold the same weight the one closest about what it
/// holds is taken (least sum of weight × squared distance from the centre), then the lesser x, y and turn. Each round's
/// answer is exact; the whole is greedy, so another set of places may hold more together.
///
/// A place on the edge of its shape (1 µm) is held. A centre lies in the first ground that it is in or on. Ends before
/// `places` when no place left would hold anything. Best-first search over squares of centres that are halved, with
/// what lies within reach of any of their centres as bound (after Land & Doig 1960).
/// \param points distinct, in (x, y) order \param ground per point, into `grounds`; any other number = nowhere
[[nodiscard]] PatrolPlaces find_patrol_places(const PlacesView& points, std::span<const std::uint16_t> ground,
                                              std::span<const PatrolGround> grounds, const PatrolPlaceRules& rules);

/// Outline of a place, counter-clockwise and closed; a circle as 64 corners.
[[nodiscard]] Ring patrol_outline(const PatrolPlaceRules& rules, Point centre, double turn_degrees);

} // namespace harmspot
