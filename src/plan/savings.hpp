// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/siting.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace harmspot::plan
{

/// p_median and max_cover in one form: every demand point pays the least of its cap and of the costs of the open
/// sites, and the sum is to be least. Existing sites are in the caps, so only those that would lower a cap are
/// listed: a plan with hubs already open is a smaller problem, not a harder one.
struct Savings {
    /// What a site would cost a demand point, under its cap.
    struct Entry {
        double cost = 0;
        std::uint32_t other = 0; ///< the site, or in `by_site` the demand point
    };

    std::vector<double> cap;          ///< per demand point that some site could serve better
    double fixed_cost = 0;            ///< of all other demand points
    std::vector<std::uint32_t> start; ///< into `entries`, per demand point, and the end
    std::vector<Entry> entries;       ///< by demand point, cheapest first, ties by site
    std::vector<std::uint32_t> site_start;
    std::vector<Entry> by_site; ///< by site, in order of demand point
    std::size_t sites = 0;

    [[nodiscard]] std::size_t demands() const { return cap.size(); }
    [[nodiscard]] std::span<const Entry> of_demand(std::size_t i) const
    {
        return std::span(entries).subspan(start[i], start[i + 1] - start[i]);
    }
    [[nodiscard]] std::span<const Entry> of_site(std::size_t j) const
    {
        return std::span(by_site).subspan(site_start[j], site_start[j + 1] - site_start[j]);
    }
};

/// Sites of the form are those of `candidate`, by position in it.
[[nodiscard]] Savings savings_of(const SitingProblem& problem, const SitingRequest& request,
                                 std::span<const std::uint32_t> candidate);

/// The same with some sites opened (their costs go into the caps) and some closed; `site` numbers stay.
[[nodiscard]] Savings reduced(const Savings& savings, std::span<const std::uint8_t> opened,
                              std::span<const std::uint8_t> closed);

/// Sum of what each demand point pays with the sites of `open`, and `fixed_cost`.
[[nodiscard]] double total_cost(const Savings& savings, std::span<const std::uint32_t> open);

/// What a set of new sites must keep to, besides being good. Sites are numbered as in `Savings`.
struct SiteRules {
    std::optional<std::size_t> count; ///< exactly so many
    std::optional<double> budget;
    std::vector<double> cost;                      ///< per site; empty without a budget
    std::vector<std::vector<std::uint32_t>> apart; ///< per site, those that may not be open with it, rising; or empty
    std::vector<std::uint16_t> group;              ///< per site: its area among those in need of a site, or kNoArea
    std::size_t groups = 0;                        ///< areas that need a site

    [[nodiscard]] bool plain() const { return !budget && apart.empty() && groups == 0; }
};

/// Whether a whole set keeps every rule.
[[nodiscard]] bool keeps(const SiteRules& rules, std::span<const std::uint32_t> open);
/// Whether a sum of costs is within the budget, rounding of the sum aside.
[[nodiscard]] bool affordable(const SiteRules& rules, double cost);
/// Whether the two may be open together.
[[nodiscard]] bool may_join(const SiteRules& rules, std::uint32_t a, std::uint32_t b);

} // namespace harmspot::plan
