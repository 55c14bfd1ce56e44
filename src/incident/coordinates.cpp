// SPDX-License-Identifier: MIT
#include "incident/coordinates.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace harmspot
{

std::array<FaultyRows, kCoordinateFaults> sum_faults(std::span<const RowBlock> blocks)
{
    std::array<FaultyRows, kCoordinateFaults> sums{};
    for (const auto& block : blocks) {
        for (std::size_t fault = 0; fault < kCoordinateFaults; ++fault) {
            const auto& found = block.faults[fault];
            auto& sum = sums[fault];
            if (sum.rows == 0 && found.rows > 0) {
                sum.first_input = static_cast<std::uint32_t>(block.file);
                sum.first_line = block.first_line + found.first_line;
            }
            sum.rows += found.rows;
        }
    }
    return sums;
}

void describe_places(const Incidents& incidents, CoordinateReport& report)
{
    std::vector<std::uint64_t> stack(incidents.places.size(), 0);
    for (const auto place : incidents.place) {
        if (place == kNoPlace) {
            ++report.missing;
        } else {
            ++stack[place];
        }
    }
    report.located = incidents.size() - report.missing;
    for (std::uint32_t place = 0; place < stack.size(); ++place) {
        const auto count = stack[place];
        report.distinct_places += count > 0 ? 1U : 0U;
        report.sharing += count > 1 ? count : 0;
        report.largest_stack = std::max(report.largest_stack, count);
        if (count >= kLeastCrowd && static_cast<double>(count) > kCrowdShare * static_cast<double>(report.located)) {
            report.crowded.push_back({place, count});
        }
    }
    std::stable_sort(report.crowded.begin(), report.crowded.end(),
                     [](const CrowdedPlace& a, const CrowdedPlace& b) { return a.incidents > b.incidents; });
}

} // namespace harmspot
