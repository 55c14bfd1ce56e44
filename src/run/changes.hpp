// SPDX-License-Identifier: MIT
#pragma once

#include "run/history.hpp"

#include "harmspot/publish.hpp"

#include <optional>
#include <string>
#include <vector>

// What changed: counts of earlier periods in the run's hotspots and areas, and whether they differ.
namespace harmspot
{

/// Counts, for each hotspot of the lists, the job's theme in earlier periods, and compares what may be compared: the
/// period before the run's with the same days of the year before, since a place chosen for what happened in the run's
/// own period looks busier in it than it is. Does nothing when [change] is off.
/// \param only the one area that the lists were found in, when it was
void add_changes(const RunConfig& config, const RunData& data, const History& history, const Job& job,
                 std::optional<AreaRef> only, std::vector<ScopedList>& lists);

/// tables/changes.csv: per area of every layer, and the whole force as area "(force)", and per theme, one row for the
/// run's period and, where it has several whole months, one for the last of them.
[[nodiscard]] Table changes_table(const RunConfig& config, const RunData& data, const History& history);

/// "Burglary, February 2023: 219; February 2022: 232. No clear change." and the same for the run's period: of a theme
/// in one area or, without one, the force. Empty when nothing is known, or when a count may not be published.
[[nodiscard]] std::vector<std::string> change_sentences(const RunConfig& config, const History& history,
                                                        std::size_t theme, std::optional<AreaRef> area);

/// Sentences on a product whose hotspots carry the figures.
[[nodiscard]] std::vector<std::string> change_statements(const RunConfig& config, const History& history);

/// "March 2022 to February 2023", "February 2023", or days where the period is not of whole months.
[[nodiscard]] std::string period_in_words(const Period& period);

} // namespace harmspot
