// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include <cstdint>
#include <vector>

namespace harmspot
{

/// The `count` periods before `period` that are as long, nearest first. Each ends on the day before the next begins,
/// so none overlaps another. A period of whole months has earlier ones of as many whole months; any other of as
/// many days.
[[nodiscard]] std::vector<Period> earlier_periods(const Period& period, std::uint32_t count);

/// Every calendar month that the period has a day of, as `month_of` numbers them.
[[nodiscard]] std::vector<std::int32_t> months_in(const Period& period);

} // namespace harmspot
