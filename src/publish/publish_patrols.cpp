// SPDX-License-Identifier: MIT
#include "harmspot/patrols_report.hpp"

#include "publish/public_place.hpp"
#include "publish/publish_key.hpp"
#include "publish/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr int kDigits = 6;
constexpr int kHarmDecimals = 2;
constexpr int kPublicDecimals = 4;
constexpr double kLongVisitMin = 10;

double share(double part, double whole)
{
    return whole > 0 ? rounded_to_digits(part / whole, kDigits) : 0.0;
}

double share(std::int64_t part, std::int64_t whole)
{
    return share(static_cast<double>(part), static_cast<double>(whole));
}

double harm(double value)
{
    return rounded_to_decimals(value, kHarmDecimals, kDigits);
}

class PlanPublisher
{
public:
    PlanPublisher(const PatrolsReport& report, std::optional<std::size_t> area, int epsg, ProductInfo info,
                  const PublishRules& rules)
        : m_report(report), m_area(area), m_epsg(epsg), m_info(std::move(info)), m_rules(rules)
    {
        if (m_rules.withholds()) {
            m_rules.lon_lat_decimals = std::min(m_rules.lon_lat_decimals, kPublicDecimals);
        }
        const auto& own = area ? report.areas[*area].statements : report.whole_statements;
        m_info.statements.insert(m_info.statements.end(), report.statements.begin(), report.statements.end());
        m_info.statements.insert(m_info.statements.end(), own.begin(), own.end());
    }

    PublishedPatrols publish()
    {
        PublishedPatrols published{places()};
        if (!m_rules.withholds()) {
            published.visits = layer(visit_features(), {});
            published.routes = layer(route_features(), {});
            auto rules = m_rules;
            rules.statements = m_info.statements;
            rules.statements.insert(rules.statements.begin(), m_rules.statements.begin(), m_rules.statements.end());
            published.rota = harmspot::publish("patrols_visits.csv", rota(), rules);
        }
        return published;
    }

private:
    [[nodiscard]] bool wanted(std::size_t area) const { return !m_area || *m_area == area; }

    [[nodiscard]] PublishableLayer layer(std::vector<Feature> features, Withheld withheld) const
    {
        return {detail::PublishKey{}, m_info, m_rules, m_epsg, std::move(features), withheld, {}};
    }

    void add_area(Properties& to, std::size_t area) const
    {
        if (!m_report.area_layer.empty()) {
            to.emplace_back(m_report.area_layer, m_report.areas[area].name);
        }
    }

    [[nodiscard]] std::string name_of(const PatrolPlaceReport& place) const
    {
        return m_rules.withholds() && may_name_a_house(place.name) ? std::string() : place.name;
    }

    [[nodiscard]] PublishableLayer places() const
    {
        std::vector<Feature> features;
        Withheld withheld;
        for (const auto& place : m_report.places) {
            if (!wanted(place.area)) {
                continue;
            }
            if (m_rules.withholds() &&
                (place.incidents < m_rules.least_count || place.distinct_places < kLeastPublicPlaces)) {
                ++withheld.features;
                continue;
            }
            Feature feature;
            feature.shape = place.shape;
            add_place(feature.properties, place, features.size() + 1);
            features.push_back(std::move(feature));
        }
        return layer(std::move(features), withheld);
    }

    void add_place(Properties& to, const PatrolPlaceReport& place, std::size_t number) const
    {
        const auto& area = m_report.areas[place.area];
        to.emplace_back("id", m_rules.withholds() ? fmt::format("patrol-{}", number) : place.id);
        to.emplace_back("rank", static_cast<std::int64_t>(place.rank));
        add_area(to, place.area);
        if (auto name = name_of(place); !name.empty()) {
            to.emplace_back("place", std::move(name));
        }
        to.emplace_back("incidents", static_cast<std::int64_t>(place.incidents));
        to.emplace_back("harm", harm(place.harm));
        to.emplace_back("harm_unit", m_report.unit);
        to.emplace_back("harm_share", share(place.harm, area.harm));
        if (m_rules.withholds()) {
            return;
        }
        to.emplace_back("distinct_places", static_cast<std::int64_t>(place.distinct_places));
        to.emplace_back("visits", static_cast<std::int64_t>(place.visits));
        to.emplace_back("visiting_min", static_cast<std::int64_t>(place.visits) * m_report.visit_min);
        to.emplace_back("reached_share", share(place.reached, place.expected));
        add_peak(to, place);
    }

