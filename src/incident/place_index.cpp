// SPDX-License-Identifier: MIT
#include "incident/place_index.hpp"

#include "harmspot/parallel.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace harmspot
{

namespace
{

constexpr std::uint32_t kUsed = 0;

/// For every lane, `kUsed` at the points that rows use, else `kNoPlace`.
std::vector<std::vector<std::uint32_t>> used_points(std::span<const Lane> lanes, std::span<const RowBlock> blocks,
                                                    unsigned threads)
{
    std::vector<std::vector<std::uint32_t>> used(lanes.size());
    parallel_for(threads, lanes.size(), [&](std::size_t lane) {
        used[lane].assign(lanes[lane].points.points().size(), kNoPlace);
        for (const auto& block : blocks) {
            if (block.lane != lane) {
                continue;
            }
            for (const auto& row : block.rows) {
                if (row.point != kNoPlace) {
                    used[lane][row.point] = kUsed;
                }
            }
        }
    });
    return used;
}

/// Numbers the used points of all lanes together; `used` then holds those numbers.
PointTable merge_points(std::span<const Lane> lanes, std::vector<std::vector<std::uint32_t>>& used)
{
    PointTable merged;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        const auto& points = lanes[lane].points.points();
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (used[lane][i] == kUsed) {
                used[lane][i] = merged.number_of(points[i]);
            }
        }
    }
    return merged;
}

/// Middle of the data: mean of the distinct coordinates, summed in an order that threads do not change.
Point middle_of(std::vector<Point> points)
{
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    Point sum;
    for (const auto& point : points) {
        sum.x += point.x;
        sum.y += point.y;
    }
    const auto count = static_cast<double>(points.size());
    return {sum.x / count, sum.y / count};
}

/// In place; what cannot be used becomes NaN.
void project(std::vector<double>& x, std::vector<double>& y, const Projection& projection, unsigned threads)
{
    constexpr std::size_t kWorthACopy = 5000; // copying what PROJ found takes as long as projecting 1,000
    const std::size_t most = threads == 0 ? machine_threads() : threads;
    const std::size_t shares = std::clamp<std::size_t>(x.size() / kWorthACopy, 1, most);
    std::vector<Transformation> copies; // PROJ copies on one thread only
    for (std::size_t i = 1; i < shares; ++i) {
        copies.push_back(projection.transformation->copy());
    }
    parallel_for(threads, shares, [&](std::size_t i) {
        const std::size_t begin = x.size() * i / shares;
        const std::size_t count = x.size() * (i + 1) / shares - begin;
        const Transformation& transformation = i == 0 ? *projection.transformation : copies[i - 1];
        transformation.apply(std::span(x).subspan(begin, count), std::span(y).subspan(begin, count));
        for (std::size_t k = begin; k < begin + count; ++k) {
            if (!projection.target_area.contains({x[k], y[k]})) { // NaN lies in no box
                x[k] = std::numeric_limits<double>::quiet_NaN();
            }
        }
    });
}

/// Places ordered by (x, y), and the place of every point; `kDropped` where x is NaN.
std::vector<std::uint32_t> order_places(const std::vector<double>& x, const std::vector<double>& y, Places& places)
{
    struct Ordered {
        double x;
        double y;
        std::uint32_t point;
    };
    std::vector<Ordered> order;
    order.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] == x[i]) {
            order.push_back({x[i], y[i], static_cast<std::uint32_t>(i)});
        }
    }
    std::sort(order.begin(), order.end(),
              [](const Ordered& a, const Ordered& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<std::uint32_t> place_of(x.size(), kDropped);
    for (const auto& at : order) {
        if (places.size() == 0 || places.x.back() != at.x || places.y.back() != at.y) {
            places.x.push_back(at.x);
            places.y.push_back(at.y);
        }
        place_of[at.point] = static_cast<std::uint32_t>(places.size() - 1);
    }
    return place_of;
}

/// Finds out why a position that may stand in its own CRS cannot be used in the analysis CRS.
class Misplacement
{
public:
    explicit Misplacement(const Projection& projection)
        : m_projection(projection), m_source(usable_area(projection.source_epsg)),
          m_degrees(is_geographic(projection.source_epsg))
    {
    }

    [[nodiscard]] CoordinateFault fault_of(Point point) const
    {
        if (would_do({point.y, point.x})) {
            return CoordinateFault::swapped;
        }
        const bool turned = m_degrees && (would_do({-point.x, point.y}) || would_do({point.x, -point.y}) ||
                                          would_do({-point.x, -point.y}));
        return turned ? CoordinateFault::wrong_sign : CoordinateFault::out_of_region;
    }

private:
    [[nodiscard]] bool would_do(Point point) const
    {
        return m_source.contains(point) && m_projection.target_area.contains((*m_projection.transformation)(point));
    }

    const Projection& m_projection;
    Box m_source;
    bool m_degrees;
};

/// The stated limits of an area of use are rounded to hundredths of a degree; a rectangle in metres is no closer.
Box with_slack(const Box& area, int epsg)
{
    constexpr double kSlackDegrees = 0.01;
    constexpr double kSlackMetres = 1000;
    return area.grown(epsg == kWgs84 ? kSlackDegrees : kSlackMetres);
}

} // namespace

Box usable_area(int epsg)
{
    return with_slack(area_of_use(epsg), epsg);
}

Projection::Projection(int source, int target) : source_epsg(source), target_epsg(target)
{
    if (source != target) {
        transformation.emplace(source, target);
        target_area = with_slack(transformation->target_area(), target);
    }
}

PlaceIndex index_places(std::span<const Lane> lanes, std::span<const RowBlock> blocks, const Projection& projection,
                        unsigned threads)
{
    PlaceIndex index;
    index.place_of = used_points(lanes, blocks, threads);
    const PointTable merged = merge_points(lanes, index.place_of);
    const auto& points = merged.points();
    index.crs.source_epsg = projection.source_epsg;
    index.crs.target_epsg = projection.target_epsg;
    index.crs.operation = "none";
    std::vector<double> x(points.size());
    std::vector<double> y(points.size());
    std::transform(points.begin(), points.end(), x.begin(), [](Point p) { return p.x; });
    std::transform(points.begin(), points.end(), y.begin(), [](Point p) { return p.y; });
    if (projection.transformation && !points.empty()) {
        index.crs = projection.transformation->report(middle_of(points));
        project(x, y, projection, threads);
    }
    const auto place_of = order_places(x, y, index.places);
    std::optional<Misplacement> misplacement;
    for (auto& lane : index.place_of) {
        auto& fault_of = index.fault_of.emplace_back();
        for (std::uint32_t i = 0; i < lane.size(); ++i) {
            if (lane[i] == kNoPlace) {
                continue;
            }
            const auto point = lane[i];
            lane[i] = place_of[point];
            if (lane[i] == kDropped) {
                if (!misplacement) {
                    misplacement.emplace(projection);
                }
                fault_of.emplace(i, misplacement->fault_of(points[point]));
            }
        }
    }
    return index;
}

} // namespace harmspot
