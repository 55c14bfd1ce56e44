// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"

#include <cstddef>
#include <functional>

namespace harmspot
{

/// A run of cells of one row: columns [first, last).
using SpanBody = std::function<void(std::size_t row, std::size_t first, std::size_t last)>;

/// Calls `body` for the runs of cells whose centres lie in `shape`, boundary included: exactly the cells
/// for whose centres `side_of` is not `outside`. Runs come row by row from the north-west and do not
/// overlap.
void for_each_span(const Grid& grid, const MultiPolygon& shape, const SpanBody& body);

} // namespace harmspot
