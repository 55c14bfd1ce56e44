// SPDX-License-Identifier: MIT
#pragma once

#include "run/detect.hpp"

#include "harmspot/hotspot.hpp"

#include <cstdint>
#include <string>
#include <vector>

// What analysts decided about places, kept in a file and applied to every run.
namespace harmspot
{

enum class DecisionAction : std::uint8_t { drop, rename, merge, note };
[[nodiscard]] std::string_view decision_action_text(DecisionAction action);

/// One row of the decisions file.
struct Decision {
    std::uint64_t line = 0;
    std::string place; ///< as written
    std::string theme; ///< by name; empty = all
    DecisionAction action = DecisionAction::note;
    std::string value; ///< rename: the new name; merge: the other place
    std::string reason;
    std::string initials;
    std::string date;      ///< YYYY-MM-DD
    MultiPolygon where;    ///< the square that `place` names, analysis CRS
    MultiPolygon other;    ///< merge: the square that `value` names
    std::uint64_t met = 0; ///< hotspots that it was applied to, over all lists of the run
};

struct Decisions {
    NamedFile file;
    std::string sha256;
    std::vector<Decision> rows; ///< as in the file
};

/// Reads the file: columns place, action, reason, initials and date, and where wanted value and theme. A place is a
/// National Grid reference ("NZ 245 643") or a hotspot's id, which ends in one and begins with the theme.
/// \throws InputError with file and line for what cannot be understood
[[nodiscard]] Decisions read_decisions(const RunConfig& config);

/// Applies the decisions to one list of a job: first merge, then drop, then rename and note, each to the hotspots whose
/// outline overlaps the place's square. Counts in the decisions whom they met.
void apply_decisions(const std::string& theme, const ThemeRows& rows, const Scope& scope, const HotspotContext& context,
                     Decisions& decisions, HotspotList& list);

/// One sentence for each decision that met no hotspot in the whole run.
/// For the public without the places and the words.
[[nodiscard]] std::vector<std::string> stale_decisions(const Decisions& decisions, const PublishRules& rules);

/// Adds a row for each hotspot that a list lost; makes the columns of an empty table.
void add_left_out(const PlannedOutput& plan, const HotspotList& list, Table& table);

/// "Left out by analyst: custody suite address (near Forth Banks, 53 incidents)"
[[nodiscard]] std::vector<std::string> left_out_sentences(const HotspotList& list);

} // namespace harmspot
