// SPDX-License-Identifier: MIT
#pragma once

#include "run/run_data.hpp"

#include "harmspot/publish.hpp"

namespace harmspot
{

/// month, offence, area_layer, area, incidents, harm. Areas include "(outside)" and "(no coordinates)", so
/// that every layer sums to the rows used. Sorted by layer as configured, then month, offence, area.
[[nodiscard]] Table incidents_table(const RunData& data);

/// From the rows in the files to the rows in each theme: step, theme, month, rows. Months are known for
/// used rows only, so steps before that have month "(all)".
[[nodiscard]] Table reconcile_table(const RunConfig& config, const RunData& data);

/// source, line, reason; never the row's own text.
[[nodiscard]] Table rejects_table(const RowReport& report);

} // namespace harmspot
