// SPDX-License-Identifier: MIT
#include "hotspot/region.hpp"

#include "hotspot/contour.hpp"
#include "hotspot/level.hpp"

#include <utility>

namespace harmspot
{

Region region_at(double level, const Lattice& lattice, const ShapeIndex& scope, unsigned threads)
{
    Region region;
    region.level = level;
    region.polygons = contour(lattice, level, threads);
    region.pieces = clip(region.polygons, scope, threads);
    for (const auto& piece : region.pieces) {
        region.area_m2 += area(piece.shape);
    }
    return region;
}

std::optional<Region> region_of_area(double budget_m2, const Lattice& lattice, const ShapeIndex& scope,
                                     unsigned threads)
{
    // The search for the level takes squares on the scope's border by their share, which is out by a little
    // where the contour crosses it too. So the polygons themselves are measured and the aim moved by what they
    // miss; one look is enough unless the scope is small.
    constexpr int kMostLooks = 5;
    const double slack = budget_m2 * kBudgetTolerance;
    double aim = budget_m2 - slack / 2;
    std::optional<Region> best;
    double last_level = 0;
    for (int look = 0; look < kMostLooks; ++look) {
        const auto level = level_of_area(lattice, scope.shape(), aim, threads);
        if (!level || *level == last_level) {
            break;
        }
        last_level = *level;
        auto region = region_at(*level, lattice, scope, threads);
        const double left = budget_m2 - region.area_m2;
        const bool fits = left >= 0 && (!best || region.area_m2 > best->area_m2 || best->area_m2 > budget_m2);
        if (!best || fits) {
            best = std::move(region);
        }
        if (left >= 0 && left <= slack) {
            break;
        }
        aim += left - slack / 2;
    }
    return best;
}

} // namespace harmspot
