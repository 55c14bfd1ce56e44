// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs_report.hpp"

#include "run/hub_inputs.hpp"

namespace harmspot
{

/// Solves a plan and everything asked about it.
/// \throws InputError when no answer keeps the constraints: it names the one that breaks
[[nodiscard]] HubsReport hub_report(const HubsConfig& plan, const RunData& data, const HubInputs& inputs,
                                    unsigned threads);

/// Parts of the study area by which open hub is nearest and may serve them: cut along straight lines, or with other
/// distances the hull of the demand that each serves.
[[nodiscard]] std::vector<HubsCatchment> hub_catchments(const HubsConfig& plan, const RunData& data,
                                                        const HubInputs& inputs, const SitingAnswer& answer);

} // namespace harmspot
