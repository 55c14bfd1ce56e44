// SPDX-License-Identifier: MIT
#include "hotspot/merge.hpp"

#include "geo/geos.hpp"
#include "geo/shape_index.hpp"
#include "hotspot/describe.hpp"
#include "hotspot/rank.hpp"

#include <algorithm>
#include <optional>

namespace harmspot
{

namespace
{

template <class Value>
void keep_greater(std::optional<Value>& to, const std::optional<Value>& other)
{
    if (other && (!to || *other > *to)) {
        to = other;
    }
}

/// What a description by incidents does not know of a hotspot.
void add_from_method(const Hotspot& from, Hotspot& to)
{
    if (!to.cluster) {
        to.cluster = from.cluster;
        to.chance = from.chance;
        to.risk = from.risk;
        to.membership = from.membership;
    }
    keep_greater(to.cluster_stability, from.cluster_stability);
    if (from.cluster_incidents) {
        to.cluster_incidents = to.cluster_incidents.value_or(0) + *from.cluster_incidents;
    }
    if (from.at_risk) {
        to.at_risk = to.at_risk.value_or(0) + *from.at_risk;
    }
    for (const auto& name : from.continues_into) {
        if (std::find(to.continues_into.begin(), to.continues_into.end(), name) == to.continues_into.end()) {
            to.continues_into.push_back(name);
        }
    }
    std::sort(to.continues_into.begin(), to.continues_into.end());
}

} // namespace

HotspotList merge_hotspots(HotspotList list, const std::vector<std::vector<std::size_t>>& groups, const ThemeRows& rows,
                           const Scope& scope, const HotspotContext& context)
{
    const ShapeIndex index(*scope.shape);
    const ScopeRows scope_rows(rows, scope, index, context);
    const Describer describer(scope_rows, rows, context);
    std::vector<std::size_t> first_of(list.hotspots.size());
    for (std::size_t i = 0; i < first_of.size(); ++i) {
        first_of[i] = i;
    }
    for (const auto& group : groups) {
        for (const auto member : group) {
            first_of[member] = *std::min_element(group.begin(), group.end());
        }
    }
    std::vector<Draft> spots;
    std::vector<Draft> outlines;
    for (std::size_t i = 0; i < list.hotspots.size(); ++i) {
        if (first_of[i] != i) {
            continue;
        }
        std::vector<MultiPolygon> shapes;
        for (std::size_t member = i; member < first_of.size(); ++member) {
            if (first_of[member] == i) {
                shapes.push_back(list.hotspots[member].shape);
            }
        }
        auto shape = shapes.size() == 1 ? std::move(shapes.front()) : geos::unite(shapes, 0);
        const auto members = scope_rows.members(shape);
        auto draft = describer.describe(std::move(shape), members);
        draft.hotspot.outline = list.hotspots[i].outline;
        for (std::size_t member = i; member < first_of.size(); ++member) {
            if (first_of[member] == i) {
                add_from_method(list.hotspots[member], draft.hotspot);
            }
        }
        (draft.hotspot.outline == "hotspot" ? spots : outlines).push_back(std::move(draft));
    }
    list.hotspots = ranked(std::move(spots), std::move(outlines), context);
    return list;
}

void leave_out(HotspotList& list, const std::vector<std::size_t>& left_out)
{
    const auto out = [&](std::size_t number) { return std::binary_search(left_out.begin(), left_out.end(), number); };
    for (const auto rank :
         {&Hotspot::rank, &Hotspot::harm_rank, &Hotspot::incidents_rank, &Hotspot::rank_without_top}) {
        std::vector<std::uint32_t> gone;
        for (const auto number : left_out) {
            gone.push_back(list.hotspots[number].*rank);
        }
        for (std::size_t i = 0; i < list.hotspots.size(); ++i) {
            auto& own = list.hotspots[i].*rank;
            if (!out(i)) {
                own -= static_cast<std::uint32_t>(
                    std::count_if(gone.begin(), gone.end(), [own](std::uint32_t one) { return one < own; }));
            }
        }
    }
    std::vector<Hotspot> kept;
    for (std::size_t i = 0; i < list.hotspots.size(); ++i) {
        if (!out(i)) {
            kept.push_back(std::move(list.hotspots[i]));
        }
    }
    list.hotspots = std::move(kept);
}

} // namespace harmspot
