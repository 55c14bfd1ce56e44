// SPDX-License-Identifier: MIT
#include "density/strips.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <array>

namespace harmspot::density
{

namespace
{

struct StripRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Finds a place's strips, in positions that a division less a place makes.
class StripFinder
{
public:
    StripFinder(const Grid& grid, const StripPlan& plan)
        : m_grid(grid), m_plan(plan), m_per_cell(1 / grid.cell_m), m_per_strip(1 / static_cast<double>(plan.cols)),
          m_cols(static_cast<double>(grid.cols)), m_rows(static_cast<double>(grid.rows))
    {
    }

    /// The strips whose columns the place can reach; none when it is too far north or south as well.
    [[nodiscard]] StripRange reached(double x, double y) const
    {
        const double east = east_of(x);
        const double south = (m_grid.max_y - y) * m_per_cell;
        const double reach = m_plan.reach;
        if (!(east + reach > 0 && east - reach < m_cols && south + reach > 0 && south - reach < m_rows)) {
            return {};
        }
        const double first = std::max(0.0, east - reach) * m_per_strip;
        const double last = std::min(m_cols, east + reach) * m_per_strip;
        return {static_cast<std::size_t>(first), std::min(m_plan.count, static_cast<std::size_t>(last) + 1)};
    }

    /// The strip on which the place lies, or the nearest.
    [[nodiscard]] std::size_t home(double x) const
    {
        const double east = std::clamp(east_of(x), 0.0, m_cols);
        return std::min(m_plan.count - 1, static_cast<std::size_t>(east * m_per_strip));
    }

private:
    [[nodiscard]] double east_of(double x) const { return (x - m_grid.min_x) * m_per_cell; }

    const Grid& m_grid;
    const StripPlan& m_plan;
    double m_per_cell;
    double m_per_strip;
    double m_cols;
    double m_rows;
};

} // namespace

StripPlan plan_strips(const Grid& grid, std::size_t wide, double reach)
{
    StripPlan plan;
    plan.reach = reach;
    const std::size_t count = std::max<std::size_t>(1, (grid.cols + wide / 2) / wide);
    const std::size_t cols = (grid.cols + count - 1) / count;
    plan.cols = (cols + kColumnGroup - 1) / kColumnGroup * kColumnGroup;
    plan.count = (grid.cols + plan.cols - 1) / plan.cols;
    return plan;
}

Strips::Strips(const PlacesView& places, const Grid& grid, const StripPlan& plan, unsigned threads)
    : m_grid(grid), m_plan(plan), m_rows_north(static_cast<std::size_t>(plan.reach) + 1),
      m_bins(grid.rows + 2 * m_rows_north), m_strip_start(plan.count + 1), m_row_start(plan.count * (m_bins + 1))
{
    list_places(places);
    const std::size_t copies = m_strip_start.back();
    for (auto* column : {&m_east, &m_south, &m_weight}) {
        column->resize(copies + kPlacePadding);
        std::fill(column->end() - kPlacePadding, column->end(), 0.0);
    }
    parallel_for(threads, plan.count, [&](std::size_t strip) { sort_strip(places, strip); });
    m_place = {};
}

/// Lists, strip by strip and in place order, the places that reach it.
void Strips::list_places(const PlacesView& places)
{
    const StripFinder finder(m_grid, m_plan);
    const bool every = m_plan.share == StripShare::reaching;
    const bool homes = m_plan.share == StripShare::homes;
    const auto each_copy = [&](auto&& call) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places.weight[i] > 0) {
                const auto range = finder.reached(places.x[i], places.y[i]);
                const std::size_t home = every ? range.begin : finder.home(places.x[i]);
                for (std::size_t strip = range.begin; strip < range.end; ++strip) {
                    if (every || (strip == home) == homes) {
                        call(strip, i);
                    }
                }
            }
        }
    };
    each_copy([&](std::size_t strip, std::size_t) { ++m_strip_start[strip + 1]; });
    for (std::size_t strip = 0; strip < m_plan.count; ++strip) {
        m_strip_start[strip + 1] += m_strip_start[strip];
    }
    m_place.resize(m_strip_start.back());
    std::vector<std::size_t> next(m_strip_start.begin(), m_strip_start.end() - 1);
    each_copy([&](std::size_t strip, std::size_t i) { m_place[next[strip]++] = static_cast<std::uint32_t>(i); });
}

std::size_t Strips::bin_of(double south) const
{
    const double from_first = south + static_cast<double>(m_rows_north);
    return static_cast<std::size_t>(std::clamp(from_first, 0.0, static_cast<double>(m_bins - 1)));
}

