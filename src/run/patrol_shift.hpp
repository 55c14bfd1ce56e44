// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_plan.hpp"
#include "harmspot/patrols.hpp"
#include "harmspot/week_profile.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The shift of [patrols] by the British clock.
namespace harmspot
{

/// Minutes from the start of the shift to its end, as they pass: on a night when clocks change an hour more or less. On
/// the hour that October has twice a shift starts at the first and ends at the second.
[[nodiscard]] std::int32_t shift_minutes(const PatrolsConfig& plan);

/// Of those, what a unit can give to visits and the way.
[[nodiscard]] std::int32_t budget_minutes(const PatrolsConfig& plan);

/// The day on which clocks leave out `minute_of_day`, when the shift starts (or ends) at it on that day.
[[nodiscard]] std::optional<std::int32_t> clock_time_missing(const PatrolsConfig& plan, std::int32_t minute_of_day,
                                                             bool end);

/// Wall-clock minute, since 1970-01-01, `passed` minutes after the start of the shift; of a shift without a date as if
/// it started on day 0.
struct ClockTime {
    std::int32_t wall_min = 0;
    bool summer = false; ///< British Summer Time; of a shift without a date false
};
[[nodiscard]] ClockTime clock_time(const PatrolsConfig& plan, std::int32_t passed);

/// "2026-10-24T22:15+01:00", or "22:15" of a shift without a date.
[[nodiscard]] std::string clock_text(const PatrolsConfig& plan, std::int32_t passed);

/// Shares of a week's harm by hour of the week: an hour of 168 each.
using WeekShares = std::array<double, kHoursPerWeek>;

/// What of the week's harm falls in a minute of each quarter hour of the shift. Without a date the mean of all days.
[[nodiscard]] std::vector<double> shares_per_minute(const PatrolsConfig& plan, const WeekShares& shares);

} // namespace harmspot
