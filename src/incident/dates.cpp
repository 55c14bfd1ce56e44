// SPDX-License-Identifier: MIT
#include "incident/dates.hpp"

#include "incident/clock_change.hpp"
#include "incident/date_cursor.hpp"
#include "incident/numbers.hpp"
#include "incident/time_of_day.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace harmspot
{

namespace
{

struct Date {
    int year = kNotANumber;
    int month = kNotANumber;
    int day = kNotANumber; ///< `kNotANumber` for a month alone
};

constexpr int kCentury = 100;

/// 31, of two digits, is 2031; 99 is 1999.
int full_year(int short_year)
{
    constexpr int kFirstOf1900s = 69;
    return short_year + (short_year >= kFirstOf1900s ? kFirstYear : kFirstYear + kCentury);
}

/// Four digits, or two; `kNotANumber` for anything else.
int take_year(Cursor& cursor)
{
    return cursor.leading_digits() == 2 ? full_year(cursor.take_number(2, 2)) : cursor.take_number(4, 4);
}

/// 2023-01, 2023-01-31, 2023/01/31 after the year has been read.
Date take_iso(Cursor& cursor, int year)
{
    Date date;
    if (cursor.take('/')) {
        date.month = cursor.take_number(2, 2);
        date.day = date.month != kNotANumber && cursor.take('/') ? cursor.take_number(2, 2) : kNotANumber;
        date.year = date.day == kNotANumber ? kNotANumber : year;
        return date;
    }
    if (!cursor.take('-') || (date.month = cursor.take_number(2, 2)) == kNotANumber) {
        return {};
    }
    if (cursor.done()) {
        date.year = year;
    } else if (cursor.take('-') && (date.day = cursor.take_number(2, 2)) != kNotANumber) {
        date.year = year;
    }
    return date;
}

/// The rest of 31/01/2023, 31-01-23, 31.01.2023, 31 Jan 2023, 31-Jan-23, 31Jan2023, 31st January 2023, and
/// of 01/2023.
Date take_british(Cursor& cursor, int day)
{
    const bool ordinal = cursor.take_ordinal();
    const char separator = cursor.take_one_of("/-. ");
    const bool in_digits = cursor.leading_digits() > 0;
    if (in_digits ? separator == ' ' || separator == '\0' || ordinal : separator == '/' || separator == '.') {
        return {};
    }
    if (separator == '/' && cursor.leading_digits() == 4) {
        return {cursor.take_number(4, 4), day, kNotANumber};
    }
    Date date{kNotANumber, kNotANumber, day};
    date.month = in_digits ? cursor.take_number(1, 2) : cursor.take_month_name();
    if (date.month != kNotANumber && (separator == '\0' || cursor.take(separator))) {
        date.year = take_year(cursor);
    }
    return date;
}

/// Jan 2023, January 2023, Jan-23: a month alone.
Date take_named_month(Cursor& cursor)
{
    Date date{kNotANumber, cursor.take_month_name(), kNotANumber};
    if (date.month != kNotANumber && cursor.take_one_of(" -") != '\0') {
        date.year = take_year(cursor);
    }
    return date;
}

Date take_date(Cursor& cursor)
{
    if (cursor.leading_digits() == 0) { // nearly every date starts with a digit, and this runs for every row
        cursor.take_weekday();
    }
    switch (cursor.leading_digits()) {
    case 0:
        return take_named_month(cursor);
    case 1:
    case 2:
        return take_british(cursor, cursor.take_number(1, 2));
    case 4:
        return take_iso(cursor, cursor.take_number(4, 4));
    case 8: {
        const int year = cursor.take_digits(4);
        const int month = cursor.take_digits(2);
        return {year, month, cursor.take_digits(2)};
    }
    default:
        return {};
    }
}

std::int32_t first_minute(std::chrono::sys_days day)
{
    return static_cast<std::int32_t>(day.time_since_epoch().count()) * kMinutesPerDay;
}

constexpr std::size_t kSerialDigits = 5;

/// Days since 30 December 1899, with the time of day as a fraction, as Excel keeps dates.
std::optional<DateSpan> parse_excel_serial(std::string_view text)
{
    using namespace std::chrono;
    constexpr double kFirst = 20000; // 1954-10-03; smaller and larger numbers are more likely something else
    constexpr double kLast = 80000;  // 2119-01-11
    constexpr double kSecondsPerDay = 24 * 60 * 60;
    const auto number = parse_number(text);
    if (!number || !(*number >= kFirst && *number <= kLast)) {
        return std::nullopt;
    }
    const auto day = static_cast<int>(*number);
    const sys_days date = sys_days(year(1899) / 12 / 30) + days(day);
    if (year_month_day(date).year() > year(kLastYear)) {
        return std::nullopt;
    }
    const std::int32_t midnight = first_minute(date);
    if (*number == day) {
        return DateSpan{midnight, midnight + kMinutesPerDay - 1, TimePrecision::day};
    }
    // To the second first: 10:15 is 0.427083…, which may be written a little short.
    const auto minute = static_cast<std::int32_t>(std::lround((*number - day) * kSecondsPerDay)) / 60;
    return DateSpan{midnight + minute, midnight + minute, TimePrecision::minute};
}

} // namespace

std::optional<DateSpan> parse_date(std::string_view text) noexcept
{
    using namespace std::chrono;
    Cursor cursor(text);
    if (cursor.leading_digits() == kSerialDigits) {
        return parse_excel_serial(text);
    }
    const Date date = take_date(cursor);
    if (date.year < kFirstYear || date.year > kLastYear || date.month < 1 || date.month > 12) {
        return std::nullopt;
    }
    const year_month in(year(date.year), month(static_cast<unsigned>(date.month)));
    if (date.day == kNotANumber) {
        if (!cursor.done()) {
            return std::nullopt;
        }
        return DateSpan{first_minute(in / 1), first_minute((in + months(1)) / 1) - 1, TimePrecision::month};
    }
    const year_month_day on = in / day(static_cast<unsigned>(date.day));
    if (!on.ok()) {
        return std::nullopt;
    }
    const std::int32_t midnight = first_minute(on);
    if (cursor.done()) {
        return DateSpan{midnight, midnight + kMinutesPerDay - 1, TimePrecision::day};
    }
    const bool comma = cursor.take(',');
    if ((comma || !cursor.take('T')) && !cursor.take_blanks()) {
        return std::nullopt;
    }
    const TimeOfDay time = take_time(cursor);
    if (time.minute == kNotANumber) {
        return std::nullopt;
    }
    const std::int32_t written = midnight + time.minute;
    const std::int32_t minute = time.ahead_min ? british_wall_clock(written - *time.ahead_min) : written;
    const bool in_range =
        minute >= first_minute(year(kFirstYear) / 1 / 1) && minute < first_minute(year(kLastYear + 1) / 1 / 1);
    return in_range ? std::optional(DateSpan{minute, minute, TimePrecision::minute}) : std::nullopt;
}

bool is_month_first(std::string_view text) noexcept
{
    constexpr int kMonths = 12;
    constexpr int kDays = 31;
    Cursor cursor(text);
    const int month = cursor.take_number(1, 2);
    const char separator = cursor.take_one_of("/-.");
    const int day = cursor.take_number(1, 2);
    if (month < 1 || month > kMonths || day <= kMonths || day > kDays || separator == '\0' || !cursor.take(separator)) {
        return false;
    }
    // How the rest reads does not depend on the two; nor must a month be long enough for them.
    constexpr std::size_t kLongest = 40;
    std::array<char, kLongest> turned{'0', '1', separator, '0', '1', separator};
    constexpr std::size_t kStart = 6;
    const auto rest = cursor.rest();
    if (rest.size() > turned.size() - kStart) {
        return false;
    }
    std::copy(rest.begin(), rest.end(), turned.begin() + kStart);
    return parse_date({turned.data(), kStart + rest.size()}).has_value();
}

} // namespace harmspot
