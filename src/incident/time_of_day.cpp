// SPDX-License-Identifier: MIT
#include "incident/time_of_day.hpp"

namespace harmspot
{

namespace
{

/// Z, +01, +0100, +01:00 or nothing. False for anything else, and for more than any place on earth is ahead
/// or behind.
bool take_offset(Cursor& cursor, std::optional<int>& ahead_min)
{
    constexpr int kMostHours = 14;
    cursor.take_blanks();
    if (cursor.done()) {
        return true;
    }
    if (cursor.take('Z') || cursor.take('z')) {
        ahead_min = 0;
        return true;
    }
    const bool behind = cursor.take('-');
    if (!behind && !cursor.take('+')) {
        return false;
    }
    int hours = kNotANumber;
    int minutes = 0;
    if (cursor.leading_digits() == 4) {
        hours = cursor.take_digits(2);
        minutes = cursor.take_digits(2);
    } else {
        hours = cursor.take_number(2, 2);
        minutes = cursor.take(':') ? cursor.take_number(2, 2) : 0;
    }
    if (hours == kNotANumber || hours > kMostHours || minutes == kNotANumber || minutes > 59) {
        return false;
    }
    ahead_min = (behind ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/// 2359, 2359hrs.
int take_four_digit_time(Cursor& cursor)
{
    const int hour = cursor.take_digits(2);
    const int minute = cursor.take_digits(2);
    cursor.take_blanks();
    static_cast<void>(cursor.take_word("hours") || cursor.take_word("hrs"));
    return cursor.done() && hour <= 23 && minute <= 59 ? hour * 60 + minute : kNotANumber;
}

/// The hour of the day once AM or PM has been taken, if one is there.
int take_half_of_day(Cursor& cursor, int hour)
{
    constexpr int kNoon = 12;
    Cursor ahead = cursor;
    ahead.take_blanks();
    const bool morning = ahead.take_word("am");
    if (!morning && !ahead.take_word("pm")) {
        return hour;
    }
    cursor = ahead;
    if (hour < 1 || hour > kNoon) {
        return kNotANumber;
    }
    return hour % kNoon + (morning ? 0 : kNoon);
}

/// :58, :58.123456 or nothing; false for what is no second.
bool take_seconds(Cursor& cursor)
{
    constexpr int kLastSecond = 60; // a leap second
    if (!cursor.take(':')) {
        return true;
    }
    const int second = cursor.take_number(2, 2);
    if (second == kNotANumber || second > kLastSecond) {
        return false;
    }
    if (!cursor.take('.') && !cursor.take(',')) {
        return true;
    }
    const std::size_t digits = cursor.leading_digits();
    for (std::size_t i = 0; i < digits; ++i) {
        static_cast<void>(cursor.take_digits(1));
    }
    return digits > 0;
}

} // namespace

TimeOfDay take_time(Cursor& cursor)
{
    if (cursor.leading_digits() == 4) {
        return {take_four_digit_time(cursor)};
    }
    int hour = cursor.take_number(1, 2);
    if (hour == kNotANumber || hour > 23 || !cursor.take(':')) {
        return {};
    }
    const int minute = cursor.take_number(2, 2);
    if (minute == kNotANumber || minute > 59 || !take_seconds(cursor)) {
        return {};
    }
    TimeOfDay time;
    hour = take_half_of_day(cursor, hour);
    if (hour != kNotANumber && take_offset(cursor, time.ahead_min) && cursor.done()) {
        time.minute = hour * 60 + minute;
    }
    return time;
}

} // namespace harmspot
