// SPDX-License-Identifier: MIT
#include "hotspot/rank.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace harmspot
{

namespace
{

double per_km2(double amount, const Hotspot& hotspot)
{
    return hotspot.area_km2 > 0 ? amount / hotspot.area_km2 : 0;
}

/// By weight, then harm per km², then what the id is made of; equal ids keep the order of their shapes.
void order(std::vector<Draft>& drafts)
{
    const auto key = [](const Draft& draft) {
        const Point first = draft.hotspot.shape[0].outer[0];
        return std::tuple(-draft.weight, -per_km2(draft.hotspot.harm, draft.hotspot), std::string_view(draft.reference),
                          first.x, first.y);
    };
    std::stable_sort(drafts.begin(), drafts.end(), [&](const Draft& a, const Draft& b) { return key(a) < key(b); });
}

/// Gives `hotspot.*rank` = 1, 2, … by `amount`, ties by amount per km², then id.
template <class Amount>
void rank_by(std::vector<Hotspot>& hotspots, std::uint32_t Hotspot::*rank, const Amount& amount)
{
    std::vector<std::size_t> by(hotspots.size());
    std::iota(by.begin(), by.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        const Hotspot& hotspot = hotspots[i];
        return std::tuple(-amount(hotspot), -per_km2(amount(hotspot), hotspot), std::string_view(hotspot.id));
    };
    std::sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    for (std::size_t place = 0; place < by.size(); ++place) {
        hotspots[by[place]].*rank = static_cast<std::uint32_t>(place + 1);
    }
}

/// Each hotspot's rank without its gravest incident, all others as they are: one more than the number of others
/// that then hold more. \pre in order of rank
void rank_without_top(std::vector<Draft>& drafts)
{
    for (auto& draft : drafts) {
        const double left = draft.weight - draft.top_weight;
        const auto ahead = std::partition_point(drafts.begin(), drafts.end(),
                                                [left](const Draft& other) { return other.weight > left; });
        const auto itself = draft.weight > left ? 1 : 0;
        draft.hotspot.rank_without_top = static_cast<std::uint32_t>(ahead - drafts.begin() - itself + 1);
    }
}

} // namespace

std::vector<Hotspot> ranked(std::vector<Draft> hotspots, std::vector<Draft> outlines, const HotspotContext& context)
{
    order(hotspots);
    order(outlines);
    rank_without_top(hotspots);
    std::map<std::string, int> used;
    const auto named = [&](Draft& draft) {
        std::string id = fmt::format("{}-{}-{}", context.theme, context.entry, draft.reference);
        const int times = ++used[id];
        draft.hotspot.id = times == 1 ? id : fmt::format("{}-{}", id, times);
        return std::move(draft.hotspot);
    };
    std::vector<Hotspot> list;
    for (auto& draft : hotspots) {
        list.push_back(named(draft));
        list.back().rank = static_cast<std::uint32_t>(list.size());
    }
    rank_by(list, &Hotspot::harm_rank, [](const Hotspot& hotspot) { return hotspot.harm; });
    rank_by(list, &Hotspot::incidents_rank,
            [](const Hotspot& hotspot) { return static_cast<double>(hotspot.incidents); });
    for (auto& draft : outlines) {
        list.push_back(named(draft));
    }
    return list;
}

} // namespace harmspot
