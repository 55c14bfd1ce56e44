// SPDX-License-Identifier: MIT
#include "run/patrol_report.hpp"

#include "hotspot/clip.hpp"
#include "hotspot/place_name.hpp"
#include "incident/words.hpp"
#include "run/patrol_shift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

namespace harmspot
{

namespace
{

/// A place's own hours count against this many incidents spread like those of all places: few incidents tell little.
constexpr double kPooledIncidents = 20;
/// All harm of a week is this many of the planner's units; a day with an hour twice has at most double.
constexpr double kUnitsOfHarm = 4.5e11;
constexpr int kBritishNationalGridEpsg = 27700;

WeekShares shares_of(const WeekProfile& profile, bool by_harm)
{
    const auto& hours = by_harm ? profile.harm : profile.incidents;
    double sum = 0;
    for (const double hour : hours) {
        sum += hour;
    }
    WeekShares shares{};
    for (std::size_t hour = 0; hour < shares.size(); ++hour) {
        shares[hour] = sum > 0 ? hours[hour] / sum : 1.0 / static_cast<double>(kHoursPerWeek);
    }
    return shares;
}

class Reporter
{
public:
    Reporter(const RunConfig& config, const RunData& data, const PatrolInputs& inputs)
        : m_config(config), m_plan(*config.patrols), m_data(data), m_inputs(inputs)
    {
    }

    PatrolsReport report()
    {
        add_head();
        group_rows();
        add_places();
        add_profiles();
        allot_units();
        for (std::size_t g = 0; g < m_inputs.grounds.size(); ++g) {
            plan_area(g);
        }
        say();
        return std::move(m_report);
    }

private:
    void add_head()
    {
        m_report.area_layer = m_plan.area_layer;
        m_report.unit = m_plan.by_harm ? m_data.table.unit : "incidents";
        m_report.shift_min = shift_minutes(m_plan);
        m_report.visit_min = m_plan.minutes_per_visit;
        m_report.shift = fmt::format("{} to {}", clock_text(m_plan, 0), clock_text(m_plan, m_report.shift_min));
        m_report.hours_known = m_inputs.hours_known;
        m_report.incidents_of_themes = m_inputs.incidents_of_themes;
        m_report.domestic = m_inputs.domestic;
        m_report.dwellings = m_inputs.dwellings;
        m_report.in_zones = m_inputs.in_zones;
        m_report.nowhere = m_inputs.nowhere;
        m_report.start = m_plan.start;
        m_report.statements = m_inputs.statements;
        m_report.whole_statements = m_inputs.whole_statements;
        for (const auto& ground : m_inputs.grounds) {
            PatrolAreaReport area;
            area.name = ground.name;
            area.number = ground.number;
            area.incidents = ground.incidents;
            area.harm = ground.harm;
            area.statements = ground.statements;
            m_report.areas.push_back(std::move(area));
        }
    }

    /// Rows of each point.
    void group_rows()
    {
        std::map<std::uint32_t, std::size_t> point_of;
        for (std::size_t i = 0; i < m_inputs.place.size(); ++i) {
            point_of[m_inputs.place[i]] = i;
        }
        m_rows_of.resize(m_inputs.place.size());
        for (const auto row : m_inputs.rows) {
            m_rows_of[point_of[m_data.read.incidents.place[row]]].push_back(row);
        }
    }

    void add_places()
    {
        const auto found = find_patrol_places(m_inputs.view(), m_inputs.ground, m_inputs.quotas, m_inputs.rules);
        m_weights.clear();
        std::set<std::string> ids;
        for (std::size_t g = 0; g < m_inputs.grounds.size(); ++g) {
            const ShapeIndex ground(*m_inputs.grounds[g].shape);
            const ShapeIndex study(m_data.study.shape);
            std::uint32_t rank = 0;
            for (const auto& place : found.places) {
                if (place.ground != g) {
                    continue;
                }
                auto one = described(place);
                one.rank = ++rank;
                one.shape =
                    clip_whole({{patrol_outline(m_inputs.rules, place.centre, place.turn_degrees), {}}}, ground);
                one.shape = clip_whole(one.shape, study);
                for (int k = 2; !ids.insert(one.id).second; ++k) {
                    one.id = one.id.substr(0, one.id.find('_')) + "_" + std::to_string(k);
                }
                m_report.areas[g].incidents_in_places += one.incidents;
                m_report.areas[g].harm_in_places += one.harm;
                m_report.places.push_back(std::move(one));
                m_weights.push_back(place.weight);
            }
        }
    }

