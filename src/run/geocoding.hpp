// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// Share of incidents with coordinates below which a map of them is not to be trusted: 85 %
/// (Ratcliffe 2004, "Geocoding crime and a first estimate of a minimum acceptable hit rate", International
/// Journal of Geographical Information Science 18:61-72).
inline constexpr double kLeastHitRate = 0.85;

/// Used rows with and without coordinates, of one month, offence or area.
struct HitRate {
    std::string by; ///< "month", "offence" or "own_area"
    std::string value;
    std::uint64_t with = 0;
    std::uint64_t without = 0;

    [[nodiscard]] std::uint64_t all() const { return with + without; }
};

/// By month, by offence (by code where there is no text), and by the export's own area where it has one; each
/// sorted by value.
[[nodiscard]] std::vector<HitRate> hit_rates(const Incidents& incidents);

/// by, value, coordinates ("yes", "no"), incidents, share. Two rows for each value, so that disclosure control
/// withholds both when one could be had by subtraction.
[[nodiscard]] Table geocoding_table(const Incidents& incidents);

/// What falls under `kLeastHitRate`, of at least 20 incidents; the worst first.
[[nodiscard]] std::vector<std::string> geocoding_warnings(const Incidents& incidents, const PublishRules& rules);

} // namespace harmspot
