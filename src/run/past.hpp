// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// The run's files, read for longer than the run's own period.
namespace harmspot
{

/// The months of one theme's own rows, and whether it has so many that one without any is lacking.
struct ThemeMonths {
    std::vector<MonthState> states;
    bool is_common = false;
};

/// How complete months are: of all rows, and of each theme's.
struct PastMonths {
    std::vector<MonthState> all;
    std::vector<ThemeMonths> of_theme;
};

/// \param lag_days as `month_states` has it
[[nodiscard]] PastMonths past_months(const Incidents& all, const std::vector<std::uint64_t>& theme_bits,
                                     std::size_t themes, std::int64_t lag_days);

/// What is wrong with a month.
enum class MonthLack : std::uint8_t { nothing, none, few, provisional };

/// \param none_counts whether a month without rows is lacking
[[nodiscard]] MonthLack month_lack(const std::vector<MonthState>& states, std::int32_t month, bool none_counts);

/// Rows of the run's files from an earlier day on, and what the run's areas and themes say of them.
struct Past {
    Period period; ///< to the end of the run's own
    /// Incidents, theme bits and areas; everything else is empty. Has the run's own rows too.
    RunData data;
    PastMonths months; ///< with the config's `expected_lag_days`
};

/// Rows that happened wholly within the period.
[[nodiscard]] std::vector<std::uint32_t> rows_in(const Incidents& incidents, const Period& period);

/// Some values, in the order of `rows`.
template <class Value>
[[nodiscard]] std::vector<Value> taken(const std::vector<Value>& values, const std::vector<std::uint32_t>& rows)
{
    std::vector<Value> some;
    some.reserve(values.empty() ? 0 : rows.size());
    for (const auto row : rows) {
        if (!values.empty()) {
            some.push_back(values[row]);
        }
    }
    return some;
}

/// Some rows, with all that harm, months and hotspots ask of them.
[[nodiscard]] Incidents only_rows(const Incidents& all, const std::vector<std::uint32_t>& rows);

} // namespace harmspot
