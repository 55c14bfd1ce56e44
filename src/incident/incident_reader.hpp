// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/read.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace harmspot
{

/// How work is cut up. Results do not depend on it.
struct ReadTuning {
    std::size_t chunk_bytes = std::size_t{4} << 20U; ///< files larger than two of these are cut into such pieces
    std::size_t unpack_whole_bytes = std::size_t{16} << 20U; ///< gzip files of more text are parsed as they unpack
};

/// `read_incidents`, cut up as told.
[[nodiscard]] IncidentsRead read_incidents_cut(const std::vector<std::string>& files,
                                               const std::vector<std::string>& as_written, const RunConfig& config,
                                               unsigned threads, const Progress& progress, const ReadTuning& tuning);

} // namespace harmspot
