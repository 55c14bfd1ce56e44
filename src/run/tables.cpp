// SPDX-License-Identifier: MIT
#include "run/tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr std::uint32_t kAreaOutside = kOutside;
constexpr std::uint32_t kAreaNoCoordinates = kAreaOutside + 1U;

std::string area_name(const AreaLayer& layer, std::uint32_t area)
{
    if (area == kAreaOutside) {
        return "(outside)";
    }
    return area == kAreaNoCoordinates ? "(no coordinates)" : layer.areas[area].name;
}

/// Sums of weights such as 222.65 end in ...0403; a millionth of the unit is as fine as anyone reads.
double without_noise(double harm)
{
    constexpr double kFinest = 1e6;
    return std::abs(harm) < 1e9 ? std::round(harm * kFinest) / kFinest : harm;
}

struct Sum {
    std::int64_t incidents = 0;
    double harm = 0;
};

void add_layer(const RunData& data, std::size_t layer, Table& table)
{
    const auto& incidents = data.read.incidents;
    // An export may give codes and no offence text.
    const bool by_code = incidents.offences.size() <= 1;
    const auto& offence_of_row = by_code ? incidents.code : incidents.offence;
    const auto& offence_texts = by_code ? incidents.codes : incidents.offences;
    std::map<std::tuple<std::int32_t, std::uint32_t, std::uint32_t>, Sum> sums;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const auto place = incidents.place[row];
        const std::uint32_t area = place == kNoPlace ? kAreaNoCoordinates : data.area_of_place[layer][place];
        auto& sum = sums[{month_of(incidents.earliest_min[row]), offence_of_row[row], area}];
        ++sum.incidents;
        sum.harm += data.harm.harm[row];
    }
    for (const auto& [key, sum] : sums) {
        const auto& [month, offence, area] = key;
        table.rows.push_back({month_text(month), offence_texts[offence], data.layers[layer].name,
                              area_name(data.layers[layer], area), sum.incidents, without_noise(sum.harm)});
    }
}

} // namespace

Table incidents_table(const RunData& data)
{
    Table table;
    table.columns = {{"month", Kind::key}, {"offence", Kind::key},     {"area_layer", Kind::key},
                     {"area", Kind::key},  {"incidents", Kind::count}, {"harm", Kind::measure}};
    for (std::size_t layer = 0; layer < data.layers.size(); ++layer) {
        add_layer(data, layer, table);
    }
    return table;
}

namespace
{

/// Rows per month for each step that a theme's rows go through.
struct ThemeSteps {
    std::map<std::int32_t, std::array<std::int64_t, 4>> months; ///< matched, no coordinates, outside, on the map
};

ThemeSteps steps_of(const RunData& data, std::size_t theme)
{
    ThemeSteps steps;
    const std::uint64_t bit = std::uint64_t{1} << theme;
    const auto& incidents = data.read.incidents;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        if ((data.theme_bits[row] & bit) == 0) {
            continue;
        }
        auto& counts = steps.months[month_of(incidents.earliest_min[row])];
        ++counts[0];
        const auto place = incidents.place[row];
        ++counts[place == kNoPlace ? 1U : data.in_study[place] == 0 ? 2U : 3U];
    }
    return steps;
}

void add_theme_steps(const RunConfig& config, const RunData& data, std::size_t theme, Table& table)
{
    constexpr std::array<const char*, 4> names{"matched by the theme", "without coordinates", "outside the study area",
                                               "on the map"};
    const auto steps = steps_of(data, theme);
    for (std::size_t step = 0; step < names.size(); ++step) {
        std::int64_t all = 0;
        for (const auto& [month, counts] : steps.months) {
            all += counts[step];
        }
        table.rows.push_back({names[step], config.themes[theme].name, "(all)", all});
        for (const auto& [month, counts] : steps.months) {
            table.rows.push_back({names[step], config.themes[theme].name, month_text(month), counts[step]});
        }
    }
}

} // namespace

Table reconcile_table(const RunConfig& config, const RunData& data)
{
    Table table;
    table.columns = {{"step", Kind::key}, {"theme", Kind::key}, {"month", Kind::key}, {"rows", Kind::count}};
    std::int64_t rows = 0;
    std::array<std::int64_t, kRejectReasons> rejected{};
    for (const auto& input : data.read.report.inputs) {
        rows += static_cast<std::int64_t>(input.rows);
        for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
            rejected[reason] += static_cast<std::int64_t>(input.rejected[reason]);
        }
    }
    table.rows.push_back({"rows in the files", "", "(all)", rows});
    for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
        table.rows.push_back({"rejected: " + std::string(reject_reason_text(static_cast<RejectReason>(reason))), "",
                              "(all)", rejected[reason]});
    }
    const auto& incidents = data.read.incidents;
    table.rows.push_back({"used", "", "(all)", static_cast<std::int64_t>(incidents.size())});
    std::map<std::int32_t, std::int64_t> used;
    for (const auto minute : incidents.earliest_min) {
        ++used[month_of(minute)];
    }
    for (const auto& [month, count] : used) {
        table.rows.push_back({"used", "", month_text(month), count});
    }
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        add_theme_steps(config, data, theme, table);
    }
    return table;
}

Table rejects_table(const RowReport& report)
{
    Table table;
    table.columns = {{"source", Kind::key}, {"line", Kind::key}, {"reason", Kind::key}};
    for (const auto& reject : report.rejects) {
        table.rows.push_back({report.inputs[reject.input].path, static_cast<std::int64_t>(reject.line),
                              std::string(reject_reason_text(reject.reason))});
    }
    return table;
}

} // namespace harmspot
