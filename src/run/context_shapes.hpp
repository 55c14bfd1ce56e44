// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/map_page.hpp"

#include <vector>

namespace harmspot
{

/// What maps show lies at most so far from a hotspot.
inline constexpr double kContextReachM = 300;
/// Streets are simplified to this: less than their own width.
inline constexpr double kContextToleranceM = 2;

/// Every feature of the [[context]] layers near `box`, in the analysis CRS. Features without a shape, or with none of
/// their kind's, are passed over.
/// \throws InputError for files and attributes that are not there, and for layers without one feature to show
[[nodiscard]] std::vector<ContextShape> read_context(const RunConfig& config, const Box& box);

/// What lies within `kContextReachM` of the shapes, cut there and simplified; inside `within` alone when it is given.
[[nodiscard]] std::vector<ContextShape>
context_near(const std::vector<ContextShape>& all, const std::vector<MultiPolygon>& shapes, const MultiPolygon* within);

} // namespace harmspot
