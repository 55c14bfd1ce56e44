// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// When British clocks change: on the last Sundays of March and October at 01:00 UTC, as since 1996 (The Summer
// Time Order 2002, EU Directive 2000/84/EC). Earlier years are taken the same way.
namespace harmspot
{

/// British wall-clock minute at `utc_min`, both since 1970-01-01 00:00.
[[nodiscard]] std::int32_t british_wall_clock(std::int32_t utc_min);

/// First minute of the hour, 01:00 to 01:59 in October, that the wall clock shows twice in the year of
/// `wall_min`.
[[nodiscard]] std::int32_t hour_shown_twice(std::int32_t wall_min);

/// First minute of the hour, 01:00 to 01:59 in March, that the wall clock leaves out in the year of `wall_min`.
[[nodiscard]] std::int32_t hour_skipped(std::int32_t wall_min);

} // namespace harmspot
