// SPDX-License-Identifier: MIT
#include "cluster/neighbours.hpp"

#include "harmspot/error.hpp"
#include "harmspot/neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

void require_finite(std::span<const double> x, std::span<const double> y)
{
    const auto finite = [](double value) { return std::isfinite(value); };
    if (x.size() != y.size() || !std::all_of(x.begin(), x.end(), finite) || !std::all_of(y.begin(), y.end(), finite)) {
        throw ConfigError("neighbours need one finite easting and northing for every cell");
    }
}

/// Collects the points that come near, in no order.
struct Within {
    const cluster::PlaceTree& tree;
    double squared_m2;
    std::vector<std::uint32_t>& found;

    [[nodiscard]] bool out_of_reach(double least, std::uint32_t) const { return least > squared_m2; }
    void operator()(double squared, std::uint32_t i) const
    {
        if (squared <= squared_m2) {
            found.push_back(tree.place[i]);
        }
    }
};

} // namespace

Weights weights_from(const std::vector<std::vector<std::uint32_t>>& neighbours)
{
    Weights weights;
    weights.first.reserve(neighbours.size() + 1);
    std::vector<std::uint32_t> row;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        row = neighbours[i];
        std::sort(row.begin(), row.end());
        row.erase(std::unique(row.begin(), row.end()), row.end());
        std::erase(row, static_cast<std::uint32_t>(i));
        if (!row.empty() && row.back() >= neighbours.size()) {
            throw InputError(fmt::format("cell {} has a neighbour {}, but there are only {} cells", i, row.back(),
                                         neighbours.size()));
        }
        weights.neighbour.insert(weights.neighbour.end(), row.begin(), row.end());
        weights.first.push_back(weights.neighbour.size());
    }
    weights.weight.assign(weights.neighbour.size(), 1.0);
    return weights;
}

Weights k_nearest_weights(std::span<const double> x, std::span<const double> y, std::size_t k, unsigned threads)
{
    require_finite(x, y);
    if (k == 0) {
        throw ConfigError("k-nearest neighbours need k of at least 1");
    }
    const std::size_t take = std::min(k, x.empty() ? 0 : x.size() - 1);
    std::vector<std::vector<std::uint32_t>> neighbours(x.size());
    if (take > 0) {
        const auto tree = cluster::make_place_tree(x, y);
        const auto rows = cluster::nearest_places(tree, take + 1, threads);
        for (std::size_t i = 0; i < tree.size(); ++i) {
            auto& own = neighbours[tree.place[i]];
            for (std::size_t j = i * (take + 1); j < (i + 1) * (take + 1) && own.size() < take; ++j) {
                if (rows[j].place != tree.place[i]) { // among points that coincide it need not come first
                    own.push_back(rows[j].place);
                }
            }
        }
    }
    return weights_from(neighbours);
}

Weights distance_band_weights(std::span<const double> x, std::span<const double> y, double band_m)
{
    require_finite(x, y);
    if (!(band_m > 0) || !std::isfinite(band_m)) {
        throw ConfigError(fmt::format("the distance band must be above 0 m, not {}", band_m));
    }
    std::vector<std::vector<std::uint32_t>> neighbours(x.size());
    if (!x.empty()) {
        const auto tree = cluster::make_place_tree(x, y);
        for (std::size_t i = 0; i < x.size(); ++i) {
            Within within{tree, band_m * band_m, neighbours[i]};
            cluster::visit_near(tree, x[i], y[i], within);
        }
    }
    return weights_from(neighbours);
}

Weights row_standardised(Weights weights)
{
    for (std::size_t i = 0; i < weights.size(); ++i) {
        double sum = 0;
        for (std::size_t j = weights.first[i]; j < weights.first[i + 1]; ++j) {
            sum += weights.weight[j];
        }
        for (std::size_t j = weights.first[i]; j < weights.first[i + 1]; ++j) {
            weights.weight[j] /= sum;
        }
    }
    return weights;
}

} // namespace harmspot
