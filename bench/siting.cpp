// SPDX-License-Identifier: MIT
#include "siting_instances.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

// Our own p-median solver and CBC on the same instances in one process. With HARMSPOT_REAL_DATA also OR-Library's.
//   build/ci/bench_siting

using namespace harmspot;

namespace
{

void report(benchmark::State& state, const SitingAnswer& answer)
{
    state.counters["proven"] = answer.status == SitingStatus::proven ? 1 : 0;
    state.counters["gap_percent"] = 100 * answer.gap;
    state.counters["cost"] = answer.objective;
    state.counters["nodes"] = static_cast<double>(answer.nodes);
}

/// Random points on a plane, everyone a candidate, to the proven optimum.
void planar(benchmark::State& state, SitingAnswer (*solve)(const SitingProblem&, const SitingRequest&))
{
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto problem = siting_instances::planar(count, static_cast<std::uint64_t>(state.range(1)));
    SitingRequest request;
    request.new_sites = count / 10;
    SitingAnswer answer;
    for (auto _ : state) {
        answer = solve(problem, request);
    }
    report(state, answer);
}
BENCHMARK_CAPTURE(planar, ours, solve_siting)
    ->ArgNames({"n", "seed"})
    ->ArgsProduct({{100, 200, 300}, {1, 2, 3}})
    ->Args({900, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(planar, cbc, solve_siting_by_cbc)
    ->ArgNames({"n", "seed"})
    ->ArgsProduct({{100, 200, 300}, {1, 2, 3}})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

void or_library(benchmark::State& state, const siting_instances::OrLibrary& instance)
{
    const auto problem = siting_instances::problem_of(instance); // shortest paths are not timed
    SitingRequest request;
    request.new_sites = instance.sites;
    SitingAnswer answer;
    for (auto _ : state) {
        answer = solve_siting(problem, request);
    }
    report(state, answer);
    state.counters["over_optimum_percent"] = 100 * (answer.objective / instance.optimum - 1);
}

} // namespace

int main(int count, char** words)
{
    benchmark::Initialize(&count, words);
    if (const char* folder = std::getenv("HARMSPOT_REAL_DATA"); folder != nullptr) {
        for (const auto& instance : siting_instances::or_library(std::filesystem::path(folder) / "orlib-pmed")) {
            benchmark::RegisterBenchmark(("or_library/" + instance.name).c_str(), or_library, instance)
                ->Unit(benchmark::kMillisecond);
        }
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
