// SPDX-License-Identifier: MIT
// Gi* on 316 x 316 = 99,856 cells with queen neighbours, one thread, beside what it replaces: a list of neighbours
// and a loop over it, and 999 conditional permutations of every cell one draw after the other.
#include "significance/philox.hpp"

#include "harmspot/grid_statistics.hpp"

#include <benchmark/benchmark.h>

#include <cmath>

namespace
{

using namespace harmspot;

constexpr std::size_t kSide = 316;

Grid grid()
{
    return {.min_x = 0, .max_y = kSide * 250.0, .cell_m = 250, .cols = kSide, .rows = kSide};
}

/// Counts with a mean near 2 and some heavy cells.
const std::vector<double>& values()
{
    static const auto made = [] {
        std::vector<double> counts;
        for (std::uint32_t i = 0; i < kSide * kSide; ++i) {
            const double unit = significance::Philox::at(i, 0, 1).low * 0x1p-32;
            counts.push_back(std::floor(1 / std::pow(1 - unit, 0.5)));
        }
        return counts;
    }();
    return made;
}

/// Every cell's neighbours listed one by one.
Weights listed()
{
    std::vector<std::vector<std::uint32_t>> neighbours(kSide * kSide);
    for (std::size_t row = 0; row < kSide; ++row) {
        for (std::size_t col = 0; col < kSide; ++col) {
            for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(kSide - 1, row + 1); ++r) {
                for (std::size_t c = col > 0 ? col - 1 : 0; c <= std::min(kSide - 1, col + 1); ++c) {
                    neighbours[row * kSide + col].push_back(static_cast<std::uint32_t>(r * kSide + c));
                }
            }
        }
    }
    return weights_from(neighbours);
}

LocalOptions options(Chance chance, std::int64_t draws = 999)
{
    LocalOptions one;
    one.chance = chance;
    one.draws = static_cast<std::uint32_t>(draws);
    one.threads = 1;
    one.simd = best_simd();
    return one;
}

void report(benchmark::State& state, const LocalStatistics& result)
{
    double hot = 0;
    for (std::size_t i = 0; i < result.z.size(); ++i) {
        hot += result.z[i] > 0 && result.p_adjusted[i] <= 0.05 ? 1 : 0;
    }
    state.counters["hot"] = hot;
}

void analytic_listed(benchmark::State& state)
{
    auto one = options(Chance::normal);
    one.correction = Correction::none;
    for (auto _ : state) {
        const auto result = local_g(values(), listed(), true, one);
        benchmark::DoNotOptimize(result.z.data());
    }
}

void analytic_harmspot(benchmark::State& state)
{
    auto one = options(Chance::normal);
    one.correction = state.range(0) != 0 ? Correction::benjamini_hochberg : Correction::none;
    for (auto _ : state) {
        const auto result = local_g(values(), square_lattice(grid(), Contiguity::queen), true, one);
        benchmark::DoNotOptimize(result.z.data());
    }
}

void analytic_band_harmspot(benchmark::State& state)
{
    auto one = options(Chance::normal);
    one.correction = Correction::none;
    for (auto _ : state) {
        const auto result = local_g(values(), square_lattice(grid(), static_cast<double>(state.range(0))), true, one);
        benchmark::DoNotOptimize(result.z.data());
    }
}

/// 999 draws of each cell by SplitMix64 and a loop, repeats rejected: the plain way, of every 100th cell.
void permutations_direct_hundredth(benchmark::State& state)
{
    const auto weights = listed();
    const auto& x = values();
    std::uint64_t stream = 1;
    const auto next = [&] {
        std::uint64_t z = stream += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    };
    for (auto _ : state) {
        std::uint64_t above = 0;
        for (std::size_t i = 0; i < x.size(); i += 100) {
            const auto own = weights.neighbours_of(i);
            double observed = 0;
            for (const auto j : own) {
                observed += x[j];
            }
            std::vector<std::size_t> drawn;
            for (int draw = 0; draw < 999; ++draw) {
                drawn.clear();
                double sum = 0;
                while (drawn.size() < own.size()) {
                    const auto other = static_cast<std::size_t>(((next() >> 32U) * x.size()) >> 32U);
                    if (other != i && std::find(drawn.begin(), drawn.end(), other) == drawn.end()) {
                        drawn.push_back(other);
                        sum += x[other];
                    }
                }
                above += sum >= observed ? 1 : 0;
            }
        }
        benchmark::DoNotOptimize(above);
    }
}

void permutations_harmspot(benchmark::State& state, Chance chance, SimdPath path)
{
    auto one = options(chance, state.range(0));
    one.simd = path;
    for (auto _ : state) {
        const auto result = local_g(values(), square_lattice(grid(), Contiguity::queen), true, one);
        report(state, result);
    }
}

} // namespace

BENCHMARK(analytic_listed)->Unit(benchmark::kMillisecond);
BENCHMARK(analytic_harmspot)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(analytic_band_harmspot)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(permutations_direct_hundredth)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(permutations_harmspot, shared, Chance::shared_draws, SimdPath::plain)
    ->Arg(999)
    ->Arg(99'999)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(permutations_harmspot, own_plain, Chance::own_draws, SimdPath::plain)
    ->Arg(999)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(permutations_harmspot, own_avx2, Chance::own_draws, SimdPath::avx2)
    ->Arg(999)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(permutations_harmspot, own_avx512, Chance::own_draws, SimdPath::avx512)
    ->Arg(999)
    ->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
