// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace harmspot
{

/// How unevenly an amount lies over places.
struct Concentration {
    std::uint64_t places = 0; ///< those that hold none included
    double total = 0;
    double gini = 0; ///< 0 = every place holds the same, near 1 = one place holds all
    /// Bernasco & Steenbeek 2017: what is left of `gini` when there are fewer events than places, which alone
    /// leaves places empty. Of indivisible events only.
    std::optional<double> generalised_gini{};
    /// Least share of the places that holds 25 %, 50 % and 80 % of the total.
    std::array<double, 3> places_for{};
    /// Lorenz curve: share of the total held by the 0, 5, …, 100 % of the places that hold least.
    std::vector<double> lorenz{};
};

inline constexpr std::array<double, 3> kConcentrationShares{0.25, 0.5, 0.8};

/// \param amounts per place, finite and not negative; sums are made in the order of size
/// \param events amounts are counts of events that cannot be divided
[[nodiscard]] Concentration concentration(std::span<const double> amounts, bool events);

/// What the Gini coefficient of harm comes to when the same weights fall on the same incidents at random.
struct GiniByChance {
    double mean = 0;
    double p_value = 1; ///< share of draws, the data counted as one, that are at least as uneven
    std::uint32_t draws = 0;
};

/// Weights are shuffled over incidents, never totals over places: a place with many incidents keeps them. Draw d
/// depends on `seed` and d alone.
/// \param place per incident, below `places`
/// \param weight per incident
[[nodiscard]] GiniByChance gini_by_chance(std::span<const std::uint32_t> place, std::span<const double> weight,
                                          std::size_t places, std::uint32_t draws, std::uint64_t seed,
                                          unsigned threads);

} // namespace harmspot
