// SPDX-License-Identifier: MIT
#include "harmspot/incidents.hpp"

#include <fmt/format.h>

#include <chrono>

namespace harmspot
{

std::int32_t month_of(std::int32_t minute)
{
    const auto moment = std::chrono::sys_time<std::chrono::minutes>(std::chrono::minutes(minute));
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(moment));
    return static_cast<int>(date.year()) * 12 + static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

std::string month_text(std::int32_t month)
{
    if (month == kNoMonth) {
        return "(no date)";
    }
    return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

std::string_view reject_reason_text(RejectReason reason)
{
    constexpr std::array<std::string_view, kRejectReasons> texts{
        "column_count", "bad_encoding", "line_too_long", "bad_number", "bad_coordinate",
        "bad_date",     "date_order",   "out_of_period", "duplicate",  "excluded_by_rule"};
    return texts[static_cast<std::size_t>(reason)];
}

std::string_view reject_column_text(RejectColumn column)
{
    constexpr std::array<std::string_view, static_cast<std::size_t>(RejectColumn::fields) + 1> texts{
        "",
        "easting",
        "northing",
        "easting and northing",
        "longitude",
        "latitude",
        "longitude and latitude",
        "grid_reference",
        "geometry",
        "date",
        "earliest",
        "latest",
        "earliest and latest",
        "recorded",
        "offence",
        "code",
        "location",
        "location_type",
        "flag_list",
        "own_area",
        "fields"};
    return texts[static_cast<std::size_t>(column)];
}

std::string_view coordinate_fault_text(CoordinateFault fault)
{
    constexpr std::array<std::string_view, kCoordinateFaults> texts{
        "one_missing", "unreadable", "zero", "swapped", "degrees", "metres", "wrong_sign", "out_of_region"};
    return texts[static_cast<std::size_t>(fault)];
}

} // namespace harmspot
