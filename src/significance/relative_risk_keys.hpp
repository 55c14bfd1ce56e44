// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

#include <string>
#include <vector>

namespace harmspot::significance
{

[[nodiscard]] std::vector<KeySpec> relative_risk_keys();
/// Keys that contradict each other or have no part; one sentence each.
[[nodiscard]] std::vector<std::string> relative_risk_problems(const ParamValues& values);

} // namespace harmspot::significance
