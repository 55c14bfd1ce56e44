// SPDX-License-Identifier: MIT
#include "run/decisions.hpp"

#include "geo/geos.hpp"
#include "hotspot/merge.hpp"
#include "incident/grid_reference.hpp"
#include "incident/words.hpp"
#include "run/csv_table.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace harmspot
{

namespace
{

constexpr int kBritishNationalGridEpsg = 27700;
constexpr std::array<std::string_view, 4> kActions{"drop", "rename", "merge", "note"};

/// "NZ 245 643" names a square of 100 m; two figures more, one of 10 m.
double square_m(std::string_view reference)
{
    const auto figures = std::count_if(reference.begin(), reference.end(), [](char c) { return c >= '0' && c <= '9'; });
    return 100'000 / std::pow(10.0, static_cast<double>(figures / 2));
}

MultiPolygon square_round(Point centre, double side_m)
{
    const double half = side_m / 2;
    const Point low{centre.x - half, centre.y - half};
    const Point high{centre.x + half, centre.y + half};
    return {{{low, {high.x, low.y}, high, {low.x, high.y}, low}, {}}};
}

/// Of an id outside Britain: "e4245n5643" is the 100 m square whose lower left corner is 424500, 564300.
std::optional<MultiPolygon> metric_square(std::string_view text)
{
    constexpr double kSide = 100;
    const auto north = text.find('n');
    if (text.empty() || text[0] != 'e' || north == std::string_view::npos) {
        return std::nullopt;
    }
    const auto number = [](std::string_view digits) -> std::optional<double> {
        double value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
    };
    const auto x = number(text.substr(1, north - 1));
    const auto y = number(text.substr(north + 1));
    return x && y ? std::optional(square_round({(*x + 0.5) * kSide, (*y + 0.5) * kSide}, kSide)) : std::nullopt;
}

std::optional<MultiPolygon> square_of(std::string_view text, int epsg)
{
    if (epsg == kBritishNationalGridEpsg) {
        if (const auto centre = parse_grid_reference(text)) {
            return square_round(*centre, square_m(text));
        }
    }
    return metric_square(text);
}

/// Reads one file's rows, with a message that says where and what.
class Reader
{
public:
    Reader(const RunConfig& config, const CsvTable& table)
        : m_config(config), m_table(table), m_place(table.needed("place")), m_action(table.needed("action")),
          m_reason(table.needed("reason")), m_initials(table.needed("initials")), m_date(table.needed("date")),
          m_value(table.column("value")), m_theme(table.column("theme"))
    {
    }

    [[nodiscard]] Decision read(std::size_t row) const
    {
        Decision one;
        one.line = m_table.line[row];
        one.place = needed(row, m_place, "place");
        one.action = action(row);
        one.reason = needed(row, m_reason, "reason");
        one.initials = needed(row, m_initials, "initials");
        one.date = date(row);
        one.value = m_value ? m_table.rows[row][*m_value] : "";
        one.theme = m_theme ? m_table.rows[row][*m_theme] : "";
        place(row, one);
        if (!one.theme.empty() && !is_theme(one.theme)) {
            fail(row, fmt::format("theme '{}' is not one of the config's; leave it blank for all", one.theme));
        }
        value(row, one);
        return one;
    }

private:
    [[noreturn]] void fail(std::size_t row, const std::string& what) const
    {
        throw InputError(m_table.where(row) + ": " + what);
    }
    [[nodiscard]] std::string needed(std::size_t row, std::size_t column, const char* name) const
    {
        if (m_table.rows[row][column].empty()) {
            fail(row, fmt::format("{} is blank; every decision says where, what, why, by whom and when", name));
        }
        return m_table.rows[row][column];
    }
    [[nodiscard]] DecisionAction action(std::size_t row) const
    {
        const auto text = needed(row, m_action, "action");
        const auto found = std::find(kActions.begin(), kActions.end(), text);
        if (found == kActions.end()) {
            fail(row, fmt::format("action '{}' is not one of drop, rename, merge, note", text));
        }
        return static_cast<DecisionAction>(found - kActions.begin());
    }
    [[nodiscard]] std::string date(std::size_t row) const
    {
        const auto text = needed(row, m_date, "date");
        int year = 0;
        unsigned month = 0;
        unsigned day = 0;
        const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
        const auto part = [&](std::size_t from, std::size_t size, auto& to) {
            const auto* const first = text.data() + from;
            return std::from_chars(first, first + size, to).ptr == first + size;
        };
        if (!shaped || !part(0, 4, year) || !part(5, 2, month) || !part(8, 2, day) ||
            !std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))
                 .ok()) {
            fail(row, fmt::format("date '{}' is no day written like 2026-11-27", text));
        }
        return text;
    }
    [[nodiscard]] bool is_theme(const std::string& name) const
    {
        return std::any_of(m_config.themes.begin(), m_config.themes.end(),
                           [&](const Theme& theme) { return theme.name == name; });
    }

    /// A hotspot's id is theme-entry-reference, or the same and a number.
    [[nodiscard]] std::optional<MultiPolygon> square_of_id(const std::string& text, std::string& theme) const
    {
        const auto dash = text.find('-');
        const auto second = text.find('-', dash == std::string::npos ? dash : dash + 1);
        if (second == std::string::npos || !is_theme(text.substr(0, dash))) {
            return std::nullopt;
        }
        const auto end = text.find('-', second + 1);
        const auto reference = text.substr(second + 1, end == std::string::npos ? end : end - second - 1);
        auto square = square_of(reference, m_config.epsg);
        if (square) {
            theme = text.substr(0, dash);
        }
        return square;
    }
    [[nodiscard]] MultiPolygon square(std::size_t row, const std::string& text, std::string& theme) const
    {
        auto found = square_of(text, m_config.epsg);
        if (!found) {
            found = square_of_id(text, theme);
        }
        if (!found) {
            fail(row,
                 fmt::format("'{}' is no place: give a grid reference such as NZ 245 643, or a hotspot's id", text));
        }
        return *found;
    }
    void place(std::size_t row, Decision& one) const
    {
        std::string theme;
        one.where = square(row, one.place, theme);
        if (!theme.empty() && !one.theme.empty() && theme != one.theme) {
            fail(row, fmt::format("the id is one of theme '{}', and the column theme says '{}'", theme, one.theme));
        }
        one.theme = theme.empty() ? one.theme : theme;
    }
    void value(std::size_t row, Decision& one) const
    {
        if (one.action == DecisionAction::rename && one.value.empty()) {
            fail(row, "rename needs the new name in the column value");
        }
        if (one.action == DecisionAction::merge) {
            if (one.value.empty()) {
                fail(row, "merge needs the other place in the column value");
            }
            std::string theme;
            one.other = square(row, one.value, theme);
        }
    }

    const RunConfig& m_config;
    const CsvTable& m_table;
    std::size_t m_place;
    std::size_t m_action;
    std::size_t m_reason;
    std::size_t m_initials;
    std::size_t m_date;
    std::optional<std::size_t> m_value;
    std::optional<std::size_t> m_theme;
};

