// SPDX-License-Identifier: MIT
#include "run/hour_profile.hpp"

#include "publish/feature_values.hpp"
#include "publish/rounding.hpp"

#include <algorithm>
#include <string_view>

namespace harmspot
{

namespace
{

std::string id_of(const Feature& feature)
{
    const auto* id = find(feature, "id");
    return id == nullptr ? std::string() : std::get<std::string>(*id);
}

} // namespace

bool has_hour_profile(const RunData& data)
{
    const auto& precision = data.read.incidents.precision;
    return !data.rules.withholds() && std::any_of(precision.begin(), precision.end(),
                                                  [](TimePrecision one) { return one == TimePrecision::minute; });
}

Table hour_profile_table()
{
    using Kind = Table::ColumnKind;
    Table table;
    table.columns = {{"theme", Kind::key},         {"entry", Kind::key},   {"version", Kind::key},
                     {"hotspot", Kind::key},       {"weekday", Kind::key}, {"hour", Kind::key},
                     {"incidents", Kind::measure}, {"harm", Kind::measure}};
    return table;
}

void add_hours(const PublishableLayer& layer, const std::string& theme, const std::string& entry,
               const std::string& version, Table& table)
{
    constexpr int kDigits = 6;
    for (const auto& feature : layer.features()) {
        if (!feature.hours || is_outline(feature)) { // a quarter outline is within its hotspot
            continue;
        }
        const auto id = id_of(feature);
        for (std::size_t hour = 0; hour < kHoursPerWeek; ++hour) {
            const double incidents = feature.hours->incidents[hour];
            if (incidents > 0) {
                table.rows.push_back({theme, entry, version, id, std::string(weekday_text(hour / kHoursPerDay)),
                                      static_cast<std::int64_t>(hour % kHoursPerDay),
                                      rounded_to_digits(incidents, kDigits),
                                      rounded_to_digits(feature.hours->harm[hour], kDigits)});
            }
        }
    }
}

} // namespace harmspot
