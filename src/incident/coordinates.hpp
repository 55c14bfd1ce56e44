// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/incidents.hpp"
#include "incident/row_block.hpp"

#include <array>
#include <span>

namespace harmspot
{

/// The faults of all blocks, which must be in the order (file, line).
[[nodiscard]] std::array<FaultyRows, kCoordinateFaults> sum_faults(std::span<const RowBlock> blocks);

/// Fills what a report says of places: how many, how incidents pile up on them, which hold suspiciously many.
void describe_places(const Incidents& incidents, CoordinateReport& report);

/// Whole sentences on the positions that could not be used: how many rows, the first of them, the cure.
[[nodiscard]] std::vector<std::string> fault_sentences(const RunConfig& config, const RowReport& report);

/// Turns `report.coordinates` into warnings, each with a count and a cure, and notes.
///
/// Counts under what the publish rules allow are not given.
void tell_coordinates(const RunConfig& config, const Incidents& incidents, RowReport& report);

} // namespace harmspot
