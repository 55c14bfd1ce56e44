// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot::cluster
{

/// `min_weight`: a number of harm, or "auto". `of_what` ends "least harm …".
[[nodiscard]] KeySpec min_weight_key(const std::string& of_what);

/// What `min_weight` comes to: auto is `min_incidents` times the mean weight of an incident.
[[nodiscard]] double min_weight_of(const ParamValues& values, std::uint32_t min_incidents, const PlacesView& places);

/// `automatic_floor_m` by the spacing of the run's map points, or, where it is not known, of these places.
[[nodiscard]] double automatic_floor_of(const PlacesView& places, const MethodContext& context);

} // namespace harmspot::cluster
