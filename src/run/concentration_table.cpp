// SPDX-License-Identifier: MIT
#include "run/concentration_table.hpp"

#include "publish/rounding.hpp"

#include "harmspot/concentration.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

using Kind = Table::ColumnKind;

constexpr std::uint32_t kDraws = 199;
constexpr int kDigits = 6;

/// The part of the map that a row is about; its places are numbered anew.
struct Part {
    std::string layer;
    std::string area;
    std::vector<std::uint32_t> number; ///< per place of the run; kNoPlace = elsewhere
    std::uint32_t places = 0;
};

template <class Holds>
Part part_of(const RunData& data, std::string layer, std::string area, const Holds& holds)
{
    Part part{std::move(layer), std::move(area), {}, 0};
    part.number.resize(data.in_study.size(), kNoPlace);
    for (std::uint32_t place = 0; place < part.number.size(); ++place) {
        if (holds(place)) {
            part.number[place] = part.places++;
        }
    }
    return part;
}

std::vector<Part> parts_of(const RunData& data)
{
    std::vector<Part> parts;
    parts.push_back(part_of(data, "", "(all)", [&](std::uint32_t place) { return data.in_study[place] != 0; }));
    for (std::size_t layer = 0; layer < data.layers.size(); ++layer) {
        for (std::uint16_t area = 0; area < data.layers[layer].areas.size(); ++area) {
            parts.push_back(part_of(data, data.layers[layer].name, data.layers[layer].areas[area].name,
                                    [&](std::uint32_t place) { return data.area_of_place[layer][place] == area; }));
        }
    }
    return parts;
}

/// A theme's incidents in one part.
struct Rows {
    std::vector<std::uint32_t> place;
    std::vector<double> harm;
};

Rows rows_of(const RunData& data, std::size_t theme, const Part& part)
{
    const std::uint64_t bit = std::uint64_t{1} << theme;
    const auto& incidents = data.read.incidents;
    Rows rows;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const auto place = incidents.place[row];
        if ((data.theme_bits[row] & bit) != 0 && place != kNoPlace && part.number[place] != kNoPlace) {
            rows.place.push_back(part.number[place]);
            rows.harm.push_back(data.harm.harm[row]);
        }
    }
    return rows;
}

std::vector<Table::Cell> row_of(const std::string& theme, const char* of, const Part& part, std::uint64_t incidents,
                                const Concentration& found, const std::optional<GiniByChance>& chance)
{
    const auto rounded = [](double value) { return Table::Cell(rounded_to_digits(value, kDigits)); };
    const Table::Cell nothing = std::string();
    std::vector<Table::Cell> row{theme,
                                 std::string(of),
                                 part.layer,
                                 part.area,
                                 static_cast<std::int64_t>(incidents),
                                 static_cast<std::int64_t>(found.places)};
    for (const double share : found.places_for) {
        row.push_back(rounded(share));
    }
    row.push_back(rounded(found.gini));
    row.push_back(found.generalised_gini ? rounded(*found.generalised_gini) : nothing);
    row.push_back(chance ? rounded(chance->mean) : nothing);
    row.push_back(chance ? rounded(chance->p_value) : nothing);
    return row;
}

} // namespace

Table concentration_table(const RunConfig& config, const RunData& data, unsigned threads)
{
    Table table;
    table.columns = {{"theme", Kind::key},
                     {"of", Kind::key},
                     {"area_layer", Kind::key},
                     {"area", Kind::key},
                     {"incidents", Kind::count},
                     {"places", Kind::measure},
                     {"places_for_25_percent", Kind::measure},
                     {"places_for_50_percent", Kind::measure},
                     {"places_for_80_percent", Kind::measure},
                     {"gini", Kind::measure},
                     {"generalised_gini", Kind::measure},
                     {"gini_by_chance", Kind::measure},
                     {"gini_p_value", Kind::measure}};
    const auto parts = parts_of(data);
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        for (const auto& part : parts) {
            const auto rows = rows_of(data, theme, part);
            if (rows.place.empty()) {
                continue;
            }
            const auto& name = config.themes[theme].name;
            std::vector<double> count(part.places, 0.0);
            std::vector<double> harm(part.places, 0.0);
            for (std::size_t i = 0; i < rows.place.size(); ++i) {
                count[rows.place[i]] += 1;
                harm[rows.place[i]] += rows.harm[i];
            }
            table.rows.push_back(
                row_of(name, "incidents", part, rows.place.size(), concentration(count, true), std::nullopt));
            const bool weighs = std::any_of(rows.harm.begin(), rows.harm.end(), [](double one) { return one > 0; });
            if (weighs && !data.totals[theme].harm_equals_count) {
                const auto chance = gini_by_chance(rows.place, rows.harm, part.places, kDraws, config.seed, threads);
                table.rows.push_back(row_of(name, "harm", part, rows.place.size(), concentration(harm, false), chance));
            }
        }
    }
    return table;
}

} // namespace harmspot
