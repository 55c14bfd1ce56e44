// SPDX-License-Identifier: MIT
#include "geo/geos.hpp"

#include "harmspot/error.hpp"
#include "harmspot/neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>

namespace harmspot
{

namespace
{

constexpr double kLeastOverlapM2 = 1;

/// A vertex, or the stretch between two of them, in whole multiples of the snap distance.
struct Shared {
    std::int64_t x0 = 0;
    std::int64_t y0 = 0;
    std::int64_t x1 = 0;
    std::int64_t y1 = 0;
    std::uint32_t area = 0;

    [[nodiscard]] bool same_place(const Shared& other) const
    {
        return x0 == other.x0 && y0 == other.y0 && x1 == other.x1 && y1 == other.y1;
    }
    friend auto operator<=>(const Shared&, const Shared&) = default;
};

void add_ring(const Ring& ring, std::uint32_t area, Contiguity contiguity, double snap_m, std::vector<Shared>& all)
{
    const auto snapped = [snap_m](double value) { return static_cast<std::int64_t>(std::llround(value / snap_m)); };
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        std::pair from{snapped(ring[i].x), snapped(ring[i].y)};
        std::pair to =
            contiguity == Contiguity::queen ? from : std::pair{snapped(ring[i + 1].x), snapped(ring[i + 1].y)};
        if (contiguity == Contiguity::rook && from == to) {
            continue;
        }
        if (to < from) {
            std::swap(from, to);
        }
        all.push_back({from.first, from.second, to.first, to.second, area});
    }
}

void refuse_overlaps(std::span<const MultiPolygon> areas, std::span<const std::string> names)
{
    const auto name = [&](std::size_t i) {
        return names.empty() ? fmt::format("{}", i + 1) : fmt::format("'{}'", names[i]);
    };
    struct Extent {
        Box box;
        std::size_t area;
    };
    std::vector<Extent> extents;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!areas[i].empty()) {
            extents.push_back({bounds(areas[i]), i});
        }
    }
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) {
        return std::pair(a.box.min_x, a.area) < std::pair(b.box.min_x, b.area);
    });
    for (std::size_t a = 0; a < extents.size(); ++a) {
        for (std::size_t b = a + 1; b < extents.size() && extents[b].box.min_x <= extents[a].box.max_x; ++b) {
            if (!extents[a].box.intersects(extents[b].box)) {
                continue;
            }
            const auto [first, second] = std::minmax(extents[a].area, extents[b].area);
            const double m2 = area(geos::intersection(areas[first], areas[second]));
            if (m2 > kLeastOverlapM2) {
                throw InputError(
                    fmt::format("areas {} and {} overlap by {:.0f} m2: neighbours by shared borders need "
                                "areas that do not overlap; repair the boundary file, or use \"nearest\" neighbours",
                                name(first), name(second), m2));
            }
        }
    }
}

} // namespace

Weights contiguity_weights(std::span<const MultiPolygon> areas, Contiguity contiguity, double snap_m,
                           std::span<const std::string> names)
{
    refuse_overlaps(areas, names);
    std::vector<Shared> all;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        for (const auto& polygon : areas[i]) {
            add_ring(polygon.outer, static_cast<std::uint32_t>(i), contiguity, snap_m, all);
            for (const auto& hole : polygon.holes) {
                add_ring(hole, static_cast<std::uint32_t>(i), contiguity, snap_m, all);
            }
        }
    }
    std::sort(all.begin(), all.end());
    std::vector<std::vector<std::uint32_t>> neighbours(areas.size());
    for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
        while (last < all.size() && all[last].same_place(all[first])) {
            ++last;
        }
        for (std::size_t a = first; a < last; ++a) {
            for (std::size_t b = first; b < last; ++b) {
                if (all[a].area != all[b].area) {
                    neighbours[all[a].area].push_back(all[b].area);
                }
            }
        }
    }
    return weights_from(neighbours);
}

} // namespace harmspot
