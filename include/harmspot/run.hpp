// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/progress.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace harmspot
{

/// How to run, as opposed to what: none of this changes a byte of the results, save `simd`.
struct RunOptions {
    std::string out; ///< the folder to make
    bool overwrite = false;
    unsigned threads = 0; ///< 0 = all the machine has
    SimdPath simd = SimdPath::plain;
};

struct StageTiming {
    std::string stage;
    double seconds = 0;
    std::uint64_t rows = 0;
    std::uint64_t peak_memory_bytes = 0; ///< of the process, so far
};

/// What a run did, for the caller to tell.
struct RunSummary {
    std::string out;
    std::uint64_t rows = 0;
    std::uint64_t used = 0;
    std::uint64_t rejected = 0;
    bool data_problems = false;     ///< rows rejected, codes unmatched, or warnings about the data
    std::vector<std::string> lines; ///< what was found, one sentence each
    std::vector<std::string> warnings;
    std::vector<StageTiming> timings;
};

/// From a checked config to a complete output folder.
/// \throws Error; then no output folder is left behind, and an older one is as it was
[[nodiscard]] RunSummary run(const RunConfig& config, const RunOptions& options, const Progress& progress);

/// Reads and weighs but detects and writes nothing: rows per theme and what would be written.
[[nodiscard]] RunSummary check(const RunConfig& config, const RunOptions& options, const Progress& progress);

/// What data files hold, before there is a config: for incidents their dates, offences and positions by
/// guessed columns; for boundaries their areas. Examples of free text are never given.
/// \throws InputError for a file that cannot be read
[[nodiscard]] RunSummary check_files(const std::vector<std::string>& files, const RunOptions& options,
                                     const Progress& progress);

} // namespace harmspot
