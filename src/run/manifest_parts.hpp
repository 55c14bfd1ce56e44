// SPDX-License-Identifier: MIT
#pragma once

#include "run/decisions.hpp"
#include "run/history.hpp"

#include <nlohmann/json.hpp>

// Parts of manifest.json that have a stage of their own.
namespace harmspot
{

/// Which earlier periods were looked at, and why others were not.
[[nodiscard]] nlohmann::ordered_json persistence_json(const RunConfig& config, const History& history);

/// The file of [decisions], and what came of each of its rows; for the public how many there are.
[[nodiscard]] nlohmann::ordered_json decisions_json(const PublishRules& rules, const Decisions& decisions);

} // namespace harmspot
