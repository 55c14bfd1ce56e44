// SPDX-License-Identifier: MIT
// 99 draws of relative risk on a force of 180,000 incidents at 25,000 places, of which 6,000 are the theme's: quartic
// 500 m, 100 m cells within 250 m of a place, one thread; beside what it replaces, the two densities made anew for
// every draw by the density engine.
#include "harmspot/relative_risk.hpp"

#include "kde_points.hpp"
#include "significance/shuffle.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

namespace
{

using namespace harmspot;

constexpr std::size_t kPlaces = 25'000;
constexpr std::size_t kIncidents = 180'000;
constexpr std::size_t kCases = 6'000;
constexpr double kCellM = 100;

struct Force {
    bench::Points points = bench::merged_points(kIncidents, kPlaces);
    std::vector<std::uint32_t> case_place;
    std::vector<double> case_weight;
    std::vector<std::uint32_t> control_place;
    Raster<std::uint8_t> inside{Grid::covering(bench::kForceBox, kCellM), std::uint8_t{1}};
    Raster<std::uint8_t> where{inside.grid, std::uint8_t{0}};

    Force()
    {
        std::size_t number = 0;
        for (std::uint32_t place = 0; place < points.x.size(); ++place) {
            for (std::uint32_t i = 0; i < points.incidents[place]; ++i, ++number) {
                const bool is_case = significance::Philox::at(static_cast<std::uint32_t>(number), 0, 1).low * 0x1p-32 <
                                     static_cast<double>(kCases) / kIncidents;
                (is_case ? case_place : control_place).push_back(place);
            }
            mark(points.x[place], points.y[place]);
        }
        case_weight.assign(case_place.size(), 1.0);
    }
    void mark(double x, double y)
    {
        const auto& grid = inside.grid;
        const auto col = static_cast<std::ptrdiff_t>((x - grid.min_x) / kCellM);
        const auto row = static_cast<std::ptrdiff_t>((grid.max_y - y) / kCellM);
        for (auto r = row - 2; r <= row + 2; ++r) {
            for (auto c = col - 2; c <= col + 2; ++c) {
                if (r >= 0 && c >= 0 && r < static_cast<std::ptrdiff_t>(grid.rows) &&
                    c < static_cast<std::ptrdiff_t>(grid.cols)) {
                    where(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) = 1;
                }
            }
        }
    }
    [[nodiscard]] RiskEvents events() const { return {points.x, points.y, case_place, case_weight, control_place, {}}; }
};

const Force& force()
{
    static const Force made;
    return made;
}

MethodContext one_thread()
{
    MethodContext context;
    context.threads = 1;
    context.simd = best_simd();
    return context;
}

RiskParams params()
{
    RiskParams made;
    made.guard_incidents = 1;
    return made;
}

void draws_side_by_side(benchmark::State& state)
{
    const auto& f = force();
    const auto risk = relative_risk(f.events(), f.inside, f.where, params(), one_thread());
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            draw_relative_risk(f.events(), f.inside, risk, params(), {.draws = 99}, one_thread()).greatest.data());
    }
    state.counters["cells"] = static_cast<double>(risk.cell.size());
}

/// One density of the drawn theme and one of the rest over the whole grid, without the edge correction, which one
/// would keep.
void a_density_each(benchmark::State& state)
{
    const auto& f = force();
    KdeParams kde;
    kde.bandwidth_m = params().case_bandwidth_m;
    kde.average = false;
    std::vector<std::uint32_t> all = f.case_place;
    all.insert(all.end(), f.control_place.begin(), f.control_place.end());
    const auto& count = f.points.incidents;
    significance::Shuffle shuffle(all.size());
    for (auto _ : state) {
        for (std::uint32_t draw = 0; draw < 99; ++draw) {
            std::vector<double> cases(kPlaces, 0.0);
            shuffle.draw(f.case_place.size(), draw, 0, 1,
                         [&](std::uint32_t, std::uint32_t event) { cases[all[event]] += 1; });
            std::vector<double> rest(kPlaces);
            for (std::size_t i = 0; i < kPlaces; ++i) {
                rest[i] = count[i] - cases[i];
            }
            const auto theme = kernel_density({f.points.x, f.points.y, cases, count}, f.inside.grid, kde, one_thread());
            const auto other = kernel_density({f.points.x, f.points.y, rest, count}, f.inside.grid, kde, one_thread());
            double most = 0;
            for (std::size_t i = 0; i < theme.values.size(); ++i) {
                most = f.where.values[i] != 0 ? std::max(most, theme.values[i] / (other.values[i] + 1)) : most;
            }
            benchmark::DoNotOptimize(most);
        }
    }
}

BENCHMARK(draws_side_by_side)->Unit(benchmark::kMillisecond);
BENCHMARK(a_density_each)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
