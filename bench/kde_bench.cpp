// SPDX-License-Identifier: MIT
// Kernel density: the plain sum over pairs, and the loops that summed the quartic before (the old ways), against the
// engine, in one process.
//
//   kde_bench                             the rows that take seconds
//   kde_bench --benchmark_filter='(fast|former)/1e6'
//   kde_bench --write-points 1000000 points.csv   for bench/density_peers.sh
//   HARMSPOT_BENCH_HUGE=1 kde_bench       adds 10 million points
//
// CPU time of the sum into a raster that is already there, sorting the points by strip and row included; the
// fresh pages of a new 48-million-cell raster cost about as much again on a busy machine.
// `bytes_a_point` is the memory that the sum allocates beyond points and raster, at its peak, over the number of
// points. `direct` is timed on 32 x 32 cells of the grid; `whole_grid_s` is that time times the grid's share.
#include "harmspot/adaptive.hpp"
#include "harmspot/kde.hpp"

#include "counted_memory.hpp"
#include "density/engine.hpp"
#include "former_quartic.hpp"
#include "kde_points.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>

namespace
{

using namespace harmspot;

const bench::Points& points_of(std::size_t count)
{
    static std::map<std::size_t, bench::Points> known;
    const auto found = known.find(count);
    return found != known.end() ? found->second : known.emplace(count, bench::heavy_tailed_points(count)).first->second;
}

struct Case {
    std::string name;
    std::size_t points = 0;
    double cell_m = 0;
    double bandwidth_m = 0;
    Kernel kernel = Kernel::quartic;
    SimdPath path = SimdPath::plain;
    unsigned threads = 1;
    std::size_t merged_places = 0; ///< above 0: the points are merged on that many places
};

KdeParams params_of(const Case& one)
{
    KdeParams params;
    params.kernel = one.kernel;
    params.bandwidth_m = one.bandwidth_m;
    params.cell_m = one.cell_m;
    return params;
}

MethodContext context_of(const Case& one)
{
    MethodContext context;
    context.threads = one.threads;
    context.simd = one.path;
    return context;
}

/// What one sum allocates beyond what is there already, at its peak.
template <class Sum>
double peak_bytes(Sum&& sum)
{
    const std::size_t before = bench::allocated_bytes();
    bench::restart_peak();
    sum();
    return static_cast<double>(bench::peak_bytes() - before);
}

using Sum = void (*)(const PlacesView&, const KdeParams&, const MethodContext&, Raster<double>&);

void run_sum(benchmark::State& state, const Case& one, Sum add_up)
{
    const auto merged = one.merged_places > 0 ? bench::merged_points(one.points, one.merged_places) : bench::Points{};
    const auto& points = one.merged_places > 0 ? merged : points_of(one.points);
    const auto grid = Grid::covering(bench::kForceBox, one.cell_m);
    Raster<double> raster(grid, 0.0);
    const auto sum = [&] { add_up(points.view(), params_of(one), context_of(one), raster); };
    const double bytes = peak_bytes(sum);
    for (auto _ : state) {
        sum();
        benchmark::DoNotOptimize(raster.values.data());
    }
    state.counters["bytes_a_point"] = bytes / static_cast<double>(points.x.size());
    state.counters["cells"] = static_cast<double>(grid.size());
}

void run_fast(benchmark::State& state, const Case& one)
{
    run_sum(state, one, density::tiled_density);
}

/// The way the quartic was summed before.
void run_former(benchmark::State& state, const Case& one)
{
    run_sum(state, one, bench::former_quartic);
}

void run_direct(benchmark::State& state, const Case& one)
{
    constexpr std::size_t kSide = 32;
    const auto& points = points_of(one.points);
    const auto whole = Grid::covering(bench::kForceBox, one.cell_m);
    auto part = whole;
    part.cols = kSide;
    part.rows = kSide;
    auto params = params_of(one);
    params.direct = true;
    for (auto _ : state) {
        auto raster = kernel_density(points.view(), part, params, context_of(one));
        benchmark::DoNotOptimize(raster.values.data());
    }
    const double share = static_cast<double>(whole.size()) / static_cast<double>(part.size());
    state.counters["whole_grid_s"] =
        benchmark::Counter(1 / share, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

AdaptiveParams abramson_of(const Case& one)
{
    AdaptiveParams adaptive;
    adaptive.pilot_m = one.bandwidth_m;
    return adaptive;
}

/// Abramson's bandwidths, their pilot included, and the sum with them.
void run_adaptive(benchmark::State& state, const Case& one)
{
    const auto& points = points_of(one.points);
    const auto grid = Grid::covering(bench::kForceBox, one.cell_m);
    double median_m = 0;
    const auto sum = [&] {
        const auto bandwidths =
            adaptive_bandwidths(points.view(), params_of(one), abramson_of(one), nullptr, context_of(one));
        median_m = bandwidths.median_m;
        return adaptive_density(points.view(), bandwidths.metres, grid, params_of(one), context_of(one));
    };
    const double raster_bytes = static_cast<double>(grid.size() * sizeof(double));
    const double bytes = peak_bytes(sum) - raster_bytes;
    for (auto _ : state) {
        benchmark::DoNotOptimize(sum());
    }
    state.counters["bytes_a_point"] = bytes / static_cast<double>(points.x.size());
    state.counters["cells"] = static_cast<double>(grid.size());
    state.counters["median_m"] = median_m;
}

/// The pilot over all pairs, for `kSide`² places, and the plain sum on as many cells. `whole_s` is what all places and
/// cells would take of CPU time.
void run_adaptive_direct(benchmark::State& state, const Case& one)
{
    constexpr std::size_t kSide = 16;
    const auto& points = points_of(one.points);
    const auto view = points.view();
    const auto whole = Grid::covering(bench::kForceBox, one.cell_m);
    auto part = whole;
    part.cols = kSide;
    part.rows = kSide;
    auto params = params_of(one);
    params.direct = true;
    const auto bandwidths = adaptive_bandwidths(view, params, abramson_of(one), nullptr, context_of(one));
    const auto plain_pilot = [&](std::size_t place) {
        double sum = 0;
        for (std::size_t j = 0; j < view.size(); ++j) {
            const double d = std::hypot(view.x[place] - view.x[j], view.y[place] - view.y[j]);
            sum += kernel_per_m2(one.kernel, one.bandwidth_m, d);
        }
        return sum;
    };
    double pilot_s = 0;
    double sum_s = 0;
    for (auto _ : state) {
        const auto start = std::clock();
        for (std::size_t place = 0; place < kSide * kSide; ++place) {
            benchmark::DoNotOptimize(plain_pilot(place * (view.size() / (kSide * kSide))));
        }
        const auto middle = std::clock();
        benchmark::DoNotOptimize(adaptive_density(view, bandwidths.metres, part, params, context_of(one)));
        pilot_s += static_cast<double>(middle - start) / CLOCKS_PER_SEC;
        sum_s += static_cast<double>(std::clock() - middle) / CLOCKS_PER_SEC;
    }
    const auto each = static_cast<double>(state.iterations()) * kSide * kSide;
    state.counters["whole_s"] =
        (pilot_s * static_cast<double>(view.size()) + sum_s * static_cast<double>(whole.size())) / each;
}

std::string text_of(std::size_t count)
{
    return "1e" + std::to_string(std::to_string(count).size() - 1);
}

void add(Case one, void (*run)(benchmark::State&, const Case&), const std::string& way)
{
    const auto grid = Grid::covering(bench::kForceBox, one.cell_m);
    const auto what = one.merged_places > 0 ? "_on_" + std::to_string(one.merged_places) + "_places" : std::string();
    one.name = way + "/" + text_of(one.points) + what + "/" + std::to_string(grid.cols) + "x" +
               std::to_string(grid.rows) + "/" + std::string(kernel_text(one.kernel)) + "_" +
               std::to_string(static_cast<int>(one.bandwidth_m)) + "m/" + std::string(simd_text(one.path)) +
               "/threads_" + std::to_string(one.threads);
    benchmark::RegisterBenchmark(one.name.c_str(), run, one)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
}

void add_fast(Case one)
{
    if (one.kernel == Kernel::quartic && one.merged_places == 0) {
        one.path = best_simd();
        add(one, run_former, "former");
    }
    for (const auto path : {SimdPath::plain, SimdPath::avx2, SimdPath::avx512}) {
        if (simd_available(path)) {
            one.path = path;
            add(one, run_fast, "fast");
        }
    }
    one.path = best_simd();
    one.threads = 2;
    add(one, run_fast, "fast");
}

/// Each incident spread by how many there are round it.
void add_adaptive(std::size_t count, double cell_m)
{
    Case one;
    one.points = count;
    one.cell_m = cell_m;
    one.bandwidth_m = 500;
    one.path = best_simd();
    add(one, run_adaptive_direct, "adaptive_direct");
    for (const auto path : {SimdPath::plain, SimdPath::avx2, SimdPath::avx512}) {
        if (simd_available(path)) {
            one.path = path;
            add(one, run_adaptive, "adaptive");
        }
    }
    one.path = best_simd();
    one.threads = 2;
    add(one, run_adaptive, "adaptive");
}

void add_all(bool huge)
{
    add_adaptive(100'000, 100);
    add_adaptive(100'000, 10);
    for (const std::size_t count : {100'000UL, 1'000'000UL}) {
        for (const double cell_m : {100.0, 10.0}) {
            Case one;
            one.points = count;
            one.cell_m = cell_m;
            one.bandwidth_m = 500;
            add(one, run_direct, "direct");
            add_fast(one);
        }
    }
    for (const double bandwidth_m : {200.0, 1000.0}) {
        Case one;
        one.points = 1'000'000;
        one.cell_m = 10;
        one.bandwidth_m = bandwidth_m;
        add_fast(one);
    }
    for (const auto kernel : {Kernel::epanechnikov, Kernel::triweight, Kernel::uniform, Kernel::cone}) {
        Case one;
        one.points = 100'000;
        one.cell_m = 10;
        one.bandwidth_m = 500;
        one.kernel = kernel;
        add_fast(one);
    }
    Case merged;
    merged.points = 10'000'000;
    merged.cell_m = 10;
    merged.bandwidth_m = 500;
    merged.merged_places = 20'000;
    add_fast(merged);
    Case gaussian;
    gaussian.points = 100'000;
    gaussian.cell_m = 100;
    gaussian.bandwidth_m = 500;
    gaussian.kernel = Kernel::gaussian;
    add_fast(gaussian);
    Case wide = gaussian;
    wide.points = 1'000'000;
    wide.cell_m = 10;
    wide.bandwidth_m = 200;
    add_fast(wide);
    if (huge) {
        Case one;
        one.points = 10'000'000;
        one.cell_m = 10;
        one.bandwidth_m = 500;
        add_fast(one);
        wide.points = one.points;
        add_fast(wide);
    }
}

/// Writes the points of the 10 m rows for other programs: x, y and weight, a line each.
int write_points(const std::string& count, const char* path)
{
    const auto points = bench::heavy_tailed_points(std::stoul(count));
    std::FILE* file = std::fopen(path, "w");
    if (file == nullptr) {
        std::fprintf(stderr, "cannot write %s\n", path);
        return 1;
    }
    std::fputs("x,y,weight\n", file);
    for (std::size_t i = 0; i < points.x.size(); ++i) {
        std::fprintf(file, "%.3f,%.3f,%.6f\n", points.x[i], points.y[i], points.weight[i]);
    }
    return std::fclose(file) == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4 && std::string(argv[1]) == "--write-points") {
        return write_points(argv[2], argv[3]);
    }
    add_all(std::getenv("HARMSPOT_BENCH_HUGE") != nullptr);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