/// Counting sort of a strip's places by row; places of one row keep their order.
void Strips::sort_strip(const PlacesView& places, std::size_t strip)
{
    const std::size_t begin = m_strip_start[strip];
    const std::size_t end = m_strip_start[strip + 1];
    const std::size_t first_row = strip * (m_bins + 1);
    const double per_cell = 1 / m_grid.cell_m;
    const auto bin_of_place = [&](std::uint32_t i) { return bin_of((m_grid.max_y - places.y[i]) * per_cell); };
    std::vector<std::size_t> next(m_bins + 1, 0);
    for (std::size_t copy = begin; copy < end; ++copy) {
        ++next[bin_of_place(m_place[copy]) + 1];
    }
    std::size_t start = begin;
    for (std::size_t bin = 0; bin <= m_bins; ++bin) {
        start += next[bin];
        next[bin] = start;
        m_row_start[first_row + bin] = start;
    }
    const double west = m_grid.min_x + static_cast<double>(strip * m_plan.cols) * m_grid.cell_m;
    for (std::size_t copy = begin; copy < end; ++copy) {
        const std::uint32_t i = m_place[copy];
        const std::size_t at = next[bin_of_place(i)]++;
        m_east[at] = (places.x[i] - west) / m_grid.cell_m;
        m_south[at] = (m_grid.max_y - places.y[i]) / m_grid.cell_m;
        m_weight[at] = places.weight[i];
    }
    if (m_plan.order != RowOrder::as_given) {
        order_rows(strip);
    }
}

/// Puts one row's places in the plan's order. By the counting sort they are in the order in which they came,
/// which as a rule is that of x.
void Strips::order_row(std::size_t begin, std::size_t end, std::vector<std::array<double, 3>>& row)
{
    constexpr std::size_t kSpread = 8; // places that a loop takes at once, at most
    if (m_plan.order == RowOrder::by_east && std::is_sorted(&m_east[begin], &m_east[end])) {
        return;
    }
    row.clear();
    for (std::size_t i = begin; i < end; ++i) {
        row.push_back({m_east[i], m_south[i], m_weight[i]});
    }
    const auto less_east = [](const auto& a, const auto& b) { return a[0] < b[0]; };
    if (!std::is_sorted(row.begin(), row.end(), less_east)) {
        std::stable_sort(row.begin(), row.end(), less_east);
    }
    const std::size_t parts = m_plan.order == RowOrder::spread ? kSpread : 1;
    std::size_t at = begin;
    const std::size_t step = (row.size() + parts - 1) / parts;
    for (std::size_t first = 0; first < step; ++first) {
        for (std::size_t i = first; i < row.size(); i += step, ++at) {
            m_east[at] = row[i][0];
            m_south[at] = row[i][1];
            m_weight[at] = row[i][2];
        }
    }
}

void Strips::order_rows(std::size_t strip)
{
    std::vector<std::array<double, 3>> row;
    const std::size_t* starts = m_row_start.data() + strip * (m_bins + 1);
    for (std::size_t bin = 0; bin < m_bins; ++bin) {
        if (starts[bin + 1] - starts[bin] > 1) {
            order_row(starts[bin], starts[bin + 1], row);
        }
    }
}

std::size_t Strips::most_blocks_near(const Tile& tile) const
{
    const std::size_t first = bin_of(static_cast<double>(tile.row_begin) - m_plan.reach - 1);
    const std::size_t last = bin_of(static_cast<double>(tile.row_end) + m_plan.reach + 1);
    std::size_t most = 0;
    for (std::size_t bin = first; bin <= last; ++bin) {
        most += most_blocks(tile.row_start[bin + 1] - tile.row_start[bin], m_plan.cols, m_plan.reach);
    }
    return most;
}

Tile Strips::tile_of(std::size_t strip) const
{
    Tile tile{};
    tile.east = m_east.data();
    tile.south = m_south.data();
    tile.weight = m_weight.data();
    tile.row_start = m_row_start.data() + strip * (m_bins + 1);
    tile.rows_north = m_rows_north;
    tile.bins = m_bins;
    tile.cols = std::min(m_plan.cols, m_grid.cols - strip * m_plan.cols);
    tile.reach = m_plan.reach;
    return tile;
}

std::size_t Strips::count(std::size_t strip, std::ptrdiff_t row_begin, std::ptrdiff_t row_end) const
{
    const std::size_t* starts = m_row_start.data() + strip * (m_bins + 1);
    const auto bin = [&](std::ptrdiff_t row) {
        const auto north = static_cast<std::ptrdiff_t>(m_rows_north);
        return std::clamp<std::ptrdiff_t>(row + north, 0, static_cast<std::ptrdiff_t>(m_bins));
    };
    return starts[bin(row_end)] - starts[bin(row_begin)];
}

bool Strips::any_near(std::size_t strip, std::size_t row_begin, std::size_t row_end) const
{
    const std::size_t* starts = m_row_start.data() + strip * (m_bins + 1);
    const std::size_t first = bin_of(static_cast<double>(row_begin) - m_plan.reach);
    const std::size_t last = bin_of(static_cast<double>(row_end) + m_plan.reach);
    return starts[first] < starts[last + 1];
}

} // namespace harmspot::density
