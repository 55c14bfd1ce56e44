// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/incidents.hpp"

#include <span>
#include <string>
#include <vector>

namespace harmspot
{

/// Whether `path` is named like a layer of a map (GeoPackage, GeoJSON, Shapefile, …), not like a table.
[[nodiscard]] bool named_like_a_layer(const std::string& path);

/// A config for incident files whose header is known: what `init` would guess, and no areas.
[[nodiscard]] RunConfig guessed_config(std::span<const std::string> header);

/// What the config does not say but needs, in words; empty when the files can be read.
[[nodiscard]] std::vector<std::string> still_unknown(const RunConfig& config);

/// What incidents amount to: dates, months, offences, flags, bounds. One sentence each.
[[nodiscard]] std::vector<std::string> describe_incidents(const Incidents& incidents);

} // namespace harmspot
