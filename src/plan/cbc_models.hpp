// SPDX-License-Identifier: MIT
#pragma once

#include "plan/site_rules.hpp"

namespace harmspot::plan
{

/// What CBC made of a request, in the model's own objective.
struct MipAnswer {
    bool found = false;
    bool proven = false;
    bool by_exchange = false;          ///< our own solver's, not CBC's
    std::vector<std::uint32_t> added;  ///< sites of the problem, rising
    std::vector<std::uint32_t> serves; ///< per demand point, with capacities alone
    std::vector<double> load;          ///< per site of the problem, with capacities alone
    double objective = 0;
    double bound = 0;
    std::uint64_t nodes = 0;
    std::uint64_t iterations = 0;
};

/// p_median, max_cover or set_cover under every constraint. Sites outside `candidate` are not opened.
[[nodiscard]] MipAnswer solve_by_mip(const SitingProblem& problem, const SitingRequest& request,
                                     std::span<const std::uint32_t> candidate, MustHave must_have);

/// Whether all demand can be within `radius` and every constraint kept, and by which sites; for p_centre.
[[nodiscard]] MipAnswer cover_within(const SitingProblem& problem, const SitingRequest& request,
                                     std::span<const std::uint32_t> candidate, MustHave must_have, double radius);

} // namespace harmspot::plan
