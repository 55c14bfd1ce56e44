// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include "harmspot/error.hpp"
#include "publish/publish_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace harmspot
{

namespace
{

/// First column whose centre is at or right of `x`, not below 0.
std::ptrdiff_t first_column(const Grid& grid, double x)
{
    return static_cast<std::ptrdiff_t>(std::max(0.0, std::ceil((x - grid.min_x) / grid.cell_m - 0.5)));
}

/// One past the last column whose centre is at or left of `x`, not above `cols`.
std::ptrdiff_t end_column(const Grid& grid, double x)
{
    const double last = std::floor((x - grid.min_x) / grid.cell_m - 0.5);
    return static_cast<std::ptrdiff_t>(std::clamp(last + 1, 0.0, static_cast<double>(grid.cols)));
}

/// How many incidents lie within `reach_m` of each cell's centre.
///
/// Each place adds its incidents to one span of cells per row it reaches: a step up at the span's start and
/// down at its end, summed along the row afterwards. So the cost is places × rows in reach, not × cells.
/// Steps wrap round below 0 and back, which unsigned arithmetic is made for.
Raster<std::uint32_t> incidents_within(const Grid& grid, const PlacesView& places, double reach_m)
{
    Raster<std::uint32_t> counts(grid, 0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double south = (grid.max_y - (places.y[i] - reach_m)) / grid.cell_m - 0.5;
        const double north = (grid.max_y - (places.y[i] + reach_m)) / grid.cell_m - 0.5;
        const auto first_row = static_cast<std::ptrdiff_t>(std::max(0.0, std::ceil(north)));
        const auto last_row =
            static_cast<std::ptrdiff_t>(std::min(static_cast<double>(grid.rows) - 1, std::floor(south)));
        for (auto row = first_row; row <= last_row; ++row) {
            const double dy = grid.centre_y(static_cast<std::size_t>(row)) - places.y[i];
            const double half_m = std::sqrt(std::max(0.0, reach_m * reach_m - dy * dy));
            const auto from = first_column(grid, places.x[i] - half_m);
            const auto to = end_column(grid, places.x[i] + half_m);
            if (from >= to) {
                continue;
            }
            auto* const cells = &counts.values[static_cast<std::size_t>(row) * grid.cols];
            cells[from] += places.incidents[i];
            if (to < static_cast<std::ptrdiff_t>(grid.cols)) {
                cells[to] -= places.incidents[i];
            }
        }
    }
    for (std::size_t row = 0; row < grid.rows; ++row) {
        auto* const cells = &counts.values[row * grid.cols];
        for (std::size_t col = 1; col < grid.cols; ++col) {
            cells[col] += cells[col - 1];
        }
    }
    return counts;
}

float cell_value(double value)
{
    const bool fits = std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max());
    return fits ? static_cast<float>(value) : kNoData; // NaN does not fit either
}

/// "bandwidth 300 m", or from where to where it goes.
std::string bandwidth_words(const Surface& surface)
{
    if (!surface.chosen.contains("median_bandwidth_m")) {
        return fmt::format("bandwidth {} m", surface.bandwidth_m);
    }
    return fmt::format("bandwidths {:.0f} to {:.0f} m, median {:.0f} m", number_of(surface.chosen, "least_bandwidth_m"),
                       number_of(surface.chosen, "most_bandwidth_m"), surface.bandwidth_m);
}

std::string_view cell_words(std::string_view cell_rule)
{
    return cell_rule == "average"  ? "its average"
           : cell_rule == "centre" ? "that at its centre"
                                   : "that at its centre, its average for bandwidths under 4 cells";
}

std::string describe(const Surface& surface, const ProductInfo& info)
{
    return fmt::format("{}: density by {}, {}, {}, value of a cell = {}", product_title(info), info.method,
                       surface.unit, bandwidth_words(surface), cell_words(surface.cell_rule));
}

std::string describe(const RiskMap& map, RiskLayer layer, const ProductInfo& info)
{
    const auto what = layer == RiskLayer::log_ratio
                          ? fmt::format("natural logarithm of how many times as common as {}: 0 is as common, 0.693 is "
                                        "twice",
                                        map.against)
                          : fmt::format("chance of so high a ratio to {} in that cell alone, by {} draws", map.against,
                                        map.greatest.size());
    return fmt::format("{}: {}, {}", product_title(info), info.method, what);
}

/// Public profile: turns cells to nodata that rest on few incidents. \returns how many of them `tells` anything
template <class Tells>
std::uint64_t withhold(Raster<float>& out, const PlacesView& places, double reach_m, const PublishRules& rules,
                       const Tells& tells)
{
    std::uint64_t withheld = 0;
    const auto counts = incidents_within(out.grid, places, reach_m);
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        if (counts.values[i] < rules.least_count) {
            withheld += tells(out.values[i]) ? 1U : 0U;
            out.values[i] = kNoData;
        }
    }
    return withheld;
}

