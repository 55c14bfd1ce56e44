// SPDX-License-Identifier: MIT
// Cutting a county-sized surface into hotspots: 100 km x 85 km in 25 m cells, 40,000 places in twelve towns.
#include "harmspot/hotspot.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace harmspot;

namespace
{

constexpr double kWest = 380'000;
constexpr double kSouth = 540'000;
constexpr double kWidth = 85'000;
constexpr double kHeight = 100'000;
constexpr double kCellM = 25;
constexpr double kBandwidthM = 300;

struct County {
    Places places;
    Dictionary locations;
    std::vector<AreaLayer> layers;
    std::vector<std::vector<std::uint16_t>> area_of_place;
    ThemeRows rows;
    MultiPolygon outline;
    Surface surface;

    County()
    {
        scatter();
        outline = {{wavy_ring(), {}}};
        layers.resize(1);
        layers[0].name = "force";
        layers[0].areas.push_back({"County", "county", outline});
        area_of_place.emplace_back(places.size(), std::uint16_t{0});
        surface.raster = Raster<double>(Grid::covering({kWest, kSouth, kWest + kWidth, kSouth + kHeight}, kCellM), 0.0);
        for (std::size_t i = 0; i < places.size(); ++i) {
            stamp(places.x[i], places.y[i]);
        }
    }

    void scatter()
    {
        std::mt19937 random(1);
        const auto share = [&] { return static_cast<double>(random()) / 4294967296.0; };
        std::vector<Point> towns;
        for (int i = 0; i < 12; ++i) {
            towns.push_back({kWest + kWidth * (0.15 + 0.7 * share()), kSouth + kHeight * (0.15 + 0.7 * share())});
        }
        std::vector<Point> points;
        for (int i = 0; i < 40'000; ++i) {
            const Point town = towns[static_cast<std::size_t>(12 * share() * share())];
            const double away = 2500 * std::sqrt(-2 * std::log(1 - share()));
            const double turn = 2 * std::numbers::pi * share();
            points.push_back({town.x + away * std::cos(turn), town.y + away * std::sin(turn)});
        }
        std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x < b.x; });
        for (const auto p : points) {
            places.x.push_back(p.x);
            places.y.push_back(p.y);
            const auto count = 1 + static_cast<int>(4 * share());
            for (int k = 0; k < count; ++k) {
                rows.place.push_back(static_cast<std::uint32_t>(places.size() - 1));
                rows.harm.push_back(1 + 10 * share());
                rows.location.push_back(0);
            }
        }
        rows.weight = rows.harm;
    }

    static Ring wavy_ring()
    {
        Ring ring;
        for (int i = 0; i < 20'000; ++i) {
            const double turn = 2 * std::numbers::pi * i / 20'000;
            const double wave = 0.9 + 0.09 * std::sin(40 * turn) + 0.005 * std::sin(900 * turn);
            ring.push_back(
                {kWest + kWidth / 2 * (1 + wave * std::cos(turn)), kSouth + kHeight / 2 * (1 + wave * std::sin(turn))});
        }
        ring.push_back(ring.front());
        return ring;
    }

    void stamp(double x, double y)
    {
        const Grid& grid = surface.raster.grid;
        const auto cell = [](double at, std::size_t most) {
            return static_cast<std::size_t>(std::clamp(at / kCellM, 0.0, static_cast<double>(most)));
        };
        const std::size_t last_row = cell(grid.max_y - y + kBandwidthM, grid.rows - 1);
        const std::size_t last_col = cell(x + kBandwidthM - grid.min_x, grid.cols - 1);
        for (std::size_t row = cell(grid.max_y - y - kBandwidthM, grid.rows - 1); row <= last_row; ++row) {
            for (std::size_t col = cell(x - kBandwidthM - grid.min_x, grid.cols - 1); col <= last_col; ++col) {
                const double dx = (grid.centre_x(col) - x) / kBandwidthM;
                const double dy = (grid.centre_y(row) - y) / kBandwidthM;
                const double u = std::max(0.0, 1 - dx * dx - dy * dy);
                surface.raster(row, col) += u * u;
            }
        }
    }
};

void cut(benchmark::State& state)
{
    static const County county;
    HotspotContext context;
    context.places = &county.places;
    context.locations = &county.locations;
    context.layers = &county.layers;
    context.area_of_place = &county.area_of_place;
    context.threads = static_cast<unsigned>(state.range(1));
    HotspotRules rules;
    rules.cut.value = static_cast<double>(state.range(0)) / 100;
    const Scope scope{&county.outline, 1000, {}, kOutside};
    std::size_t hotspots = 0;
    for (auto _ : state) {
        hotspots = hotspots_from_surface(county.surface, county.rows, rules, scope, context).hotspots.size();
    }
    state.counters["hotspots"] = static_cast<double>(hotspots);
}

BENCHMARK(cut)
    ->ArgNames({"percent", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({5, 1})
    ->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
