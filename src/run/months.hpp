// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "harmspot/publish.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// Fewer rows in a month than half of what is usual.
struct LowCount {
    std::string offence; ///< empty = all rows of the month
    std::uint64_t rows = 0;
    std::uint64_t usual = 0;
};

/// One month of the used rows.
struct MonthState {
    std::int32_t month = 0;
    std::uint64_t rows = 0;
    bool missing = false;     ///< no rows, though months before and after have some
    bool stray = false;       ///< so few rows, so early or late, that their dates are likely wrong
    bool provisional = false; ///< rows of it may still come in
    std::vector<LowCount> low;
};

/// Every month from the first to the last that holds rows, and what is odd about it; strays besides.
///
/// - Stray: at either end, a month with under 1 % of the usual rows, or with under 10 % and a year or more
///   without rows between it and the rest. Usual: half of all rows lie in months with as many rows or more.
/// - Low: under half the median of the other months that hold rows, of those within twelve months of it; judged
///   when there are three or more of them and the median is 50 or more. All rows together first; of a month that
///   is not low as a whole, each offence, from the first to the last month in which it occurs.
/// - Provisional: a month that ends within `lag_days` of the last day that a used row may have happened on,
///   strays left out. 0 marks none.
[[nodiscard]] std::vector<MonthState> month_states(const Incidents& incidents, std::int64_t lag_days);

/// What a person should know about the months before trusting a map made of them, one sentence each.
[[nodiscard]] std::vector<std::string> month_warnings(const std::vector<MonthState>& months, const PublishRules& rules);

/// "Incidents of 2022-10 to 2022-12; no rows for 2022-11." for every product.
[[nodiscard]] std::string months_covered(const std::vector<MonthState>& months);

/// "July 2020"
[[nodiscard]] std::string month_in_words(std::int32_t month);

} // namespace harmspot
