// SPDX-License-Identifier: MIT
// A hundred bootstrap re-runs of one map: all together, against a hundred plain runs one after the other. A force of
// 60 km x 80 km in 25 m cells, incidents on places snapped to streets in towns, quartic 300 m, one thread.
#include "harmspot/kde.hpp"
#include "harmspot/many_weightings.hpp"
#include "harmspot/stability.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace harmspot;

namespace
{

constexpr double kWidth = 60'000;
constexpr double kHeight = 80'000;
constexpr std::uint32_t kDraws = 100;

/// As many incidents as a year of a theme; two or three on each place.
struct Force {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight;
    std::vector<std::uint32_t> incidents;
    std::vector<std::uint32_t> place_of;
    std::vector<double> weight_of;
    MultiPolygon study{{{{0, 0}, {kWidth, 0}, {kWidth, kHeight}, {0, kHeight}, {0, 0}}, {}}};
    Grid grid = Grid::covering({0, 0, kWidth, kHeight}, 25);
    WatchedScope scope;
    KdeParams params;

    explicit Force(std::size_t count)
    {
        std::mt19937 random(1);
        const auto share = [&] { return static_cast<double>(random()) / 4294967296.0; };
        std::vector<Point> towns;
        for (int i = 0; i < 12; ++i) {
            towns.push_back({kWidth * (0.15 + 0.7 * share()), kHeight * (0.15 + 0.7 * share())});
        }
        std::vector<Point> points;
        for (std::size_t i = 0; i < count * 2 / 5; ++i) {
            const Point town = towns[static_cast<std::size_t>(12 * share() * share())];
            const double away = 2500 * std::sqrt(-2 * std::log(1 - share()));
            const double turn = 2 * std::numbers::pi * share();
            points.push_back({town.x + away * std::cos(turn), town.y + away * std::sin(turn)});
        }
        std::sort(points.begin(), points.end(),
                  [](const Point& a, const Point& b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); });
        for (const auto& point : points) {
            x.push_back(point.x);
            y.push_back(point.y);
        }
        weight.assign(points.size(), 0.0);
        incidents.assign(points.size(), 0);
        for (std::size_t i = 0; i < count; ++i) {
            place_of.push_back(static_cast<std::uint32_t>(i < points.size() ? i : random() % points.size()));
            weight_of.push_back(std::pow(1 - share(), -0.7));
            weight[place_of.back()] += weight_of.back();
            ++incidents[place_of.back()];
        }
        scope = {&study, 500, {}};
        params.bandwidth_m = 300;
    }

    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

/// As the product does it: eight draws to a pass, and only cells that something reaches.
void together(benchmark::State& state)
{
    const Force force(static_cast<std::size_t>(state.range(0)));
    constexpr std::size_t kLanes = ManyWeightings::kLanes;
    for (auto _ : state) {
        const DrawnIncidents drawn(force.place_of, force.weight_of, force.x.size());
        const ManyWeightings many(force.view(), force.grid, force.params, 1);
        const HotspotWatch watch(std::span(&force.scope, 1), {}, force.grid);
        const auto seats = watch.seats(many.cells());
        std::size_t hot = 0;
        for (std::uint32_t first = 0; first < kDraws; first += kLanes) {
            std::vector<double> weight(force.x.size() * kLanes, 0.0);
            const std::size_t lanes = std::min<std::size_t>(kLanes, kDraws - first);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const auto draw = drawn.draw(1, first + static_cast<std::uint32_t>(lane));
                for (std::size_t i = 0; i < force.x.size(); ++i) {
                    weight[i * kLanes + lane] = draw.weight[i];
                }
            }
            const auto densities = many.densities(weight);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const auto values = std::span(densities).subspan(lane * many.cells().size(), many.cells().size());
                hot += watch.look({&force.grid, many.cells(), values}, seats).hot.size();
            }
        }
        state.counters["hot cells"] = static_cast<double>(hot);
    }
}

/// The engine's own fast surface for each draw on the best instructions here, then the same look at it.
void one_by_one(benchmark::State& state)
{
    const Force force(static_cast<std::size_t>(state.range(0)));
    MethodContext context;
    context.threads = 1;
    context.simd = best_simd();
    for (auto _ : state) {
        const DrawnIncidents drawn(force.place_of, force.weight_of, force.x.size());
        const HotspotWatch watch(std::span(&force.scope, 1), {}, force.grid);
        std::size_t hot = 0;
        for (std::uint32_t number = 0; number < kDraws; ++number) {
            const auto draw = drawn.draw(1, number);
            const auto raster =
                kernel_density({force.x, force.y, draw.weight, force.incidents}, force.grid, force.params, context);
            std::vector<std::uint32_t> cells;
            std::vector<double> values;
            for (std::size_t i = 0; i < raster.values.size(); ++i) {
                if (raster.values[i] > 0) {
                    cells.push_back(static_cast<std::uint32_t>(i));
                    values.push_back(raster.values[i]);
                }
            }
            hot += watch.look({&force.grid, cells, values}, watch.seats(cells)).hot.size();
        }
        state.counters["hot cells"] = static_cast<double>(hot);
    }
}

BENCHMARK(together)->Arg(6'000)->Arg(60'000)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3);
BENCHMARK(one_by_one)->Arg(6'000)->Arg(60'000)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3);

} // namespace

BENCHMARK_MAIN();
