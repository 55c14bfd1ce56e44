// SPDX-License-Identifier: MIT
#pragma once

#include "run/history.hpp"
#include "run/reruns.hpp"

#include <string>
#include <utility>
#include <vector>

// What is said to people of re-runs and earlier periods.
namespace harmspot
{

/// "2021-03-01" and "2022-02-28".
[[nodiscard]] std::pair<std::string, std::string> period_days(const Period& period);

/// What re-runs a map of them is made of, such as "100 with incidents drawn anew, 2 at other bandwidths".
[[nodiscard]] std::string rerun_words(const RerunReport& report);

/// How many of the hotspots were found again in most re-runs and were there before; "" when nobody looked.
[[nodiscard]] std::string again_line(const HotspotList& list);

/// Sentences on a product that carries the figures: what they say and what they do not.
[[nodiscard]] std::vector<std::string> again_statements(const RunConfig& config, const History& history,
                                                        const Job& job);

/// One sentence for each earlier period: whether it counts, and if not, why.
[[nodiscard]] std::vector<std::string> history_lines(const RunConfig& config, const History& history);

/// That no earlier period counts, when one was asked for and none does; else "".
[[nodiscard]] std::string history_warning(const History& history);

} // namespace harmspot
