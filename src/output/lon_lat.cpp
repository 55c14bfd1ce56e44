// SPDX-License-Identifier: MIT
#include "output/lon_lat.hpp"

#include "geo/crs.hpp"
#include "geo/geos.hpp"
#include "harmspot/error.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

template <class Change>
void change_rings(MultiPolygon& shape, Change change)
{
    for (auto& polygon : shape) {
        change(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), change);
    }
}

/// Rounds every coordinate and drops repeats. Division, not multiplication, so that the result is the
/// double nearest to the decimal and prints as such.
void round_coordinates(MultiPolygon& shape, double per_degree)
{
    change_rings(shape, [per_degree](Ring& ring) {
        for (auto& p : ring) {
            p = {std::round(p.x * per_degree) / per_degree, std::round(p.y * per_degree) / per_degree};
        }
        ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    });
}

bool has_short_ring(MultiPolygon& shape)
{
    constexpr std::size_t kLeastPoints = 4;
    bool found = false;
    change_rings(shape, [&found](const Ring& ring) { found = found || ring.size() < kLeastPoints; });
    return found;
}

bool is_finite(MultiPolygon& shape)
{
    bool finite = true;
    change_rings(shape, [&finite](const Ring& ring) {
        finite = finite && std::all_of(ring.begin(), ring.end(),
                                       [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
    });
    return finite;
}

} // namespace

MultiPolygon lon_lat_shape(MultiPolygon shape, const Transformation& to_wgs84, int decimals)
{
    to_wgs84.apply(shape);
    if (!is_finite(shape)) {
        throw OutputError("a shape has a corner without longitude and latitude; it lies outside the area of use of the "
                          "analysis CRS");
    }
    const double per_degree = std::pow(10.0, decimals);
    MultiPolygon rounded = shape;
    round_coordinates(rounded, per_degree);
    if (has_short_ring(rounded) || !geos::is_valid(rounded)) {
        // Rounding each corner by itself made edges meet: let GEOS round the shape as a whole.
        rounded = geos::rounded(geos::is_valid(shape) ? shape : geos::make_valid(shape), 1.0 / per_degree);
        round_coordinates(rounded, per_degree);
    }
    orient(rounded);
    return rounded;
}

Point lon_lat_point(Point point, const Transformation& to_wgs84, int decimals)
{
    const Point there = to_wgs84(point);
    if (!std::isfinite(there.x) || !std::isfinite(there.y)) {
        throw OutputError("a point has no longitude and latitude; it lies outside the area of use of the analysis CRS");
    }
    const double per_degree = std::pow(10.0, decimals);
    return {std::round(there.x * per_degree) / per_degree, std::round(there.y * per_degree) / per_degree};
}

} // namespace harmspot
