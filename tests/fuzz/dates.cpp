// SPDX-License-Identifier: MIT
// The date parser, on any text; what it reads must come back when written in plain forms.
#include "fuzz/fuzz_target.hpp"

#include "incident/dates.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

using namespace harmspot;

namespace
{

/// Forms in which `span` may be written.
std::vector<std::string> written(const DateSpan& span)
{
    using namespace std::chrono;
    const sys_time<minutes> first{minutes(span.earliest_min)};
    const auto day = floor<days>(first);
    const year_month_day on(day);
    const int year = static_cast<int>(on.year());
    const unsigned month = static_cast<unsigned>(on.month());
    const unsigned date = static_cast<unsigned>(on.day());
    if (span.precision == TimePrecision::month) {
        return {fmt::format("{:04}-{:02}", year, month), fmt::format("{:02}/{:04}", month, year)};
    }
    const auto iso = fmt::format("{:04}-{:02}-{:02}", year, month, date);
    const auto british = fmt::format("{}/{}/{:04}", date, month, year);
    if (span.precision == TimePrecision::day) {
        return {iso, british, fmt::format("{:04}{:02}{:02}", year, month, date)};
    }
    const auto minute = (first - day).count();
    const auto time = fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    return {iso + "T" + time, british + " " + time, iso + " " + time + ":59.9"};
}

void check_span(const DateSpan& span)
{
    constexpr std::int32_t kFirstMin = -70 * 365 * kMinutesPerDay - 20 * kMinutesPerDay;
    constexpr std::int32_t kLastMin = 131 * 366 * kMinutesPerDay;
    must(span.earliest_min > kFirstMin && span.latest_min < kLastMin, "dates lie in 1900 to 2100");
    const auto width = span.latest_min - span.earliest_min + 1;
    switch (span.precision) {
    case TimePrecision::minute:
        must(width == 1, "a minute is one minute long");
        break;
    case TimePrecision::day:
        must(width == kMinutesPerDay, "a day is one day long");
        break;
    case TimePrecision::month:
        must(width >= 28 * kMinutesPerDay && width <= 31 * kMinutesPerDay, "a month has 28 to 31 days");
        break;
    case TimePrecision::none:
        must(false, "a date that was read has a precision");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = text_of(data, size);
    const auto span = parse_date(text);
    if (!span) {
        return 0;
    }
    check_span(*span);
    for (const auto& form : written(*span)) {
        must(parse_date(form) == span, "a date comes back when written in a plain form");
    }
    must(!parse_date(std::string(text) + '\0'), "a NUL is part of no date");
    return 0;
}
