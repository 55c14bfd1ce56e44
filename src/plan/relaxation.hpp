// SPDX-License-Identifier: MIT
#pragma once

#include "plan/savings.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace harmspot::plan
{

/// Multipliers: what each demand point offers for being served, and the price of a unit of cost.
struct Prices {
    std::vector<double> offer; ///< per demand point, 0 to its cap
    double budget_price = 0;
};

/// A lower bound, and what it was made of.
struct Bound {
    double value = 0;
    Prices prices;
    std::vector<double> worth;         ///< per site: what opening it adds to the bound; negative = worth opening
    std::vector<std::uint32_t> chosen; ///< the sites that the bound opens, best first
};

/// The Lagrangian relaxation of "served once" (Cornuéjols, Fisher & Nemhauser 1977; Beasley 1985) and, with a
/// budget, of that too. Separation is left out, which only lowers the bound; areas in need of a site count.
class Relaxation
{
public:
    /// `rules.count` is of the sites still to be opened among those that are `free`.
    Relaxation(const Savings& savings, const SiteRules& rules, std::vector<std::uint32_t> free);

    /// The bound at given prices. Groups of `rules` in need of a site get theirs.
    [[nodiscard]] Bound at(const Prices& prices) const;

    /// Climbs by the subgradient method, deflected (Camerini, Fratta & Maffioli 1975), with Polyak's step towards
    /// `target`, the cost of the best answer known. Stops after `most` iterations or when the bound reaches `enough`.
    /// `meet` hears of each set that improves the bound; it gives the target from then on.
    [[nodiscard]] Bound climb(Prices from, double target, double enough, std::uint64_t most, std::uint64_t& iterations,
                              std::vector<double>& how_often,
                              const std::function<double(const std::vector<std::uint32_t>&)>& meet) const;

    /// For each free site the least cost of answers that open it (or, when `chosen`, that leave it closed), given
    /// the bound; without regard to groups.
    [[nodiscard]] std::vector<double> if_turned(const Bound& bound) const;

private:
    void choose(Bound& bound) const;
    [[nodiscard]] double priced(const Bound& bound, std::uint32_t site) const;

    const Savings& m_savings;
    const SiteRules& m_rules;
    std::vector<std::uint32_t> m_free;
};

} // namespace harmspot::plan
