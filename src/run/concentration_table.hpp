// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

namespace harmspot
{

/// How unevenly each theme's incidents, and its harm, lie over the places of the run: those inside the study
/// area, "(all)", and those of each area. A place is one at which an incident of any kind was recorded.
[[nodiscard]] Table concentration_table(const RunConfig& config, const RunData& data, unsigned threads);

} // namespace harmspot
