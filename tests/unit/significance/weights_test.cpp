// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include "harmspot/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace harmspot;

namespace
{

std::vector<std::uint32_t> row(const Weights& weights, std::size_t i)
{
    const auto neighbours = weights.neighbours_of(i);
    return {neighbours.begin(), neighbours.end()};
}

/// 300 points, many of them on one of 40 places.
std::pair<std::vector<double>, std::vector<double>> crowded()
{
    std::vector<double> x;
    std::vector<double> y;
    for (std::uint32_t i = 0; i < 300; ++i) {
        const auto place = i % 2 == 0 ? i % 40 : i;
        x.push_back(std::floor(cells::unit(place, 1) * 1000));
        y.push_back(std::floor(cells::unit(place, 2) * 1000));
    }
    return {x, y};
}

} // namespace

TEST_CASE("k nearest of points, many of which coincide, as sorting every distance gives them", "[weights]")
{
    const auto [x, y] = crowded();
    for (const std::size_t k : {1U, 4U, 12U}) {
        const auto weights = k_nearest_weights(x, y, k, 2);
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::vector<std::pair<double, std::uint32_t>> others;
            for (std::uint32_t j = 0; j < x.size(); ++j) {
                if (j != i) {
                    others.emplace_back((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]), j);
                }
            }
            std::sort(others.begin(), others.end());
            std::vector<std::uint32_t> nearest;
            for (std::size_t j = 0; j < k; ++j) {
                nearest.push_back(others[j].second);
            }
            std::sort(nearest.begin(), nearest.end());
            REQUIRE(row(weights, i) == nearest);
        }
    }
}

TEST_CASE("k larger than there are points gives all the others", "[weights]")
{
    const std::vector<double> x{0, 1, 5};
    const std::vector<double> y{0, 0, 0};
    const auto weights = k_nearest_weights(x, y, 10);
    CHECK(row(weights, 0) == std::vector<std::uint32_t>{1, 2});
    CHECK(row(weights, 2) == std::vector<std::uint32_t>{0, 1});
    CHECK(k_nearest_weights(std::vector<double>{3}, std::vector<double>{4}, 2).neighbours_of(0).empty());
    CHECK(k_nearest_weights({}, {}, 2).size() == 0);
    CHECK_THROWS_AS(k_nearest_weights(x, y, 0), ConfigError);
    const std::vector<double> bad{0, std::numeric_limits<double>::quiet_NaN(), 1};
    CHECK_THROWS_AS(k_nearest_weights(x, bad, 1), ConfigError);
}

TEST_CASE("a distance band holds what lies on it, at any radius", "[weights]")
{
    const auto [x, y] = crowded();
    for (const double band_m : {1.0, 25.0, 130.0}) {
        const auto weights = distance_band_weights(x, y, band_m);
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::vector<std::uint32_t> near;
            for (std::uint32_t j = 0; j < x.size(); ++j) {
                if (j != i && (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]) <= band_m * band_m) {
                    near.push_back(j);
                }
            }
            REQUIRE(row(weights, i) == near);
        }
    }
    CHECK_THROWS_AS(distance_band_weights(x, y, 0), ConfigError);
}

TEST_CASE("lists of neighbours are sorted, without repeats and without the cell itself", "[weights]")
{
    const auto weights = weights_from({{2, 1, 2, 0}, {}, {0}});
    CHECK(row(weights, 0) == std::vector<std::uint32_t>{1, 2});
    CHECK(row(weights, 1).empty());
    CHECK_THROWS_AS(weights_from({{5}}), InputError);
    const auto standardised = row_standardised(weights);
    CHECK(standardised.weights_of(0)[0] == 0.5);
    CHECK(standardised.weights_of(2)[0] == 1.0);
}

TEST_CASE("weights that are not above 0 are refused", "[weights]")
{
    auto weights = weights_from({{1}, {0}});
    weights.weight[0] = 0;
    CHECK_THROWS_AS(local_g(std::vector<double>{1, 2}, weights, true, cells::normal()), InputError);
    weights.weight[0] = std::nan("");
    CHECK_THROWS_AS(local_g(std::vector<double>{1, 2}, weights, true, cells::normal()), InputError);
}
