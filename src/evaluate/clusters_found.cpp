// SPDX-License-Identifier: MIT
#include "harmspot/stability.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

namespace harmspot
{

std::vector<std::uint8_t> clusters_found(std::span<const std::int32_t> before, std::int32_t clusters,
                                         std::span<const std::int32_t> after, std::span<const std::uint32_t> incidents)
{
    assert(before.size() == after.size() && before.size() == incidents.size());
    using Count = std::uint64_t;
    std::vector<Count> in_before(static_cast<std::size_t>(std::max(0, clusters)));
    std::map<std::int32_t, Count> in_after;
    std::map<std::pair<std::int32_t, std::int32_t>, Count> in_both;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] >= 0) {
            in_before[static_cast<std::size_t>(before[i])] += incidents[i];
        }
        if (after[i] >= 0) {
            in_after[after[i]] += incidents[i];
        }
        if (before[i] >= 0 && after[i] >= 0) {
            in_both[{before[i], after[i]}] += incidents[i];
        }
    }
    std::vector<std::uint8_t> found(in_before.size(), 0);
    for (const auto& [pair, both] : in_both) {
        const auto cluster = static_cast<std::size_t>(pair.first);
        const Count either = in_before[cluster] + in_after[pair.second] - both;
        if (2 * both > either) {
            found[cluster] = 1;
        }
    }
    return found;
}

} // namespace harmspot
