// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot::significance
{

/// `method = "gi_star"`, the descriptor in gi_star_method.cpp.
[[nodiscard]] Method gi_star_method();

/// `method = "local_moran"`, the descriptor in local_moran_method.cpp.
[[nodiscard]] Method local_moran_method();
[[nodiscard]] Method relative_risk_method();

} // namespace harmspot::significance
