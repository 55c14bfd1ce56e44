// SPDX-License-Identifier: MIT
#include "incident/dates.hpp"

#include <array>
#include <chrono>
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

/// 2023-01, 2023-01-31 after the year has been read.
Date take_iso(Cursor& cursor, int year)
{
    Date date;
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

/// The rest of 31/01/2023, 31-01-2023, 31 Jan 2023, 31-Jan-23.
Date take_british(Cursor& cursor, int day)
{
    constexpr int kCentury = 100;
    constexpr int kFirstOf1900s = 69;
    Date date{kNotANumber, kNotANumber, day};
    const char separator = cursor.take('/') ? '/' : cursor.take('-') ? '-' : cursor.take(' ') ? ' ' : '\0';
    if (separator == '\0') {
        return {};
    }
    const bool in_digits = cursor.leading_digits() > 0;
    if (in_digits ? separator == ' ' : separator == '/') {
        return {};
    }
    date.month = in_digits ? cursor.take_number(1, 2) : cursor.take_month_name();
    if (date.month == kNotANumber || !cursor.take(separator)) {
        return {};
    }
    const bool short_year = !in_digits && cursor.leading_digits() == 2;
    date.year = short_year ? cursor.take_number(2, 2) : cursor.take_number(4, 4);
    if (short_year) {
        date.year += date.year >= kFirstOf1900s ? kFirstYear : kFirstYear + kCentury;
    }
    return date;
}

Date take_date(Cursor& cursor)
{
    switch (cursor.leading_digits()) {
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

/// Z, +01, +0100, +01:00 or nothing.
bool take_offset(Cursor& cursor)
{
    cursor.take_blanks();
    if (cursor.done() || cursor.take('Z') || cursor.take('z')) {
        return true;
    }
    if (!cursor.take('+') && !cursor.take('-')) {
        return false;
    }
    if (cursor.take_number(4, 4) != kNotANumber) {
        return true;
    }
    return cursor.take_number(2, 2) != kNotANumber && (!cursor.take(':') || cursor.take_number(2, 2) != kNotANumber);
}

/// Minutes since midnight; `kNotANumber` when what follows is no time.
int take_time(Cursor& cursor)
{
    constexpr int kLastSecond = 60; // a leap second
    const int hour = cursor.take_number(1, 2);
    if (hour == kNotANumber || hour > 23 || !cursor.take(':')) {
        return kNotANumber;
    }
    const int minute = cursor.take_number(2, 2);
    if (minute == kNotANumber || minute > 59) {
        return kNotANumber;
    }
    if (cursor.take(':')) {
        const int second = cursor.take_number(2, 2);
        if (second == kNotANumber || second > kLastSecond) {
            return kNotANumber;
        }
        if (cursor.take('.') || cursor.take(',')) {
            const std::size_t digits = cursor.leading_digits();
            if (digits == 0) {
                return kNotANumber;
            }
            for (std::size_t i = 0; i < digits; ++i) {
                static_cast<void>(cursor.take_digits(1));
            }
        }
    }
    return take_offset(cursor) && cursor.done() ? hour * 60 + minute : kNotANumber;
}

std::int32_t first_minute(std::chrono::sys_days day)
{
    return static_cast<std::int32_t>(day.time_since_epoch().count()) * kMinutesPerDay;
}

} // namespace

std::optional<DateSpan> parse_date(std::string_view text) noexcept
{
    using namespace std::chrono;
    Cursor cursor(text);
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
    if (!cursor.take('T') && !cursor.take_blanks()) {
        return std::nullopt;
    }
    const int minute = take_time(cursor);
    if (minute == kNotANumber) {
        return std::nullopt;
    }
    return DateSpan{midnight + minute, midnight + minute, TimePrecision::minute};
}

} // namespace harmspot
