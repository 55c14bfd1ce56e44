// SPDX-License-Identifier: MIT
#include "incident/day_text.hpp"

#include <fmt/format.h>

#include <chrono>

namespace harmspot
{

std::string day_text(std::int32_t day)
{
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

} // namespace harmspot