    void add_peak(Properties& to, const PatrolPlaceReport& place) const
    {
        if (!m_report.hours_known || place.hours.timed < kLeastTimedIncidents) {
            return;
        }
        if (const auto peak = peak_window(place.hours, kPeakShare)) {
            to.emplace_back("peak_days", peak_days_text(*peak));
            to.emplace_back("peak_from", peak_from_text(*peak));
            to.emplace_back("peak_to", peak_to_text(*peak));
            to.emplace_back("peak_share", rounded_to_digits(peak->share, kDigits));
        }
    }

    [[nodiscard]] std::vector<Feature> visit_features() const
    {
        std::vector<Feature> features;
        for (const auto& visit : m_report.visits) {
            if (!wanted(visit.area)) {
                continue;
            }
            const auto& place = m_report.places[visit.place];
            Feature feature;
            feature.point = place.centre;
            auto& to = feature.properties;
            to.emplace_back("id", fmt::format("{}-{}-{}", visit.area + 1, visit.unit, visit.number));
            add_area(to, visit.area);
            to.emplace_back("unit", static_cast<std::int64_t>(visit.unit));
            to.emplace_back("visit", static_cast<std::int64_t>(visit.number));
            to.emplace_back("start", visit.start);
            to.emplace_back("end", visit.end);
            to.emplace_back("travel_min", static_cast<std::int64_t>(visit.travel_min));
            to.emplace_back("place_id", place.id);
            to.emplace_back("place", place.name);
            to.emplace_back("reached_share", share(visit.reached, place.expected));
            features.push_back(std::move(feature));
        }
        return features;
    }

    /// A line for each unit with a visit, from where it sets out over its places in order.
    [[nodiscard]] std::vector<Feature> route_features() const
    {
        std::vector<Feature> features;
        for (std::size_t k = 0; k < m_report.visits.size(); ++k) {
            const auto& visit = m_report.visits[k];
            if (!wanted(visit.area)) {
                continue;
            }
            if (visit.number == 1) {
                features.push_back(new_route(visit));
            }
            auto& line = features.back().line;
            line.push_back(m_report.places[visit.place].centre);
            const bool last = k + 1 == m_report.visits.size() || m_report.visits[k + 1].number == 1;
            if (last && m_report.start) {
                line.push_back(*m_report.start);
            }
        }
        return features;
    }

    [[nodiscard]] Feature new_route(const PatrolVisitReport& first) const
    {
        const auto& time = m_report.areas[first.area].units[first.unit - 1];
        Feature feature;
        auto& to = feature.properties;
        to.emplace_back("id", fmt::format("{}-{}", first.area + 1, first.unit));
        add_area(to, first.area);
        to.emplace_back("unit", static_cast<std::int64_t>(first.unit));
        to.emplace_back("visits", static_cast<std::int64_t>(time.visiting_min / m_report.visit_min));
        to.emplace_back("visiting_min", static_cast<std::int64_t>(time.visiting_min));
        to.emplace_back("travel_min", static_cast<std::int64_t>(time.travel_min));
        to.emplace_back("free_min", static_cast<std::int64_t>(time.free_min));
        if (m_report.start) {
            feature.line.push_back(*m_report.start);
        }
        return feature;
    }

    [[nodiscard]] Table rota() const
    {
        Table table;
        table.columns = {{"area", Kind::key},     {"unit", Kind::key},       {"visit", Kind::key},
                         {"start", Kind::key},    {"end", Kind::key},        {"place", Kind::key},
                         {"place_id", Kind::key}, {"map_square", Kind::key}, {"easting", Kind::key},
                         {"northing", Kind::key}, {"travel_min", Kind::key}, {"reached_share", Kind::measure}};
        for (const auto& visit : m_report.visits) {
            if (!wanted(visit.area)) {
                continue;
            }
            const auto& place = m_report.places[visit.place];
            table.rows.push_back({m_report.areas[visit.area].name, static_cast<std::int64_t>(visit.unit),
                                  static_cast<std::int64_t>(visit.number), visit.start, visit.end, place.name, place.id,
                                  place.square_name, std::round(place.centre.x), std::round(place.centre.y),
                                  static_cast<std::int64_t>(visit.travel_min), share(visit.reached, place.expected)});
        }
        return table;
    }

