// SPDX-License-Identifier: MIT
// 100 patrol places of 150 m at 10 m steps and 5° turns, one thread: on 60,000 incidents like a force's before any
// snapping, and with HARMSPOT_REAL_DATA on twelve months of Northumbria's violence (target: 5 s).
//   build/release/bench/bench_patrol_places
#include "cluster_places.hpp"

#include "harmspot/patrol_places.hpp"
#include "harmspot/read.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

using namespace harmspot;

namespace
{

void search(benchmark::State& state, const BenchPlaces& points, PatrolShape shape)
{
    const MultiPolygon everywhere{{{{-1e7, -1e7}, {1e7, -1e7}, {1e7, 1e7}, {-1e7, 1e7}, {-1e7, -1e7}}, {}}};
    const std::vector<PatrolGround> grounds{{&everywhere}};
    const std::vector<std::uint16_t> ground(points.x.size(), 0);
    PatrolPlaceRules rules;
    rules.shape = shape;
    PatrolPlaces found;
    for (auto _ : state) {
        found = find_patrol_places(points.view(), ground, grounds, rules);
    }
    double held = 0;
    double all = 0;
    for (const auto& place : found.places) {
        held += place.weight;
    }
    for (const double weight : points.weight) {
        all += weight;
    }
    state.counters["points"] = static_cast<double>(points.x.size());
    state.counters["places"] = static_cast<double>(found.places.size());
    state.counters["held_percent"] = 100 * held / all;
}

/// Violence and sexual offences of the year to 2021-05, each weighing 1.
BenchPlaces northumbria(const std::string& folder)
{
    RunConfig config;
    config.incidents.format = "police-uk";
    const std::string street = folder + "/northumbria-street/";
    const auto files = expand_files({street + "2020-*.csv.gz", street + "2021-0[1-5]*.csv.gz"});
    const auto read = read_incidents(files, files, config, 1, {});
    const auto& incidents = read.incidents;
    constexpr std::int32_t kJune2020 = 2020 * 12 + 5;
    std::map<std::pair<double, double>, std::uint32_t> counts;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        if (incidents.place[row] != kNoPlace && month_of(incidents.earliest_min[row]) >= kJune2020 &&
            incidents.offences[incidents.offence[row]] == "Violence and sexual offences") {
            ++counts[{incidents.places.x[incidents.place[row]], incidents.places.y[incidents.place[row]]}];
        }
    }
    BenchPlaces points;
    for (const auto& [at, count] : counts) {
        points.x.push_back(at.first);
        points.y.push_back(at.second);
        points.weight.push_back(count);
        points.incidents.push_back(count);
    }
    return points;
}

} // namespace

int main(int count, char** words)
{
    benchmark::Initialize(&count, words);
    std::vector<std::pair<std::string, BenchPlaces>> sets;
    constexpr std::size_t kIncidents = 60'000;
    sets.emplace_back("like_a_force", bench_places(kIncidents));
    if (const char* folder = std::getenv("HARMSPOT_REAL_DATA"); folder != nullptr) {
        sets.emplace_back("northumbria_violence", northumbria(folder));
    }
    for (const auto& [name, points] : sets) {
        for (const auto shape : {PatrolShape::square, PatrolShape::hexagon, PatrolShape::circle}) {
            benchmark::RegisterBenchmark(
                (name + "/" + std::string(patrol_shape_text(shape))).c_str(),
                [&points = points, shape](benchmark::State& state) { search(state, points, shape); })
                ->Unit(benchmark::kMillisecond);
        }
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
