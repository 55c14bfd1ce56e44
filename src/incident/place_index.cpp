// SPDX-License-Identifier: MIT
#include "incident/place_index.hpp"

#include "geo/crs.hpp"
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
std::vector<std::vector<std::uint32_t>> used_points(std::span<const Lane> lanes, std::span<const RowBlock> blocks)
{
    std::vector<std::vector<std::uint32_t>> used;
    for (const auto& lane : lanes) {
        used.emplace_back(lane.points.points().size(), kNoPlace);
    }
    for (const auto& block : blocks) {
        auto& in_lane = used[block.lane];
        for (const auto& row : block.rows) {
            if (row.point != kNoPlace) {
                in_lane[row.point] = kUsed;
            }
        }
    }
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

/// In place; what cannot be used becomes NaN. `first` serves one of the threads.
void project(std::vector<double>& x, std::vector<double>& y, const Transformation& first, int source_epsg,
             int target_epsg, unsigned threads)
{
    constexpr std::size_t kWorthATransformation = 10000; // making one takes as long as projecting so many
    const std::size_t most = threads == 0 ? machine_threads() : threads;
    const std::size_t shares = std::clamp<std::size_t>(x.size() / kWorthATransformation, 1, most);
    const Box area = usable_area(target_epsg);
    parallel_for(threads, shares, [&](std::size_t i) {
        const std::size_t begin = x.size() * i / shares;
        const std::size_t count = x.size() * (i + 1) / shares - begin;
        std::optional<Transformation> own;
        if (i > 0) {
            own.emplace(source_epsg, target_epsg);
        }
        const Transformation& transformation = own ? *own : first;
        transformation.apply(std::span(x).subspan(begin, count), std::span(y).subspan(begin, count));
        for (std::size_t k = begin; k < begin + count; ++k) {
            if (!area.contains({x[k], y[k]})) { // NaN lies in no box
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
    Misplacement(int source_epsg, int target_epsg)
        : m_transformation(source_epsg, target_epsg), m_source(usable_area(source_epsg)),
          m_target(usable_area(target_epsg)), m_degrees(is_geographic(source_epsg))
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
        return m_source.contains(point) && m_target.contains(m_transformation(point));
    }

    Transformation m_transformation;
    Box m_source;
    Box m_target;
    bool m_degrees;
};

} // namespace

Box usable_area(int epsg)
{
    // The stated limits are rounded to hundredths of a degree; a rectangle in metres is no closer.
    constexpr double kSlackDegrees = 0.01;
    constexpr double kSlackMetres = 1000;
    return area_of_use(epsg).grown(epsg == kWgs84 ? kSlackDegrees : kSlackMetres);
}

PlaceIndex index_places(std::span<const Lane> lanes, std::span<const RowBlock> blocks, int source_epsg, int target_epsg,
                        unsigned threads)
{
    PlaceIndex index;
    index.place_of = used_points(lanes, blocks);
    const PointTable merged = merge_points(lanes, index.place_of);
    const auto& points = merged.points();
    index.crs.source_epsg = source_epsg;
    index.crs.target_epsg = target_epsg;
    index.crs.operation = "none";
    std::vector<double> x(points.size());
    std::vector<double> y(points.size());
    std::transform(points.begin(), points.end(), x.begin(), [](Point p) { return p.x; });
    std::transform(points.begin(), points.end(), y.begin(), [](Point p) { return p.y; });
    if (source_epsg != target_epsg && !points.empty()) {
        const Transformation transformation(source_epsg, target_epsg);
        index.crs = transformation.report(middle_of(points));
        project(x, y, transformation, source_epsg, target_epsg, threads);
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
                    misplacement.emplace(source_epsg, target_epsg);
                }
                fault_of.emplace(i, misplacement->fault_of(points[point]));
            }
        }
    }
    return index;
}

} // namespace harmspot
