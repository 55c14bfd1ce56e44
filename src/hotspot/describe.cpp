// SPDX-License-Identifier: MIT
#include "hotspot/describe.hpp"

#include "hotspot/clip.hpp"
#include "hotspot/place_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace harmspot
{

namespace
{

constexpr int kBritishNationalGridEpsg = 27700;
constexpr double kReferenceM = 100;

/// The 100 m square that a place lies in, as part of an id and as words for people.
struct Reference {
    std::string id;
    std::string words;
};

Reference reference_of(double x, double y, int epsg)
{
    if (epsg == kBritishNationalGridEpsg) {
        std::string compact = grid_reference(x, y, 3, false);
        if (!compact.empty()) {
            std::transform(compact.begin(), compact.begin() + 2, compact.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
            return {compact, "near " + grid_reference(x, y, 3, true)};
        }
    }
    const double east = std::floor(x / kReferenceM);
    const double north = std::floor(y / kReferenceM);
    return {fmt::format("e{:.0f}n{:.0f}", east, north),
            fmt::format("near {:.0f} E, {:.0f} N", east * kReferenceM, north * kReferenceM)};
}

} // namespace

Draft Describer::describe(MultiPolygon shape, const std::vector<std::uint32_t>& members) const
{
    Draft draft;
    normalise(shape);
    draft.hotspot.area_km2 = area(shape) / 1e6;
    draft.hotspot.shape = std::move(shape);
    add_amounts(draft, members);
    add_names(draft, members);
    add_kinds(draft.hotspot, members);
    add_hours(draft.hotspot, members);
    for (std::size_t layer = 0; layer < m_context.layers->size(); ++layer) {
        draft.hotspot.area_names.push_back(main_area(layer, members));
    }
    return draft;
}

void Describer::add_amounts(Draft& draft, const std::vector<std::uint32_t>& members) const
{
    Hotspot& hotspot = draft.hotspot;
    double squares = 0;
    double largest = 0;
    for (const std::uint32_t number : members) {
        const Site& site = m_scope_rows.sites()[number];
        for (const std::uint32_t row : m_scope_rows.rows_of(site)) {
            const double harm = m_rows.harm[row];
            hotspot.harm += harm;
            squares += harm * harm;
            largest = std::max(largest, harm);
            draft.weight += m_rows.weight[row];
            draft.top_weight = std::max(draft.top_weight, m_rows.weight[row]);
        }
        hotspot.incidents += site.incidents();
    }
    hotspot.distinct_places = members.size();
    const double scope_harm = m_scope_rows.harm();
    hotspot.harm_share = scope_harm > 0 ? hotspot.harm / scope_harm : 0;
    hotspot.effective_incidents = squares > 0 ? hotspot.harm * hotspot.harm / squares : 0;
    hotspot.top_incident_share = hotspot.harm > 0 ? largest / hotspot.harm : 0;
}

void Describer::add_names(Draft& draft, const std::vector<std::uint32_t>& members) const
{
    std::map<std::uint32_t, std::uint64_t> count_of;
    const Site* worst = nullptr;
    for (const std::uint32_t number : members) {
        const Site& site = m_scope_rows.sites()[number];
        for (const std::uint32_t row : m_scope_rows.rows_of(site)) {
            ++count_of[m_rows.location[row]];
        }
        if (worst == nullptr || site.harm > worst->harm) { // the first by (x, y) of equals
            worst = &site;
        }
    }
    const auto reference = reference_of(worst->x, worst->y, m_context.epsg);
    std::vector<std::pair<std::string_view, std::uint64_t>> locations;
    for (const auto& [location, count] : count_of) {
        locations.emplace_back((*m_context.locations)[location], count);
    }
    const auto found = place_name(locations);
    draft.reference = reference.id;
    const auto* const nearness = m_context.locations_are_map_points ? "near " : "";
    draft.hotspot.place = found.name.empty() ? reference.words : nearness + found.name;
    draft.hotspot.place_share = found.share;
}

void Describer::add_kinds(Hotspot& hotspot, const std::vector<std::uint32_t>& members) const
{
    const auto kinds = [&](const std::vector<std::uint32_t>& kind_of, const Dictionary* names) {
        std::vector<KindCount> counts;
        if (kind_of.empty() || names == nullptr) {
            return counts;
        }
        std::map<std::uint32_t, std::uint64_t> count_of;
        for (const std::uint32_t number : members) {
            for (const std::uint32_t row : m_scope_rows.rows_of(m_scope_rows.sites()[number])) {
                ++count_of[kind_of[row]];
            }
        }
        for (const auto& [kind, count] : count_of) {
            if (const auto& name = (*names)[kind]; !name.empty()) {
                counts.push_back({name, count});
            }
        }
        std::stable_sort(counts.begin(), counts.end(),
                         [](const KindCount& a, const KindCount& b) { return a.incidents > b.incidents; });
        counts.resize(std::min(counts.size(), kMostKinds));
        return counts;
    };
    hotspot.offences = kinds(m_rows.offence, m_context.offences);
    hotspot.location_types = kinds(m_rows.location_type, m_context.location_types);
}

void Describer::add_hours(Hotspot& hotspot, const std::vector<std::uint32_t>& members) const
{
    if (m_rows.earliest_min.empty()) {
        return;
    }
    WeekProfile hours;
    for (const std::uint32_t number : members) {
        for (const std::uint32_t row : m_scope_rows.rows_of(m_scope_rows.sites()[number])) {
            hours.add(m_rows.earliest_min[row], m_rows.latest_min[row], m_rows.harm[row]);
        }
    }
    const auto incidents = static_cast<double>(hotspot.incidents);
    if (hours.timed >= kLeastTimedIncidents && static_cast<double>(hours.timed) >= kLeastTimedShare * incidents) {
        hotspot.hours = hours;
        hotspot.peak = peak_window(hours, kPeakShare);
    }
}

std::string Describer::main_area(std::size_t layer, const std::vector<std::uint32_t>& members) const
{
    const auto& areas = (*m_context.layers)[layer].areas;
    std::vector<std::uint64_t> incidents(areas.size(), 0);
    for (const std::uint32_t number : members) {
        const Site& site = m_scope_rows.sites()[number];
        const std::uint16_t assigned = (*m_context.area_of_place)[layer][site.place];
        if (assigned != kOutside) {
            incidents[assigned] += site.incidents();
        }
    }
    const auto most = std::max_element(incidents.begin(), incidents.end()); // the first by name of equals
    return most == incidents.end() || *most == 0 ? std::string()
                                                 : areas[static_cast<std::size_t>(most - incidents.begin())].name;
}

std::optional<Draft> Describer::describe_if_kept(MultiPolygon shape, const HotspotRules& rules,
                                                 HotspotList& counters) const
{
    if (area(shape) / 1e6 < rules.least_area_km2) {
        ++counters.dropped_small_area;
        return std::nullopt;
    }
    const auto members = m_scope_rows.members(shape);
    std::uint64_t incidents = 0;
    for (const std::uint32_t number : members) {
        incidents += m_scope_rows.sites()[number].incidents();
    }
    if (members.empty() || incidents < rules.least_incidents) {
        ++counters.dropped_few_incidents;
        return std::nullopt;
    }
    if (members.size() < rules.least_places) {
        ++counters.dropped_few_places;
        return std::nullopt;
    }
    return describe(std::move(shape), members);
}

} // namespace harmspot
