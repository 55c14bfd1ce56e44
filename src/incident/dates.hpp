// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace harmspot
{

/// When something may have happened: first and last minute, both inclusive, since 1970-01-01 00:00 local
/// wall clock.
struct DateSpan {
    std::int32_t earliest_min = 0;
    std::int32_t latest_min = 0;
    TimePrecision precision = TimePrecision::none;

    friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2100;
inline constexpr std::int32_t kMinutesPerDay = 24 * 60;

/// A date as British exports write it, day first, without locale:
///
///     2023-01   2023-01-31   2023/01/31   20230131   31/01/2023   31-01-2023   31.01.2023   31/01/23
///     31 Jan 2023   31-Jan-2023   31-Jan-23   31Jan2023   31st January 2023   Tue 31 Jan 2023
///     01/2023   Jan 2023   Jan-23   44957   44957.4270833
///
/// Day and month may have one digit except when the year comes first; months may be named in full;
/// two-digit years from 69 on are 19xx. Numbers from 20000 to 80000 are days since 1899-12-30, as Excel
/// keeps dates (1900 system). All but months alone and Excel's numbers take a time: `T`, blanks or a comma
/// and blanks, then HH:MM, optional seconds and fractions (dropped), optional AM or PM, optional `Z` or
/// offset such as +01:00; or four digits, as 2359 or 2359hrs. A time without offset is the wall clock as
/// written, also in the hour that spring leaves out and the one that autumn has twice. One with an offset is
/// turned into the British wall clock: 2023-07-01T23:30Z is 00:30 on 2 July.
/// Nothing for anything else, for days that do not exist, and for years before 1900 or after 2100.
[[nodiscard]] std::optional<DateSpan> parse_date(std::string_view text) noexcept;

/// Whether a text that is no date becomes one when its first two numbers change places: 12/25/2023.
[[nodiscard]] bool is_month_first(std::string_view text) noexcept;

} // namespace harmspot
