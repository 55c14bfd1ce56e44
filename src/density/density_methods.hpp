// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot::density
{

/// `method = "kde"`, the descriptor in kde_method.cpp.
[[nodiscard]] Method kde_method();

} // namespace harmspot::density
