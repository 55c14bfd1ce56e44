// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace harmspot
{

/// A question that `explain significance` answers, in words for a meeting.
struct SignificanceWords {
    std::string_view heading;
    std::string_view words;
};

[[nodiscard]] std::span<const SignificanceWords> significance_words();
inline constexpr std::string_view kSignificanceReference =
    "Dwass 1957, Modified randomization tests for nonparametric hypotheses, Annals of Mathematical Statistics 28, "
    "181-187; Kulldorff 1997, A spatial scan statistic, Communications in Statistics 26, 1481-1496, for the excess; "
    "Westfall & Young 1993, Resampling-based multiple testing, for the adjustment by the greatest";

} // namespace harmspot
