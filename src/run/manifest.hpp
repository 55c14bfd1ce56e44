// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <string>

namespace harmspot
{

/// manifest.json: what the run did, in full, with no time of day and nothing that differs between two runs
/// on the same inputs. Written last: present = complete.
[[nodiscard]] std::string manifest_json(const RunConfig& config, const RunOptions& options, const RunData& data,
                                        const History& history, const Decisions& decisions, const Products& products,
                                        const std::vector<std::string>& warnings);

/// timings.json: per stage seconds, rows, peak memory; and the total. Not part of the reproducible bytes.
[[nodiscard]] std::string timings_json(const Stopwatch& watch, unsigned threads);

} // namespace harmspot
