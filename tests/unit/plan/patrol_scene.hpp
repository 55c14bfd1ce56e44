// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/patrol_places.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <tuple>
#include <vector>

/// Points in (x, y) order with grounds to look in.
struct PatrolScene {
    std::vector<double> x, y, weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::uint16_t> ground;
    std::vector<harmspot::MultiPolygon> shapes;
    std::vector<harmspot::PatrolGround> grounds;
    harmspot::PatrolPlaceRules rules;

    using Row = std::array<double, 3>; ///< x, y, weight

    /// Rows of one place become one point; each row is an incident. One ground that holds everything.
    explicit PatrolScene(std::vector<Row> rows)
    {
        std::sort(rows.begin(), rows.end());
        for (const auto& row : rows) {
            if (x.empty() || x.back() != row[0] || y.back() != row[1]) {
                x.push_back(row[0]);
                y.push_back(row[1]);
                weight.push_back(0);
                incidents.push_back(0);
            }
            weight.back() += row[2];
            ++incidents.back();
        }
        ground.assign(x.size(), 0);
        shapes.push_back(rectangle(-1e6, -1e6, 1e6, 1e6));
        use_shapes();
    }

    static harmspot::MultiPolygon rectangle(double x0, double y0, double x1, double y1)
    {
        return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
    }

    /// Cuts the one ground in two at x = `at`: west is 0, east 1.
    void cut_at(double at)
    {
        shapes = {rectangle(-1e6, -1e6, at, 1e6), rectangle(at, -1e6, 1e6, 1e6)};
        for (std::size_t i = 0; i < x.size(); ++i) {
            ground[i] = x[i] <= at ? 0 : 1;
        }
        use_shapes();
    }

    void use_shapes()
    {
        grounds.clear();
        for (const auto& shape : shapes) {
            grounds.push_back({&shape});
        }
    }

    PatrolScene(const PatrolScene&) = delete;
    PatrolScene& operator=(const PatrolScene&) = delete;
    ~PatrolScene() = default;

    [[nodiscard]] harmspot::PlacesView view() const { return {x, y, weight, incidents}; }
    [[nodiscard]] harmspot::PatrolPlaces find() const
    {
        return harmspot::find_patrol_places(view(), ground, grounds, rules);
    }
};

/// Incidents about a few corners, on whole metres, some of them at one address.
inline std::vector<PatrolScene::Row> random_rows(std::uint32_t seed, std::size_t count, double extent_m)
{
    std::mt19937 random(seed);
    const auto share = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<PatrolScene::Row> rows;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && random() % 4 == 0) {
            rows.push_back(rows[random() % rows.size()]);
        } else {
            rows.push_back({std::floor(extent_m * share()), std::floor(extent_m * share()), 0});
        }
        rows.back()[2] = static_cast<double>(1 + random() % 9);
    }
    return rows;
}
