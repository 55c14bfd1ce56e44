// SPDX-License-Identifier: MIT
// Significance of hotspots: seconds for 199 draws on one thread, for 12 months of one theme as data.police.uk
// publishes them (9,000 map points hold 190,000 incidents, 6,000 of them the theme's).
// The same with a whole density map in every draw, and how long one search for clusters takes 199 times.
#include "kde_points.hpp"

#include "hotspot/cluster_hulls.hpp"
#include "significance/kernel_window.hpp"

#include "harmspot/chance.hpp"
#include "harmspot/hdbscan.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace
{

using namespace harmspot;

constexpr std::size_t kIncidents = 190'000;
constexpr std::size_t kPlaces = 9'000;
constexpr std::size_t kTheme = 6'000;
constexpr DrawOptions kOptions{.draws = 199, .seed = 1, .threads = 1};

const bench::Points& baseline()
{
    static const auto points = [] {
        auto made = bench::merged_points(kPlaces, kPlaces); // one log-normal weight each
        const double all = std::accumulate(made.weight.begin(), made.weight.end(), 0.0);
        for (std::size_t i = 0; i < made.x.size(); ++i) {
            const double share = made.weight[i] / all * static_cast<double>(kIncidents);
            made.incidents[i] = static_cast<std::uint32_t>(std::max(1.0, std::round(share)));
        }
        return made;
    }();
    return points;
}

std::vector<double> expected()
{
    const auto& incidents = baseline().incidents;
    const auto all = static_cast<double>(std::accumulate(incidents.begin(), incidents.end(), std::uint64_t{0}));
    std::vector<double> share;
    for (const auto here : incidents) {
        share.push_back(here * static_cast<double>(kTheme) / all);
    }
    return share;
}

/// Within 250 m of an incident, as the searchable area is.
std::vector<char> searchable(const Grid& grid)
{
    std::vector<char> in(grid.size(), 0);
    const auto reach = static_cast<std::ptrdiff_t>(250 / grid.cell_m);
    for (std::size_t i = 0; i < baseline().x.size(); ++i) {
        const auto col = static_cast<std::ptrdiff_t>((baseline().x[i] - grid.min_x) / grid.cell_m);
        const auto row = static_cast<std::ptrdiff_t>((grid.max_y - baseline().y[i]) / grid.cell_m);
        for (auto r = std::max<std::ptrdiff_t>(0, row - reach); r <= row + reach; ++r) {
            for (auto c = std::max<std::ptrdiff_t>(0, col - reach); c <= col + reach; ++c) {
                if (r < static_cast<std::ptrdiff_t>(grid.rows) && c < static_cast<std::ptrdiff_t>(grid.cols)) {
                    in[static_cast<std::size_t>(r) * grid.cols + static_cast<std::size_t>(c)] = 1;
                }
            }
        }
    }
    return in;
}

double sum_of(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum;
}

void kde_window(benchmark::State& state)
{
    const auto& all = baseline();
    const auto grid = Grid::covering(bench::kForceBox, 50);
    const auto in = searchable(grid);
    std::vector<double> greatest(kOptions.draws);
    for (auto _ : state) {
        const significance::KernelWindow window(
            all.x, all.y, {.bandwidth_m = static_cast<double>(state.range(0))}, [&](Point p) {
                const double col = (p.x - grid.min_x) / grid.cell_m;
                const double row = (grid.max_y - p.y) / grid.cell_m;
                return bench::kForceBox.contains(p) &&
                       in[static_cast<std::size_t>(row) * grid.cols + static_cast<std::size_t>(col)] != 0;
            });
        const auto expected_at = window.held(expected());
        const Dealer dealer(all.incidents, std::vector<double>(kTheme, 1.0), 1);
        dealer.for_each_draw(kOptions, [&](std::uint32_t draw, const Hand& hand) {
            greatest[draw] = window.greatest_excess(window.held(hand.weight), expected_at, kTheme);
        });
        benchmark::DoNotOptimize(greatest.data());
    }
    state.counters["greatest"] = sum_of(greatest) / kOptions.draws;
}

/// The same question put to whole maps: what `kernel_window` saves.
void kde_whole_maps(benchmark::State& state)
{
    const auto& all = baseline();
    const auto grid = Grid::covering(bench::kForceBox, 50);
    const auto in = searchable(grid);
    MethodContext context;
    context.threads = 1;
    context.simd = best_simd();
    const KdeParams params{.bandwidth_m = static_cast<double>(state.range(0)), .cell_m = 50, .average = false};
    const double peak_per_km2 = 1e6 * kernel_per_m2(params.kernel, params.bandwidth_m, 0);
    std::vector<double> greatest(kOptions.draws);
    for (auto _ : state) {
        const auto share = expected();
        const auto expected_at = kernel_density({all.x, all.y, share, all.incidents}, grid, params, context);
        const Dealer dealer(all.incidents, std::vector<double>(kTheme, 1.0), 1);
        dealer.for_each_draw(kOptions, [&](std::uint32_t draw, const Hand& hand) {
            bench::Points drawn;
            for (std::size_t i = 0; i < all.x.size(); ++i) {
                if (hand.incidents[i] > 0) {
                    drawn.x.push_back(all.x[i]);
                    drawn.y.push_back(all.y[i]);
                    drawn.weight.push_back(hand.weight[i]);
                    drawn.incidents.push_back(hand.incidents[i]);
                }
            }
            const auto held = kernel_density(drawn.view(), grid, params, context);
            double most = 0;
            for (std::size_t cell = 0; cell < grid.size(); ++cell) {
                if (in[cell] != 0) {
                    most = std::max(most, excess(held.values[cell] / peak_per_km2,
                                                 expected_at.values[cell] / peak_per_km2, kTheme));
                }
            }
            greatest[draw] = most;
        });
    }
    state.counters["greatest"] = sum_of(greatest) / kOptions.draws;
}

void hdbscan_draws(benchmark::State& state)
{
    const auto& all = baseline();
    MethodContext context;
    context.threads = 1;
    HdbscanParams params;
    params.core_incidents = 10;
    params.min_incidents = 20;
    params.floor_m = 100;
    params.selection = ClusterSelection::leaf;
    params.max_extent_m = 1000;
    const HotspotRules rules;
    const auto share = expected();
    std::vector<double> greatest(kOptions.draws);
    for (auto _ : state) {
        const Dealer dealer(all.incidents, std::vector<double>(kTheme, 1.0), 1);
        dealer.for_each_draw(kOptions, [&](std::uint32_t draw, const Hand& hand) {
            bench::Points drawn;
            std::vector<double> share_of;
            for (std::size_t i = 0; i < all.x.size(); ++i) {
                if (hand.incidents[i] > 0) {
                    drawn.x.push_back(all.x[i]);
                    drawn.y.push_back(all.y[i]);
                    drawn.weight.push_back(hand.weight[i]);
                    drawn.incidents.push_back(hand.incidents[i]);
                    share_of.push_back(share[i]);
                }
            }
            const auto clusters = hdbscan(drawn.view(), params, context);
            for (const auto& inside : footprints(clusters, drawn.x, drawn.y, rules)) {
                double held = 0;
                double expects = 0;
                for (const auto place : inside) {
                    held += drawn.weight[place];
                    expects += share_of[place];
                }
                greatest[draw] = std::max(greatest[draw], excess(held, expects, kTheme));
            }
        });
    }
    state.counters["greatest"] = sum_of(greatest) / kOptions.draws;
}

BENCHMARK(kde_window)->Arg(300)->Arg(400)->Unit(benchmark::kMillisecond);
BENCHMARK(kde_whole_maps)->Arg(300)->Unit(benchmark::kMillisecond);
BENCHMARK(hdbscan_draws)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
