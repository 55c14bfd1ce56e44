// SPDX-License-Identifier: MIT
#include "incident/dates.hpp"

#include "incident/clock_change.hpp"
#include "incident/numbers.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace harmspot
{

namespace
{

constexpr int kNotANumber = -1;

/// Reads a date from the front; every `take` leaves the text alone when it fails.
class Cursor
{
public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool done() const { return m_text.empty(); }
    [[nodiscard]] std::size_t leading_digits() const
    {
        std::size_t count = 0;
        while (count < m_text.size() && is_digit(m_text[count])) {
            ++count;
        }
        return count;
    }
    bool take(char wanted)
    {
        const bool found = !m_text.empty() && m_text.front() == wanted;
        m_text.remove_prefix(found ? 1 : 0);
        return found;
    }
    bool take_blanks()
    {
        const bool found = take(' ');
        while (take(' ')) {
        }
        return found;
    }
    /// One of `wanted`; '\0' when none comes next.
    char take_one_of(std::string_view wanted)
    {
        const char c = m_text.empty() ? '\0' : m_text.front();
        return wanted.find(c) != std::string_view::npos && take(c) ? c : '\0';
    }
    /// `word`, in either case; `word` is in small letters.
    bool take_word(std::string_view word)
    {
        const bool found = m_text.size() >= word.size() && same_letters(word);
        m_text.remove_prefix(found ? word.size() : 0);
        return found;
    }
    bool take_ordinal() { return take_word("st") || take_word("nd") || take_word("rd") || take_word("th"); }
    /// Tue, Tuesday, with or without a comma, and the blanks after it.
    void take_weekday()
    {
        constexpr std::array<std::string_view, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};
        constexpr std::size_t kShort = 3;
        for (const auto name : names) {
            Cursor ahead = *this;
            if (ahead.take_word(name) || ahead.take_word(name.substr(0, kShort))) {
                ahead.take(',');
                if (ahead.take_blanks()) {
                    *this = ahead;
                }
                return;
            }
        }
    }
    /// A number of `fewest` to `most` digits, not followed by another digit.
    int take_number(std::size_t fewest, std::size_t most)
    {
        const std::size_t digits = leading_digits();
        return digits >= fewest && digits <= most ? take_digits(digits) : kNotANumber;
    }
    int take_digits(std::size_t digits)
    {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return value;
    }
    /// 1 to 12 for an English month, in full or its first three letters.
    int take_month_name()
    {
        constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                         "may",       "june",     "july",     "august",
                                                         "september", "october",  "november", "december"};
        std::size_t letters = 0;
        while (letters < m_text.size() && is_letter(m_text[letters])) {
            ++letters;
        }
        for (std::size_t month = 0; month < names.size(); ++month) {
            const auto name = names[month];
            if ((letters == 3 || letters == name.size()) && same_letters(name.substr(0, letters))) {
                m_text.remove_prefix(letters);
                return static_cast<int>(month) + 1;
            }
        }
        return kNotANumber;
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
    static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
    [[nodiscard]] bool same_letters(std::string_view word) const
    {
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (lower(m_text[i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    std::string_view m_text;
};

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

/// A time of day, and how far ahead of UTC it is where the text says so.
struct TimeOfDay {
    int minute = kNotANumber; ///< since midnight; `kNotANumber` when what was read is no time
    std::optional<int> ahead_min{};
};

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

/// The rest of the text as a time.
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

} // namespace harmspot
