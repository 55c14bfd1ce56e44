// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/incidents.hpp"
#include "incident/code_map.hpp"
#include "incident/columns.hpp"
#include "incident/place_index.hpp"
#include "incident/row_block.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

struct Assembled {
    Incidents incidents;
    CrsReport crs;
    CoordinateReport coordinates;
    double project_seconds = 0;      ///< wall time of finding and projecting the places
    std::vector<Reject> rejects;     ///< sorted by (input, line)
    std::vector<std::uint64_t> used; ///< rows of each file
    std::vector<std::string> flags_left_out;
    std::uint64_t differing_ids = 0; ///< references on rows that are not the same in all that is mapped, all kept
};

/// Puts blocks, in the order (file, line), together: projects, numbers texts in sorted order, leaves out
/// rows that cannot be projected and repeated rows (see `RepeatRule`).
[[nodiscard]] Assembled assemble(std::vector<RowBlock> blocks, std::vector<Lane> lanes, const Projection& projection,
                                 const RunConfig& config, const ColumnMap& map, const CodeMap& codes, std::size_t files,
                                 unsigned threads);

} // namespace harmspot
