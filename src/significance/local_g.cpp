// SPDX-License-Identifier: MIT
#include "significance/local_result.hpp"

#include <cmath>

namespace harmspot
{

namespace
{

using significance::LocalScore;
using significance::Sample;

/// What Gi and Gi* have in common: a sum of weights, its squares, and the values it is compared with.
LocalScore score(double sum, double weight, double squares, double mean, double variance, double n)
{
    const double spread = variance * (n * squares - weight * weight) / (n - 1);
    if (!(spread > 0)) {
        return {};
    }
    const double z = (sum - weight * mean) / std::sqrt(spread);
    return {z, z, true};
}

} // namespace

LocalStatistics local_g(std::span<const double> values, const CellNeighbours& neighbours, bool star,
                        const LocalOptions& options)
{
    const auto sample = significance::make_sample(values, neighbours, options.threads);
    auto used = options;
    used.redraw_self = star && options.redraw_self;
    const auto n = static_cast<double>(sample.size());
    const auto with_self = [&](std::size_t i) {
        return score(sample.lag[i] + sample.values.x[i], sample.weight[i] + 1, sample.weight_squares[i] + 1,
                     sample.mean, sample.variance, n);
    };
    const auto without_self = [&](std::size_t i) {
        // Mean and variance of the others, from distances to the mean of all so that nothing cancels.
        const double apart = sample.values.x[i] - sample.mean;
        const double shift = -apart / (n - 1);
        const double variance = (sample.variance * n - apart * apart) / (n - 1) - shift * shift;
        return score(sample.lag[i], sample.weight[i], sample.weight_squares[i], sample.mean + shift, variance, n - 1);
    };
    return star ? significance::local_result(values.size(), sample, neighbours, used, with_self)
                : significance::local_result(values.size(), sample, neighbours, used, without_self);
}

} // namespace harmspot
