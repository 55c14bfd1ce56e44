// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/hubs_report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace harmspot
{

/// What is shown so that the paper is two pages whatever the plan: rows that do not fit are left to the tables, and the
/// map takes the height that is left. Heights are estimates in CSS pixels, on the safe side.
struct HubsPaperLayout {
    double map_height = 0;            ///< most, in the drawing's units
    std::vector<std::size_t> options; ///< into `HubsReport::options`; the first is the choice
    std::size_t choice_rows = 0;      ///< sites of the choice that are listed
    std::vector<std::string> areas;   ///< names of those with a row of their own, in the report's order
    std::size_t other_areas = 0;      ///< summed in one row
};
/// `title` and `lead` are the texts above the map, `small_print` the sentences at the end.
[[nodiscard]] HubsPaperLayout hubs_paper_layout(const HubsReport& report, std::string_view title, std::string_view lead,
                                                const std::vector<std::string>& small_print);

/// Sites of an option that its rows name: all of the choice, of others those that the choice does not open.
[[nodiscard]] std::vector<std::size_t> sites_told(const HubsReport& report, std::size_t option);
/// "A" for the first shown.
[[nodiscard]] char option_letter(std::size_t shown);

/// What is within reach by area before and after, and what each option brings to each area.
[[nodiscard]] std::string hubs_areas_html(const PublishableHubsPaper& paper, const HubsPaperLayout& layout);

/// Outlines, catchments, gaps and hubs as one SVG element, north up.
[[nodiscard]] std::string hubs_map_svg(const HubsReport& report, const HubsPaperLayout& layout);
/// Demand within reach against number of new hubs, the knee marked.
[[nodiscard]] std::string hubs_curve_svg(const HubsReport& report);

} // namespace harmspot
