// SPDX-License-Identifier: MIT
#include "run/found_line.hpp"

#include <fmt/format.h>

#include <type_traits>

namespace harmspot
{

namespace
{

struct Sums {
    std::size_t places = 0;
    std::uint64_t incidents = 0;
    double harm = 0;
    double km2 = 0;
};

Sums sums_of(const HotspotList& list)
{
    Sums sums;
    for (const auto& hotspot : list.hotspots) {
        if (hotspot.outline == "hotspot") {
            ++sums.places;
            sums.incidents += hotspot.incidents;
            sums.harm += hotspot.harm;
            sums.km2 += hotspot.area_km2;
        }
    }
    return sums;
}

/// "eps_m = 150, min_incidents = 10": what clusters had to meet.
std::string settings_text(const ParamValues& chosen)
{
    std::string text;
    for (const auto& [name, value] : chosen) {
        std::visit(
            [&, &key = name](const auto& held) {
                using Held = std::decay_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, double>) {
                    text += fmt::format("{}{} = {:.4g}", text.empty() ? "" : ", ", key, held);
                } else if constexpr (!std::is_same_v<Held, std::vector<std::string>>) {
                    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, held);
                }
            },
            value);
    }
    return text;
}

/// Why there is less than one would expect; empty when there is not.
std::string shortfall_text(const HotspotList& list, const Sums& sums, const HotspotRules& rules,
                           const Detection& detection)
{
    constexpr double kFar = 0.5;
    if (const auto* clusters = std::get_if<Clusters>(&detection); clusters != nullptr && clusters->count == 0) {
        return fmt::format("; no group of incidents is close enough together for {}", settings_text(clusters->chosen));
    }
    if (const auto* cells = std::get_if<SignificantCells>(&detection); cells != nullptr && list.region_km2 == 0) {
        return fmt::format("; no cell holds more than chance gives ({})", settings_text(cells->chosen));
    }
    if (const auto* map = std::get_if<RiskMap>(&detection); map != nullptr && list.region_km2 == 0) {
        return fmt::format("; nowhere is it commoner against {} than chance gives", map->against);
    }
    if (list.incidents_in_scope == 0) {
        return "; no incident of this theme has a position in the study area";
    }
    if (sums.places > 0 && sums.km2 >= kFar * list.region_km2) {
        return {};
    }
    return fmt::format("; {:.2f} of {:.2f} km2 became hotspots{}", sums.km2, list.region_km2,
                       dropped_text(list, rules));
}

} // namespace

std::string dropped_text(const HotspotList& list, const HotspotRules& rules)
{
    constexpr double kHectaresPerKm2 = 100;
    std::string text;
    const auto add = [&text](std::uint64_t count, const std::string& what) {
        if (count > 0) {
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
        }
    };
    add(list.dropped_small_area, fmt::format("under {:g} ha", rules.least_area_km2 * kHectaresPerKm2));
    add(list.dropped_few_incidents, fmt::format("with fewer than {} incidents", rules.least_incidents));
    add(list.dropped_few_places, fmt::format("with fewer than {} distinct places", rules.least_places));
    add(list.dropped_as_chance, "that chance could have made");
    const auto all =
        list.dropped_small_area + list.dropped_few_incidents + list.dropped_few_places + list.dropped_as_chance;
    return all == 0 ? std::string() : fmt::format("; {} piece{} dropped: {}", all, all == 1 ? "" : "s", text);
}

std::string found_line(const RunConfig& config, const RunData& data, const Job& job, const HotspotList& list,
                       const Detection& detection)
{
    const auto& entry = config.hotspots[job.entry];
    const auto sums = sums_of(list);
    const bool equal = data.totals[job.theme].harm_equals_count;
    const auto* const version = job.version == Version::count ? ", by incidents" : (equal ? "" : ", by harm");
    const auto share = list.harm_in_scope > 0
                           ? fmt::format(" ({:.1f} % of the {})", 100 * sums.harm / list.harm_in_scope,
                                         job.version == Version::harm && !equal ? "harm" : "total")
                           : std::string();
    return fmt::format("{}, {}{}: {} place{} on {:.2f} km2 hold{} {} of {} incidents{}{}",
                       config.themes[job.theme].title, entry.name, version, sums.places, sums.places == 1 ? "" : "s",
                       sums.km2, sums.places == 1 ? "s" : "", sums.incidents, list.incidents_in_scope, share,
                       shortfall_text(list, sums, entry.rules, detection));
}

} // namespace harmspot