    const PatrolsReport& m_report;
    std::optional<std::size_t> m_area;
    int m_epsg;
    ProductInfo m_info;
    PublishRules m_rules;
};

PublishRules with_statements(PublishRules rules, const PatrolsReport& report)
{
    rules.statements.insert(rules.statements.end(), report.statements.begin(), report.statements.end());
    rules.statements.insert(rules.statements.end(), report.whole_statements.begin(), report.whole_statements.end());
    return rules;
}

} // namespace

PublishedPatrols publish(const PatrolsReport& report, std::optional<std::size_t> area, int epsg,
                         const ProductInfo& info, const PublishRules& rules)
{
    return PlanPublisher(report, area, epsg, info, rules).publish();
}

PublishableTable publish_patrol_areas(const PatrolsReport& report, const std::string& path, const PublishRules& rules)
{
    Table table;
    table.columns = {{"area", Kind::key},
                     {"units", Kind::key},
                     {"places", Kind::key},
                     {"visits", Kind::key},
                     {"places_not_visited", Kind::key},
                     {"visiting_min", Kind::key},
                     {"travel_min", Kind::key},
                     {"free_min", Kind::key},
                     {"incidents", Kind::count},
                     {"harm", Kind::measure},
                     {"incidents_in_places", Kind::count},
                     {"harm_in_places", Kind::measure},
                     {"harm_in_places_share", Kind::measure},
                     {"reached_share_of_places", Kind::measure},
                     {"reached_share_of_area", Kind::measure},
                     {"reached_share_at_most", Kind::measure}};
    for (std::size_t a = 0; a < report.areas.size(); ++a) {
        const auto& area = report.areas[a];
        std::int64_t places = 0;
        std::int64_t visits = 0;
        std::int64_t missed = 0;
        for (const auto& place : report.places) {
            if (place.area == a) {
                ++places;
                visits += place.visits;
                missed += place.visits == 0 ? 1 : 0;
            }
        }
        std::int64_t visiting = 0;
        std::int64_t travel = 0;
        std::int64_t free = 0;
        for (const auto& unit : area.units) {
            visiting += unit.visiting_min;
            travel += unit.travel_min;
            free += unit.free_min;
        }
        table.rows.push_back({area.name, static_cast<std::int64_t>(area.units.size()), places, visits, missed, visiting,
                              travel, free, static_cast<std::int64_t>(area.incidents), harm(area.harm),
                              static_cast<std::int64_t>(area.incidents_in_places), harm(area.harm_in_places),
                              share(area.harm_in_places, area.harm), share(area.reached, area.expected_in_places),
                              share(static_cast<double>(area.reached), area.expected),
                              share(area.at_most, area.expected_in_places)});
    }
    return harmspot::publish(path, std::move(table), with_statements(rules, report));
}

PublishableTable publish_patrol_dosage(const PatrolsReport& report, const std::string& path, const PublishRules& rules)
{
    Table table;
    table.columns = {{"area", Kind::key},
                     {"place_id", Kind::key},
                     {"place", Kind::key},
                     {"rank", Kind::key},
                     {"planned_visits", Kind::key},
                     {"planned_min", Kind::key},
                     {"logged_min", Kind::key},
                     {"logged_visits", Kind::key},
                     {fmt::format("logged_visits_of_{:g}_min", kLongVisitMin), Kind::key},
                     {"units", Kind::key},
                     {"last_there", Kind::key},
                     {"visited", Kind::key}};
    for (const auto& row : report.dosage.value().rows) {
        const auto& place = report.places[row.place];
        table.rows.push_back({report.areas[place.area].name, place.id, place.name,
                              static_cast<std::int64_t>(place.rank), static_cast<std::int64_t>(place.visits),
                              static_cast<std::int64_t>(place.visits) * report.visit_min,
                              rounded_to_decimals(row.minutes, 1, kDigits), static_cast<std::int64_t>(row.visits),
                              static_cast<std::int64_t>(row.long_visits), static_cast<std::int64_t>(row.units),
                              row.last, std::string(row.visits > 0 ? "yes" : "no")});
    }
    return harmspot::publish(path, std::move(table), with_statements(rules, report));
}

} // namespace harmspot
