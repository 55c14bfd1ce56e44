// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/map_page.hpp"

#include <string>

namespace harmspot
{

/// HTML of a page with scripts off: of each theme its first layer as headline, numbered map, ranked table and
/// caveats. Every text is escaped.
[[nodiscard]] std::string static_map(const MapPage& page);

} // namespace harmspot
