// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"
#include "harmspot/error.hpp"

#include "area/rasterize.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace harmspot
{

namespace
{

constexpr double kM2PerKm2 = 1e6;
/// Rows that one task marks; a task's marks stay in the processor's cache.
constexpr std::size_t kBandRows = 64;

/// Rows (or columns) [first, last) of centres that may lie within reach of `at`, one to spare each side.
std::pair<std::size_t, std::size_t> in_reach(double at_cells, double reach_cells, std::size_t count)
{
    const auto most = static_cast<double>(count);
    const double first = std::clamp(std::floor(at_cells - reach_cells) - 1, 0.0, most);
    const double last = std::clamp(std::ceil(at_cells + reach_cells) + 1, 0.0, most);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(std::max(first, last))};
}

/// Places by the band of rows they lie in, widened by the reach: band i has places [first[i], first[i + 1]).
struct Bands {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> place;
};

Bands bands_of(const Grid& grid, const Places& places)
{
    const std::size_t count = (grid.rows + kBandRows - 1) / kBandRows;
    Bands bands;
    bands.first.assign(count + 1, 0);
    const auto for_each = [&](auto&& body) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto [first, last] =
                in_reach((grid.max_y - places.y[i]) / grid.cell_m, kSearchableReachM / grid.cell_m, grid.rows);
            for (std::size_t band = first / kBandRows; band * kBandRows < last; ++band) {
                body(band, static_cast<std::uint32_t>(i));
            }
        }
    };
    for_each([&](std::size_t band, std::uint32_t) { ++bands.first[band + 1]; });
    for (std::size_t band = 0; band < count; ++band) {
        bands.first[band + 1] += bands.first[band];
    }
    bands.place.resize(bands.first.back());
    auto next = bands.first;
    for_each([&](std::size_t band, std::uint32_t place) { bands.place[next[band]++] = place; });
    return bands;
}

/// Sets to 1 the cells of `row` whose centres are within reach of the place.
void mark_reach(const Grid& grid, Point place, std::size_t row, std::uint8_t* cells)
{
    constexpr double kReach2 = kSearchableReachM * kSearchableReachM;
    const double dy = grid.centre_y(row) - place.y;
    const double room = kReach2 - dy * dy;
    if (room < 0) {
        return;
    }
    const auto within = [&](std::size_t col) {
        const double dx = grid.centre_x(col) - place.x;
        return dx * dx + dy * dy <= kReach2;
    };
    auto [first, last] = in_reach((place.x - grid.min_x) / grid.cell_m, std::sqrt(room) / grid.cell_m, grid.cols);
    while (first < last && !within(first)) {
        ++first;
    }
    while (last > first && !within(last - 1)) {
        --last;
    }
    std::memset(cells + first, 1, last - first);
}

} // namespace

void burn(Raster<std::uint8_t>& raster, const MultiPolygon& shape, std::uint8_t value)
{
    for_each_span(raster.grid, shape, [&](std::size_t row, std::size_t first, std::size_t last) {
        std::memset(&raster(row, 0) + first, value, last - first);
    });
}

Raster<std::uint8_t> searchable_area(const StudyArea& study, const Places& places, unsigned threads)
{
    const Box box = bounds(study.shape);
    const double km2 = (box.max_x - box.min_x) * (box.max_y - box.min_y) / 1e6;
    if (km2 > static_cast<double>(kMaxCells) * kSearchableCellM * kSearchableCellM / 1e6) {
        throw InputError(
            fmt::format("the study area spans {:.0f} by {:.0f} km, more than can be searched; give one force's "
                        "area as the first [[areas]] layer, or as mask",
                        (box.max_x - box.min_x) / 1000, (box.max_y - box.min_y) / 1000));
    }
    const Grid grid = Grid::covering(box, kSearchableCellM);
    Raster<std::uint8_t> searchable(grid, 0);
    burn(searchable, study.shape, 1);

    const Bands bands = bands_of(grid, places);
    parallel_for(threads, bands.first.size() - 1, [&](std::size_t band) {
        const std::size_t first_row = band * kBandRows;
        const std::size_t end_row = std::min(grid.rows, first_row + kBandRows);
        std::vector<std::uint8_t> near((end_row - first_row) * grid.cols, 0);
        for (std::size_t i = bands.first[band]; i < bands.first[band + 1]; ++i) {
            const Point place{places.x[bands.place[i]], places.y[bands.place[i]]};
            const auto [first, last] =
                in_reach((grid.max_y - place.y) / grid.cell_m, kSearchableReachM / grid.cell_m, grid.rows);
            for (std::size_t row = std::max(first, first_row); row < std::min(last, end_row); ++row) {
                mark_reach(grid, place, row, near.data() + (row - first_row) * grid.cols);
            }
        }
        for (std::size_t i = 0; i < near.size(); ++i) {
            searchable.values[first_row * grid.cols + i] &= near[i];
        }
    });
    return searchable;
}

double area_within_km2(const Raster<std::uint8_t>& searchable, const MultiPolygon& shape)
{
    std::size_t cells = 0;
    for_each_span(searchable.grid, shape, [&](std::size_t row, std::size_t first, std::size_t last) {
        for (std::size_t col = first; col < last; ++col) {
            cells += searchable(row, col) != 0 ? 1U : 0U;
        }
    });
    return static_cast<double>(cells) * searchable.grid.cell_area_m2() / kM2PerKm2;
}

double area_km2(const Raster<std::uint8_t>& searchable)
{
    std::size_t cells = 0;
    for (const auto value : searchable.values) {
        cells += value != 0 ? 1U : 0U;
    }
    return static_cast<double>(cells) * searchable.grid.cell_area_m2() / kM2PerKm2;
}

} // namespace harmspot
