// SPDX-License-Identifier: MIT
#include "run/tables.hpp"

#include "run/offences.hpp"

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
    const auto offence_of = offence_column(incidents);
    std::map<std::tuple<std::int32_t, std::uint32_t, std::uint32_t>, Sum> sums;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const auto place = incidents.place[row];
        const std::uint32_t area = place == kNoPlace ? kAreaNoCoordinates : data.area_of_place[layer][place];
        auto& sum = sums[{month_of(incidents.earliest_min[row]), offence_of.of_row[row], area}];
        ++sum.incidents;
        sum.harm += data.harm.harm[row];
    }
    for (const auto& [key, sum] : sums) {
        const auto& [month, offence, area] = key;
        table.rows.push_back({month_text(month), offence_of.texts[offence], data.layers[layer].name,
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

Table rejects_table(const RowReport& report)
{
    Table table;
    table.columns = {{"source", Kind::key}, {"line", Kind::key}, {"reason", Kind::key}, {"column", Kind::key}};
    for (const auto& reject : report.rejects) {
        table.rows.push_back({report.inputs[reject.input].path, static_cast<std::int64_t>(reject.line),
                              std::string(reject_reason_text(reject.reason)),
                              std::string(reject_column_text(reject.column))});
    }
    return table;
}

} // namespace harmspot
