// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

namespace harmspot
{

/// month, offence, area_layer, area, incidents, harm. Areas include "(outside)" and "(no coordinates)", so
/// that every layer sums to the rows used. Sorted by layer as configured, then month, offence, area.
[[nodiscard]] Table incidents_table(const RunData& data);

/// From the rows in the files to the rows in each theme, month by month: step, theme, month, rows. Every step
/// has a line for "(all)" and one for each month it is not 0 in, "(no date)" for rows whose date could not be
/// read. In each of them:
///
/// - rows in the files = rejected, by every reason, + used
/// - used = used, without coordinates + used, outside the study area + used, on the map
/// - used = matched by the theme + not matched by the theme, for every theme
/// - matched by the theme = its without coordinates + outside the study area + on the map
[[nodiscard]] Table reconcile_table(const RunConfig& config, const RunData& data);

/// source, line, reason; never the row's own text.
[[nodiscard]] Table rejects_table(const RowReport& report);

} // namespace harmspot
