// SPDX-License-Identifier: MIT
#include "significance/normal.hpp"
#include "significance/sample.hpp"

#include "harmspot/error.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

using significance::Sample;

/// Sums over the weights: S0 = Σ w_ij, S1 = Σ (w_ij + w_ji)² / 2, S2 = Σ (w_i. + w_.i)².
struct WeightSums {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
};

double weight_between(const Weights& weights, std::size_t from, std::uint32_t to)
{
    const auto row = weights.neighbours_of(from);
    const auto found = std::lower_bound(row.begin(), row.end(), to);
    return found == row.end() || *found != to ? 0.0
                                              : weights.weights_of(from)[static_cast<std::size_t>(found - row.begin())];
}

WeightSums weight_sums(const Sample& sample, const CellNeighbours& neighbours)
{
    WeightSums sums;
    std::vector<double> into(sample.size(), 0.0);
    for (const double weight : sample.weight) {
        sums.s0 += weight;
    }
    if (const auto* weights = std::get_if<Weights>(&neighbours)) {
        for (std::size_t i = 0; i < weights->size(); ++i) {
            const auto row = weights->neighbours_of(i);
            for (std::size_t j = 0; j < row.size(); ++j) {
                const double there = weights->weights_of(i)[j];
                const double back = weight_between(*weights, row[j], static_cast<std::uint32_t>(i));
                // A pair that is listed both ways is met twice; one that is not, once.
                sums.s1 += (there + back) * (there + back) / (back > 0 ? 2 : 1);
                into[row[j]] += there;
            }
        }
    } else { // both ways, of weight 1
        sums.s1 = 2 * sums.s0;
        into = sample.weight;
    }
    for (std::size_t i = 0; i < into.size(); ++i) {
        sums.s2 += (sample.weight[i] + into[i]) * (sample.weight[i] + into[i]);
    }
    return sums;
}

constexpr std::size_t kLeastCells = 4;

bool exists(const Sample& sample)
{
    return sample.size() >= kLeastCells && !sample.constant() &&
           std::any_of(sample.count.begin(), sample.count.end(), [](std::uint32_t count) { return count > 0; });
}

GlobalStatistic tested(double value, double expected, double variance)
{
    GlobalStatistic statistic;
    if (!(variance > 0) || !std::isfinite(variance)) {
        return statistic;
    }
    statistic.defined = true;
    statistic.value = value;
    statistic.expected = expected;
    statistic.variance = variance;
    statistic.z = (value - expected) / std::sqrt(variance);
    statistic.p_value = significance::two_sided_p(statistic.z);
    return statistic;
}

} // namespace

GlobalStatistic morans_i(std::span<const double> values, const CellNeighbours& neighbours, MoranVariance variance)
{
    const auto sample = significance::make_sample(values, neighbours, 1);
    if (!exists(sample)) {
        return {};
    }
    const auto n = static_cast<double>(sample.size());
    const auto [s0, s1, s2] = weight_sums(sample, neighbours);
    double cross = 0;
    double squares = 0;
    double fourths = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double apart = sample.values.x[i] - sample.mean;
        cross += apart * (sample.lag[i] - sample.weight[i] * sample.mean);
        squares += apart * apart;
        fourths += apart * apart * apart * apart;
    }
    const double expected = -1 / (n - 1);
    double second = 0;
    if (variance == MoranVariance::normality) {
        second = (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1));
    } else {
        const double kurtosis = n * fourths / (squares * squares);
        second = (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) -
                  kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)) /
                 ((n - 1) * (n - 2) * (n - 3) * s0 * s0);
    }
    return tested(n / s0 * cross / squares, expected, second - expected * expected);
}

GlobalStatistic general_g(std::span<const double> values, const CellNeighbours& neighbours)
{
    const auto sample = significance::make_sample(values, neighbours, 1);
    const auto& x = sample.values.x;
    if (std::any_of(x.begin(), x.end(), [](double value) { return value < 0; })) {
        throw InputError("general G needs values that are not negative: use Moran's I for these");
    }
    if (!exists(sample)) {
        return {};
    }
    const auto n = static_cast<double>(sample.size());
    const auto [s0, s1, s2] = weight_sums(sample, neighbours);
    double together = 0;
    double m1 = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        together += x[i] * sample.lag[i];
        m1 += x[i];
        m2 += x[i] * x[i];
        m3 += x[i] * x[i] * x[i];
        m4 += x[i] * x[i] * x[i] * x[i];
    }
    const double pairs = m1 * m1 - m2;
    const double squared = s0 * s0;
    const double b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * squared;
    const double b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * squared);
    const double b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * squared);
    const double b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * squared;
    const double b4 = s1 - s2 + squared;
    const double second = (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 * m1 * m1 * m1) /
                          (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
    const double expected = s0 / (n * (n - 1));
    return tested(together / pairs, expected, second - expected * expected);
}

} // namespace harmspot
