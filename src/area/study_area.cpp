// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"

#include "area/slivers.hpp"
#include "geo/geos.hpp"

#include <cmath>

namespace harmspot
{

namespace
{

bool is_sliver(const Ring& hole)
{
    double around = 0;
    for (std::size_t i = 0; i + 1 < hole.size(); ++i) {
        around += std::hypot(hole[i + 1].x - hole[i].x, hole[i + 1].y - hole[i].y);
    }
    const double m2 = std::abs(signed_area(hole));
    return m2 < kSliverM2 || m2 < kSliverWidthM * around / 2;
}

} // namespace

std::size_t fill_slivers(MultiPolygon& shape)
{
    std::size_t filled = 0;
    for (auto& polygon : shape) {
        filled += std::erase_if(polygon.holes, is_sliver);
    }
    return filled;
}

StudyArea study_area_of(const AreaLayer& layer)
{
    std::vector<MultiPolygon> shapes;
    shapes.reserve(layer.areas.size());
    for (const auto& area : layer.areas) {
        shapes.push_back(area.shape);
    }
    StudyArea study;
    study.shape = geos::unite(shapes, kSnapM);
    fill_slivers(study.shape);
    constexpr double kM2PerKm2 = 1e6;
    study.area_km2 = area(study.shape) / kM2PerKm2;
    return study;
}

} // namespace harmspot
