// SPDX-License-Identifier: MIT
#include "incident/position_fault.hpp"

#include <cmath>

namespace harmspot
{

namespace
{

/// Whether both could be an angle. In a CRS in metres that is a spot some steps wide on its origin.
bool in_degrees(Point point)
{
    constexpr double kMostLongitude = 180;
    return std::abs(point.x) <= kMostLongitude && std::abs(point.y) <= kMostLongitude;
}

/// Whether both could be kilometres. In a CRS in metres that is a spot on its origin, which for the national
/// grid is open sea: the Isles of Scilly begin 80 km further east.
bool in_kilometres(Point point)
{
    constexpr double kMostKm = 1400; // the national grid ends at 1,300 km north
    return std::abs(point.x) <= kMostKm && std::abs(point.y) <= kMostKm;
}

CoordinateFault why_outside(Point point, bool like_degrees, const RowRules& rules)
{
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        return CoordinateFault::unreadable;
    }
    if (like_degrees && !rules.in_degrees) {
        return CoordinateFault::degrees;
    }
    if (!rules.in_degrees && in_kilometres(point)) {
        return CoordinateFault::out_of_region;
    }
    if (!like_degrees && rules.in_degrees) {
        return CoordinateFault::metres;
    }
    return rules.area.contains({point.y, point.x}) ? CoordinateFault::swapped : CoordinateFault::out_of_region;
}

} // namespace

std::optional<CoordinateFault> position_fault(Point point, const RowRules& rules)
{
    if (point == Point{}) {
        return CoordinateFault::zero;
    }
    const bool like_degrees = in_degrees(point);
    const bool kilometres = !rules.in_degrees && in_kilometres(point);
    if (like_degrees != rules.in_degrees || kilometres ||
        !rules.area.contains(point)) { // NaN and infinity lie in no box
        return why_outside(point, like_degrees, rules);
    }
    return std::nullopt;
}

} // namespace harmspot
