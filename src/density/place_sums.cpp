// SPDX-License-Identifier: MIT
#include "density/adaptive_engine.hpp"
#include "density/engine.hpp"
#include "density/place_buckets.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Places that one task sums up.
constexpr std::size_t kTargets = 256;

/// Places in order of their buckets, and where each bucket begins.
struct Bucketed {
    BucketGrid buckets;
    std::vector<std::uint32_t> start; ///< of each bucket, then the end
    std::vector<std::uint32_t> place; ///< which place each is
    Cells<double> east_m;
    Cells<double> south_m;
    Cells<double> weight;
};

Bucketed bucketed(const PlacesView& places, std::span<const double> weight, double reach_m)
{
    const auto [west, east] = std::minmax_element(places.x.begin(), places.x.end());
    const auto [south, north] = std::minmax_element(places.y.begin(), places.y.end());
    const std::size_t count = places.size();
    Bucketed by;
    by.buckets = BucketGrid::over(*east - *west, *north - *south, reach_m / 2, 2 * count + 16);
    by.start.assign(by.buckets.rows * by.buckets.cols + 1, 0);
    const auto bucket_of = [&, west = *west, north = *north](std::size_t i) {
        return by.buckets.row_of(north - places.y[i]) * by.buckets.cols + by.buckets.col_of(places.x[i] - west);
    };
    for (std::size_t i = 0; i < count; ++i) {
        ++by.start[bucket_of(i)];
    }
    for (std::size_t bucket = 1; bucket < by.start.size(); ++bucket) {
        by.start[bucket] += by.start[bucket - 1];
    }
    by.place.resize(count);
    for (std::size_t i = count; i-- > 0;) {
        by.place[--by.start[bucket_of(i)]] = static_cast<std::uint32_t>(i);
    }
    for (auto* column : {&by.east_m, &by.south_m, &by.weight}) {
        column->resize(count + kPlacePadding);
        std::fill(column->end() - kPlacePadding, column->end(), 0.0);
    }
    for (std::size_t at = 0; at < count; ++at) {
        const std::size_t i = by.place[at];
        by.east_m[at] = places.x[i] - *west;
        by.south_m[at] = *north - places.y[i];
        by.weight[at] = weight[i];
    }
    return by;
}

/// The runs of places that may lie within reach of the bucket.
void runs_near(const Bucketed& by, std::size_t row, std::size_t col, double reach_m, std::vector<PlaceSpan>& spans)
{
    const auto steps = static_cast<std::size_t>(std::ceil(std::min(reach_m / by.buckets.side_m, 1e6)));
    const std::size_t first_col = col - std::min(col, steps);
    const std::size_t last_col = std::min(by.buckets.cols - 1, col + steps);
    const std::size_t last_row = std::min(by.buckets.rows - 1, row + steps);
    spans.clear();
    for (std::size_t near = row - std::min(row, steps); near <= last_row; ++near) {
        const std::size_t first = near * by.buckets.cols;
        const PlaceSpan span{by.start[first + first_col], by.start[first + last_col + 1]};
        if (!spans.empty() && spans.back().end == span.begin) {
            spans.back().end = span.end;
        } else if (span.begin < span.end) {
            spans.push_back(span);
        }
    }
}

/// Buckets cut into tasks of no more than `kTargets` places.
struct Task {
    std::uint32_t bucket;
    std::uint32_t begin;
    std::uint32_t end;
};

std::vector<Task> tasks_of(const Bucketed& by)
{
    std::vector<Task> tasks;
    for (std::size_t bucket = 0; bucket + 1 < by.start.size(); ++bucket) {
        for (std::size_t begin = by.start[bucket]; begin < by.start[bucket + 1]; begin += kTargets) {
            const auto end = std::min<std::size_t>(by.start[bucket + 1], begin + kTargets);
            tasks.push_back({static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(begin),
                             static_cast<std::uint32_t>(end)});
        }
    }
    return tasks;
}

} // namespace

std::vector<double> sums_at_places(const PlacesView& places, std::span<const double> weight, Kernel kernel,
                                   double bandwidth_m, const MethodContext& context)
{
    std::vector<double> sums(places.size());
    if (places.size() == 0) {
        return sums;
    }
    KdeParams params;
    params.kernel = kernel;
    params.bandwidth_m = bandwidth_m;
    const auto by = bucketed(places, weight, params.reach_m());
    const auto add = adaptive_loops_of(context.simd).pairs[static_cast<std::size_t>(kernel)];
    Cells<double> in_order(places.size());
    const auto tasks = tasks_of(by);
    constexpr std::size_t kTasksTogether = 64;
    parallel_told(context, (tasks.size() + kTasksTogether - 1) / kTasksTogether, [&](std::size_t group) {
        std::vector<PlaceSpan> spans;
        const std::size_t last = std::min(tasks.size(), (group + 1) * kTasksTogether);
        for (std::size_t i = group * kTasksTogether; i < last; ++i) {
            const auto& task = tasks[i];
            runs_near(by, task.bucket / by.buckets.cols, task.bucket % by.buckets.cols, params.reach_m(), spans);
            PairSums pairs{};
            pairs.east_m = by.east_m.data();
            pairs.south_m = by.south_m.data();
            pairs.weight = by.weight.data();
            pairs.spans = spans.data();
            pairs.span_count = spans.size();
            pairs.begin = task.begin;
            pairs.end = task.end;
            pairs.bandwidth_m = bandwidth_m;
            pairs.sums = in_order.data();
            add(pairs);
        }
    });
    for (std::size_t at = 0; at < places.size(); ++at) {
        sums[by.place[at]] = in_order[at];
    }
    return sums;
}

} // namespace harmspot::density
