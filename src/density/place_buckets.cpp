// SPDX-License-Identifier: MIT
#include "density/place_buckets.hpp"

#include <algorithm>
#include <cmath>

namespace harmspot::density
{

namespace
{

/// Buckets half a tile wide: of the places looked at for a tile, most of the narrow ones reach it.
constexpr double kBucketCells = 16;
/// Buckets for each octave: few enough to take little memory beside the places.
constexpr std::size_t kLeastBuckets = 1000;
constexpr std::size_t kMostBuckets = 250'000;
constexpr std::size_t kPlacesPerBucket = 4;
/// Reaches up to this many cells are one octave: buckets are wider than they are.
constexpr int kLeastOctave = 3;
constexpr int kMostOctaves = 40;

int octave_of(double reach_cells)
{
    return std::clamp(std::ilogb(reach_cells) + 1 - kLeastOctave, 0, kMostOctaves - 1);
}

} // namespace

BucketGrid BucketGrid::over(double width_m, double height_m, double side_m, std::size_t most)
{
    BucketGrid buckets;
    buckets.side_m = std::max({side_m, std::sqrt(width_m / static_cast<double>(most) * height_m),
                               2 * width_m / static_cast<double>(most), 2 * height_m / static_cast<double>(most)});
    buckets.cols = static_cast<std::size_t>(width_m / buckets.side_m) + 1;
    buckets.rows = static_cast<std::size_t>(height_m / buckets.side_m) + 1;
    return buckets;
}

std::size_t BucketGrid::index_of(double at_m, std::size_t count) const
{
    return static_cast<std::size_t>(std::clamp(at_m / side_m, 0.0, static_cast<double>(count - 1)));
}

ReachingPlaces::ReachingPlaces(const PlacesView& places, std::span<const double> bandwidths_m, const Grid& grid,
                               double reach)
    : m_grid(grid), m_octaves(kMostOctaves)
{
    const double width_m = static_cast<double>(grid.cols) * grid.cell_m;
    const double height_m = static_cast<double>(grid.rows) * grid.cell_m;
    m_buckets = BucketGrid::over(width_m, height_m, kBucketCells * grid.cell_m,
                                 std::clamp(places.size() / kPlacesPerBucket, kLeastBuckets, kMostBuckets));
    const auto each_place = [&](auto&& call) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            const AdaptivePlace place{places.x[i] - grid.min_x, grid.max_y - places.y[i], places.weight[i],
                                      bandwidths_m[i]};
            const double reach_m = reach * place.bandwidth_m;
            if (place.weight > 0 && place.east_m + reach_m > 0 && place.east_m - reach_m < width_m &&
                place.south_m + reach_m > 0 && place.south_m - reach_m < height_m) {
                call(place, m_octaves[static_cast<std::size_t>(octave_of(reach_m / grid.cell_m))], reach_m);
            }
        }
    };
    each_place([](const AdaptivePlace&, Octave& octave, double reach_m) {
        octave.any = true;
        octave.reach_m = std::max(octave.reach_m, reach_m);
    });
    std::size_t buckets = 0;
    for (auto& octave : m_octaves) {
        octave.first_bucket = buckets;
        buckets += octave.any ? m_buckets.rows * m_buckets.cols : 0;
    }
    m_start.assign(buckets + 1, 0);
    const auto bucket_of = [this](const AdaptivePlace& place, const Octave& octave) {
        return octave.first_bucket + m_buckets.row_of(place.south_m) * m_buckets.cols + m_buckets.col_of(place.east_m);
    };
    // Counting sort: how many, where each bucket ends, and then every place to the end of its bucket's free room, so
    // that ends become starts.
    std::size_t count = 0;
    each_place([&](const AdaptivePlace& place, const Octave& octave, double) {
        ++m_start[bucket_of(place, octave)];
        ++count;
    });
    for (std::size_t bucket = 1; bucket <= buckets; ++bucket) {
        m_start[bucket] += m_start[bucket - 1];
    }
    m_places.resize(count);
    each_place([&](const AdaptivePlace& place, const Octave& octave, double) {
        m_places[--m_start[bucket_of(place, octave)]] = place;
    });
}

void ReachingPlaces::find(double west_m, double north_m, double east_m, double south_m,
                          std::vector<PlaceSpan>& spans) const
{
    spans.clear();
    for (const auto& octave : m_octaves) {
        if (!octave.any) {
            continue;
        }
        const std::size_t first_col = m_buckets.col_of(west_m - octave.reach_m);
        const std::size_t last_col = m_buckets.col_of(east_m + octave.reach_m);
        const std::size_t last_row = m_buckets.row_of(south_m + octave.reach_m);
        for (std::size_t row = m_buckets.row_of(north_m - octave.reach_m); row <= last_row; ++row) {
            const std::size_t first = octave.first_bucket + row * m_buckets.cols;
            const PlaceSpan span{m_start[first + first_col], m_start[first + last_col + 1]};
            if (!spans.empty() && spans.back().end == span.begin) {
                spans.back().end = span.end;
            } else if (span.begin < span.end) {
                spans.push_back(span);
            }
        }
    }
}

} // namespace harmspot::density
