// SPDX-License-Identifier: MIT
#pragma once

#include "run/hub_inputs.hpp"

namespace harmspot
{

/// Adds the plan's demand: points, weights, incidents, areas and the units for redraws. Says in `statements` what it
/// is made of and what was left out. \throws InputError when there is none
void add_demand(const RunConfig& config, const HubsConfig& plan, const RunData& data, const AreaLayer* authorities,
                unsigned threads, HubInputs& inputs, std::vector<std::string>& codes);

} // namespace harmspot
