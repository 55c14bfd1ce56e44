// SPDX-License-Identifier: MIT
// What it costs to let a surface out: the public profile's disc counts, and the GeoTIFF.
#include "harmspot/output.hpp"
#include "harmspot/publish.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <vector>

using namespace harmspot;

namespace
{

constexpr std::size_t kSide = 3750; // 14 million cells of 25 m: a large force
constexpr double kCellM = 25;
constexpr std::size_t kPlaces = 30000;

Grid grid()
{
    constexpr double side_m = static_cast<double>(kSide) * kCellM;
    return Grid::covering({0, 0, side_m, side_m}, kCellM);
}

/// Smooth hills over the whole grid, which compress worse than a real surface with its empty country.
const Surface& surface()
{
    static const Surface made = [] {
        Surface s;
        s.raster = Raster<double>(grid());
        for (std::size_t row = 0; row < kSide; ++row) {
            for (std::size_t col = 0; col < kSide; ++col) {
                s.raster(row, col) =
                    2 + std::sin(static_cast<double>(row) * 0.02) * std::cos(static_cast<double>(col) * 0.03);
            }
        }
        s.bandwidth_m = 300;
        s.reach_m = 300;
        s.unit = "incidents per km2";
        s.cell_rule = "centre";
        return s;
    }();
    return made;
}

struct Points {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> weight = std::vector<double>(kPlaces, 1.0);
    std::vector<std::uint32_t> incidents = std::vector<std::uint32_t>(kPlaces, 1);
    [[nodiscard]] PlacesView view() const { return {x, y, weight, incidents}; }
};

Points scattered()
{
    Points points;
    std::uint64_t state = 1;
    const auto next = [&state] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state >> 33U) / static_cast<double>(std::uint64_t{1} << 31U);
    };
    for (std::size_t i = 0; i < kPlaces; ++i) {
        points.x.push_back(next() * static_cast<double>(kSide) * kCellM);
        points.y.push_back(next() * static_cast<double>(kSide) * kCellM);
    }
    return points;
}

void publish_surface(benchmark::State& state)
{
    PublishRules rules;
    rules.profile = state.range(0) == 0 ? Profile::internal : Profile::public_;
    const Raster<std::uint8_t> inside(grid(), 1);
    const auto points = scattered();
    for (auto _ : state) {
        benchmark::DoNotOptimize(publish(surface(), inside, points.view(), 27700, {}, rules));
    }
}

void cog(benchmark::State& state)
{
    const Raster<std::uint8_t> inside(grid(), 1);
    const auto out = publish(surface(), inside, {}, 27700, {}, {});
    const auto path = (std::filesystem::temp_directory_path() / "harmspot-bench.tif").string();
    for (auto _ : state) {
        std::filesystem::remove(path);
        write_cog(path, out);
    }
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::remove(path);
}

BENCHMARK(publish_surface)->ArgName("public")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(cog)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
