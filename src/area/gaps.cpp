// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"

#include "harmspot/hotspot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace harmspot
{

namespace
{

constexpr double kM2PerHa = 1e4;
constexpr double kM2PerKm2 = 1e6;

std::string size_text(double m2)
{
    return m2 >= kM2PerKm2 ? fmt::format("{:.1f} km2", m2 / kM2PerKm2) : fmt::format("{:.2f} ha", m2 / kM2PerHa);
}

std::string where(Point at, int epsg)
{
    constexpr int kBritishGrid = 27700;
    const auto reference = epsg == kBritishGrid ? grid_reference(at.x, at.y, 3, true) : std::string();
    return reference.empty() ? fmt::format("near {:.0f}, {:.0f}", at.x, at.y) : "near " + reference;
}

} // namespace

std::vector<std::string> gap_warnings(const AreaLayer& layer, const StudyArea& together, int epsg)
{
    struct Gap {
        double m2;
        Point corner;
    };
    std::vector<Gap> gaps;
    double sum = 0;
    for (const auto& polygon : together.shape) {
        for (const auto& hole : polygon.holes) {
            gaps.push_back({std::abs(signed_area(hole)), hole.front()});
            sum += gaps.back().m2;
        }
    }
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.m2 > b.m2; });
    constexpr std::size_t kMostNamed = 5;
    std::string list;
    for (std::size_t i = 0; i < std::min(kMostNamed, gaps.size()); ++i) {
        list += fmt::format("{}{} {}", list.empty() ? "" : "; ", size_text(gaps[i].m2), where(gaps[i].corner, epsg));
    }
    if (gaps.empty()) {
        return {};
    }
    return {fmt::format("{}: {} {} between its areas, {} in all, an incident in which is in no area: {}{}. Is that a "
                        "lake, or is an area missing?",
                        layer.path, gaps.size(), gaps.size() == 1 ? "gap" : "gaps", size_text(sum), list,
                        gaps.size() > kMostNamed ? " and smaller ones" : "")};
}

} // namespace harmspot
