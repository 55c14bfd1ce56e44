// SPDX-License-Identifier: MIT
#include "significance/sample.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace harmspot
{

namespace
{

ThinCounts judged(std::vector<double> expected)
{
    ThinCounts thin;
    if (expected.empty()) {
        thin.permute = true;
        thin.too_thin = true;
        thin.advice =
            "no cell of the searchable area has a neighbour there, so none can be tested; use smaller cells or "
            "neighbours = \"nearest\"";
        return thin;
    }
    const auto middle = expected.begin() + static_cast<std::ptrdiff_t>(expected.size() / 2);
    std::nth_element(expected.begin(), middle, expected.end());
    thin.expected = *middle;
    thin.permute = thin.expected < kPermuteUnderExpected;
    thin.too_thin = thin.expected < kWarnUnderExpected;
    if (thin.too_thin) {
        thin.advice =
            fmt::format("by chance a cell's neighbourhood would hold {:.2g} incidents, under {:.0f}: p-values "
                        "of single cells are weak; use larger cells, a longer period or a wider band",
                        thin.expected, kWarnUnderExpected);
    } else if (thin.permute) {
        thin.advice = fmt::format("by chance a cell's neighbourhood would hold {:.3g} incidents, under {:.0f}: use "
                                  "permutation p-values, larger cells or a longer period",
                                  thin.expected, kPermuteUnderExpected);
    }
    return thin;
}

} // namespace

ThinCounts thin_counts(std::span<const double> counts, const CellNeighbours& neighbours, bool star)
{
    const auto sample = significance::make_sample(counts, neighbours, 1);
    std::vector<double> expected;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample.count[i] > 0) {
            expected.push_back((sample.count[i] + (star ? 1.0 : 0.0)) * sample.mean);
        }
    }
    return judged(std::move(expected));
}

ThinCounts thin_rates(std::span<const double> counts, std::span<const double> at_risk, const CellNeighbours& neighbours,
                      bool star)
{
    const auto sample = significance::make_sample(at_risk, neighbours, 1);
    double events = 0;
    double all = 0;
    for (const std::uint32_t cell : sample.cell) {
        events += counts[cell];
        all += at_risk[cell];
    }
    std::vector<double> expected;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample.count[i] > 0 && all > 0 && at_risk[sample.cell[i]] > 0) {
            expected.push_back(events / all * (sample.neighbour_sum[i] + (star ? sample.values.x[i] : 0.0)));
        }
    }
    return judged(std::move(expected));
}

} // namespace harmspot
