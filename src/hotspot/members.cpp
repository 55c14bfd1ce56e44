// SPDX-License-Identifier: MIT
#include "hotspot/members.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace harmspot
{

namespace
{

/// How far the study area's outline, a union of areas, may stray from the areas' own borders.
constexpr double kOutlineSlackM = 1;

/// Whether a place counts for the whole force: in W or on its border. A place that an area took in but
/// the outline of W just misses still counts, so that totals agree with the areas'.
bool in_study_area(Point p, bool assigned, const ShapeIndex& shape)
{
    if (shape.side_of(p) != Side::outside) {
        return true;
    }
    if (!assigned) {
        return false;
    }
    constexpr double d = kOutlineSlackM;
    const std::array<Point, 8> around{{{p.x - d, p.y - d},
                                       {p.x - d, p.y},
                                       {p.x - d, p.y + d},
                                       {p.x, p.y - d},
                                       {p.x, p.y + d},
                                       {p.x + d, p.y - d},
                                       {p.x + d, p.y},
                                       {p.x + d, p.y + d}}};
    return std::any_of(around.begin(), around.end(), [&](Point q) { return shape.side_of(q) != Side::outside; });
}

bool counts(std::uint32_t place, const Scope& scope, const ShapeIndex& shape, const HotspotContext& context)
{
    const auto& areas = *context.area_of_place;
    if (scope.layer) {
        return areas[*scope.layer][place] == scope.area;
    }
    const bool assigned = !areas.empty() && areas[0][place] != kOutside;
    return in_study_area({context.places->x[place], context.places->y[place]}, assigned, shape);
}

} // namespace

ScopeRows::ScopeRows(const ThemeRows& rows, const Scope& scope, const ShapeIndex& shape, const HotspotContext& context)
{
    std::vector<std::uint32_t> order(rows.place.size());
    std::iota(order.begin(), order.end(), 0U);
    const bool timed = !rows.earliest_min.empty();
    const auto key = [&](std::uint32_t row) {
        return std::tuple(rows.place[row], rows.harm[row], rows.weight[row], rows.location[row],
                          timed ? rows.earliest_min[row] : 0, timed ? rows.latest_min[row] : 0);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    for (std::size_t k = 0; k < order.size();) {
        const std::uint32_t place = rows.place[order[k]];
        std::size_t end = k;
        while (end < order.size() && rows.place[order[end]] == place) {
            ++end;
        }
        if (counts(place, scope, shape, context)) {
            Site site{place, context.places->x[place], context.places->y[place], m_rows.size(), 0, 0};
            for (; k < end; ++k) {
                m_rows.push_back(order[k]);
                site.harm += rows.harm[order[k]];
            }
            site.end_row = m_rows.size();
            m_harm += site.harm;
            m_sites.push_back(site);
        }
        k = end;
    }
}

std::vector<std::uint32_t> ScopeRows::members(const MultiPolygon& shape) const
{
    const Box box = bounds(shape);
    std::vector<std::uint32_t> found;
    auto site =
        std::lower_bound(m_sites.begin(), m_sites.end(), box.min_x, [](const Site& s, double x) { return s.x < x; });
    for (; site != m_sites.end() && site->x <= box.max_x; ++site) {
        const Point p{site->x, site->y};
        if (box.contains(p) && side_of(shape, p) != Side::outside) {
            found.push_back(static_cast<std::uint32_t>(site - m_sites.begin()));
        }
    }
    return found;
}

} // namespace harmspot
