// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Whether a count differs from an earlier one by more than chance makes counts differ.
namespace harmspot
{

/// The p-value of the e-test for two Poisson counts (Krishnamoorthy & Thomson 2004, two-sided): how often two counts
/// of one common rate, estimated from both, differ at least as much as these.
///
/// "As much" is by |T|, T = (x1/e1 − x2/e2) / sqrt(x1/e1² + x2/e2²), 0 when both counts are 0. It takes counts to
/// happen singly and apart from each other; where they come in series, real p-values are larger.
/// \param exposure_1,exposure_2 how long, or how much, each count is of, in one unit; above 0
/// \pre counts are at most 10⁹
[[nodiscard]] double poisson_e_test(std::uint64_t count_1, std::uint64_t count_2, double exposure_1 = 1,
                                    double exposure_2 = 1);

/// What a comparison of two counts comes to.
enum class Change : std::uint8_t { up, down, unclear, too_few };

/// Two counts that add up to fewer than this could double and chance would still explain it.
inline constexpr std::uint64_t kTooFewToCompare = 10;
/// At most this p-value is called a change.
inline constexpr double kChangeP = 0.05;

/// `count` against the `earlier` one, each of `exposure` days or months.
[[nodiscard]] Change compare_counts(std::uint64_t count, std::uint64_t earlier, double exposure = 1,
                                    double earlier_exposure = 1);

/// "up", "down", "no clear change", "too few to say"
[[nodiscard]] std::string_view change_text(Change change);

/// What is known of how the incidents of a place or an area changed. Absent where the dates do not allow it.
struct ChangeFigures {
    std::optional<std::uint64_t> incidents_previous{};              ///< in the period before, as long
    std::optional<std::uint64_t> incidents_same_period_last_year{}; ///< in the same period a year before
    std::optional<std::uint64_t> incidents_last_28_days{};          ///< to the period's last day
    std::optional<std::int32_t> last_incident_day{};                ///< days since 1970-01-01
    /// "up", "down", "no clear change", "too few to say" and what was compared, or "cannot compare: " and why.
    std::string words{};
};

} // namespace harmspot
