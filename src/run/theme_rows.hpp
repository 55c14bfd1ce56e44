// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace harmspot
{

/// A theme's distinct places, gathered for detection.
struct ThemePlaces {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::uint32_t> place; ///< into `Places`

    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

/// One area of one layer.
struct AreaRef {
    std::size_t layer = 0;
    std::uint16_t area = kOutside;
};

/// Located rows of a theme in one version; of one area alone when `only` is given.
[[nodiscard]] ThemeRows theme_rows(const RunData& data, const Job& job, std::optional<AreaRef> only);

/// The same rows by number, in the same order.
[[nodiscard]] std::vector<std::uint32_t> theme_row_numbers(const RunData& data, const Job& job,
                                                           std::optional<AreaRef> only);

/// Rows added up per distinct place, places in (x, y) order. `inside_only` leaves out places outside W:
/// clusters are sought inside it, while a density also takes what lies outside within reach.
[[nodiscard]] ThemePlaces theme_places(const RunData& data, const ThemeRows& rows, bool inside_only);

/// Every used, located row of the run, whatever its theme, added up per distinct place; each weighs 1.
[[nodiscard]] ThemePlaces run_places(const RunData& data);

} // namespace harmspot
