// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <numeric>

namespace harmspot::cluster
{

/// Weight per incident; 0 when there are none. Thresholds of weight are "auto" by way of it.
[[nodiscard]] inline double mean_weight(const PlacesView& places)
{
    const double weight = std::accumulate(places.weight.begin(), places.weight.end(), 0.0);
    const double incidents = std::accumulate(places.incidents.begin(), places.incidents.end(), 0.0);
    return incidents > 0 ? weight / incidents : 0.0;
}

} // namespace harmspot::cluster
