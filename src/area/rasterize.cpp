// SPDX-License-Identifier: MIT
#include "area/rasterize.hpp"

#include "geo/orientation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace harmspot
{

namespace
{

struct Edge {
    Point low; ///< the end with the smaller y
    Point high;
};

/// Number of i in [0, count) for which `before(i)` holds, where it holds for a leading part only. `guess`
/// is where that part should end; it is put right whatever it is.
template <class Before>
std::size_t leading_part(double guess, std::size_t count, Before&& before)
{
    std::size_t at = guess > 0 ? static_cast<std::size_t>(std::min(guess, static_cast<double>(count))) : 0;
    while (at > 0 && !before(at - 1)) {
        --at;
    }
    while (at < count && before(at)) {
        ++at;
    }
    return at;
}

/// Rows [first, last) whose centres lie between the edge's ends, both included.
std::pair<std::size_t, std::size_t> rows_of(const Grid& grid, const Edge& edge)
{
    const auto guess = [&](double y) { return std::ceil((grid.max_y - y) / grid.cell_m - 0.5); };
    const std::size_t first =
        leading_part(guess(edge.high.y), grid.rows, [&](std::size_t row) { return grid.centre_y(row) > edge.high.y; });
    const std::size_t last =
        leading_part(guess(edge.low.y), grid.rows, [&](std::size_t row) { return grid.centre_y(row) >= edge.low.y; });
    return {first, std::max(first, last)};
}

/// What the edges leave on one row of centres.
struct RowMarks {
    std::vector<std::size_t> crossings;                     ///< columns left of an edge that the row crosses
    std::vector<std::pair<std::size_t, std::size_t>> spans; ///< columns inside, or exactly on an edge
};

void mark_edge(const Grid& grid, double y, const Edge& edge, RowMarks& marks)
{
    if (edge.low.y == edge.high.y) {
        const auto [west, east] = std::minmax(edge.low.x, edge.high.x);
        const auto guess = [&](double x) { return std::ceil((x - grid.min_x) / grid.cell_m - 0.5); };
        const auto first =
            leading_part(guess(west), grid.cols, [&, w = west](std::size_t col) { return grid.centre_x(col) < w; });
        const auto last =
            leading_part(guess(east), grid.cols, [&, e = east](std::size_t col) { return grid.centre_x(col) <= e; });
        if (first < last) {
            marks.spans.emplace_back(first, last);
        }
        return;
    }
    const double share = (y - edge.low.y) / (edge.high.y - edge.low.y);
    const double x = edge.low.x + share * (edge.high.x - edge.low.x);
    const double guess = std::ceil((x - grid.min_x) / grid.cell_m - 0.5);
    const auto side = [&](std::size_t col) { return orientation(edge.low, edge.high, {grid.centre_x(col), y}); };
    const auto left = leading_part(guess, grid.cols, [&](std::size_t col) { return side(col) > 0; });
    if (y < edge.high.y) { // half open, so that a vertex on the row counts once
        marks.crossings.push_back(left);
    }
    if (left < grid.cols && side(left) == 0) {
        marks.spans.emplace_back(left, left + 1);
    }
}

/// Adds the runs between crossings (even-odd), then joins what overlaps.
void close_row(RowMarks& marks)
{
    std::sort(marks.crossings.begin(), marks.crossings.end());
    for (std::size_t i = 0; i + 1 < marks.crossings.size(); i += 2) {
        if (marks.crossings[i] < marks.crossings[i + 1]) {
            marks.spans.emplace_back(marks.crossings[i], marks.crossings[i + 1]);
        }
    }
    std::sort(marks.spans.begin(), marks.spans.end());
    std::size_t kept = 0;
    for (const auto& span : marks.spans) {
        if (kept > 0 && span.first <= marks.spans[kept - 1].second) {
            marks.spans[kept - 1].second = std::max(marks.spans[kept - 1].second, span.second);
        } else {
            marks.spans[kept++] = span;
        }
    }
    marks.spans.resize(kept);
}

std::vector<Edge> edges_of(const MultiPolygon& shape)
{
    std::vector<Edge> edges;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            Edge edge{ring[i], ring[i + 1]};
            if (edge.low.y > edge.high.y) {
                std::swap(edge.low, edge.high);
            }
            edges.push_back(edge);
        }
    };
    for (const auto& polygon : shape) {
        add(polygon.outer);
        for (const auto& hole : polygon.holes) {
            add(hole);
        }
    }
    return edges;
}

} // namespace

void for_each_span(const Grid& grid, const MultiPolygon& shape, const SpanBody& body)
{
    struct Active {
        Edge edge;
        std::size_t first;
        std::size_t last;
    };
    std::vector<Active> waiting;
    for (const auto& edge : edges_of(shape)) {
        const auto [first, last] = rows_of(grid, edge);
        if (first < last) {
            waiting.push_back({edge, first, last});
        }
    }
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](const Active& a, const Active& b) { return a.first < b.first; });

    std::vector<Active> active;
    std::size_t next = 0;
    RowMarks marks;
    for (std::size_t row = 0; row < grid.rows && (next < waiting.size() || !active.empty()); ++row) {
        std::erase_if(active, [row](const Active& a) { return a.last <= row; });
        for (; next < waiting.size() && waiting[next].first == row; ++next) {
            active.push_back(waiting[next]);
        }
        marks.crossings.clear();
        marks.spans.clear();
        for (const auto& a : active) {
            mark_edge(grid, grid.centre_y(row), a.edge, marks);
        }
        close_row(marks);
        for (const auto& [first, last] : marks.spans) {
            body(row, first, last);
        }
    }
}

} // namespace harmspot
