// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"
#include "harmspot/theme.hpp"

#include "run/init_export.hpp"

#include <optional>
#include <string>
#include <vector>

namespace harmspot::init
{

/// The days that rows span, months with stray rows at either end left out.
struct DataPeriod {
    std::string from;   ///< "2024-03-01"
    std::string to;     ///< likewise, inclusive
    bool whole = false; ///< from the first of a month to the last of one
};

/// Nothing when there are no rows. Months are whole when rows know no more than their month, or when some lie on
/// the first two days of the first month and on the last two of the last one.
[[nodiscard]] std::optional<DataPeriod> data_period(const Incidents& incidents);

/// Which column serves for what, one sentence each, and what to ask where none does.
[[nodiscard]] std::vector<std::string> column_sentences(const Export& found);

/// How many rows each theme matches.
[[nodiscard]] std::vector<std::string> theme_sentences(const Incidents& incidents, const std::vector<Theme>& themes,
                                                       unsigned threads);

/// What share of rows has a code that nothing here knows; empty when there is none.
[[nodiscard]] std::string unknown_codes_sentence(const Incidents& incidents);

} // namespace harmspot::init
