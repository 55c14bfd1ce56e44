// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot::cluster
{

/// `method = "dbscan"`, the descriptor in dbscan_method.cpp.
[[nodiscard]] Method dbscan_method();

/// `method = "hdbscan"`, the descriptor in hdbscan_method.cpp.
[[nodiscard]] Method hdbscan_method();

/// `method = "nnh"`, the descriptor in nnh_method.cpp.
[[nodiscard]] Method nnh_method();

} // namespace harmspot::cluster
