// SPDX-License-Identifier: MIT
#pragma once

#include "plan/savings.hpp"

#include <cstdint>
#include <vector>

namespace harmspot::plan
{

/// A set of sites and what it costs; none when no set that keeps the rules was found.
struct Incumbent {
    std::vector<std::uint32_t> open; ///< rising
    double cost = 0;
};

/// Improves sets by vertex exchange: a closed site comes in for the open one that makes most of it, as long as that
/// lowers the cost (Teitz & Bart 1968; the best partner of each in one pass: Whitaker 1983). Sets that keep the rules
/// go in and come out.
class Exchange
{
public:
    Exchange(const Savings& savings, const SiteRules& rules);

    /// Builds a set greedily, by savings (per cost under a budget); nothing when that ends in a corner.
    [[nodiscard]] std::optional<Incumbent> greedy();
    [[nodiscard]] Incumbent improved(const std::vector<std::uint32_t>& open);
    /// Greedy, improved, then shaken and improved again `rounds` times, the best kept (iterated local search).
    [[nodiscard]] std::optional<Incumbent> search(std::uint64_t seed, unsigned rounds);

private:
    void open_up(const std::vector<std::uint32_t>& open);
    void rescan(std::size_t demand);
    void sum_losses();
    bool try_in(std::uint32_t in);
    bool try_add(std::uint32_t in);
    [[nodiscard]] bool swap_allowed(std::uint32_t in, std::uint32_t out) const;
    void replace(std::uint32_t in, std::size_t slot);
    [[nodiscard]] Incumbent taken() const;

    const Savings& m_savings;
    const SiteRules& m_rules;
    std::vector<std::uint32_t> m_open;  ///< by slot
    std::vector<std::uint32_t> m_slot;  ///< per site, or kNoSite
    std::vector<std::uint32_t> m_first; ///< per demand: slot of the cheapest open site, or kNoSite
    std::vector<double> m_pays;         ///< per demand: its cost, or the cap
    std::vector<double> m_next;         ///< per demand: the second cheapest, or the cap
    std::vector<double> m_loss;         ///< per slot: what closing it alone would add
    std::vector<double> m_saved;        ///< per slot: scratch of try_in
    double m_spent = 0;
};

} // namespace harmspot::plan
