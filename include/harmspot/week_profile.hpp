// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

// When incidents happen: hour by weekday, from the spans they may have happened in.
namespace harmspot
{

inline constexpr std::size_t kDaysPerWeek = 7;
inline constexpr std::size_t kHoursPerDay = 24;
inline constexpr std::size_t kHoursPerWeek = kDaysPerWeek * kHoursPerDay;

/// The earliest minute of an incident whose hour is not known.
inline constexpr std::int32_t kNoTime = std::numeric_limits<std::int32_t>::min();

/// An incident that may have happened at any time of a week or more says nothing of when.
inline constexpr std::int32_t kLongestSpanMin = 7 * 24 * 60;

/// Incidents and harm by hour of the week, hour 0 being Monday 00:00 to 00:59, by the British wall clock.
struct WeekProfile {
    std::array<double, kHoursPerWeek> incidents{}; ///< sums to `timed`
    std::array<double, kHoursPerWeek> harm{};      ///< in the harm table's unit
    std::uint64_t timed = 0;                       ///< incidents whose hours are known

    /// Spreads one incident over the hours it may have happened in: every minute of [earliest, latest], both
    /// inclusive and in minutes since 1970-01-01 by the wall clock, is as likely as any other (aoristic weights,
    /// Ratcliffe 2000, with minutes for bins, so that an hour half within the span gets half an hour's share).
    /// The hour that clocks skip in March gets nothing unless nothing else is left; the one they show twice in
    /// October counts as two. Spans of `kLongestSpanMin` or more, and `kNoTime`, leave the profile as it is.
    /// \pre earliest_min <= latest_min
    void add(std::int32_t earliest_min, std::int32_t latest_min, double harm_of_it);
};

/// A run of weekdays by a run of hours, the same hours on each of the days.
struct PeakWindow {
    std::uint32_t first_day = 0; ///< 0 = Monday
    std::uint32_t days = 0;      ///< 1 to 7
    std::uint32_t from_hour = 0; ///< 0 to 23
    std::uint32_t hours = 0;     ///< 1 to 24; past midnight it runs into the day after
    double share = 0;            ///< of the profile's incidents
    double harm_share = 0;       ///< of the profile's harm; 0 when there is none
};

/// The smallest window, in hours of the week, that holds at least `share` of the incidents; of equals the one that
/// holds more, then the first by day and hour. Every window of 1 to 7 days in a row and 1 to 24 hours in a row is
/// tried. Nothing when the profile is empty. \pre 0 < share <= 1
[[nodiscard]] std::optional<PeakWindow> peak_window(const WeekProfile& profile, double share);

/// "Fri", "Fri to Sun", "every day"
[[nodiscard]] std::string peak_days_text(const PeakWindow& window);
/// "22:00"
[[nodiscard]] std::string peak_from_text(const PeakWindow& window);
/// "04:00", on the day after when it is not later than the start
[[nodiscard]] std::string peak_to_text(const PeakWindow& window);

/// "Mon", …, "Sun"; 0 = Monday
[[nodiscard]] std::string_view weekday_text(std::size_t day);

} // namespace harmspot
