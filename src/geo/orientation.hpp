// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"

namespace harmspot
{

/// Which side of the line from `a` to `b` the point lies on: 1 left, -1 right, 0 exactly on it.
///
/// Exact for finite coordinates (Shewchuk 1997, adaptive precision): two areas that share an edge agree on
/// every place beside it, whichever way round each of them draws it.
[[nodiscard]] int orientation(Point a, Point b, Point p);

} // namespace harmspot
