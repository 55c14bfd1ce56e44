// SPDX-License-Identifier: MIT
#include "significance/local_result.hpp"

#include <cmath>

namespace harmspot
{

LocalStatistics local_moran(std::span<const double> values, const CellNeighbours& neighbours,
                            const LocalOptions& options)
{
    const auto sample = significance::make_sample(values, neighbours, options.threads);
    const auto n = static_cast<double>(sample.size());
    const double m2 = sample.variance;
    auto used = options;
    used.redraw_self = false;
    const auto score = [&](std::size_t i) {
        const double apart = sample.values.x[i] - sample.mean;
        const double weight = sample.weight[i];
        const double statistic = apart / m2 * (sample.lag[i] - weight * sample.mean);
        const double expected = -apart * apart * weight / ((n - 1) * m2);
        const double variance = apart / m2 * (apart / m2) * (n / (n - 2)) *
                                (sample.weight_squares[i] - weight * weight / (n - 1)) * (m2 - apart * apart / (n - 1));
        if (!(variance > 0) || !std::isfinite(variance)) {
            return significance::LocalScore{};
        }
        return significance::LocalScore{statistic, (statistic - expected) / std::sqrt(variance), true};
    };
    return significance::local_result(values.size(), sample, neighbours, used, score);
}

std::string_view quadrant_text(Quadrant quadrant)
{
    switch (quadrant) {
    case Quadrant::high_high:
        return "HH";
    case Quadrant::low_low:
        return "LL";
    case Quadrant::high_low:
        return "HL";
    case Quadrant::low_high:
        return "LH";
    case Quadrant::none:
        break;
    }
    return "";
}

std::vector<Quadrant> moran_quadrants(std::span<const double> values, const CellNeighbours& neighbours)
{
    const auto sample = significance::make_sample(values, neighbours, 1);
    std::vector<Quadrant> quadrants(values.size(), Quadrant::none);
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double own = sample.values.x[i] - sample.mean;
        const double around = sample.lag[i] - sample.weight[i] * sample.mean;
        if (sample.count[i] == 0 || own == 0 || around == 0) {
            continue;
        }
        quadrants[sample.cell[i]] = own > 0 ? (around > 0 ? Quadrant::high_high : Quadrant::high_low)
                                            : (around > 0 ? Quadrant::low_high : Quadrant::low_low);
    }
    return quadrants;
}

} // namespace harmspot
