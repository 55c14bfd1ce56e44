// SPDX-License-Identifier: MIT
#include "run/init_found.hpp"

#include "incident/day_text.hpp"
#include "incident/text.hpp"
#include "incident/words.hpp"
#include "run/init_themes.hpp"
#include "run/months.hpp"
#include "run/offences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace harmspot::init
{

namespace
{

constexpr std::int32_t kMinutesPerDay = 24 * 60;

using Day = std::chrono::sys_days;

Day day_of(std::int32_t minute)
{
    return Day(std::chrono::floor<std::chrono::days>(std::chrono::minutes(minute)));
}

std::string text_of(Day day)
{
    return day_text(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

std::chrono::year_month_day_last month_end(Day day)
{
    const std::chrono::year_month_day date(day);
    return date.year() / date.month() / std::chrono::last;
}

/// "Name: key = 'header'", or the question when none of the keys has a header.
std::string column_sentence(std::string_view name, const std::vector<std::pair<std::string_view, std::string>>& keys,
                            std::string_view question)
{
    std::string text;
    for (const auto& [key, header] : keys) {
        if (!header.empty()) {
            text += fmt::format("{}{} = '{}'", text.empty() ? "" : ", ", key, shown(header));
        }
    }
    return text.empty() ? fmt::format("{}: {}", name, question) : fmt::format("{}: {}", name, text);
}

std::string flag_header(const ColumnMap& map, const std::string& flag)
{
    const auto found = map.flags.find(flag);
    return found == map.flags.end() ? std::string() : found->second;
}

void add_place_and_time(const Export& found, std::vector<std::string>& lines)
{
    const auto& map = found.config.incidents.columns;
    lines.push_back(column_sentence("Position",
                                    {{"easting", map.easting},
                                     {"northing", map.northing},
                                     {"longitude", map.longitude},
                                     {"latitude", map.latitude},
                                     {"grid_reference", map.grid_reference}},
                                    found.is_layer ? "the layer's own points"
                                                   : "no columns look like one. Which hold easting and northing, "
                                                     "longitude and latitude, or a grid reference?"));
    lines.push_back(column_sentence(
        "Date", {{"date", map.date}, {"earliest", map.earliest}, {"latest", map.latest}, {"recorded", map.recorded}},
        "no column looks like the date of the incident. Which one is it?"));
    if (found.config.incidents.date_basis == DateBasis::recorded) {
        lines.back() += "; only the date of recording is there, so date_basis = \"recorded\"";
    }
}

void add_flags(const ColumnMap& map, std::vector<std::string>& lines)
{
    lines.push_back(
        column_sentence("Domestic", {{"domestic", map.domestic}}, "no column looks like a domestic flag. Map one?"));
    lines.push_back(column_sentence("Knife-enabled", {{"knife", flag_header(map, "knife")}},
                                    "no column looks like a knife flag. Map one?"));
    lines.push_back(column_sentence("Alcohol or drugs",
                                    {{"alcohol", flag_header(map, "alcohol")}, {"drugs", flag_header(map, "drugs")}},
                                    "no column looks like such a flag. Map one? (Drug offences are not it.)"));
}

} // namespace

std::optional<DataPeriod> data_period(const Incidents& incidents)
{
    const auto months = month_states(incidents, 0);
    const auto first = std::find_if(months.begin(), months.end(), [](const auto& month) { return !month.stray; });
    if (first == months.end()) {
        return std::nullopt;
    }
    const auto last = std::find_if(months.rbegin(), months.rend(), [](const auto& month) { return !month.stray; });
    std::int32_t from = std::numeric_limits<std::int32_t>::max();
    std::int32_t begun = std::numeric_limits<std::int32_t>::min();
    std::int32_t to = begun;
    bool months_alone = true;
    for (std::size_t row = 0; row < incidents.size(); ++row) {
        const auto month = month_of(incidents.earliest_min[row]);
        if (month >= first->month && month <= last->month) {
            from = std::min(from, incidents.earliest_min[row]);
            begun = std::max(begun, incidents.earliest_min[row]);
            to = std::max(to, incidents.latest_min[row]);
            months_alone = months_alone && incidents.precision[row] == TimePrecision::month;
        }
    }
    constexpr std::chrono::days kNear{1};
    const std::chrono::year_month_day start(day_of(from));
    const Day month_start(start.year() / start.month() / 1);
    const Day end(month_end(day_of(begun)));
    if (months_alone || (day_of(from) - month_start <= kNear && end - day_of(begun) <= kNear)) {
        return DataPeriod{text_of(month_start), text_of(end), true};
    }
    return DataPeriod{text_of(day_of(from)), text_of(day_of(to)), false};
}

std::vector<std::string> column_sentences(const Export& found)
{
    if (found.police_uk) {
        return {"Format: a street file of data.police.uk, whose columns are known.",
                "Knife-enabled, alcohol or drugs, domestic: open data does not tell; the themes use categories "
                "instead and say so."};
    }
    const auto& map = found.config.incidents.columns;
    std::vector<std::string> lines;
    add_place_and_time(found, lines);
    lines.push_back(column_sentence("Offence", {{"code", map.code}, {"offence", map.offence}},
                                    "no column looks like an offence or its code. Which one is it?"));
    lines.push_back(column_sentence("Incident reference", {{"id", map.id}},
                                    "no column looks like one. Repeated rows cannot be told apart without it."));
    lines.push_back(column_sentence("Location", {{"location", map.location}},
                                    "no column looks like a street or place name. Hotspots are then named by map "
                                    "square."));
    lines.push_back(column_sentence("Location type", {{"location_type", map.location_type}},
                                    "no column looks like one. Without it, incidents in homes cannot be left out of "
                                    "patrol maps."));
    add_flags(map, lines);
    lines.push_back(column_sentence("Own area", {{"own_area", map.own_area}},
                                    "no column looks like a beat or ward; nothing but the share with coordinates by "
                                    "area needs it."));
    const auto outcome = map.fields.find("outcome");
    lines.push_back(column_sentence("Outcome",
                                    {{"outcome", outcome == map.fields.end() ? std::string() : outcome->second}},
                                    "no column looks like one. Are cancelled and no-crimed rows already left out?"));
    return lines;
}

std::vector<std::string> theme_sentences(const Incidents& incidents, const std::vector<Theme>& themes, unsigned threads)
{
    const auto bits = match_themes(incidents, themes, threads);
    std::vector<std::string> lines;
    for (std::size_t theme = 0; theme < themes.size(); ++theme) {
        const auto rows =
            std::count_if(bits.begin(), bits.end(), [theme](std::uint64_t row) { return ((row >> theme) & 1U) != 0; });
        lines.push_back(fmt::format("{}: {} of {}{}", themes[theme].name, thousands(static_cast<std::uint64_t>(rows)),
                                    counted(incidents.size(), "row", "rows"),
                                    rows == 0 ? ". Does its match name what your export writes?" : ""));
    }
    return lines;
}

std::string unknown_codes_sentence(const Incidents& incidents)
{
    std::vector<std::uint64_t> rows(incidents.codes.size(), 0);
    for (const auto number : incidents.code) {
        ++rows[number];
    }
    const auto unknown = unknown_codes(incidents.codes.texts);
    std::uint64_t sum = 0;
    for (std::uint32_t number = 0; number < rows.size(); ++number) {
        rows[number] = number != 0 && unknown[number] ? rows[number] : 0; // 0 is no code
        sum += rows[number];
    }
    const auto order = commonest_first(rows);
    if (order.empty()) {
        return {};
    }
    const auto list = first_named(order, [&](std::uint32_t number) { return shown(incidents.codes[number]); });
    return fmt::format("{} of rows have codes that no theme or table here knows: {}{}. If they are local spellings, "
                       "'codes' in [incidents] maps them (configs/sample_codes.csv shows how).",
                       percent(sum, incidents.size()), list, order.size() > kMostNamed ? ", ..." : "");
}

} // namespace harmspot::init
