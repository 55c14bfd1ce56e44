// SPDX-License-Identifier: MIT
#pragma once

#include "incident/row_parser.hpp"

#include <optional>

namespace harmspot
{

/// Why a position cannot be one of the rows that `rules` are for; nothing when it can.
[[nodiscard]] std::optional<CoordinateFault> position_fault(Point point, const RowRules& rules);

} // namespace harmspot
