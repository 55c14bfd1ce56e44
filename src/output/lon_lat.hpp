// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

namespace harmspot
{

class Transformation;

/// `shape` in longitude and latitude, every coordinate a multiple of 10^-decimals, valid, and oriented as
/// RFC 7946 asks. Parts that rounding makes vanish are gone; empty when all do.
/// \param to_wgs84 from the shape's CRS
/// \throws OutputError when a coordinate has no longitude and latitude
[[nodiscard]] MultiPolygon lon_lat_shape(MultiPolygon shape, const Transformation& to_wgs84, int decimals);

/// The same for a point.
[[nodiscard]] Point lon_lat_point(Point point, const Transformation& to_wgs84, int decimals);

} // namespace harmspot