bool overlap(const MultiPolygon& a, const MultiPolygon& b)
{
    const auto boxes = [](const Box& one, const Box& other) {
        return one.min_x < other.max_x && other.min_x < one.max_x && one.min_y < other.max_y && other.min_y < one.max_y;
    };
    return boxes(bounds(a), bounds(b)) && area(geos::intersection(a, b)) > 0;
}

/// Numbers of the hotspots, no outlines, that overlap a square.
std::vector<std::size_t> met_by(const HotspotList& list, const MultiPolygon& square)
{
    std::vector<std::size_t> met;
    for (std::size_t i = 0; i < list.hotspots.size(); ++i) {
        if (list.hotspots[i].outline == "hotspot" && overlap(list.hotspots[i].shape, square)) {
            met.push_back(i);
        }
    }
    return met;
}

bool is_about(const Decision& decision, DecisionAction action, const std::string& theme)
{
    return decision.action == action && (decision.theme.empty() || decision.theme == theme);
}

/// Groups that share a hotspot become one.
void add_group(std::vector<std::vector<std::size_t>>& groups, std::vector<std::size_t> group)
{
    for (auto other = groups.begin(); other != groups.end();) {
        const bool shares = std::any_of(other->begin(), other->end(), [&](std::size_t member) {
            return std::find(group.begin(), group.end(), member) != group.end();
        });
        if (shares) {
            group.insert(group.end(), other->begin(), other->end());
            other = groups.erase(other);
        } else {
            ++other;
        }
    }
    std::sort(group.begin(), group.end());
    group.erase(std::unique(group.begin(), group.end()), group.end());
    groups.push_back(std::move(group));
}

void merge(const std::string& theme, const ThemeRows& rows, const Scope& scope, const HotspotContext& context,
           Decisions& decisions, HotspotList& list)
{
    std::vector<std::vector<std::size_t>> groups;
    for (auto& decision : decisions.rows) {
        if (!is_about(decision, DecisionAction::merge, theme)) {
            continue;
        }
        const auto some = met_by(list, decision.where);
        const auto others = met_by(list, decision.other);
        if (some.empty() || others.empty() || (some.size() == 1 && some == others)) {
            continue;
        }
        decision.met += some.size() + others.size();
        auto group = some;
        group.insert(group.end(), others.begin(), others.end());
        add_group(groups, std::move(group));
    }
    if (!groups.empty()) {
        list = merge_hotspots(std::move(list), groups, rows, scope, context);
    }
}

