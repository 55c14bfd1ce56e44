// SPDX-License-Identifier: MIT
#pragma once

#include "plan/exchange.hpp"
#include "plan/savings.hpp"

#include <cstdint>
#include <optional>

namespace harmspot::plan
{

/// What branch and bound found.
struct Searched {
    std::optional<Incumbent> best; ///< none: no set keeps the rules, or none was found
    double bound = 0;              ///< no set that keeps the rules costs less; infinity when there is none
    bool proven = false;
    std::uint64_t nodes = 0;
    std::uint64_t iterations = 0;
};

/// The cheapest set of sites that keeps the rules: vertex exchange, then depth-first branch and bound on the
/// Lagrangian relaxation, fixing at every node the sites whose reduced costs settle them. `limits.gap` is of
/// |`gap_from` − cost|.
[[nodiscard]] Searched branch_and_bound(const Savings& savings, const SiteRules& rules, const SitingLimits& limits,
                                        std::uint64_t seed, double gap_from);

} // namespace harmspot::plan