    [[nodiscard]] PatrolPlaceReport described(const PatrolPlace& place) const
    {
        const auto& incidents = m_data.read.incidents;
        PatrolPlaceReport report;
        report.centre = place.centre;
        report.area = place.ground;
        report.incidents = place.incidents;
        report.distinct_places = place.points.size();
        std::map<std::uint32_t, std::uint64_t> locations;
        for (const auto point : place.points) {
            for (const auto row : m_rows_of[point]) {
                const double harm = m_plan.by_harm ? m_data.harm.harm[row] : 1.0;
                report.harm += harm;
                ++locations[incidents.location[row]];
                if (incidents.precision[row] == TimePrecision::minute) {
                    report.hours.add(incidents.earliest_min[row], incidents.latest_min[row], harm);
                }
            }
        }
        report.square_name = square_of(place.centre, true);
        auto square = square_of(place.centre, false);
        std::transform(square.begin(), square.end(), square.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        report.id = "patrol-" + square;
        std::vector<std::pair<std::string_view, std::uint64_t>> texts;
        for (const auto& [location, count] : locations) {
            texts.emplace_back(incidents.locations[location], count);
        }
        const auto name = place_name(texts).name;
        report.name = name.empty() ? "near " + report.square_name : (m_inputs.snapped ? "near " : "") + name;
        return report;
    }

    [[nodiscard]] std::string square_of(Point p, bool spaced) const
    {
        constexpr int kDigits = 3; // 100 m
        auto reference =
            m_config.epsg == kBritishNationalGridEpsg ? grid_reference(p.x, p.y, kDigits, spaced) : std::string();
        if (!reference.empty()) {
            return reference;
        }
        return spaced ? fmt::format("{:.0f} E, {:.0f} N", std::floor(p.x / 100) * 100, std::floor(p.y / 100) * 100)
                      : fmt::format("e{:.0f}n{:.0f}", std::floor(p.x / 100), std::floor(p.y / 100));
    }

    /// Harm by quarter hour of every place, in the planner's whole units, and of the areas.
    void add_profiles()
    {
        const auto& incidents = m_data.read.incidents;
        WeekProfile all;
        double total = 0;
        for (std::size_t k = 0; k < m_inputs.rows.size(); ++k) {
            const auto row = m_inputs.rows[k];
            total += m_inputs.weight[k];
            if (incidents.precision[row] == TimePrecision::minute) {
                all.add(incidents.earliest_min[row], incidents.latest_min[row],
                        m_plan.by_harm ? m_data.harm.harm[row] : 1.0);
            }
        }
        const auto pooled = shares_of(m_inputs.hours_known ? all : WeekProfile(), m_plan.by_harm);
        const double scale = total > 0 ? kUnitsOfHarm / total : 0;
        for (std::size_t k = 0; k < m_report.places.size(); ++k) {
            const auto& place = m_report.places[k];
            const auto own = shares_of(place.hours, m_plan.by_harm);
            const auto timed = m_inputs.hours_known ? static_cast<double>(place.hours.timed) : 0;
            WeekShares shares{};
            for (std::size_t hour = 0; hour < shares.size(); ++hour) {
                shares[hour] = (timed * own[hour] + kPooledIncidents * pooled[hour]) / (timed + kPooledIncidents);
            }
            PatrolStop stop{static_cast<std::int32_t>(std::lround(place.centre.x)),
                            static_cast<std::int32_t>(std::lround(place.centre.y)),
                            {}};
            for (const double share : shares_per_minute(m_plan, shares)) {
                stop.harm_per_min.push_back(static_cast<std::int64_t>(scale * m_weights[k] * share));
            }
            m_stops.push_back(std::move(stop));
        }
        const auto in_shift = shares_per_minute(m_plan, pooled);
        for (std::size_t g = 0; g < m_inputs.grounds.size(); ++g) {
            for (std::size_t slot = 0; slot < in_shift.size(); ++slot) {
                const auto minutes =
                    std::min(kPatrolSlotMin, m_report.shift_min - kPatrolSlotMin * static_cast<std::int32_t>(slot));
                m_report.areas[g].expected += scale * m_inputs.grounds[g].weight * in_shift[slot] * minutes;
            }
        }
    }

    [[nodiscard]] PatrolShift shift_of(std::size_t units, std::size_t ground) const
    {
        constexpr double kMetresPerKm = 1000;
        constexpr double kPermille = 1000;
        constexpr std::uint32_t kAreaStep = 7919; // areas with one seed are not to be alike
        PatrolShift shift;
        shift.minutes = m_report.shift_min;
        shift.units = static_cast<std::int32_t>(units);
        shift.visit_min = m_plan.minutes_per_visit;
        shift.revisit_gap_min = m_plan.revisit_gap_min;
        shift.budget_min = budget_minutes(m_plan);
        shift.metres_per_hour = static_cast<std::int32_t>(std::lround(m_plan.travel_kmh * kMetresPerKm));
        shift.detour_permille = static_cast<std::int32_t>(std::lround(m_plan.detour_factor * kPermille));
        if (m_plan.start) {
            shift.start = PatrolStop{static_cast<std::int32_t>(std::lround(m_plan.start->x)),
                                     static_cast<std::int32_t>(std::lround(m_plan.start->y)),
                                     {}};
        }
        shift.seed = m_plan.seed + kAreaStep * static_cast<std::uint32_t>(ground);
        return shift;
    }

    [[nodiscard]] std::vector<PatrolStop> stops_of(std::size_t ground) const
    {
        std::vector<PatrolStop> stops;
        for (std::size_t k = 0; k < m_stops.size(); ++k) {
            if (m_report.places[k].area == ground) {
                stops.push_back(m_stops[k]);
            }
        }
        return stops;
    }

    /// Units of each area; units "in all" go one by one to the area where the next reaches most more.
    void allot_units()
    {
        for (const auto& ground : m_inputs.grounds) {
            m_units.push_back(ground.units);
        }
        if (!m_plan.units_in_all) {
            return;
        }
        std::vector<std::int64_t> now(m_units.size(), 0);
        std::vector<std::int64_t> more(m_units.size());
        for (std::size_t g = 0; g < more.size(); ++g) {
            more[g] = plan_patrols(stops_of(g), shift_of(1, g)).reached;
        }
        for (std::size_t unit = 0; unit < m_plan.units; ++unit) {
            std::size_t best = 0;
            for (std::size_t g = 1; g < more.size(); ++g) {
                best = more[g] - now[g] > more[best] - now[best] ? g : best;
            }
            ++m_units[best];
            now[best] = more[best];
            more[best] = plan_patrols(stops_of(best), shift_of(m_units[best] + 1, best)).reached;
        }
    }

    void plan_area(std::size_t g)
    {
        const auto stops = stops_of(g);
        const auto shift = shift_of(m_units[g], g);
        const auto plan = plan_patrols(stops, shift);
        auto& area = m_report.areas[g];
        area.expected_in_places = plan.all;
        area.reached = plan.reached;
        area.at_most = most_patrol_harm(stops, shift);
        area.units = plan.units;
        const auto first =
            static_cast<std::size_t>(std::find_if(m_report.places.begin(), m_report.places.end(),
                                                  [&](const PatrolPlaceReport& place) { return place.area == g; }) -
                                     m_report.places.begin());
        for (std::size_t k = 0; k < stops.size(); ++k) {
            m_report.places[first + k].expected = expected(stops[k]);
        }
        std::uint32_t number = 0;
        std::int32_t unit = -1;
        for (const auto& visit : plan.visits) {
            number = visit.unit == unit ? number + 1 : 1;
            unit = visit.unit;
            auto& place = m_report.places[first + visit.place];
            ++place.visits;
            place.reached += visit.reached;
            PatrolVisitReport one;
            one.area = g;
            one.unit = static_cast<std::uint32_t>(unit + 1);
            one.number = number;
            one.place = first + visit.place;
            one.start_min = visit.start_min;
            one.start = clock_text(m_plan, visit.start_min);
            one.end = clock_text(m_plan, visit.start_min + m_plan.minutes_per_visit);
            one.travel_min = visit.travel_min;
            one.reached = visit.reached;
            m_report.visits.push_back(std::move(one));
        }
    }

    [[nodiscard]] std::int64_t expected(const PatrolStop& stop) const
    {
        std::int64_t sum = 0;
        for (std::int32_t minute = 0; minute < m_report.shift_min; ++minute) {
            sum += stop.harm_per_min[static_cast<std::size_t>(minute / kPatrolSlotMin)];
        }
        return sum;
    }

    void say()
    {
        auto& say = m_report.statements;
        if (!m_data.rules.withholds()) {
            say.push_back(fmt::format("Shift {}, visits of {} minutes, {} minutes or more from one to the next at the "
                                      "same place; the order is drawn with seed {}.",
                                      m_report.shift, m_plan.minutes_per_visit, m_plan.revisit_gap_min, m_plan.seed));
        }
        const auto wanted = m_inputs.rules.places;
        if (m_plan.places && m_report.places.size() < wanted) {
            m_report.whole_statements.push_back(fmt::format(
                "{} places were asked for and there are {}: no more hold anything.", wanted, m_report.places.size()));
        }
        for (std::size_t g = 0; g < m_inputs.quotas.size(); ++g) {
            const auto there = static_cast<std::size_t>(
                std::count_if(m_report.places.begin(), m_report.places.end(),
                              [&](const PatrolPlaceReport& place) { return place.area == g; }));
            if (there < m_inputs.quotas[g].least) {
                m_report.areas[g].statements.push_back(
                    fmt::format("{} was to have at least {} places and has {}: no more hold anything.",
                                m_inputs.grounds[g].name, m_inputs.quotas[g].least, there));
                m_report.whole_statements.push_back(m_report.areas[g].statements.back());
            }
        }
    }

    const RunConfig& m_config;
    const PatrolsConfig& m_plan;
    const RunData& m_data;
    const PatrolInputs& m_inputs;
    std::vector<std::vector<std::uint32_t>> m_rows_of; ///< per point
    std::vector<double> m_weights;                     ///< per place
    std::vector<PatrolStop> m_stops;                   ///< per place
    std::vector<std::size_t> m_units;                  ///< per ground
    PatrolsReport m_report;
};

} // namespace

PatrolsReport patrol_report(const RunConfig& config, const RunData& data, const PatrolInputs& inputs)
{
    return Reporter(config, data, inputs).report();
}

} // namespace harmspot