void require_same_grid(const Grid& grid, const Raster<std::uint8_t>& inside)
{
    if (!(inside.grid == grid)) {
        throw Error("a surface can be published only with a mask on its own grid");
    }
}

struct GatedCells {
    Raster<float> raster;
    Withheld withheld;
};

/// Masked to `inside`; in the public profile without the cells that too few incidents reach.
GatedCells gated(const Raster<double>& raster, double reach_m, const Raster<std::uint8_t>& inside,
                 const PlacesView& places, const PublishRules& rules)
{
    require_same_grid(raster.grid, inside);
    GatedCells out{Raster<float>(raster.grid), {}};
    auto& cells = out.raster.values;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = inside.values[i] == 0 ? kNoData : cell_value(raster.values[i]);
    }
    if (rules.withholds()) {
        out.withheld.cells = withhold(out.raster, places, reach_m, rules, [](float value) { return value > 0; });
    }
    return out;
}

} // namespace

PublishableSurface publish(const Surface& surface, const Raster<std::uint8_t>& inside, const PlacesView& places,
                           int epsg, const ProductInfo& info, const PublishRules& rules)
{
    auto [raster, withheld] = gated(surface.raster, surface.reach_m, inside, places, rules);
    return {detail::PublishKey{},    info,    rules, epsg, std::move(raster), surface.unit,
            describe(surface, info), withheld};
}

PublishableSurface publish(const HotShareMap& map, const Raster<std::uint8_t>& inside, const PlacesView& places,
                           int epsg, const ProductInfo& info, const PublishRules& rules)
{
    auto [raster, withheld] = gated(map.share, map.reach_m, inside, places, rules);
    return {detail::PublishKey{},
            info,
            rules,
            epsg,
            std::move(raster),
            "share of re-runs",
            fmt::format("{}: share of re-runs in which the cell was hot, by {}; {}", product_title(info), info.method,
                        map.words),
            withheld};
}

PublishableSurface publish(const RiskMap& map, RiskLayer layer, const Raster<std::uint8_t>& inside,
                           const PlacesView& places, int epsg, const ProductInfo& info, const PublishRules& rules)
{
    require_same_grid(map.tested.grid, inside);
    const auto& from = layer == RiskLayer::log_ratio ? map.log_ratio : map.p_value;
    Raster<float> out(map.tested.grid);
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        const bool told = inside.values[i] != 0 && map.tested.values[i] != 0;
        out.values[i] = told ? cell_value(from.values[i]) : kNoData;
    }
    Withheld withheld;
    if (rules.withholds()) {
        withheld.cells = withhold(out, places, map.reach_m, rules, [](float value) { return value != kNoData; });
    }
    const auto* const unit = layer == RiskLayer::log_ratio ? "natural logarithm of a ratio" : "probability";
    return {detail::PublishKey{}, info, rules, epsg, std::move(out), unit, describe(map, layer, info), withheld};
}

} // namespace harmspot
