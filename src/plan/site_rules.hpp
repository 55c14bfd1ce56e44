// SPDX-License-Identifier: MIT
#pragma once

#include "plan/savings.hpp"

#include <functional>
#include <optional>
#include <string>

namespace harmspot::plan
{

/// Sites that may be opened: not open already and, with a least separation, far enough from those that are.
[[nodiscard]] std::vector<std::uint32_t> candidates_of(const SitingProblem& problem, const SitingRequest& request);

/// An area that must get a new site, whatever is open there already; none = no such rule.
using MustHave = std::optional<std::uint16_t>;

/// The rules of a request for sites numbered as in `candidate`.
[[nodiscard]] SiteRules rules_of(const SitingProblem& problem, const SitingRequest& request,
                                 std::span<const std::uint32_t> candidate, MustHave must_have);

/// Areas, by number, that must get a new site: with one per area those that have none, and `must_have`.
[[nodiscard]] std::vector<std::uint16_t> areas_in_need(const SitingProblem& problem, const SitingRequest& request,
                                                       MustHave must_have);

/// \throws std::invalid_argument when sizes or numbers do not fit together
void check_problem(const SitingProblem& problem, const SitingRequest& request, MustHave must_have);

/// A constraint that breaks by itself, seen by arithmetic alone; "" when none does.
[[nodiscard]] std::string plainly_broken(const SitingProblem& problem, const SitingRequest& request,
                                         std::span<const std::uint32_t> candidate, MustHave must_have);

/// The constraint (or the first pair) without which the request could be met, in a sentence; `feasible` tells
/// whether a request has an answer.
[[nodiscard]] std::string name_broken(const SitingRequest& request,
                                      const std::function<bool(const SitingRequest&, bool with_capacity)>& feasible,
                                      bool has_capacity);

} // namespace harmspot::plan
