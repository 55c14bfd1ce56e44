// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hotspot.hpp"

#include <cstddef>
#include <vector>

namespace harmspot
{

/// Makes one hotspot of each group of them, which need not touch, and ranks the list anew.
///
/// A merged hotspot is described like any other, by the incidents in its outlines. What a method said of one of them
/// alone (its cluster, its p-values) is that of the first by rank, unless it adds up; the id may change.
/// \param groups numbers of hotspots that are no outlines; none is in two groups
[[nodiscard]] HotspotList merge_hotspots(HotspotList list, const std::vector<std::vector<std::size_t>>& groups,
                                         const ThemeRows& rows, const Scope& scope, const HotspotContext& context);

/// Takes hotspots off the list; those that stay move up in all their ranks.
/// \param left_out numbers of hotspots that are no outlines, ascending
void leave_out(HotspotList& list, const std::vector<std::size_t>& left_out);

} // namespace harmspot
