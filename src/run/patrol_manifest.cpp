// SPDX-License-Identifier: MIT
#include "run/patrol_manifest.hpp"

#include "geo/sha256.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace harmspot
{

namespace
{

using Json = nlohmann::ordered_json;

Json count(const PublishRules& rules, std::uint64_t value)
{
    return rules.withholds() && value > 0 && value < rules.least_count ? Json("*") : Json(value);
}

double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

Json area_json(const PatrolsReport& report, std::size_t number, const PublishRules& rules)
{
    const auto& area = report.areas[number];
    const auto own = [&](const auto& one) { return one.area == number; };
    Json json = {{"area", area.name},
                 {"units", area.units.size()},
                 {"places", std::count_if(report.places.begin(), report.places.end(), own)},
                 {"incidents", count(rules, area.incidents)},
                 {"incidents_in_places", count(rules, area.incidents_in_places)}};
    if (rules.withholds()) {
        return json;
    }
    const auto reached = static_cast<double>(area.reached);
    const auto in_places = static_cast<double>(area.expected_in_places);
    json["visits"] = std::count_if(report.visits.begin(), report.visits.end(), own);
    json["harm_in_places_share"] = share(area.harm_in_places, area.harm);
    json["reached_share_of_places"] = share(reached, in_places);
    json["reached_share_of_area"] = share(reached, area.expected);
    json["reached_share_at_most"] = share(static_cast<double>(area.at_most), in_places);
    for (const auto& unit : area.units) {
        json["unit_minutes"].push_back(
            {{"visiting", unit.visiting_min}, {"travel", unit.travel_min}, {"free", unit.free_min}});
    }
    return json;
}

Json dosage_json(const PatrolDosage& dosage)
{
    Json json = {{"files", Json::array()},
                 {"units", dosage.units},
                 {"minutes", dosage.minutes},
                 {"minutes_in_places", dosage.minutes_in_places},
                 {"places_visited", std::count_if(dosage.rows.begin(), dosage.rows.end(),
                                                  [](const PatrolDoseRow& row) { return row.visits > 0; })},
                 {"places_not_visited", std::count_if(dosage.rows.begin(), dosage.rows.end(),
                                                      [](const PatrolDoseRow& row) { return row.visits == 0; })}};
    for (const auto& file : dosage.files) {
        json["files"].push_back(
            {{"path", file.path}, {"sha256", file.sha256}, {"fixes", file.fixes}, {"unusable", file.unusable}});
    }
    return json;
}

} // namespace

nlohmann::ordered_json patrols_json(const RunConfig& config, const PatrolsReport& report, const PublishRules& rules)
{
    const auto& plan = *config.patrols;
    Json json = {{"themes", plan.themes},
                 {"incidents_of_themes", count(rules, report.incidents_of_themes)},
                 {"left_out",
                  {{"domestic", count(rules, report.domestic)},
                   {"dwellings", count(rules, report.dwellings)},
                   {"in_excluded_zones", count(rules, report.in_zones)},
                   {"outside_or_without_coordinates", count(rules, report.nowhere)}}},
                 {"harm_unit", report.unit},
                 {"hours_known", report.hours_known}};
    if (!rules.withholds()) {
        json["shift"] = report.shift;
        json["shift_min"] = report.shift_min;
        json["seed"] = plan.seed;
    }
    if (plan.excluded_file.given()) {
        json["inputs"].push_back(
            {{"path", plan.excluded_file.as_written}, {"sha256", sha256_of_file(plan.excluded_file.path)}});
    }
    json["areas"] = Json::array();
    for (std::size_t k = 0; k < report.areas.size(); ++k) {
        json["areas"].push_back(area_json(report, k, rules));
    }
    if (report.dosage) {
        json["dosage"] = dosage_json(*report.dosage);
    }
    json["statements"] = report.statements;
    for (const auto& statement : report.whole_statements) {
        json["statements"].push_back(statement);
    }
    return json;
}

} // namespace harmspot
