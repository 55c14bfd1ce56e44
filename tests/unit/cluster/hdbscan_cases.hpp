// SPDX-License-Identifier: MIT
#pragma once

#include "hdbscan_twin.hpp"

#include <cstdint>
#include <vector>

// What several HDBSCAN tests work on.
namespace cases
{

using harmspot::HdbscanParams;

inline HdbscanParams by_incidents(std::uint32_t least, double floor_m = 1e-9)
{
    return {.core_incidents = least,
            .core_weight = 0,
            .min_incidents = least,
            .min_weight = 0,
            .floor_m = floor_m,
            .tie_m = 0};
}

/// Ours, spread from places over the incidents.
struct PerIncident {
    std::vector<std::int32_t> label;
    std::vector<double> membership;
    std::vector<double> stability;
};

inline PerIncident ours(const std::vector<Incident>& incidents, const HdbscanParams& params, unsigned threads = 1)
{
    const auto places = places_of(incidents);
    const auto found = hdbscan(places.view(), params, with_threads(threads));
    PerIncident result;
    result.stability = found.stability;
    for (const auto place : places.of_incident) {
        result.label.push_back(found.label[place]);
        result.membership.push_back(found.membership[place]);
    }
    return result;
}

inline std::vector<Incident> towns(std::size_t count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<Incident> incidents;
    for (std::size_t i = 0; i < count; ++i) {
        const double spread = 30.0 + 40.0 * static_cast<double>(i % 4);
        const double centre = 1500.0 * static_cast<double>(i % 4);
        if (i % 7 == 0) {
            incidents.push_back({random.uniform(-500, 6000), random.uniform(-800, 800)});
        } else {
            incidents.push_back({centre + spread * random.normal(), spread * random.normal()});
        }
    }
    return incidents;
}

} // namespace cases
