// SPDX-License-Identifier: MIT
#pragma once

#include "plan/cbc_models.hpp"

#include <cstddef>

namespace harmspot::plan
{

/// Programs with more pairs of demand point and candidate than this are not given to CBC: their first linear program
/// alone would take minutes, and nothing can stop CBC inside it.
inline constexpr std::size_t kMostPairsForCbc = 20'000;

/// p_median and max_cover with capacities or shares per area, of any size.
///
/// First without these constraints, by our own solver: when the answer keeps them all the same it is the best, and its
/// bound holds for the whole problem in any case. Otherwise CBC where the program is small; where it is large, vertex
/// exchange from that answer, first towards keeping the shares, then towards the least cost, with capacities filled
/// from the shortest way on; the answer's parts are then assigned exactly. `proven` and `bound` are honest in each
/// case. \pre for p_median `unserved_m` is given
[[nodiscard]] MipAnswer solve_constrained(const SitingProblem& problem, const SitingRequest& request,
                                          std::span<const std::uint32_t> candidate, MustHave must_have,
                                          std::size_t most_pairs_for_cbc = kMostPairsForCbc);

} // namespace harmspot::plan
