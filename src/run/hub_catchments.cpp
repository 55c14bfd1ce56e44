// SPDX-License-Identifier: MIT
#include "run/hub_report.hpp"

#include "geo/geos.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

/// The part of a convex ring that is at least as near to `to` as to `other` (Sutherland & Hodgman 1974).
Ring nearer(const Ring& ring, Point to, Point other)
{
    const Point middle{(to.x + other.x) / 2, (to.y + other.y) / 2};
    const auto side = [&](Point p) {
        return (p.x - middle.x) * (other.x - to.x) + (p.y - middle.y) * (other.y - to.y); // ≤ 0: nearer to `to`
    };
    Ring part;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[i + 1];
        const double side_a = side(a);
        const double side_b = side(b);
        if (side_a <= 0) {
            part.push_back(a);
        }
        if (side_a * side_b < 0) {
            const double share = side_a / (side_a - side_b);
            part.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        }
    }
    if (!part.empty()) {
        part.push_back(part.front());
    }
    return part;
}

Ring box_ring(const Box& box)
{
    return {{box.min_x, box.min_y},
            {box.max_x, box.min_y},
            {box.max_x, box.max_y},
            {box.min_x, box.max_y},
            {box.min_x, box.min_y}};
}

MultiPolygon by_straight_lines(const HubsConfig& plan, const RunData& data, const HubInputs& inputs,
                               const SitingAnswer& answer, std::uint32_t site)
{
    const auto& problem = inputs.problem;
    const MultiPolygon* within = &data.study.shape;
    if (plan.same_authority) {
        if (problem.site_area[site] == kNoArea) {
            return {};
        }
        const auto layer = std::find_if(data.layers.begin(), data.layers.end(),
                                        [&](const AreaLayer& one) { return one.name == plan.authority; });
        within = &layer->areas[problem.site_area[site]].shape;
    }
    auto ring = box_ring(bounds(*within).grown(1));
    for (const auto other : answer.open) {
        const bool competes =
            other != site && (!plan.same_authority || problem.site_area[other] == problem.site_area[site]);
        if (!competes) {
            continue;
        }
        if (problem.site[other] == problem.site[site]) { // two at one spot: the first has it
            if (other < site) {
                return {};
            }
            continue;
        }
        ring = nearer(ring, problem.site[site], problem.site[other]);
        if (ring.size() < 4) {
            return {};
        }
    }
    return geos::intersection(*within, {{ring, {}}});
}

} // namespace

std::vector<HubsCatchment> hub_catchments(const HubsConfig& plan, const RunData& data, const HubInputs& inputs,
                                          const SitingAnswer& answer)
{
    const bool straight = !plan.distances.given() && !plan.barriers.given() && inputs.problem.capacity.empty();
    constexpr double kHullRatio = 0.3;
    std::vector<HubsCatchment> catchments;
    for (const auto site : answer.open) {
        HubsCatchment catchment;
        catchment.site = site;
        if (straight) {
            catchment.shape = by_straight_lines(plan, data, inputs, answer, site);
        } else {
            std::vector<Point> served;
            for (std::size_t i = 0; i < inputs.demand.size(); ++i) {
                if (answer.serves[i] == site && inputs.problem.weight[i] > 0) {
                    served.push_back(inputs.demand[i]);
                }
            }
            if (!served.empty()) {
                catchment.shape = geos::buffered_hull(served, kHullRatio, plan.demand_cell_m / 2);
            }
        }
        catchments.push_back(std::move(catchment));
    }
    return catchments;
}

} // namespace harmspot
