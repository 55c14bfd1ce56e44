// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/output.hpp"

namespace harmspot
{

/// Program, config, inputs with their SHA-256, coordinate system, months, harm table, and what every product must say.
[[nodiscard]] RunRecord run_record(const RunConfig& config, const RunData& data);

} // namespace harmspot
