// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/patrols_report.hpp"

#include <nlohmann/json_fwd.hpp>

namespace harmspot
{

/// What [patrols] came to, for the manifest; of the public profile without what would tell where officers will be.
[[nodiscard]] nlohmann::ordered_json patrols_json(const RunConfig& config, const PatrolsReport& report,
                                                  const PublishRules& rules);

} // namespace harmspot
