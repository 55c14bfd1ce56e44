// SPDX-License-Identifier: MIT
#include "incident/odd_dates.hpp"

#include "harmspot/error.hpp"
#include "incident/dates.hpp"
#include "incident/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace harmspot
{

namespace
{

/// Whether a used row's date could not have been read with the month first: its day is the 13th or later.
bool is_day_first(const ParsedRow& row)
{
    using namespace std::chrono;
    constexpr unsigned kMonths = 12;
    const sys_days date{days{row.earliest_min / kMinutesPerDay}};
    return row.precision != TimePrecision::month && unsigned{year_month_day{date}.day()} > kMonths;
}

bool at_midnight(std::int32_t minute)
{
    return minute % kMinutesPerDay == 0;
}

} // namespace

std::vector<std::string> judge_month_first(std::span<const RowBlock> blocks, const std::vector<std::string>& names)
{
    std::vector<FaultyRows> month_first(names.size());
    for (const auto& block : blocks) {
        if (block.month_first.rows > 0) {
            auto& found = month_first[block.file];
            const auto line = block.first_line + block.month_first.first_line;
            found.first_line = found.rows == 0 ? line : found.first_line;
            found.rows += block.month_first.rows;
        }
    }
    std::vector<std::string> warnings;
    for (std::size_t file = 0; file < names.size(); ++file) {
        const auto& [rows, input, line] = month_first[file];
        if (rows == 0) {
            continue;
        }
        std::uint64_t day_first = 0;
        for (const auto& block : blocks) {
            if (block.file == file) {
                day_first +=
                    static_cast<std::uint64_t>(std::count_if(block.rows.begin(), block.rows.end(), is_day_first));
            }
        }
        const auto what =
            fmt::format("{}: {} a date with the month first, such as 12/25/2023 (first {}:{})", names[file],
                        rows == 1 ? "1 row has" : thousands(rows) + " rows have", names[file], line);
        if (rows > day_first) {
            throw InputError(what + fmt::format(", and {} the day first. Read as British dates, those up to the 12th "
                                                "would fall in other months. Export dates as 2023-12-25",
                                                day_first == 0   ? "none has"
                                                : day_first == 1 ? "only 1 has"
                                                                 : "only " + thousands(day_first) + " have"));
        }
        warnings.push_back(
            fmt::format("{}, and {} left out. Dates are read day first.", what, rows == 1 ? "is" : "are"));
    }
    return warnings;
}

std::string settle_midnights(Incidents& incidents)
{
    constexpr std::size_t kFewest = 20; // timed incidents; of fewer nothing can be said
    constexpr double kMany = 0.2;       // one in 1,440 by chance, and clerks like round hours
    std::size_t timed = 0;
    std::size_t midnights = 0;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (incidents.precision[i] == TimePrecision::minute) {
            ++timed;
            midnights += at_midnight(incidents.earliest_min[i]) && at_midnight(incidents.latest_min[i]) ? 1U : 0U;
        }
    }
    if (timed < kFewest || static_cast<double>(midnights) < kMany * static_cast<double>(timed)) {
        return {};
    }
    if (midnights < timed) {
        return fmt::format("{} of {} times of day are exactly 00:00, which often stands for \"not known\": read "
                           "nothing from peak hours until that is known.",
                           percent(midnights, timed), thousands(timed));
    }
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (incidents.precision[i] == TimePrecision::minute) {
            incidents.latest_min[i] += kMinutesPerDay - 1;
            incidents.precision[i] = TimePrecision::day;
        }
    }
    return fmt::format("All {} times of day are 00:00: they are read as dates without a time.", thousands(timed));
}

} // namespace harmspot
