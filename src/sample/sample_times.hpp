// SPDX-License-Identifier: MIT
#pragma once

#include "sample/sample_offences.hpp"
#include "sample/sample_random.hpp"

#include <cstdint>
#include <string>

namespace harmspot::sample
{

/// When something happened, as far as is known, and when it was written down.
struct Times {
    std::int32_t earliest_min = 0; ///< minutes since 1970-01-01 00:00, local wall clock
    std::int32_t latest_min = 0;   ///< never after 2026-10-31 23:59
    std::int32_t recorded_min = 0;
};

/// Draws times in the sample's year, 2025-11-01 to 2026-10-31.
[[nodiscard]] Times draw_times(When when, Random& random);

/// Whether it happened between 20:00 and 05:00.
[[nodiscard]] bool at_night(const Times& times);

/// "31/10/2026 23:59"
[[nodiscard]] std::string british_time(std::int32_t minute);
/// "31/10/2026"
[[nodiscard]] std::string british_date(std::int32_t minute);

/// Months from 2025-11 (0) to 2026-10 (11).
[[nodiscard]] std::int32_t sample_month(std::int32_t minute);
inline constexpr std::int32_t kSampleMonths = 12;
/// "2025-11"
[[nodiscard]] std::string sample_month_text(std::int32_t month);

} // namespace harmspot::sample
