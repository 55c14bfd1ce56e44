// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace harmspot
{

/// The `count` periods before `period` that are as long, nearest first. Each ends on the day before the next begins,
/// so none overlaps another. A period of whole months has earlier ones of as many whole months; any other of as
/// many days.
[[nodiscard]] std::vector<Period> earlier_periods(const Period& period, std::uint32_t count);

/// The same days so many years before; 29 February becomes the 28th, and whole months stay whole.
[[nodiscard]] Period years_before(const Period& period, std::int32_t years);

/// From the first day of a month to the last of one.
[[nodiscard]] bool is_whole_months(const Period& period);

[[nodiscard]] std::int32_t days_in(const Period& period);

/// A period and an earlier one to hold it against: the same days of a year before, or of more years where it is
/// longer than one, so that seasons do not pass for changes.
struct Comparison {
    Period period;
    Period earlier;
};

/// What [change] counts and compares.
struct Comparisons {
    Period run;
    Period previous;                  ///< as long as the run's, and just before it
    std::optional<Period> last_year;  ///< the run's period a year before; none when it is longer than a year
    Comparison of_areas;              ///< the run's period
    std::optional<Comparison> latest; ///< the run's last month, when it is of several whole ones
    /// The period before the run's: a hotspot was chosen for being busy in the run's own, so that one is not tested.
    Comparison of_places;

    [[nodiscard]] std::int32_t first_day() const;
};
[[nodiscard]] Comparisons comparisons_of(const Period& period);

/// Every calendar month that the period has a day of, as `month_of` numbers them.
[[nodiscard]] std::vector<std::int32_t> months_in(const Period& period);

} // namespace harmspot