void drop(const std::string& theme, Decisions& decisions, HotspotList& list)
{
    std::vector<std::size_t> gone;
    for (auto& decision : decisions.rows) {
        if (!is_about(decision, DecisionAction::drop, theme)) {
            continue;
        }
        for (const auto number : met_by(list, decision.where)) {
            ++decision.met;
            if (std::find(gone.begin(), gone.end(), number) == gone.end()) {
                gone.push_back(number);
                list.left_out.push_back({list.hotspots[number], decision.reason, decision.initials, decision.date});
            }
        }
    }
    std::sort(gone.begin(), gone.end());
    std::stable_sort(list.left_out.begin(), list.left_out.end(),
                     [](const LeftOut& a, const LeftOut& b) { return a.hotspot.rank < b.hotspot.rank; });
    leave_out(list, gone);
}

} // namespace

std::string_view decision_action_text(DecisionAction action)
{
    return kActions[static_cast<std::size_t>(action)];
}

Decisions read_decisions(const RunConfig& config)
{
    Decisions decisions;
    decisions.file = config.decisions;
    if (!config.decisions.given()) {
        return decisions;
    }
    const auto table = read_csv_table(config.decisions, false);
    decisions.sha256 = table.sha256;
    const Reader reader(config, table);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        decisions.rows.push_back(reader.read(row));
    }
    return decisions;
}

void apply_decisions(const std::string& theme, const ThemeRows& rows, const Scope& scope, const HotspotContext& context,
                     Decisions& decisions, HotspotList& list)
{
    merge(theme, rows, scope, context, decisions, list);
    drop(theme, decisions, list);
    for (auto& decision : decisions.rows) {
        const bool rename = is_about(decision, DecisionAction::rename, theme);
        if (!rename && !is_about(decision, DecisionAction::note, theme)) {
            continue;
        }
        for (const auto number : met_by(list, decision.where)) {
            auto& hotspot = list.hotspots[number];
            ++decision.met;
            if (rename) {
                hotspot.place = decision.value;
                hotspot.named_by_analyst = true;
            } else {
                hotspot.note += (hotspot.note.empty() ? "" : "; ") +
                                fmt::format("{} ({}, {})", decision.reason, decision.initials, decision.date);
            }
        }
    }
}

std::vector<std::string> stale_decisions(const Decisions& decisions, const PublishRules& rules)
{
    std::vector<std::string> sentences;
    for (const auto& one : decisions.rows) {
        if (one.met == 0 && rules.withholds()) {
            sentences.push_back(
                fmt::format("{}:{}: meets no hotspot of this run.", decisions.file.as_written, one.line));
        } else if (one.met == 0) {
            sentences.push_back(fmt::format(
                "{}:{}: {} of {} ({}, {}, {}) meets no hotspot of this run; if the place is no longer one, the row may "
                "go.",
                decisions.file.as_written, one.line, decision_action_text(one.action), one.place, one.reason,
                one.initials, one.date));
        }
    }
    return sentences;
}

void add_left_out(const PlannedOutput& plan, const HotspotList& list, Table& table)
{
    using Kind = Table::ColumnKind;
    if (table.columns.empty()) {
        table.columns = {{"theme", Kind::key},      {"entry", Kind::key},       {"version", Kind::key},
                         {"area_layer", Kind::key}, {"area", Kind::key},        {"id", Kind::key},
                         {"place", Kind::key},      {"incidents", Kind::count}, {"harm", Kind::measure},
                         {"reason", Kind::key},     {"initials", Kind::key},    {"date", Kind::key}};
    }
    for (const auto& one : list.left_out) {
        table.rows.push_back({plan.theme, plan.entry, plan.version, plan.area_layer, plan.area, one.hotspot.id,
                              one.hotspot.place, static_cast<std::int64_t>(one.hotspot.incidents), one.hotspot.harm,
                              one.reason, one.initials, one.date});
    }
}

std::vector<std::string> left_out_sentences(const HotspotList& list)
{
    std::vector<std::string> sentences;
    for (const auto& one : list.left_out) {
        sentences.push_back(fmt::format("Left out by analyst: {} ({}, {} incidents; {}, {})", one.reason,
                                        one.hotspot.place, thousands(one.hotspot.incidents), one.initials, one.date));
    }
    return sentences;
}

} // namespace harmspot
