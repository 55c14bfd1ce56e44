// SPDX-License-Identifier: MIT
// Neighbours and clusters: seconds for the whole job on one thread, beside nanoflann on the same places. Points are
// given in no order, as rows of an export are. With HARMSPOT_REAL_DATA set also on every located incident of the
// 46 real months, which lie on some thousands of map points.
#define NANOFLANN_FIRST_MATCH
#include "cluster_places.hpp"
#include "cluster_real_months.hpp"

#include "cluster/neighbours.hpp"
#include "cluster/spanning_tree.hpp"

#include "harmspot/dbscan.hpp"
#include "harmspot/hdbscan.hpp"

#include <benchmark/benchmark.h>
#include <nanoflann.hpp>

#include <array>
#include <functional>
#include <map>
#include <numeric>

namespace
{

constexpr std::size_t kNearest = 16;

const BenchPlaces& places(std::int64_t count)
{
    static std::map<std::int64_t, BenchPlaces> made;
    auto& one = made[count];
    if (one.x.empty()) {
        one = bench_places(static_cast<std::size_t>(count));
    }
    return one;
}

/// The same places in no order.
const BenchPlaces& shuffled(std::int64_t count)
{
    static std::map<std::int64_t, BenchPlaces> made;
    auto& one = made[count];
    if (one.x.empty()) {
        one = in_no_order(places(count));
    }
    return one;
}

struct Cloud {
    const std::vector<double>& x;
    const std::vector<double>& y;
    std::size_t kdtree_get_point_count() const { return x.size(); }
    double kdtree_get_pt(std::size_t i, std::size_t axis) const { return axis == 0 ? x[i] : y[i]; }
    template <class Box>
    bool kdtree_get_bbox(Box&) const
    {
        return false;
    }
};

void nanoflann_all(benchmark::State& state, const std::vector<double>& x, const std::vector<double>& y)
{
    using Metric = nanoflann::L2_Simple_Adaptor<double, Cloud>;
    using Tree = nanoflann::KDTreeSingleIndexAdaptor<Metric, Cloud, 2, std::uint32_t>;
    const Cloud cloud{x, y};
    Tree tree(2, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(32));
    tree.buildIndex();
    std::vector<std::uint32_t> index(x.size() * kNearest);
    std::vector<double> squared(x.size() * kNearest);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const std::array at{x[i], y[i]};
        tree.knnSearch(at.data(), kNearest, &index[i * kNearest], &squared[i * kNearest]);
    }
    benchmark::DoNotOptimize(squared.data());
    state.counters["sum"] = static_cast<double>(index[0]);
}

void nearest_nanoflann_as_given(benchmark::State& state)
{
    const auto& given = shuffled(state.range(0));
    for (auto _ : state) {
        nanoflann_all(state, given.x, given.y);
    }
}

void nearest_nanoflann_ordered(benchmark::State& state)
{
    const auto& given = shuffled(state.range(0));
    for (auto _ : state) {
        const auto tree = harmspot::cluster::make_place_tree(given.x, given.y);
        nanoflann_all(state, tree.x, tree.y);
    }
}

void nearest_harmspot(benchmark::State& state)
{
    const auto& given = shuffled(state.range(0));
    for (auto _ : state) {
        const auto tree = harmspot::cluster::make_place_tree(given.x, given.y);
        const auto rows = harmspot::cluster::nearest_places(tree, kNearest, static_cast<unsigned>(state.range(1)));
        benchmark::DoNotOptimize(rows.data());
    }
}

void tree_harmspot(benchmark::State& state)
{
    const auto& given = shuffled(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(harmspot::cluster::make_place_tree(given.x, given.y));
    }
}

void kth_distance_harmspot(benchmark::State& state)
{
    const auto& given = places(state.range(0));
    for (auto _ : state) {
        const auto distance_m =
            harmspot::kth_incident_distance_m(given.view(), 20, static_cast<unsigned>(state.range(1)));
        benchmark::DoNotOptimize(distance_m.data());
    }
}

void spanning_tree_harmspot(benchmark::State& state)
{
    const auto& given = places(state.range(0));
    const auto tree = harmspot::cluster::make_place_tree(given.x, given.y);
    const std::vector<double> one(tree.size(), 1.0);
    const auto core2 = harmspot::cluster::reach_of_mass(tree, one, 20, 1);
    for (auto _ : state) {
        const auto edges = harmspot::cluster::spanning_tree(tree, core2, static_cast<unsigned>(state.range(1)));
        benchmark::DoNotOptimize(edges.data());
    }
}

void dbscan_harmspot(benchmark::State& state)
{
    const auto& given = places(state.range(0));
    const harmspot::DbscanParams params{.eps_m = 100, .min_incidents = 20, .min_weight = 0, .min_places = 1};
    harmspot::MethodContext context;
    context.threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state) {
        const auto clusters = harmspot::dbscan(given.view(), params, context);
        state.counters["clusters"] = clusters.count;
        state.counters["noise"] = static_cast<double>(std::count(clusters.label.begin(), clusters.label.end(), -1));
    }
}

void hdbscan_harmspot(benchmark::State& state)
{
    const auto& given = places(state.range(0));
    const harmspot::HdbscanParams params{.core_incidents = 20, .min_incidents = 20};
    harmspot::MethodContext context;
    context.threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state) {
        const auto found = harmspot::hdbscan(given.view(), params, context);
        state.counters["clusters"] = found.count;
    }
}

/// Every located incident of the real months, whatever its offence; nothing without them.
void real_months(benchmark::State& state, const std::function<harmspot::Clusters(const harmspot::PlacesView&)>& find)
{
    const auto& months = real_months_places();
    if (months.x.empty()) {
        state.SkipWithError("HARMSPOT_REAL_DATA is not set");
        return;
    }
    for (auto _ : state) {
        state.counters["clusters"] = find(months.view()).count;
    }
    state.counters["places"] = static_cast<double>(months.x.size());
    state.counters["incidents"] = std::accumulate(months.incidents.begin(), months.incidents.end(), 0.0);
}

void dbscan_real_months(benchmark::State& state)
{
    harmspot::MethodContext context;
    context.threads = 1;
    real_months(state, [&](const harmspot::PlacesView& view) {
        return harmspot::dbscan(view, {.eps_m = 100, .min_incidents = 20, .min_weight = 0, .min_places = 1}, context);
    });
}

void hdbscan_real_months(benchmark::State& state)
{
    harmspot::MethodContext context;
    context.threads = 1;
    real_months(state, [&](const harmspot::PlacesView& view) {
        return harmspot::hdbscan(view, {.core_incidents = 20, .min_incidents = 20}, context);
    });
}

} // namespace

BENCHMARK(tree_harmspot)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_nanoflann_as_given)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_nanoflann_ordered)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_harmspot)
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(kth_distance_harmspot)->Args({1'000'000, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(spanning_tree_harmspot)
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(dbscan_harmspot)
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(hdbscan_harmspot)
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

BENCHMARK(dbscan_real_months)->Unit(benchmark::kMillisecond);
BENCHMARK(hdbscan_real_months)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
